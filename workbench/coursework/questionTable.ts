/** The tables of a workbook that students see: a row with the words Question and Answer, and a line a question below it. */

import type { Cell } from '../../src/index';
import type { Book, Place } from './book';
import { keySheetOf, same, type Question } from './key';

interface Head {
  readonly sheet: string;
  readonly row: number;
  readonly question: number;
  readonly answer: number;
  /** Column in which CHECK.TABLE looks for keys; null where there is none. */
  readonly key: number | null;
}

/** The heads of such tables on all sheets but that of the key. */
export function questionTables(book: Book): Head[] {
  const keySheet = keySheetOf(book);
  return book.sheets
    .filter((sheet) => sheet !== keySheet)
    .flatMap((sheet) =>
      book.cells(book.used(sheet)).flatMap((line, row) => {
        const [question, answer, key] = ['Question', 'Answer', 'Key'].map((word) => columnOf(line, word));
        return question < 0 || answer < 0
          ? []
          : [{ sheet, row, question, answer, key: key < 0 ? null : key }];
      }),
    );
}

/** Where the key of a question may stand in such a table, and the title of that column; null where it has no place. */
export function placeForKey(
  book: Book,
  tables: readonly Head[],
  { label, answer }: Question,
): { readonly place: Place; readonly head: Place } | null {
  for (const { sheet, row: top, question, answer: column, key } of tables) {
    if (key === null) continue;
    const isBeside = answer.sheet === sheet && answer.row > top && answer.column === column;
    const lines = isBeside ? [] : book.cells(book.used(sheet));
    const row = isBeside
      ? answer.row
      : lines.findIndex((line, i) => i > top && isText(line[question], label));
    const head = { sheet, row: top, column: key };
    if (row >= 0) return { place: { ...head, row }, head };
  }
  return null;
}

function columnOf(line: readonly Cell[], word: string): number {
  return line.findIndex((cell) => isText(cell, word));
}

function isText(cell: Cell, text: string): boolean {
  return cell !== null && cell !== undefined && typeof cell !== 'object' && same(String(cell), text);
}

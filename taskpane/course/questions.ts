/** The tables of a workbook that students see: a row with the words Question and Answer, and a line a question below it. */

import type { Cell, CellMatrix } from '../../src/index';

export interface ShownQuestion {
  readonly label: string;
  /** Where the answer stands, counted from 0. */
  readonly row: number;
  readonly column: number;
}

/** @param cells of a sheet from A1 on */
export function questionsIn(cells: CellMatrix): ShownQuestion[] {
  const found: ShownQuestion[] = [];
  let head: { readonly question: number; readonly answer: number } | null = null;
  cells.forEach((line, row) => {
    const [question, answer] = ['Question', 'Answer'].map((word) =>
      line.findIndex((cell) => typeof cell === 'string' && isWord(cell, word)),
    );
    if (question >= 0 && answer >= 0) head = { question, answer };
    else if (head && textOf(line[head.question]) === '') head = null;
    else if (head) found.push({ label: textOf(line[head.question]), row, column: head.answer });
  });
  return found;
}

/** Nothing for blanks and errors. */
export function textOf(cell: Cell | undefined): string {
  return cell === null || cell === undefined || typeof cell === 'object' ? '' : String(cell).trim();
}

/** Whether texts differ in nothing but capitals and blanks around them. */
export function isWord(text: string, word: string): boolean {
  return text.trim().toLowerCase() === word.trim().toLowerCase();
}

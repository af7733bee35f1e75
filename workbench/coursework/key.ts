/**
 * The sheet Key of a teacher's workbook: a table with a line a question, and above it, where the teacher wants, lines
 * `Assignment | HW3` and `Version | 2`.
 *
 * | Question | Answer | Key | Points | Tolerance | Slips | Carry | Rule |
 */

import { CellmerError, plainText, readTolerance, type Cell, type Tolerance } from '../../src/index';
import { listed } from '../files/differences';
import { blockText, placeText, type Block, type Book, type Place } from './book';
import { CourseworkProblem } from './problem';

const KEY_SHEET = 'Key';
/** The name of the one cell that says whose workbook it is. */
export const STUDENT = 'student';

/** What an answer's cell must or must not have. */
export type Rule =
  | { readonly kind: 'formula' }
  /** The formula has to depend on a cell of the student's data. */
  | { readonly kind: 'uses data' }
  /** Names of functions, `*` for any letters. */
  | { readonly kind: 'no'; readonly functions: readonly string[] };

export interface Question {
  /** As the teacher calls it. */
  readonly label: string;
  /** As the table has it: a defined name, or an address. */
  readonly answerName: string;
  readonly answer: Block;
  /** Where the key stands: one cell, or as many as the answer has. */
  readonly key: Block;
  readonly points: number;
  readonly tolerance: Tolerance;
  /** Two columns, a wrong value and what to say to it. */
  readonly slips: Block | null;
  /** Whether the key is computed from the student's own answers to the questions before. */
  readonly carry: boolean;
  readonly rules: readonly Rule[];
}

export interface Key {
  readonly sheet: string;
  readonly assignment: string;
  readonly version: string;
  /** Where a workbook says whose it is; null where all have the same data. */
  readonly student: Place | null;
  readonly questions: readonly Question[];
}

const NEEDED = ['Question', 'Answer', 'Key'] as const;
const OPTIONAL = ['Points', 'Tolerance', 'Slips', 'Carry', 'Rule'] as const;
type Column = (typeof NEEDED)[number] | (typeof OPTIONAL)[number];
const COLUMNS: readonly Column[] = [...NEEDED, ...OPTIONAL];

/** That of a workbook, or undefined. */
export function keySheetOf(book: Pick<Book, 'sheets'>): string | undefined {
  return book.sheets.find((name) => same(name, KEY_SHEET));
}

/**
 * @param fileName in case the sheet does not say what the assignment is called
 * @throws CourseworkProblem that names the cell, what was expected and what was found
 */
export function readKey(book: Book, fileName: string): Key {
  const sheet = keySheetOf(book);
  if (sheet === undefined)
    throw new CourseworkProblem(
      `“${fileName}” has no sheet “${KEY_SHEET}”: it has ${listed(book.sheets.map((name) => `“${name}”`))}`,
    );
  const table = new KeyTable(book, sheet);
  const student = book.block(STUDENT);
  return {
    sheet,
    assignment: table.above('Assignment') ?? assignmentOf(fileName),
    version: table.above('Version') ?? '1',
    student: student && { sheet: student.sheet, row: student.row, column: student.column },
    questions: table.questions(),
  };
}

/** `HW3 key.xlsx` is the key of HW3. */
function assignmentOf(fileName: string): string {
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  return name.replace(/[\s_-]*key$/i, '') || name;
}

class KeyTable {
  private readonly cells: readonly (readonly Cell[])[];
  /** Row of the table's head, and the column of each of its names. */
  private readonly head: { readonly row: number; readonly columns: ReadonlyMap<Column, number> };

  constructor(
    private readonly book: Book,
    private readonly sheet: string,
  ) {
    this.cells = book.cells(book.used(sheet));
    this.head = this.findHead();
  }

  private findHead(): KeyTable['head'] {
    for (const [row, line] of this.cells.entries()) {
      const columns = new Map<Column, number>();
      line.forEach((cell, j) => {
        const column = COLUMNS.find((name) => typeof cell === 'string' && same(cell, name));
        if (column && !columns.has(column)) columns.set(column, j);
      });
      if (NEEDED.every((name) => columns.has(name))) return { row, columns };
    }
    throw new CourseworkProblem(
      `the sheet “${this.sheet}” has no table: expected is a row with the words ${listed(COLUMNS)}, of which ${listed(NEEDED)} are needed`,
    );
  }

  /** What stands beside a word above the table. */
  above(word: string): string | null {
    const line = this.cells
      .slice(0, this.head.row)
      .find(([first]) => typeof first === 'string' && same(first.replace(/:$/, ''), word));
    const value = line?.[1] ?? null;
    return value === null || typeof value === 'object' ? null : String(value).trim() || null;
  }

  questions(): Question[] {
    const questions: Question[] = [];
    for (let row = this.head.row + 1; row < this.cells.length; row++) {
      // Below a line with nothing in it other things may stand, such as slips.
      if (COLUMNS.every((column) => this.cell(column, row) === null)) break;
      // A key that fills several cells reaches into the lines below.
      if (this.cell('Answer', row) === null && this.cell('Question', row) === null) continue;
      questions.push(this.question(row));
    }
    const twice = questions.find(({ label }, i) =>
      questions.slice(0, i).some((before) => same(before.label, label)),
    );
    if (twice) throw new CourseworkProblem(`the sheet “${this.sheet}” has two questions “${twice.label}”`);
    if (questions.length === 0)
      throw new CourseworkProblem(
        `the sheet “${this.sheet}” has no questions below row ${this.head.row + 1}`,
      );
    return questions;
  }

  private question(row: number): Question {
    const answerName = this.text('Answer', row);
    const label = this.cell('Question', row) === null ? answerName : this.text('Question', row);
    const answer = this.book.block(answerName);
    if (!answer || same(answer.sheet, this.sheet))
      throw this.wrong(
        'Answer',
        row,
        'the name of an answer’s cell on another sheet, such as q4_se, or its address with the sheet, Homework!D7',
      );
    return {
      label,
      answerName,
      answer,
      key: this.key(row, answer),
      points: this.points(row),
      tolerance: this.tolerance(row),
      slips: this.slips(row),
      carry: this.carry(row),
      rules: this.rules(row),
    };
  }

  /** A cell; of an answer of several cells the block that its formula fills, or that it names. */
  private key(row: number, answer: Block): Block {
    const place = this.at('Key', row)!;
    const value = this.cell('Key', row);
    if (answer.rows * answer.columns === 1) {
      // What a formula gives is seen when the cells that it needs, answers among them, are filled.
      if (this.book.content(place) === null)
        throw this.wrong('Key', row, 'a value, or a formula that gives one');
      return { ...place, rows: 1, columns: 1 };
    }
    const named = typeof value === 'string' ? this.book.block(value, this.sheet) : null;
    const block = named ?? this.book.filled(place);
    if (block.rows !== answer.rows || block.columns !== answer.columns)
      throw this.wrong(
        'Key',
        row,
        `${answer.rows} × ${answer.columns} cells as in ${blockText(answer)}, by a formula that fills them or as an address such as K2:L3`,
      );
    return block;
  }

  private points(row: number): number {
    const value = this.cell('Points', row);
    if (value === null) return 1;
    if (typeof value !== 'number' || !(value >= 0)) throw this.wrong('Points', row, 'a number of at least 0');
    return value;
  }

  private tolerance(row: number): Tolerance {
    const place = this.at('Tolerance', row);
    try {
      return readTolerance(this.cell('Tolerance', row), place ? placeText(place) : 'tolerance');
    } catch (error) {
      if (error instanceof CellmerError) throw new CourseworkProblem(error.message.replace(/\.$/, ''));
      throw error;
    }
  }

  private slips(row: number): Block | null {
    const value = this.cell('Slips', row);
    if (value === null) return null;
    const block = typeof value === 'string' ? this.book.block(value, this.sheet) : null;
    if (!block || block.columns !== 2)
      throw this.wrong(
        'Slips',
        row,
        'the address or name of two columns, a wrong value and what to say to it, such as K2:L4',
      );
    return block;
  }

  private carry(row: number): boolean {
    const value = this.cell('Carry', row);
    if (value === null || value === false || isWord(value, 'no')) return false;
    if (value === true || isWord(value, 'yes')) return true;
    throw this.wrong('Carry', row, '“yes” or nothing');
  }

  /** `formula`, `no BINOM.* LIKELIHOOD.*`, `uses data`, several of them with semicolons between. */
  private rules(row: number): Rule[] {
    if (this.cell('Rule', row) === null) return [];
    return this.text('Rule', row)
      .split(';')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text): Rule => {
        if (same(text, 'formula')) return { kind: 'formula' };
        if (same(text, 'uses data')) return { kind: 'uses data' };
        const functions = /^no\s+(.+)$/i.exec(text)?.[1].split(/[\s,]+/) ?? [];
        if (functions.length > 0 && functions.every((name) => /^[\p{L}\p{N}_.*]+$/u.test(name)))
          return { kind: 'no', functions: functions.map((name) => name.toUpperCase()) };
        throw this.wrong(
          'Rule',
          row,
          '“formula”, “uses data”, or “no” with names of functions, as in “no BINOM.* AVERAGE”',
        );
      });
  }

  private at(column: Column, row: number): Place | null {
    const found = this.head.columns.get(column);
    return found === undefined ? null : { sheet: this.sheet, row, column: found };
  }

  /** Blanks, and columns that there are not, are null. */
  private cell(column: Column, row: number): Cell {
    const place = this.at(column, row);
    const value = place && this.cells[row][place.column];
    return value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;
  }

  private text(column: Column, row: number): string {
    const value = this.cell(column, row);
    if (value === null || typeof value === 'object') throw this.wrong(column, row, 'a text');
    return String(value).trim();
  }

  private wrong(column: Column, row: number, expected: string): CourseworkProblem {
    const value = this.cell(column, row);
    const found =
      value === null
        ? 'is blank'
        : `is ${typeof value === 'object' ? `the error ${value.error}` : JSON.stringify(value)}`;
    return new CourseworkProblem(
      `${placeText(this.at(column, row)!)} (${column}) ${found}: expected is ${expected}`,
    );
  }
}

/** Texts that differ in nothing but capitals, blanks, and how an accent is stored; their seeds are equal, too. */
export function same(one: string, other: string): boolean {
  return plainText(one) === plainText(other);
}

function isWord(value: Cell, word: string): boolean {
  return typeof value === 'string' && same(value, word);
}

/** The teacher's workbook at work: whose data and which answers it has for a student. */

import { CellmerError, printAddress, readSlips, type Cell, type CellMatrix } from '../../src/index';
import { readWorkbook, type OpenedFile } from '../files/read';
import { blockText, Book, type Content, type Place } from './book';
import { readKey, type Key, type Question } from './key';
import { CourseworkProblem } from './problem';
import { cellKey, placesOf, reachOf } from './references';

/** What is right for a question. */
export interface Expectation {
  /** As many cells as the answer has. */
  readonly key: CellMatrix;
  /** Wrong answers, or names of slips, and what to say to them; none where there are none. */
  readonly slips: CellMatrix;
}

export interface Expected {
  /** By question. */
  readonly questions: readonly Expectation[];
  /** Numbers that are this student's alone, each as often as it is there; see `numberKey`. */
  readonly data: ReadonlyMap<string, number>;
}

export class Teacher {
  /** Cells that hold something else for every student. */
  private dataCells: readonly Place[] = [];
  private known = new Map<string, Expected>();

  private constructor(
    readonly book: Book,
    readonly key: Key,
    readonly file: OpenedFile,
  ) {}

  /** @throws CourseworkProblem where the file cannot be opened, or has no key that can be read */
  static async open(file: File): Promise<Teacher> {
    const opened = await readWorkbook(file).catch((error: Error) => {
      throw new CourseworkProblem(error.message.replace(/\.$/, ''));
    });
    const book = await Book.open(opened, file.name);
    try {
      const teacher = new Teacher(book, readKey(book, file.name), opened);
      await teacher.prepare();
      return teacher;
    } catch (error) {
      book.close();
      throw error;
    }
  }

  /** Cells of a student's own data, and of what follows from them, on all sheets but that of the key. */
  get data(): readonly Place[] {
    return this.dataCells;
  }

  close(): void {
    this.book.close();
  }

  /** @param student what stands in the cell `student`; null where that is blank */
  async expected(student: Cell): Promise<Expected> {
    const known = this.known.get(String(student));
    if (known) return known;
    await this.become(student);
    const questions = this.key.questions.map((question) => this.expectation(question));
    const data = new Map<string, number>();
    for (const place of this.dataCells) countNumber(data, this.book.cell(place));
    const expected = { questions, data };
    this.known.set(String(student), expected);
    return expected;
  }

  /**
   * What is right for a question where the student's own answers to the questions before it take the place of their keys.
   *
   * @param answers by question; null where there is none that could take it
   * @returns null where nothing follows from them
   */
  async carried(
    student: Cell,
    asked: Question,
    answers: readonly (CellMatrix | null)[],
  ): Promise<Expectation | null> {
    await this.become(student);
    const before = this.key.questions.slice(0, this.key.questions.indexOf(asked));
    const replaced = before.flatMap((question, i) => {
      const own = answers[i];
      if (own === null || own === undefined) return [];
      return [question.key, question.answer].flatMap((block) =>
        placesOf(block).map((place, k): readonly [Place, Content] => [place, plain(own.flat()[k])]),
      );
    });
    const contents = replaced.map(([place]): readonly [Place, Content] => [place, this.book.content(place)]);
    this.book.put(replaced);
    try {
      await this.book.still();
      return this.expectation(asked);
    } catch (error) {
      if (error instanceof CourseworkProblem) return null;
      throw error;
    } finally {
      this.book.put(contents);
      await this.book.still();
    }
  }

  /** Empties the cells for the answers. Nothing can be asked about keys after that but what is known already. */
  async withoutAnswers(): Promise<void> {
    const { questions } = this.key;
    this.book.put(questions.flatMap(({ answer }) => placesOf(answer).map((place) => [place, null] as const)));
    await this.book.still();
  }

  /** Fills in whose workbook it is. */
  async become(student: Cell): Promise<void> {
    const place = this.key.student;
    if (place === null || this.book.cell(place) === student) return;
    this.book.put([[place, plain(student)]]);
    await this.book.still();
  }

  private async prepare(): Promise<void> {
    const { questions, student, sheet } = this.key;
    const solved = questions.filter(({ key, answer }) => {
      const { cells } = reachOf(this.book, key);
      return placesOf(answer).some((place) => cells.has(cellKey(place)));
    });
    // A key that rests on the answer's own cell is the teacher's solution there; all others take the place of the answers.
    const open = questions.filter((question) => !solved.includes(question));
    this.book.put(open.flatMap(({ answer }) => placesOf(answer).map((place) => [place, null] as const)));
    await this.book.still();
    if (student) this.dataCells = await this.differing(student, sheet);
    const isAnswer = new Set(questions.flatMap(({ answer }) => placesOf(answer).map(cellKey)));
    this.dataCells = this.dataCells.filter((place) => !isAnswer.has(cellKey(place)));
    this.book.put(
      open.flatMap(({ key, answer }) => {
        const keys = placesOf(key);
        return placesOf(answer).map((place, i) => [place, { formula: reference(keys[i]) }] as const);
      }),
    );
    await this.book.still();
    questions.forEach((question) => this.checkSlips(question));
  }

  /** @throws CourseworkProblem for slips that cannot be read */
  private checkSlips({ key, slips }: Question): void {
    const right = plain(this.book.cells(key)[0][0]);
    if (slips === null || right === null) return;
    try {
      readSlips(this.book.cells(slips), typeof right === 'number' ? right : String(right));
    } catch (error) {
      if (!(error instanceof CellmerError)) throw error;
      throw new CourseworkProblem(`${blockText(slips)}, ${error.message.replace(/\.$/, '')}`);
    }
  }

  private async differing(student: Place, keySheet: string): Promise<Place[]> {
    const own = this.book.cell(student);
    const blocks = this.book.sheets.filter((name) => name !== keySheet).map((name) => this.book.used(name));
    const read = () => blocks.map((block) => this.book.cells(block));
    const before = read();
    await this.become(typeof own === 'number' ? own + 1 : `${typeof own === 'string' ? own : ''}2`);
    const after = read();
    await this.become(own);
    return blocks.flatMap((block, k) =>
      placesOf(block).filter(({ row, column }) => {
        const [one, other] = [before[k][row][column], after[k][row]?.[column]];
        return typeof one === 'number' && one !== other && (row !== student.row || column !== student.column);
      }),
    );
  }

  private expectation({ label, key, slips }: Question): Expectation {
    const cells = this.book.cells(key);
    const isThere = cells.flat().every((cell) => plain(cell) !== null);
    if (!isThere)
      throw new CourseworkProblem(
        `the key of question “${label}” has no value for this student, but ${describe(cells)}`,
      );
    // Of another student's data a wrong answer may be an error: that is no slip then.
    const lines = slips ? this.book.cells(slips) : [];
    return { key: cells, slips: lines.filter(([wrong]) => plain(wrong) !== null) };
  }
}

/** Errors are nothing that could be put into a cell. */
function plain(cell: Cell): Content {
  return cell === undefined || typeof cell === 'object' ? null : cell;
}

function describe(cells: CellMatrix): string {
  const wrong = cells.flat().find((cell) => plain(cell) === null);
  return typeof wrong === 'object' && wrong !== null ? `the error ${wrong.error}` : 'a blank';
}

/** `='My key'!C4`. */
function reference({ sheet, row, column }: Place): string {
  return `=${printAddress({ sheet, row, column, rowCount: 1, columnCount: 1 })}`;
}

/** By how a number is told from others: 12 digits, which every program keeps. */
export function numberKey(value: number): string {
  return value.toPrecision(12);
}

export function countNumber(counts: Map<string, number>, cell: unknown): void {
  if (typeof cell !== 'number') return;
  const key = numberKey(cell);
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

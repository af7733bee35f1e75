/**
 * Grades what students have handed in. The teacher's workbook says what is right for each of them; nothing in a student's file is
 * believed but the answers. What cannot be found or read becomes a line of the report, and never ends the batch.
 */

import type { Cell } from '../../src/index';
import { landmark } from './finding';
import { readHandedIn, type HandedIn, type Landmarks, type Unreadable } from './handedIn';
import { same, STUDENT, type Key, type Question } from './key';
import { asTyped, isUsable, marked, type Mark } from './marking';
import { CourseworkProblem } from './problem';
import { onRoster, type Roster } from './roster';
import type { StoredBook } from './stored';
import { countNumber, numberKey, Teacher, type Expected } from './teacher';

export interface Graded {
  readonly file: string;
  /** Whose it is; empty where nobody knows. */
  readonly student: string;
  /** By question; none where it cannot be graded. */
  readonly marks: readonly Mark[];
  readonly total: number;
  /** What the teacher should look at, each a few words. */
  readonly flags: readonly string[];
  readonly isReceipt: boolean;
  /** The file itself, into which marks can be put; null where that is none of the kind. */
  readonly bytes: Uint8Array | null;
  /** Why it is not graded, as a sentence without its full stop; null where it is. */
  readonly problem: string | null;
}

/** A file as it comes: its name, and how to read it. */
export interface GivenFile {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

interface Judged extends Graded {
  readonly handedIn: HandedIn | null;
}

export class Grader {
  private readonly judged: Judged[] = [];

  private constructor(
    private readonly teacher: Teacher,
    private readonly landmarks: Landmarks,
    private readonly roster: Roster | null,
  ) {}

  /** @throws Error with a sentence where the teacher's workbook has no key that can be read */
  static async open(key: File, roster: Roster | null = null): Promise<Grader> {
    const teacher = await Teacher.open(key);
    const { book } = teacher;
    const { assignment, questions, student } = teacher.key;
    const landmarks = {
      assignment,
      student: student && landmark(book, STUDENT, { ...student, rows: 1, columns: 1 }, null),
      answers: questions.map(({ answerName, answer, label }) => landmark(book, answerName, answer, label)),
      labels: questions.map(({ label }) => label),
    };
    return new Grader(teacher, landmarks, roster);
  }

  get key(): Key {
    return this.teacher.key;
  }

  /** Grades one file, which may hold several receipts. */
  async add({ name, read }: GivenFile): Promise<readonly Graded[]> {
    let found: readonly (HandedIn | Unreadable)[];
    try {
      found = await readHandedIn(await read(), name, this.landmarks);
    } catch (error) {
      found = [{ file: name, problem: `“${name}” cannot be read: ${sentenceIn(error)}` }];
    }
    const judged: Judged[] = [];
    for (const one of found) judged.push(await this.judge(one));
    this.judged.push(...judged);
    return judged;
  }

  /** All that has been graded, with what only the whole batch shows: equal files, and data of others. */
  async results(): Promise<Graded[]> {
    const results: Graded[] = [];
    for (const judged of this.judged) {
      const { handedIn: _, ...one } = judged;
      results.push({ ...one, flags: [...one.flags, ...(await this.flagsAmong(judged))] });
    }
    return results;
  }

  close(): void {
    this.teacher.close();
  }

  private async judge(one: HandedIn | Unreadable): Promise<Judged> {
    if ('problem' in one) return ungraded(one, '', one.problem);
    const student = one.student ?? one.studentOfFile;
    if (student === null && this.key.student !== null)
      return ungraded(
        one,
        '',
        `“${one.file}” does not say whose it is: the cell “${STUDENT}” is blank or not found, and the name of the file is not like ${this.key.assignment}_id.xlsx`,
      );
    const id = String(student ?? one.file.replace(/\.[^.]*$/, ''));
    try {
      const expected = await this.teacher.expected(student);
      const marks = await this.marks(student, one, expected);
      const total = marks.reduce((sum, { points }) => sum + points, 0);
      const flags = [...this.flags(one, expected), ...flagsOfMarks(marks, this.key.questions)];
      return { ...about(one), student: id, marks, total, flags, problem: null };
    } catch (error) {
      return ungraded(one, id, `“${one.file}” is not graded: ${sentenceIn(error)}`);
    }
  }

  private async marks(student: Cell, { answers, book }: HandedIn, expected: Expected): Promise<Mark[]> {
    const marks: Mark[] = [];
    const hasOwnData = book !== null && missingData(book, expected.data) === 0;
    const own = answers.map((answer, i) => {
      const typed = answer && asTyped(answer, expected.questions[i]);
      return typed && isUsable(typed, expected.questions[i]) ? typed : null;
    });
    for (const [i, question] of this.key.questions.entries()) {
      marks.push(
        await marked(
          question,
          answers[i],
          expected.questions[i],
          (place) => book !== null && isData(book.cell(place), hasOwnData ? expected.data : NO_DATA),
          // What was rounded before, and was right, may lead to what no longer is.
          () => (question.carry ? this.teacher.carried(student, question, own) : Promise.resolve(null)),
        ),
      );
    }
    return marks;
  }

  private flags(one: HandedIn, expected: Expected): string[] {
    const { assignment, version } = this.key;
    const flags: string[] = [];
    const { student, studentOfFile } = one;
    if (this.key.student && student === null) flags.push('no id in the file: taken from its name');
    if (student !== null && studentOfFile !== null && !same(String(student), studentOfFile))
      flags.push(`other id than the file’s name: ${studentOfFile}`);
    const id = student ?? studentOfFile;
    if (id !== null && this.roster && !onRoster(this.roster, String(id))) flags.push('not on the roster');
    if (one.assignment !== null && !same(one.assignment, assignment))
      flags.push(`other assignment: ${one.assignment}`);
    if (one.version !== null && one.version !== version) flags.push(`other version: ${one.version}`);
    if (one.book) flags.push(...dataFlags(one.book, expected));
    else if (this.key.questions.some(({ rules }) => rules.length > 0))
      flags.push('receipt: rules are not checked');
    return flags;
  }

  private async flagsAmong(one: Judged): Promise<string[]> {
    const { handedIn } = one;
    if (handedIn === null) return [];
    const others = this.judged.filter((other) => other !== one && other.handedIn !== null);
    const flags = others
      .filter((other) => handedIn.digest !== null && other.handedIn!.digest === handedIn.digest)
      .map((other) => `same file as ${other.file}`);
    if (one.student !== '' && others.some((other) => same(other.student, one.student)))
      flags.push('handed in more than once');
    if (one.flags.includes(OTHER_DATA) && handedIn.book)
      for (const id of new Set(
        others.filter(({ problem }) => problem === null).map(({ student }) => student),
      )) {
        const whose = others.find(({ student }) => student === id)!.handedIn!;
        if (same(id, one.student)) continue;
        const { data } = await this.teacher.expected(whose.student ?? whose.studentOfFile);
        if (missingData(handedIn.book, data) === 0) flags.push(`has the data of ${id}`);
      }
    return flags;
  }
}

const OTHER_DATA = 'other data';

function ungraded(one: HandedIn | Unreadable, student: string, problem: string): Judged {
  return { ...about(one), student, marks: [], total: 0, flags: [], problem };
}

function about(one: HandedIn | Unreadable): Pick<Judged, 'file' | 'isReceipt' | 'bytes' | 'handedIn'> {
  const handedIn = 'problem' in one ? null : one;
  const bytes = handedIn?.book?.isXlsx ? handedIn.bytes : null;
  return { file: one.file, isReceipt: handedIn !== null && handedIn.book === null, bytes, handedIn };
}

/** Any number is some where it is not known which numbers are; and so is an error, which was one before values were lost. */
const NO_DATA: Expected['data'] = new Map();

function isData(cell: unknown, data: Expected['data']): boolean {
  if (isError(cell)) return true;
  return typeof cell === 'number' && (data.size === 0 || data.has(numberKey(cell)));
}

function isError(cell: unknown): boolean {
  return typeof cell === 'object' && cell !== null && 'error' in cell;
}

function dataFlags(book: StoredBook, { data }: Expected): string[] {
  if (data.size === 0) return [];
  const missing = missingData(book, data);
  if (missing === 0) return [];
  const all = [...data.values()].reduce((sum, count) => sum + count, 0);
  return missing === all && hasLostValues(book)
    ? ['no data: formulas in the file have no values']
    : [OTHER_DATA];
}

/** How many of the data a file does not have, wherever they may have been moved to. */
function missingData(book: StoredBook, data: ReadonlyMap<string, number>): number {
  const found = new Map<string, number>();
  for (const sheet of book.sheets) for (const [, cell] of sheet.cells()) countNumber(found, cell);
  let missing = 0;
  for (const [key, count] of data) missing += Math.max(0, count - (found.get(key) ?? 0));
  return missing;
}

function hasLostValues(book: StoredBook): boolean {
  return book.sheets.some((sheet) => [...sheet.cells()].some(([, cell]) => isError(cell)));
}

function flagsOfMarks(marks: readonly Mark[], questions: readonly Question[]): string[] {
  const labelled = (verdict: Mark['verdict']) =>
    questions.filter((_, i) => marks[i].verdict === verdict).map(({ label }) => label);
  const [lost, against] = [labelled('lost'), labelled('against the rule')];
  return [
    ...(lost.length > 0 ? [`answer not found: ${lost.join(', ')}`] : []),
    ...(against.length > 0 ? [`no formula as the rule asks: ${against.join(', ')}`] : []),
  ];
}

function sentenceIn(error: unknown): string {
  if (error instanceof CourseworkProblem) return error.message;
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

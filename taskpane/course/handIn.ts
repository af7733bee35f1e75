/** What a student hands in: the answers of the open workbook, by the questions that it was handed out with. */

import { parseAddress, VERDICT_WORDS, writeReceipt, type Cell, type CellMatrix } from '../../src/index';
import type { Checks, HandedIn, RangeAddress, SpreadsheetHost } from '../host';
import { LOOKED_AT, type CourseBook } from './book';
import { fileName } from './fileName';
import { isWord, questionsIn, textOf } from './questions';

/** Where a hand-out says which questions there are: a JSON list of labels and of names or addresses of their answers. */
export const ANSWERS_SETTING = 'answers';

/** Answers of more cells than these make a receipt too long for a text box. */
const MOST_CELLS = 100;

export type Reading = Pick<SpreadsheetHost, 'readRange' | 'listFormulas' | 'loadSetting'>;

export type Answers = Omit<HandedIn, 'isSaved'>;

/** @throws Error with a sentence where nobody could tell whose it is */
export async function answersOf(host: Reading, book: CourseBook): Promise<Answers> {
  const student = await studentOf(host, book);
  const questions = await questionsOf(host, book);
  const assignment = (await host.loadSetting('assignment')) ?? book.name();
  const version = (await host.loadSetting('version')) ?? '1';
  const isLong = ({ cells }: Answered) => cells.length * (cells[0]?.length ?? 0) > MOST_CELLS;
  const carried = questions.filter((question) => !isLong(question));
  const blank = questions.filter(({ cells }) => cells.flat().some((cell) => textOf(shown(cell)) === ''));
  return {
    blank: blank.map(({ label }) => label),
    answered: questions.length - blank.length,
    checks: await checksOf(host),
    notCarried: questions.filter(isLong).map(({ label }) => label),
    receipt: writeReceipt({
      assignment,
      version,
      student,
      answers: new Map(carried.map(({ label, cells }) => [label, cells])),
    }),
    file: `${fileName(`${assignment}_${student}`)}.xlsx`,
  };
}

interface Answered {
  readonly label: string;
  readonly cells: CellMatrix;
}

async function studentOf(host: Reading, book: CourseBook): Promise<string> {
  const at = await book.named('student');
  const student = at ? textOf((await host.readRange({ ...at, rows: 1, columns: 1 }))[0][0]) : '';
  if (student === '')
    throw new Error(
      'Nobody could tell whose workbook this is: type your id into the cell that is named “student”, and hand in again.',
    );
  return student;
}

/** As the workbook was handed out; of one that says nothing of that, the questions of its tables. */
async function questionsOf(host: Reading, book: CourseBook): Promise<Answered[]> {
  const inTables = await questionsInTables(book);
  const stamped = stampedQuestions(await host.loadSetting(ANSWERS_SETTING));
  if (stamped.length === 0)
    return Promise.all(inTables.map(async ({ label, at }) => ({ label, cells: await host.readRange(at) })));
  const found: Answered[] = [];
  for (const { label, name } of stamped) {
    const inTable = inTables.find((one) => isWord(one.label, label))?.at;
    // A name moves with its cell, and an address does not.
    const at = (await book.named(name)) ?? inTable ?? addressed(name);
    if (at) found.push({ label, cells: await host.readRange(at) });
  }
  return found;
}

async function questionsInTables(book: CourseBook) {
  const sheets = (await book.sheets()).slice(0, LOOKED_AT.sheets).filter((name) => !isWord(name, 'Key'));
  const found: { readonly label: string; readonly at: RangeAddress }[] = [];
  for (const sheet of sheets)
    for (const { label, row, column } of questionsIn(await book.top(sheet)))
      found.push({ label, at: { sheet, row, column, rows: 1, columns: 1 } });
  return found;
}

/** Whoever changes the properties of a file may have written anything there. */
function stampedQuestions(setting: string | null): { readonly label: string; readonly name: string }[] {
  try {
    const list: unknown = JSON.parse(setting ?? '[]');
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown) => {
      const [label, name] = Array.isArray(entry) ? (entry as unknown[]) : [];
      return typeof label === 'string' && typeof name === 'string' ? [{ label, name }] : [];
    });
  } catch {
    return [];
  }
}

function addressed(text: string): RangeAddress | null {
  const address = parseAddress(text);
  if (address?.sheet == null) return null;
  const { sheet, row, column, rowCount, columnCount } = address;
  return { sheet, row, column, rows: rowCount, columns: columnCount };
}

/** An error is something, and whoever has one should see to it as if it were nothing. */
function shown(cell: Cell): Cell {
  return typeof cell === 'object' ? null : cell;
}

const CHECK = /(?:^|[^\w.])CHECK\.(?:ANSWER|TABLE)\s*\(/i;

/** What the workbook's own checks show. */
async function checksOf(host: Reading): Promise<Checks> {
  const blocks = await host.listFormulas((formula) => CHECK.test(formula));
  const cells = (await Promise.all(blocks.map(({ at }) => host.readRange(at)))).flat(2);
  const number = (verdict: keyof typeof VERDICT_WORDS): number =>
    cells.filter((cell) => typeof cell === 'string' && cell.startsWith(VERDICT_WORDS[verdict])).length;
  return { right: number('right'), wrong: number('wrong'), blank: number('blank') };
}

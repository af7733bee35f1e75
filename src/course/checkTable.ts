/** A table of questions, checked row by row. */

import { CellmerError } from '../errors';
import { columnsOf, reportOf, tableOf, type Report, type Value } from '../layout/report';
import { list } from '../layout/words';
import { isBlank, trimText } from '../table/cells';
import type { Cell, CellMatrix } from '../table/types';
import { checkAnswer, VERDICT_WORDS, type Verdict } from './checkAnswer';
import { isSealed } from './seal';
import { slowHash, type SlowHash } from './slowHash';
import { readTolerance } from './tolerance';

/** A row of the table that has something in it. */
export interface CheckedQuestion {
  /** `unchecked` where there is no key, or one that nothing can be compared with: `message` says why. */
  readonly status: Verdict['status'] | 'unchecked';
  readonly message: string | null;
  /** That there are for it; null where there is no key. */
  readonly worth: number | null;
}

export interface CheckedTable {
  /** In the order of the rows below the header; null for rows with nothing in them. */
  readonly questions: readonly (CheckedQuestion | null)[];
  readonly points: number;
  /** That there are for all questions together. */
  readonly worth: number;
}

const COLUMNS = ['question', 'answer', 'key', 'points', 'tolerance', 'hint'] as const;
type ColumnName = (typeof COLUMNS)[number];
type Row = Readonly<Record<ColumnName, Cell>>;

/** Of a question where nothing is said of it. */
const USUAL_WORTH = 1;

/**
 * Checks all answers of a table with a header: Answer and Key, and if wanted Question, Points, Tolerance and Hint, in any order among
 * other columns.
 *
 * @throws CellmerError `data` where a column is missing, or there twice
 */
export function checkTable(cells: CellMatrix, hash: SlowHash = slowHash): CheckedTable {
  const places = columnPlaces(cells[0] ?? []);
  const questions = cells.slice(1).map((row) => {
    const own = Object.fromEntries(COLUMNS.map((name) => [name, row[places[name]] ?? null])) as Row;
    return COLUMNS.every((name) => isBlank(own[name])) ? null : checkRow(own, hash);
  });
  return {
    questions,
    points: sum(questions, earned),
    worth: sum(questions, (question) => question.worth ?? 0),
  };
}

function columnPlaces(header: readonly Cell[]): Readonly<Record<ColumnName, number>> {
  const names = header.map((cell) => trimText(typeof cell === 'string' ? cell : '').toLowerCase());
  const found =
    list(header.filter((cell) => !isBlank(cell)).map((cell) => JSON.stringify(cell))) || 'nothing';
  const place = (name: ColumnName): number => {
    const first = names.indexOf(name);
    const isNeeded = name === 'answer' || name === 'key';
    if (names.lastIndexOf(name) === first && (first >= 0 || !isNeeded)) return first;
    throw new CellmerError(
      'data',
      `The first row of questions has ${first < 0 ? `no "${name}"` : `"${name}" twice`}: expected a header with Answer and Key, and if ` +
        `wanted Question, Points, Tolerance and Hint. It has ${found}.`,
    );
  };
  return Object.fromEntries(COLUMNS.map((name) => [name, place(name)])) as Record<ColumnName, number>;
}

function checkRow(row: Row, hash: SlowHash): CheckedQuestion {
  if (isBlank(row.key)) return { status: 'unchecked', message: 'this row has no key', worth: null };
  let worth = 0;
  try {
    worth = readWorth(row.points);
    // The column may be there for the reader: sealed keys have their own.
    const tolerance = isSealed(row.key) ? undefined : readTolerance(row.tolerance);
    const hint = isBlank(row.hint) ? undefined : trimText(String(row.hint));
    return { ...checkAnswer([[row.answer]], [[row.key]], { tolerance, hint }, hash), worth };
  } catch (error) {
    if (error instanceof CellmerError && error.code !== 'cancelled')
      return { status: 'unchecked', message: error.message, worth };
    throw error;
  }
}

function readWorth(cell: Cell): number {
  if (isBlank(cell)) return USUAL_WORTH;
  if (typeof cell === 'number' && cell >= 0) return cell;
  throw new CellmerError('data', `Points is ${JSON.stringify(cell)}: expected a number from 0 on.`);
}

function earned({ status, worth }: CheckedQuestion): number {
  return status === 'right' ? (worth ?? 0) : 0;
}

/** Without the noise of binary fractions. */
function sum(questions: CheckedTable['questions'], of: (question: CheckedQuestion) => number): number {
  const total = questions.reduce((points, question) => points + (question === null ? 0 : of(question)), 0);
  return Number(total.toPrecision(12));
}

/** To stand beside the table: a row for each of its rows, in line with them, and one with the total below. */
export function checkedReport(checked: CheckedTable): Report {
  const columns = columnsOf(
    ['result', 'Result', 'text'],
    ['points', 'Points', 'points'],
    ['message', 'Message', 'text'],
  );
  const rows = checked.questions.map((question): Value[] =>
    question === null
      ? [null, null, null]
      : [RESULT[question.status], question.worth === null ? null : earned(question), question.message],
  );
  return reportOf([tableOf('answers', columns, [...rows, totalRow(checked)])]);
}

const RESULT: Readonly<Record<CheckedQuestion['status'], string>> = {
  ...VERDICT_WORDS,
  unchecked: '? Not checked',
};

function totalRow({ questions, points, worth }: CheckedTable): Value[] {
  const countOf = (...status: CheckedQuestion['status'][]): number =>
    questions.filter((question) => question !== null && status.includes(question.status)).length;
  const asked = countOf('blank', 'right', 'wrong', 'unchecked');
  const others = [
    [countOf('blank'), 'not answered yet'],
    [countOf('unchecked'), 'not checked'],
  ] as const;
  const said = others.filter(([number]) => number > 0).map(([number, words]) => `, ${number} ${words}`);
  return [`${countOf('right')} of ${asked} right${said.join('')}`, points, `of ${worth} points`];
}

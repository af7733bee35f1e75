/** One answer held against its key. */

import { distanceAllowed, isNear, type Cell, type CellMatrix } from '../../src/index';
import type { Answer } from './handedIn';
import { same, type Question, type Rule } from './key';
import type { Reach } from './references';
import type { StoredCell } from './stored';
import type { Expectation } from './teacher';
import type { Place } from './book';

export type Verdict = 'right' | 'carried' | 'wrong' | 'blank' | 'lost' | 'against the rule';

export interface Mark {
  readonly verdict: Verdict;
  readonly points: number;
  /** To the student: a sentence that gives no key away. */
  readonly message: string;
}

const GERMAN = /^[-+−]?(?:\d+,\d+|,\d+)(?:e[-+]?\d+)?$/i;
const PLAIN = /^[-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * The number that an answer stands for, be it typed as a text: with a decimal comma, as `0,068`, or with a percent sign. NaN for anything
 * else.
 */
export function numberIn(cell: StoredCell): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return NaN;
  const text = cell.replace(/[\s\u00a0\u202f]/g, '');
  const isShare = text.endsWith('%');
  const digits = isShare ? text.slice(0, -1) : text;
  if (!GERMAN.test(digits) && !PLAIN.test(digits)) return NaN;
  return Number(digits.replace(',', '.').replace('−', '-')) / (isShare ? 100 : 1);
}

/** An answer as the key's formulas would take it; null where it cannot be one. */
export function usable({ cells }: Answer, { key }: Expectation): CellMatrix | null {
  const values = cells.map((row, i) =>
    row.map((cell, j): Cell => {
      if (typeof key[i][j] !== 'number') return cell instanceof Date ? null : cell;
      const number = numberIn(cell);
      return Number.isNaN(number) ? null : number;
    }),
  );
  const isWhole = values.flat().every((cell) => cell !== null && typeof cell !== 'object');
  return isWhole ? values : null;
}

/** Whether all entries are as near to those of the key as they have to be. */
export function isRight(cells: Answer['cells'], key: CellMatrix, { tolerance }: Question): boolean {
  return cells.every((row, i) =>
    row.every((cell, j) => {
      const right = key[i][j];
      if (typeof right === 'number')
        return isNear(numberIn(cell), right, distanceAllowed(tolerance, right));
      return cell !== null && !(cell instanceof Date) && typeof cell !== 'object' && same(String(cell), String(right));
    }),
  );
}

/**
 * @param isData whether a cell of the student's file holds some of the data
 * @param carried what is right from the student's own earlier answers; asked where nothing else is
 */
export async function marked(
  question: Question,
  answer: Answer | null,
  expectation: Expectation,
  isData: (place: Place) => boolean,
  carried: () => Promise<Expectation | null>,
): Promise<Mark> {
  const { points, rules } = question;
  if (answer === null) return { verdict: 'lost', points: 0, message: 'The cell for this answer is not found in the file.' };
  const cells = answer.cells.flat();
  const given = cells.filter((cell) => cell !== null && !(typeof cell === 'string' && cell.trim() === ''));
  if (given.length === 0) return { verdict: 'blank', points: 0, message: 'There is no answer.' };
  const broken = answer.formulas && brokenRule(rules, answer.formulas, isData);
  if (broken) return { verdict: 'against the rule', points: 0, message: broken };
  if (isRight(answer.cells, expectation.key, question)) return { verdict: 'right', points, message: 'Right.' };
  const fromOwn = await carried();
  if (fromOwn && isRight(answer.cells, fromOwn.key, question))
    return { verdict: 'carried', points, message: 'Right, from your answers to the questions before.' };
  const wrong = (message: string): Mark => ({ verdict: 'wrong', points: 0, message });
  for (const { value, words } of [...expectation.slips, ...(fromOwn?.slips ?? [])]) {
    const key = answer.cells.map((row) => row.map(() => value));
    if (isRight(answer.cells, key, question)) return wrong(`Not right: ${words}`);
  }
  if (given.length < cells.length)
    return wrong(`Not right: ${cells.length - given.length} of ${cells.length} cells are blank.`);
  return wrong(problemOf(cells, expectation.key) ?? 'Not right.');
}

/** What is wrong with an answer whatever the key is; null where it is of its kind. */
function problemOf(cells: readonly StoredCell[], key: CellMatrix): string | null {
  for (const [i, right] of key.flat().entries()) {
    const cell = cells[i];
    if (cell instanceof Date)
      return 'Not right: the cell holds a day. A fraction has to be typed as a formula, =1/8.';
    if (typeof cell === 'object' && cell !== null)
      return `Not right: the cell shows the error ${cell.error}.`;
    if (typeof right === 'number' && Number.isNaN(numberIn(cell)))
      return 'Not right: a number is expected, and the cell holds a text.';
  }
  return null;
}

function brokenRule(
  rules: readonly Rule[],
  { areAll, reach }: NonNullable<Answer['formulas']>,
  isData: (place: Place) => boolean,
): string | null {
  for (const rule of rules) {
    if (rule.kind === 'formula' && !areAll)
      return 'The answer has to be a formula, and a value has been typed.';
    if (rule.kind === 'uses data' && ![...reach().cells.values()].some(isData))
      return 'The answer has to be a formula that uses the data.';
    const called = rule.kind === 'no' ? forbidden(rule.functions, reach()) : undefined;
    if (called !== undefined) return `The answer must not use ${called}.`;
  }
  return null;
}

function forbidden(patterns: readonly string[], { functions }: Reach): string | undefined {
  const tests = patterns.map(
    (pattern) => new RegExp(`^${pattern.split('*').map((text) => text.replaceAll('.', '\\.')).join('.*')}$`),
  );
  return [...functions].find((name) => tests.some((test) => test.test(name)));
}

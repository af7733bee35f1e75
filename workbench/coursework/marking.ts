/** One answer held against its key. */

import { checkAnswer, readSlips, writtenNumber, type Cell, type CellMatrix } from '../../src/index';
import type { Place } from './book';
import type { Answer } from './handedIn';
import type { Question, Rule } from './key';
import type { Reach } from './references';
import type { Expectation } from './teacher';

export type Verdict = 'right' | 'carried' | 'wrong' | 'blank' | 'lost' | 'against the rule';

export interface Mark {
  readonly verdict: Verdict;
  readonly points: number;
  /** To the student: a sentence that gives no key away. */
  readonly message: string;
}

const DAY = '#VALUE!';

/** An answer as one would have typed it: numbers that are texts, with a decimal comma perhaps, are numbers where the key is one. */
export function asTyped({ cells }: Answer, { key }: Expectation): CellMatrix {
  return cells.map((row, i) =>
    row.map((cell, j): Cell => {
      if (cell instanceof Date) return { error: DAY };
      if (typeof cell !== 'string' || typeof key[i]?.[j] !== 'number') return cell;
      const text = cell.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-');
      return writtenNumber(text, text.includes(',') ? ',' : '.') ?? cell;
    }),
  );
}

/** Whether all cells have a value of the kind of the key's, so that the keys' formulas can take it in its place. */
export function isUsable(answer: CellMatrix, { key }: Expectation): boolean {
  return answer.every((row, i) => row.every((cell, j) => typeof cell === typeof key[i]?.[j]));
}

/**
 * @param answer null where its cell is not found
 * @param isData whether a cell of the student's file holds some of the data
 * @param carried what is right from the student's own earlier answers; asked where nothing else is right
 */
export async function marked(
  question: Question,
  answer: Answer | null,
  expectation: Expectation,
  isData: (place: Place) => boolean,
  carried: () => Promise<Expectation | null>,
): Promise<Mark> {
  const none = (verdict: Verdict, message: string): Mark => ({ verdict, points: 0, message });
  if (answer === null) return none('lost', 'The answer is not found in what was handed in.');
  const typed = asTyped(answer, expectation);
  const { status, message } = checked(typed, expectation.key, question);
  if (status === 'blank') return none('blank', 'There is no answer.');
  const broken = answer.formulas && brokenRule(question.rules, answer.formulas, isData);
  if (broken) return none('against the rule', broken);
  if (status === 'right') return { verdict: 'right', points: question.points, message: 'Right.' };
  if (answer.cells.flat().some((cell) => cell instanceof Date))
    return none('wrong', 'Not right: the cell holds a day. A fraction has to be typed as a formula, =1/8.');
  const own = await carried();
  if (own && checked(typed, own.key, question).status === 'right')
    return {
      verdict: 'carried',
      points: question.points,
      message: 'Right, from your answers to the questions before.',
    };
  const words = slipIn(typed, expectation, question) ?? (own && slipIn(typed, own, question)) ?? message;
  return none('wrong', words === null ? 'Not right.' : `Not right: ${words}.`.replace(/([.!?])\.$/, '$1'));
}

function checked(answer: CellMatrix, key: CellMatrix, { tolerance }: Question) {
  const isText = (cell: Cell): boolean => typeof cell === 'boolean';
  const asText = (cells: CellMatrix): CellMatrix =>
    cells.map((row) => row.map((cell) => (isText(cell) ? String(cell).toUpperCase() : cell)));
  return checkAnswer(asText(answer), asText(key), { tolerance });
}

/** What the teacher says to a wrong answer that is known. */
function slipIn(answer: CellMatrix, { key, slips }: Expectation, question: Question): string | null {
  if (slips.length === 0 || key.length !== 1 || key[0].length !== 1) return null;
  const right = key[0][0];
  const known = readSlips(slips, typeof right === 'number' ? right : String(right));
  const found = known.find(({ wrong }) => checked(answer, [[wrong]], question).status === 'right');
  return found?.words ?? null;
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

/** @param patterns names of functions, in which `*` stands for any letters */
function forbidden(patterns: readonly string[], { functions }: Reach): string | undefined {
  const tests = patterns.map((pattern) => {
    const parts = pattern.split('*').map((text) => text.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('.*')}$`);
  });
  return [...functions].find((name) => tests.some((test) => test.test(name)));
}

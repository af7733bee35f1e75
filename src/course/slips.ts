/** Slips that are made again and again, and what is said to them. */

import { CellmerError } from '../errors';
import { isBlank, isCellError, trimText } from '../table/cells';
import type { Cell, CellMatrix } from '../table/types';

/** A wrong answer, and what to say to it. */
export interface Slip {
  readonly wrong: number | string;
  readonly words: string;
}

/** A slip that needs nothing but the answer. */
export interface UsualSlip {
  readonly words: string;
  /** What the answer should have been, if this was it. */
  readonly mended: (answer: number) => number;
  /** Looked for where it costs nothing: an open key, or a sealed one that is found by its digits. */
  readonly isMinor?: boolean;
}

const SIGN = 'the size is right, the sign is not';
const SQUARE = 'this is the square of it, as a variance is of a standard error';
const LOG10 = 'this is with the logarithm to base 10: expected the natural one, LN';
const POINT = 'the digits are right, the decimal point is not';

/** In the order in which they are thought of. */
export const USUAL_SLIPS: readonly UsualSlip[] = [
  { words: SIGN, mended: (x) => -x },
  { words: 'this is in percent: expected a share, 0.5 for 50%', mended: (x) => x / 100 },
  { words: 'this is a share: expected percent, 50 for 0.5', mended: (x) => 100 * x, isMinor: true },
  ...[0.1, 10, 0.001, 1000].map((factor) => ({
    words: POINT,
    mended: (x: number) => factor * x,
    isMinor: true,
  })),
  { words: SQUARE, mended: Math.sqrt },
  { words: 'this is the square root of it, as a standard error is of a variance', mended: (x) => x * x },
  { words: LOG10, mended: (x) => x * Math.LN10 },
];

interface NamedSlip {
  readonly words: string;
  /** The wrong answers that it gives, by the key and the number behind its name. */
  readonly wrong: (key: number, number: number) => readonly number[];
  /** Between the name and its number; null where there is none. */
  readonly link: 'of' | 'around' | null;
}

/** By their names, which stand in the place of a wrong answer. */
const NAMED: Readonly<Record<string, NamedSlip>> = {
  sign: { words: SIGN, wrong: (key) => [-key], link: null },
  variance: { words: SQUARE, wrong: (key) => [key * key], link: null },
  log10: { words: LOG10, wrong: (key) => [key / Math.LN10], link: null },
  'n-1': {
    words: 'this is with n − 1 as divisor: expected n',
    wrong: (key, n) => [(key * n) / (n - 1), key * Math.sqrt(n / (n - 1))],
    link: 'of',
  },
  n: {
    words: 'this is with n as divisor: expected n − 1',
    wrong: (key, n) => [(key * (n - 1)) / n, key * Math.sqrt((n - 1) / n)],
    link: 'of',
  },
  '1.96': {
    words: 'this is with 1.96: expected 2 standard errors',
    wrong: (key, center) => [center + (key - center) * (1.96 / 2)],
    link: 'around',
  },
};

const NAMES =
  '"sign", "variance", "log10", "n-1 of 30" and "n of 30" with the number of observations, "1.96 around 5.2" with the estimate that a ' +
  'limit belongs to, or "1.96" for a multiple of the standard error';

/**
 * Slips from two columns: a wrong answer or the name of a slip, and what to say to it.
 *
 * @param key that they are slips of
 * @throws CellmerError `option`
 */
export function readSlips(cells: CellMatrix, key: number | string): Slip[] {
  return cells.flatMap((row, i) => {
    if (row.every(isBlank)) return [];
    const [wrong, said] = row;
    if (row.slice(2).some((cell) => !isBlank(cell)) || isCellError(wrong) || isCellError(said))
      throw refused(i, 'expected two columns, a wrong answer or the name of a slip, and what to say to it');
    const words = isBlank(said) ? null : trimText(String(said));
    return typeof key === 'number' && typeof wrong !== 'number'
      ? namedSlips(trimText(String(wrong ?? '')), words, key, i)
      : [{ wrong: plain(wrong, i), words: words ?? nothingSaid(i) }];
  });
}

function plain(wrong: Cell, row: number): number | string {
  if (typeof wrong === 'number' || !isBlank(wrong)) return typeof wrong === 'number' ? wrong : String(wrong);
  throw refused(row, 'expected a wrong answer in the first column, found a blank');
}

function namedSlips(text: string, words: string | null, key: number, row: number): Slip[] {
  const [, name, link, number] =
    /^([a-z0-9.]+(?:\s*[-−]\s*1)?)(?:\s+(of|around)\s+(\S+))?$/i.exec(text) ?? [];
  const known =
    name === undefined ? undefined : NAMED[name.toLowerCase().replace(/\s/g, '').replace('−', '-')];
  if (!known) throw refused(row, `found "${text}", expected a number or one of ${NAMES}`);
  const isLinked = link?.toLowerCase() === known.link;
  const value = isLinked ? Number(number) : 0;
  const isComplete = link === undefined ? known.link !== 'of' : isLinked && Number.isFinite(value);
  if (!isComplete || (known.link === 'of' && !(value >= 2)))
    throw refused(row, `found "${text}", expected as in ${NAMES}`);
  return known.wrong(key, value).map((wrong) => ({ wrong, words: words ?? known.words }));
}

function nothingSaid(row: number): never {
  throw refused(row, 'expected what to say to the wrong answer in the second column, found a blank');
}

function refused(row: number, problem: string): CellmerError {
  return new CellmerError('option', `slips, row ${row + 1}: ${problem}.`);
}

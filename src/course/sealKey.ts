/** Sealing a key. */

import { CellmerError } from '../errors';
import { isBlank, isCellError, isNumericText } from '../table/cells';
import type { Cell } from '../table/types';
import { plainText } from './plainText';
import { classesAround } from './classes';
import { isSealed, saltOf, writeSeal, type HiddenEntry, type Rule } from './seal';
import type { Slip } from './slips';
import { slowHash, type SlowHash } from './slowHash';
import { DEFAULT_TOLERANCE, distanceAllowed, isNear, type Tolerance } from './tolerance';

/** The least tolerance, as a part of the key: less could not be told from rounding. */
const LEAST_TOLERANCE = 1e-12;

export interface SealOptions {
  /** Of numbers. Default three digits. */
  readonly tolerance?: Tolerance;
  readonly slips?: readonly Slip[];
  /** Of the question, and of whoever it is for: equal keys under different names have different seals. */
  readonly name?: string;
}

/**
 * The key as a sealed text, the same whenever the same is sealed.
 *
 * @param key a number or a text that is right
 * @throws CellmerError `option`
 */
export function sealKey(
  key: Cell,
  { tolerance = DEFAULT_TOLERANCE, slips = [], name = '' }: SealOptions = {},
  hash: SlowHash = slowHash,
): string {
  const value = readKey(key);
  const rule: Rule = typeof value === 'string' ? 'text' : tolerance;
  if (typeof value === 'number') checkTolerance(value, tolerance);
  const right: HiddenEntry = { isKey: true, words: '', ...hiding(value, rule) };
  const wrong = slips.map((slip) => hiddenSlip(slip, value, rule));
  const identity = JSON.stringify([rule, typeof value === 'number' ? value : plainText(value), name]);
  return writeSeal(rule, saltOf(identity, hash), [right, ...wrong], hash);
}

/** @throws CellmerError `option` for what is no key */
export function readKey(key: Cell, place = 'key'): number | string {
  if (isBlank(key)) throw refused(place, 'empty', 'a number or text that is right');
  if (isCellError(key)) throw refused(place, `the error ${key.error}`, 'a number or text that is right');
  if (typeof key === 'number') return key;
  if (isSealed(key)) throw refused(place, 'sealed already', 'the right answer itself');
  const text = String(key).trim();
  if (isNumericText(text)) throw refused(place, `the text "${text}"`, 'a number, not formatted as text');
  return text;
}

function checkTolerance(key: number, tolerance: Tolerance): void {
  if ('digits' in tolerance ? key !== 0 : tolerance.absolute >= LEAST_TOLERANCE * Math.abs(key)) return;
  throw 'digits' in tolerance
    ? refused('key', '0, which has no digits', 'an absolute tolerance beside it, such as 0.0005')
    : refused('tolerance', `${tolerance.absolute}`, `at least ${LEAST_TOLERANCE} times the key`);
}

function hiding(value: number | string, rule: Rule): Pick<HiddenEntry, 'value' | 'classes'> {
  return rule === 'text' || typeof value === 'string'
    ? { value: null, classes: [plainText(value)] }
    : { value, classes: classesAround(value, rule) };
}

function hiddenSlip({ wrong, words }: Slip, key: number | string, rule: Rule): HiddenEntry {
  const isRight =
    typeof wrong === 'number' && typeof key === 'number' && rule !== 'text'
      ? isNear(wrong, key, distanceAllowed(rule, key))
      : plainText(wrong) === plainText(key);
  if (isRight)
    throw refused('a slip', `${wrong}, which is right to the tolerance of the key`, 'a wrong answer');
  return { isKey: false, words, ...hiding(wrong, rule) };
}

function refused(name: string, found: string, expected: string): CellmerError {
  return new CellmerError('option', `${name} is ${found}: expected ${expected}.`);
}

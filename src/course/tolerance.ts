/** How near to its key an answer has to be. */

import { CellmerError } from '../errors';
import { isBlank, isCellError, isNumericText, trimText } from '../table/cells';
import type { Cell } from '../table/types';

/**
 * Absolute: a distance. Digits: half a unit of that significant digit of the key, so that every answer which is rounded correctly to as
 * many digits is near enough.
 */
export type Tolerance = { readonly absolute: number } | { readonly digits: number };

export const DEFAULT_TOLERANCE: Tolerance = { digits: 3 };

const MOST_DIGITS = 10;
const DIGITS = /^(\d+)\s*(?:significant\s+)?digits?$/i;

/**
 * A number, or a text such as `3 digits`; the default for a blank.
 *
 * @param place what is read, for messages
 * @throws CellmerError `option`
 */
export function readTolerance(cell: Cell, place = 'tolerance'): Tolerance {
  if (isBlank(cell)) return DEFAULT_TOLERANCE;
  const text = typeof cell === 'string' ? trimText(cell) : '';
  const absolute = isNumericText(text) ? Number(text) : cell;
  if (typeof absolute === 'number' && absolute > 0 && absolute < Infinity) return { absolute };
  const digits = Number(DIGITS.exec(text)?.[1]);
  if (digits >= 1 && digits <= MOST_DIGITS) return { digits };
  const found = isCellError(cell) ? `the error ${cell.error}` : JSON.stringify(cell);
  throw new CellmerError(
    'option',
    `${place} is ${found}: expected a number above 0, such as 0.0005, or text from "1 digit" to "${MOST_DIGITS} digits".`,
  );
}

/** The greatest distance from the key that counts as right: 0 where digits are asked for and the key is 0. */
export function distanceAllowed(tolerance: Tolerance, key: number): number {
  if ('absolute' in tolerance) return tolerance.absolute;
  return key === 0 ? 0 : halfUnit(tolerance.digits, exponentOf(key));
}

/** Half a unit of a significant digit of numbers from 10^exponent to ten times that. */
export function halfUnit(digits: number, exponent: number): number {
  return Number(`5e${exponent - digits}`);
}

/** The whole number e with 10^e ≤ |value| < 10^(e + 1), exactly. @param value not 0 */
function exponentOf(value: number): number {
  const written = value.toExponential();
  return Number(written.slice(written.indexOf('e') + 1));
}

/**
 * Whether an answer is right. One that is off by exactly the tolerance is, and so is one beyond that by no more than rounding: a part in
 * 10⁹ of the tolerance, or the last bit of the key.
 *
 * @param allowed greatest distance from the key
 */
export function isNear(answer: number, key: number, allowed: number): boolean {
  if (answer === key) return true;
  return (
    Math.abs(answer - key) <= allowed * (1 + 1e-9) + (allowed === 0 ? 0 : Number.EPSILON * Math.abs(key))
  );
}

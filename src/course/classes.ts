/**
 * The classes that a sealed key is found by. What a seal holds opens with the class of the right answer and with no other; whether an
 * answer is near enough is then seen exactly, so that classes need only be about as wide as what is allowed.
 *
 * With a tolerance in digits the class of a number is that of its digits, without sign and decimal point: an answer that is wrong in these
 * alone opens the seal too, and can be told so.
 */

import { halfUnit, type Tolerance } from './tolerance';

/** Of a class, in greatest distances from a key: what is near to a key lies in one class or in two. */
const WIDTH = 2.5;
/** Beyond the greatest distance, for rounding. */
const MARGIN = 0.1;

/** In which a number may be near to a key: one, or two where its digits are nearly those of a power of ten. */
export function classesOf(value: number, tolerance: Tolerance): string[] {
  if ('absolute' in tolerance) return [classAt(Math.abs(value), tolerance.absolute)];
  if (value === 0) return [ZERO];
  const digits = digitsOf(value);
  const allowed = halfUnit(tolerance.digits, 0);
  const reach = allowed * (1 + MARGIN);
  // 0.998 may be near to a key of 1.00, and 10.02 to one of 9.99, which have digits of their own.
  const others = [digits / 10, digits * 10].filter((one) => one >= 1 - reach && one <= 10 + reach);
  return [digits, ...others].map((one) => classAt(one, allowed));
}

/** Two classes, in which all numbers are that are near to a key. */
export function classesAround(key: number, tolerance: Tolerance): string[] {
  if ('digits' in tolerance && key === 0) return [ZERO, '-1'];
  const [center, allowed] =
    'absolute' in tolerance
      ? [Math.abs(key), tolerance.absolute]
      : [digitsOf(key), halfUnit(tolerance.digits, 0)];
  const reach = allowed * (1 + MARGIN);
  const first = indexAt(Math.max(0, center - reach), allowed);
  const last = indexAt(center + reach, allowed);
  // Always two, so that their number tells nothing.
  return [first, last > first ? last : first + 1].map(String);
}

const ZERO = '0';

/** From 1 to 10. */
function digitsOf(value: number): number {
  return Number(Math.abs(value).toExponential().split('e')[0]);
}

function classAt(place: number, allowed: number): string {
  return String(indexAt(place, allowed));
}

function indexAt(place: number, allowed: number): number {
  return Math.floor(place / (WIDTH * allowed));
}

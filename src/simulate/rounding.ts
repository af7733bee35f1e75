/** Values with few digits. */

import type { Ends } from '../likelihood/inversion';

/** Numbers from here on have no digits behind the point. */
const LARGE = 2 ** 53;

/**
 * To so many digits behind the point, as they are printed, which is the same in every engine. A density that ends at a bound keeps
 * its values inside: what would be rounded to the bound is one step away from it.
 *
 * @param value inside the bounds
 */
export function rounded(value: number, digits: number, { lower, upper }: Ends): number {
  if (Math.abs(value) >= LARGE) return value;
  // 0 + x, because −0 is shown with its sign.
  const nearest = 0 + Number(value.toFixed(digits));
  if (nearest <= lower) return Number((lower + 10 ** -digits).toFixed(digits));
  if (nearest >= upper) return Number((upper - 10 ** -digits).toFixed(digits));
  return nearest;
}

/** Inside the bounds where the smallest or largest share has led to one of them. */
export function inside(value: number, { lower, upper }: Ends): number {
  if (value <= lower) return lower === 0 ? Number.MIN_VALUE : lower + Math.abs(lower) * Number.EPSILON;
  if (value >= upper) return upper - Math.abs(upper) * (Number.EPSILON / 2);
  return value;
}

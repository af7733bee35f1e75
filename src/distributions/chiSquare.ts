/** The chi-square distribution; degrees of freedom positive, not necessarily whole. */

import gammainc from '@stdlib/math-base-special-gammainc';
import quantileOf from '@stdlib/stats-base-dists-chisquare-quantile';

/** P(X ≥ x), computed as a tail, so that nothing cancels. */
export function upperTail(x: number, df: number): number {
  if (!(df > 0)) return NaN;
  if (x <= 0) return 1;
  return x === Infinity ? 0 : gammainc(0.5 * x, 0.5 * df, true, true);
}

/** The x with P(X ≤ x) = probability; probability in [0, 1]. */
export function quantile(probability: number, df: number): number {
  return quantileOf(probability, df);
}

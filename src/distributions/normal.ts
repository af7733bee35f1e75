/** The standard normal distribution. */

import erfcinv from '@stdlib/math-base-special-erfcinv';
import cdfOf from '@stdlib/stats-base-dists-normal-cdf';

/** P(Z ≤ z). */
export function cdf(z: number): number {
  return cdfOf(z, 0, 1);
}

/**
 * The z with P(Z ≤ z) = probability; probability in [0, 1]. From the complementary error function, which takes the
 * probability as it is: 2·probability − 1, for the error function itself, is −1 from 1e-17 down.
 */
export function quantile(probability: number): number {
  // 0 − x, because −x would be −0 at one half.
  return 0 - Math.SQRT2 * erfcinv(2 * probability);
}

/** P(|Z| ≥ |z|), from the lower tail, so that nothing cancels. */
export function twoSidedP(z: number): number {
  return 2 * cdfOf(-Math.abs(z), 0, 1);
}

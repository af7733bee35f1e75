/** The standard normal distribution. */

import cdfOf from '@stdlib/stats-base-dists-normal-cdf';
import quantileOf from '@stdlib/stats-base-dists-normal-quantile';

/** P(Z ≤ z). */
export function cdf(z: number): number {
  return cdfOf(z, 0, 1);
}

/** The z with P(Z ≤ z) = probability; probability in [0, 1]. */
export function quantile(probability: number): number {
  return quantileOf(probability, 0, 1);
}

/** P(|Z| ≥ |z|), from the lower tail, so that nothing cancels. */
export function twoSidedP(z: number): number {
  return 2 * cdfOf(-Math.abs(z), 0, 1);
}

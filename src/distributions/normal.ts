/** The standard normal distribution. */

import cdfOf from '@stdlib/stats-base-dists-normal-cdf';
import quantileOf from '@stdlib/stats-base-dists-normal-quantile';
import { polishQuantile } from './polish';

/** P(Z ≤ z). */
export function cdf(z: number): number {
  return cdfOf(z, 0, 1);
}

/** The z with P(Z ≤ z) = probability; probability in [0, 1]. */
export function quantile(probability: number): number {
  return polishQuantile(quantileOf(probability, 0, 1), probability, {
    lower: cdf,
    upper: (z) => cdf(-z),
    density: (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI),
  });
}

/** P(|Z| ≥ |z|), from the lower tail, so that nothing cancels. */
export function twoSidedP(z: number): number {
  return 2 * cdfOf(-Math.abs(z), 0, 1);
}

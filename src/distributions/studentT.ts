/** Student's t distribution; degrees of freedom positive, not necessarily whole, Infinity for the normal distribution. */

import cdfOf from '@stdlib/stats-base-dists-t-cdf';
import quantileOf from '@stdlib/stats-base-dists-t-quantile';
import * as normal from './normal';

/**
 * From here on quantiles are the normal ones: they differ by (t² + 1)/(4·df), relatively, less than 1e-15 for
 * probabilities down to 1e-9, and the library's own are 0 a little further on.
 */
const NORMAL_DF = 1e16;

/** P(T ≤ t). */
export function cdf(t: number, df: number): number {
  return df === Infinity ? normal.cdf(t) : cdfOf(t, df);
}

/** The t with P(T ≤ t) = probability; probability in [0, 1]. */
export function quantile(probability: number, df: number): number {
  return df >= NORMAL_DF ? normal.quantile(probability) : quantileOf(probability, df);
}

/** P(|T| ≥ |t|), from the lower tail, so that nothing cancels. */
export function twoSidedP(t: number, df: number): number {
  return 2 * cdf(-Math.abs(t), df);
}

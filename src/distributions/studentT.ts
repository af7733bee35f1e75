/** Student's t distribution; degrees of freedom positive, not necessarily whole, Infinity for the normal distribution. */

import cdfOf from '@stdlib/stats-base-dists-t-cdf';
import quantileOf from '@stdlib/stats-base-dists-t-quantile';
import * as normal from './normal';

/** From here on the expansion below is exact to double precision; the library's quantiles become 0 further on. */
const LARGE_DF = 1e8;

/** P(T ≤ t). */
export function cdf(t: number, df: number): number {
  return df === Infinity ? normal.cdf(t) : cdfOf(t, df);
}

/** The t with P(T ≤ t) = probability; probability in [0, 1]. */
export function quantile(probability: number, df: number): number {
  return df >= LARGE_DF ? expandedQuantile(probability, df) : quantileOf(probability, df);
}

/** P(|T| ≥ |t|), from the lower tail, so that nothing cancels. */
export function twoSidedP(t: number, df: number): number {
  return 2 * cdf(-Math.abs(t), df);
}

/** The normal quantile z with its corrections in powers of 1/df (Abramowitz & Stegun 26.7.5, two terms). */
function expandedQuantile(probability: number, df: number): number {
  const z = normal.quantile(probability);
  if (df === Infinity || !Number.isFinite(z)) return z;
  const z2 = z * z;
  return z * (1 + (z2 + 1) / (4 * df) + ((5 * z2 + 16) * z2 + 3) / (96 * df * df));
}

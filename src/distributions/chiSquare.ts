/** The chi-square distribution; degrees of freedom positive, not necessarily whole. */

import exp from '@stdlib/math-base-special-exp';
import gammaln from '@stdlib/math-base-special-gammaln';
import ln from '@stdlib/math-base-special-ln';
import quantileOf from '@stdlib/stats-base-dists-chisquare-quantile';
import { lowerGamma, upperGamma } from './gammaTail';
import { polishQuantile } from './polish';

/** P(X ≥ x), computed as a tail, so that nothing cancels. */
export function upperTail(x: number, df: number): number {
  if (!(df > 0)) return NaN;
  return x <= 0 ? 1 : upperGamma(0.5 * x, 0.5 * df);
}

/** The x with P(X ≤ x) = probability; probability in [0, 1]. */
export function quantile(probability: number, df: number): number {
  const shape = 0.5 * df;
  return polishQuantile(quantileOf(probability, df), probability, {
    lower: (x) => lowerGamma(0.5 * x, shape),
    upper: (x) => upperGamma(0.5 * x, shape),
    density: (x) => 0.5 * exp((shape - 1) * ln(0.5 * x) - 0.5 * x - gammaln(shape)),
  });
}

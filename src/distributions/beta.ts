/** The beta distribution; both shapes positive. */

import betainc from '@stdlib/math-base-special-betainc';
import exp from '@stdlib/math-base-special-exp';
import gammaln from '@stdlib/math-base-special-gammaln';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import quantileOf from '@stdlib/stats-base-dists-beta-quantile';
import { polishQuantile } from './polish';

/** P(X ≤ x); x in [0, 1]. */
export function cdf(x: number, alpha: number, beta: number): number {
  return betainc(x, alpha, beta, true, false);
}

/** The x with P(X ≤ x) = probability; probability in [0, 1]. */
export function quantile(probability: number, alpha: number, beta: number): number {
  const logBeta = gammaln(alpha) + gammaln(beta) - gammaln(alpha + beta);
  return polishQuantile(quantileOf(probability, alpha, beta), probability, {
    lower: (x) => betainc(x, alpha, beta, true, false),
    upper: (x) => betainc(x, alpha, beta, true, true),
    density: (x) => exp((alpha - 1) * ln(x) + (beta - 1) * log1p(-x) - logBeta),
  });
}

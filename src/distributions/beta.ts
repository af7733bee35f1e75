/** The beta distribution; both shapes positive. */

import quantileOf from '@stdlib/stats-base-dists-beta-quantile';

/** The x with P(X ≤ x) = probability; probability in [0, 1]. */
export function quantile(probability: number, alpha: number, beta: number): number {
  return quantileOf(probability, alpha, beta);
}

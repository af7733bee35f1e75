/** The binomial distribution. */

import gammaln from '@stdlib/math-base-special-gammaln';

/** log of "trials choose successes", whole numbers with 0 ≤ successes ≤ trials. */
export function logCoefficient(trials: number, successes: number): number {
  return gammaln(trials + 1) - gammaln(successes + 1) - gammaln(trials - successes + 1);
}

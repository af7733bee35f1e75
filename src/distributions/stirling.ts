/** What large factorials leave of their logarithm (Loader 2000, Fast and accurate computation of binomial probabilities). */

import gammaln from '@stdlib/math-base-special-gammaln';

/** y·log y − y − log y!, from 15 on by Stirling's series. */
export function stirlingError(y: number): number {
  if (y === 0) return 0;
  if (y < 15) return y * Math.log(y) - y - gammaln(y + 1);
  const q = 1 / (y * y);
  const series = (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q / 1188)))) / y;
  return -0.5 * Math.log(2 * Math.PI * y) - series;
}

/**
 * Differences of logarithms of the gamma function that can be huge and nearly equal: from 20 on by Stirling's series
 * (Abramowitz & Stegun 1964, 6.1.40, 6.3.18, 6.4.12), whose large terms are taken off each other by formula.
 */

import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import trigamma from '@stdlib/math-base-special-trigamma';
import { stirlingError } from '../../distributions';

/** From here on five terms of the series are exact to rounding. */
const LARGE = 20;

/** log Γ(a + x) − log Γ(a); a > 0, a + x > 0. */
export function gammaRise(a: number, x: number): number {
  if (!(a >= LARGE && a + x >= LARGE)) return gammaln(a + x) - gammaln(a);
  const main = (a - 0.5) * Math.log1p(x / a) - x;
  return main + x * Math.log(a + x) + tailOfLog(a + x) - tailOfLog(a);
}

/** The derivative by a: ψ(a + x) − ψ(a). */
export function digammaRise(a: number, x: number): number {
  if (!(a >= LARGE && a + x >= LARGE)) return digamma(a + x) - digamma(a);
  const half = x / (2 * a * (a + x));
  return Math.log1p(x / a) + half + tailOfFirst(a + x) - tailOfFirst(a);
}

/** The second derivative by a: ψ′(a + x) − ψ′(a). */
export function trigammaRise(a: number, x: number): number {
  if (!(a >= LARGE && a + x >= LARGE)) return trigamma(a + x) - trigamma(a);
  const b = a + x;
  const main = (-x / (a * b)) * (1 + (a + b) / (2 * a * b));
  return main + tailOfSecond(b) - tailOfSecond(a);
}

/** x·log x − x − log Γ(x + 1): the logarithm of Poisson's probability of x at mean x. */
export function gammaPeak(x: number): number {
  return x >= 0 ? stirlingError(x) : NaN;
}

/** Its derivative, log x − ψ(x + 1). */
export function gammaPeakSlope(x: number): number {
  return x >= LARGE ? -0.5 / x - tailOfFirst(x) : Math.log(x) - digamma(x + 1);
}

/** Its second derivative, 1/x − ψ′(x + 1). */
export function gammaPeakBend(x: number): number {
  return x >= LARGE ? 0.5 / (x * x) - tailOfSecond(x) : 1 / x - trigamma(x + 1);
}

function tailOfLog(z: number): number {
  const q = 1 / (z * z);
  return (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q / 1188)))) / z;
}

function tailOfFirst(z: number): number {
  const q = 1 / (z * z);
  return -q * (1 / 12 - q * (1 / 120 - q * (1 / 252 - q * (1 / 240 - q / 132))));
}

function tailOfSecond(z: number): number {
  const q = 1 / (z * z);
  return (q / z) * (1 / 6 - q * (1 / 30 - q * (1 / 42 - q * (1 / 30 - (5 * q) / 66))));
}

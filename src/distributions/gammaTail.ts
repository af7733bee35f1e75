/** Tails of the gamma distribution with scale 1: the regularized incomplete gamma functions. */

import gammainc from '@stdlib/math-base-special-gammainc';
import exp from '@stdlib/math-base-special-exp';
import gammaln from '@stdlib/math-base-special-gammaln';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';

/** Beyond this x the library takes an asymptotic series that is wrong (up to 5%) where the shape is not far from x. */
const LARGE_X = 1000;

/** From this shape on Stirling's series below is exact to double precision. */
const STIRLING_SHAPE = 20;

/** Neither sum below needs more steps for any shape up to 1e10. */
const MAX_STEPS = 1_000_000;

/** Q(shape, x) = Γ(shape, x)/Γ(shape) = P(X ≥ x) for x ≥ 0, computed as a tail. */
export function upperGamma(x: number, shape: number): number {
  if (x === Infinity) return 0;
  if (x <= LARGE_X) return gammainc(x, shape, true, true);
  return x > shape ? upperOfLarge(x, shape) : 1 - lowerOfLarge(x, shape);
}

/** P(shape, x) = 1 − Q(shape, x) = P(X ≤ x) for x ≥ 0, computed as a tail. */
export function lowerGamma(x: number, shape: number): number {
  if (x === Infinity) return 1;
  if (x <= LARGE_X) return gammainc(x, shape, true, false);
  return x > shape ? 1 - upperOfLarge(x, shape) : lowerOfLarge(x, shape);
}

/** log of x^a·exp(−x)/Γ(a), with the large terms cancelled beforehand. */
function logPrefix(x: number, a: number): number {
  if (a < STIRLING_SHAPE) return a * ln(x) - x - gammaln(a);
  const sigma = (x - a) / a;
  const r = 1 / (a * a);
  const stirling = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / a;
  return a * (log1p(sigma) - sigma) + 0.5 * ln(a / (2 * Math.PI)) - stirling;
}

/**
 * Q for x > a: the prefix divided by x + 1 − a − 1·(1 − a)/(x + 3 − a − 2·(2 − a)/(x + 5 − a − ...)), by Lentz's method
 * (the even part of Abramowitz & Stegun 6.5.31). Needs some √a steps where x is close to a.
 */
function upperOfLarge(x: number, a: number): number {
  let b = x + 1 - a;
  let value = b;
  let c = b;
  let d = 0;
  for (let k = 1; k < MAX_STEPS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return exp(logPrefix(x, a)) / value;
}

/** P for x ≤ a: the prefix times (1 + x/(a + 1) + x²/((a + 1)(a + 2)) + ...)/a (Abramowitz & Stegun 6.5.29). */
function lowerOfLarge(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MAX_STEPS && term > Number.EPSILON * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return (exp(logPrefix(x, a)) * sum) / a;
}

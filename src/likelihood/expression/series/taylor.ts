/** Coefficients of Taylor series of elementary and special functions at a point where they are regular. */

import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import polygamma from '@stdlib/math-base-special-polygamma';
import { UNARY, type UnaryOperation } from '../operations';
import { ORDER } from './series';

/** f(x0 + s) = Σ c_k·s^k for k = 0 … ORDER. */
type Coefficients = readonly number[];

/** From the rates of change of some functions, the first of which is wanted: c_(k+1) = (rate of order k)/(k + 1). */
function solved(
  starts: readonly number[],
  rates: (of: readonly number[][], k: number) => number[],
): Coefficients {
  const found = starts.map((start) => [start]);
  for (let k = 0; k < ORDER; k++) rates(found, k).forEach((rate, j) => found[j].push(rate / (k + 1)));
  return found[0];
}

/** The coefficient of order k of a product. */
function product(a: readonly number[], b: readonly number[], k: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += (a[i] ?? 0) * (b[k - i] ?? 0);
  return sum;
}

const at = (op: UnaryOperation, x: number): number => UNARY[op].value(x);
const slopeAt = (op: UnaryOperation, x: number): number => UNARY[op].first(x, at(op, x));

/** d_k/k! for the derivatives d_k. */
function overFactorials(derivative: (k: number) => number): number[] {
  let factorial = 1;
  return Array.from({ length: ORDER + 1 }, (_, k) => derivative(k) / (factorial *= Math.max(k, 1)));
}

/** The four derivatives that come in turns. */
function inTurns(derivatives: readonly number[]): Coefficients {
  return overFactorials((k) => derivatives[k % 4]);
}

/** (1 + s)^p. */
export function binomial(p: number): Coefficients {
  const found = [1];
  for (let k = 1; k <= ORDER; k++) found.push((found[k - 1] * (p - k + 1)) / k);
  return found;
}

/** log(1 + s). */
export const LOGARITHM: Coefficients = Array.from({ length: ORDER + 1 }, (_, k) =>
  k === 0 ? 0 : (k % 2 ? 1 : -1) / k,
);
/** exp(s). */
export const EXPONENTIAL: Coefficients = overFactorials(() => 1);

/** At any x, but for the gamma functions, which are asked above 0. */
export const TAYLOR = {
  sin: (x) => inTurns([Math.sin(x), Math.cos(x), -Math.sin(x), -Math.cos(x)]),
  cos: (x) => inTurns([Math.cos(x), -Math.sin(x), -Math.cos(x), Math.sin(x)]),
  tan: (x) => solved([Math.tan(x)], ([y], k) => [product(y, y, k) + (k === 0 ? 1 : 0)]),
  atan: (x) =>
    solved([Math.atan(x), slopeAt('atan', x)], ([, u], k) => [u[k], -2 * product([x, 1], squareOf(u, k), k)]),
  logistic: (x) => solved([at('logistic', x)], ([y], k) => [y[k] - product(y, y, k)]),
  softplus: (x) =>
    solved([at('softplus', x), at('logistic', x)], ([, y], k) => [y[k], y[k] - product(y, y, k)]),
  normalCdf: (x) =>
    solved([at('normalCdf', x), slopeAt('normalCdf', x)], ([, f], k) => [f[k], -product([x, 1], f, k)]),
  logNormalCdf: (x) =>
    solved([at('logNormalCdf', x), slopeAt('logNormalCdf', x)], ([, m], k) => [
      m[k],
      -product([x, 1], m, k) - product(m, m, k),
    ]),
  logBesselI0: (x) => {
    const slope = besselRatioAround(x);
    slope[0] = slopeAt('logBesselI0', x);
    return [at('logBesselI0', x), ...slope.slice(0, ORDER).map((c, k) => c / (k + 1))];
  },
  besselRatio: besselRatioAround,
  lgamma: (x) => overFactorials((k) => (k === 0 ? gammaln(x) : polygammaAt(k - 1, x))),
  digamma: (x) => overFactorials((k) => polygammaAt(k, x)),
  trigamma: (x) => overFactorials((k) => polygammaAt(k + 1, x)),
} satisfies Partial<Record<UnaryOperation | 'trigamma', (x: number) => Coefficients>>;

/** Of x·A' = x − A − x·A², for A = I1/I0. */
function besselRatioAround(x: number): number[] {
  const found = [at('besselRatio', x)];
  for (let k = 0; k < ORDER; k++) {
    const inhomogeneous = k === 0 ? x : k === 1 ? 1 : 0;
    const square = squareOf(found, k);
    // At 0 the order that is wanted comes with the next one of the equation.
    if (x === 0) found.push(((k === 0 ? 1 : 0) - square[k]) / (k + 2));
    else found.push((inhomogeneous - (k + 1) * found[k] - product([x, 1], square, k)) / ((k + 1) * x));
  }
  return found;
}

function squareOf(u: readonly number[], upTo: number): number[] {
  return Array.from({ length: upTo + 1 }, (_, k) => product(u, u, k));
}

function polygammaAt(k: number, x: number): number {
  return k === 0 ? digamma(x) : polygamma(k, x);
}

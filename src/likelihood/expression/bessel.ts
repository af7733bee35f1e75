/**
 * The modified Bessel function I0 of x ≥ 0 as log(exp(−x)·I0(x)), which neither overflows nor cancels: below 20 by its power
 * series, all of whose terms are positive (Abramowitz & Stegun 1964, 9.6.10), from there on by the asymptotic one (9.7.1). Its
 * derivatives are those of both series, term by term.
 */

/** From here on the least term of the asymptotic series is below rounding. */
const LARGE = 20;
/** Terms below this share of the sum do not count. */
const ENOUGH = 1e-18;
/** More than either series needs. */
const MOST_TERMS = 100;

interface ScaledLog {
  readonly log: number;
  /** First to third derivative. */
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** log(exp(−x)·I0(x)). */
export function logBesselI0(x: number): number {
  return scaledLog(x).log;
}

/** I1(x)/I0(x) − 1, the derivative of that. */
export function logBesselI0Slope(x: number): number {
  return scaledLog(x).first;
}

/** I1(x)/I0(x), in [0, 1): the mean resultant length of a von Mises distribution. */
export function besselRatio(x: number): number {
  return 1 + scaledLog(x).first;
}

/** Its derivative. */
export function besselRatioSlope(x: number): number {
  return scaledLog(x).second;
}

/** Its second derivative. */
export function besselRatioBend(x: number): number {
  return scaledLog(x).third;
}

function scaledLog(x: number): ScaledLog {
  if (!(x >= 0)) return { log: NaN, first: NaN, second: NaN, third: NaN };
  return x < LARGE ? bySeries(x) : asymptotically(x);
}

/** From I0 = Σ (x/2)^2k/k!² and its derivatives; those of the logarithm are cumulants. */
function bySeries(x: number): ScaledLog {
  const half = x / 2;
  const square = half * half;
  let [sum, first, second, third] = [1, 0, 0, 0];
  // (x/2)^(2k − 2)/k!², and two powers less
  let term = 1;
  let before = 0;
  for (let k = 1; k < MOST_TERMS; k++) {
    if (k > 1) {
      before = term / (k * k);
      term = before * square;
    }
    sum += term * square;
    first += k * term * half;
    second += 0.5 * k * (2 * k - 1) * term;
    third += k * (2 * k - 1) * (k - 1) * 0.5 * before * half;
    if (term * square < ENOUGH * sum && k > 2) break;
  }
  return logarithmic(sum, first, second, third, { log: -x, first: -1, second: 0, third: 0 });
}

/** From exp(−x)·I0 = Σ c_k/x^k/√(2πx), c_k = c_(k − 1)·(2k − 1)²/(8k). */
function asymptotically(x: number): ScaledLog {
  let [sum, first, second, third] = [1, 0, 0, 0];
  let term = 1;
  for (let k = 1; k < MOST_TERMS; k++) {
    const factor = (2 * k - 1) ** 2 / (8 * k * x);
    term *= factor;
    if (factor >= 1 || term === 0) break;
    sum += term;
    first -= k * term;
    second += k * (k + 1) * term;
    third -= k * (k + 1) * (k + 2) * term;
    if (k ** 3 * term < ENOUGH) break;
  }
  return logarithmic(sum, first / x, second / x ** 2, third / x ** 3, {
    log: -0.5 * Math.log(2 * Math.PI * x),
    first: -0.5 / x,
    second: 0.5 / x ** 2,
    third: -1 / x ** 3,
  });
}

/** Of f·exp(rest), from f and its derivatives. */
function logarithmic(f: number, f1: number, f2: number, f3: number, rest: ScaledLog): ScaledLog {
  const [a, b, c] = [f1 / f, f2 / f, f3 / f];
  return {
    log: Math.log(f) + rest.log,
    first: a + rest.first,
    second: b - a * a + rest.second,
    third: c - 3 * a * b + 2 * a ** 3 + rest.third,
  };
}

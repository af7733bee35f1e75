/**
 * Statistics that are divided by one and the same estimate of scale: P(X/S ≥ q) from the tail of X, S an independent root of a
 * chi-square over its degrees of freedom,
 *
 *     P(X/S ≥ q) = ∫ f(s)·P(X ≥ q·s) ds,   f the density of S.
 *
 * Over log s the integrand falls off at least exponentially at either end, where the trapezoidal rule converges faster than any power
 * of its step (Trefethen & Weideman 2014, SIAM Review 56, 385-458).
 */

import { whereFalling } from './falling';
import { stirlingError } from './stirling';

/** The logarithm of a tail P(X ≥ x), x ≥ 0. */
export interface LogTail {
  readonly of: (x: number) => number;
  /** Beyond it the tail is nothing. */
  readonly widest: number;
  /** The tail falls about like exp(−x²/(2·spread)). */
  readonly spread: number;
}

/** Of log s, absolutely and in the widths of the integrand where it is highest: fine enough for the range of a thousand variables. */
const LARGEST_STEP = 0.04;
const STEP_IN_WIDTHS = 0.7;
/** Terms less than this share of the sum are left out. */
const NEGLIGIBLE = 1e-16;
/** Below it, t − (exp(2t) − 1)/2 comes from its series; above, it has lost at most two digits. */
const SMALL_LOG = 0.02;

/** P(X/S ≥ q); q ≥ 0, degrees of freedom positive, Infinity for X itself; NaN for others. */
export function upperOverScale(q: number, df: number, tail: LogTail): number {
  if (!(q >= 0 && df > 0)) return NaN;
  if (q === 0) return 1;
  if (q === Infinity) return 0;
  if (df === Infinity) return q < tail.widest ? Math.exp(tail.of(q)) : 0;
  return Math.min(1, integral(q, df, tail));
}

/** Over t = log s, from the middle of the integrand outwards. */
function integral(q: number, df: number, { of: logTail, widest, spread }: LogTail): number {
  // Where f(s)·exp(−(q·s)²/(2·spread)) is highest, and how fast it falls there.
  const pull = (q * q) / spread;
  const middle = -0.5 * Math.log1p(pull / df);
  const width = 1 / Math.sqrt(2 * (df + pull) * Math.exp(2 * middle));
  const step = Math.min(LARGEST_STEP, STEP_IN_WIDTHS * width);
  const term = (t: number): number => {
    const s = Math.exp(t);
    const x = q * s;
    return x < widest ? Math.exp(df * logScale(t, s) + logTail(x)) : 0;
  };
  let sum = term(middle);
  for (let direction = -1; direction <= 1; direction += 2) {
    let before = 0;
    for (let i = 1; ; i++) {
      const now = term(middle + direction * i * step);
      sum += now;
      if (now <= before && now <= NEGLIGIBLE * sum) break;
      before = now;
    }
  }
  return sum * step * df * Math.exp(stirlingError(df / 2));
}

/** log s − (s² − 1)/2 at s = exp(t): the logarithm of the density of t, but for its constant, for each degree of freedom. */
function logScale(t: number, s: number): number {
  if (Math.abs(t) > SMALL_LOG) return t - (s * s - 1) / 2;
  let term = t;
  let sum = 0;
  for (let n = 2; n <= 9; n++) {
    term *= (2 * t) / n;
    sum -= term;
  }
  return sum;
}

/**
 * The q with P(Q ≥ q) = probability.
 *
 * @param probability in [0, 1]; NaN for others
 * @param bound about an upper bound of the q that is looked for, and close to it
 */
export function upperQuantile(probability: number, bound: number, upper: (q: number) => number): number {
  if (probability > 0 && probability < 1) return whereFalling(upper, probability, bound);
  return probability === 0 ? Infinity : probability === 1 ? 0 : NaN;
}

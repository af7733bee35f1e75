/**
 * x·log(x/m) + m − x, the deviance of Poisson and, in pairs, of the binomial and its relatives: what is left of their
 * logarithms when the large terms are taken off each other by formula (Loader 2000, Fast and accurate computation of
 * binomial probabilities, Lucent Technologies).
 */

/** Nearer than this share of their sum the two are compared by a series. */
const NEAR = 0.1;

/** x ≥ 0, m ≥ 0; infinite where m = 0 < x. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m >= 0 ? m : NaN;
  if (m === 0) return x > 0 ? Infinity : NaN;
  if (m === Infinity && x < Infinity) return Infinity;
  if (Math.abs(x - m) < NEAR * (x + m)) return nearDeviance(x, m);
  return x * logRatio(x, m) + m - x;
}

function nearDeviance(x: number, m: number): number {
  const v = (x - m) / (x + m);
  const square = v * v;
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= square;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** The same with u = log m; finite where m itself underflows. */
export function logDeviance(x: number, u: number): number {
  const m = Math.exp(u);
  if (x === 0 || Math.abs(x - m) < NEAR * (x + m)) return deviance(x, m);
  return x * (Math.log(x) - u) + m - x;
}

/** x·log(x/(x + rest)), 0 at x = 0. */
export function relative(x: number, rest: number): number {
  return x === 0 ? (rest >= 0 ? 0 : NaN) : x * logShare(x, rest);
}

/** log(x/(x + rest)) to all digits where the rest is small. */
export function logShare(x: number, rest: number): number {
  return rest < x ? -Math.log1p(rest / x) : Math.log(x / (x + rest));
}

/** log(x/y) to all digits where the two are close. */
export function logRatio(x: number, y: number): number {
  return Math.abs(x - y) < 0.5 * y ? Math.log1p((x - y) / y) : Math.log(x / y);
}

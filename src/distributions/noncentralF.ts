/**
 * The noncentral F distribution: the ratio of a noncentral and a central chi-square over their degrees of freedom, as F statistics
 * have it whose hypothesis is not true. A mixture of beta probabilities by Poisson's (Johnson, Kotz & Balakrishnan 1995, formula 30.10),
 *
 *     P(F ≤ f) = Σ_j exp(−λ/2)·(λ/2)^j/j! · I_y(df1/2 + j, df2/2),   y = df1·f/(df1·f + df2),
 *
 * whose terms come from each other by additions alone, the lower ones downwards and the upper ones upwards, so that both tails keep
 * their digits.
 */

import betainc from '@stdlib/math-base-special-betainc';
import { whereFalling } from './falling';
import { lowerGamma, upperGamma } from './gammaTail';
import { stirlingError } from './stirling';

/** Terms less than this share of the sum are left out. */
const NEGLIGIBLE = 1e-18;
/** Of Poisson's distribution: what is further from its mean, in standard deviations, has no weight in doubles. */
const POISSON_SPREAD = 10;

/** P(F ≤ f); degrees of freedom positive, Infinity among them for df2, ncp ≥ 0; NaN for others. */
export function cdf(f: number, df1: number, df2: number, ncp: number): number {
  return tail(f, df1, df2, ncp, false);
}

/** P(F ≥ f), computed as a tail, so that nothing cancels. */
export function upperTail(f: number, df1: number, df2: number, ncp: number): number {
  return tail(f, df1, df2, ncp, true);
}

/**
 * The ncp with which P(F ≤ f) is `probability`: a limit of it. 0 where even F without it is as large with less probability.
 *
 * @param probability in (0, 1); NaN for others
 */
export function noncentrality(f: number, df1: number, df2: number, probability: number): number {
  if (!(probability > 0 && probability < 1 && f >= 0 && f < Infinity && df1 > 0 && df2 > 0)) return NaN;
  if (cdf(f, df1, df2, 0) <= probability) return 0;
  return whereFalling((ncp) => cdf(f, df1, df2, ncp), probability, df1 * f + df1 + 1);
}

function tail(f: number, df1: number, df2: number, ncp: number, isUpper: boolean): number {
  if (!(df1 > 0 && df1 < Infinity && df2 > 0 && ncp >= 0 && ncp < Infinity) || Number.isNaN(f)) return NaN;
  if (f <= 0) return isUpper ? 1 : 0;
  if (f === Infinity) return isUpper ? 0 : 1;
  const central = df2 === Infinity ? gammaTerms(f, df1) : betaTerms(f, df1, df2);
  return Math.min(1, isUpper ? upperSum(central, ncp / 2) : lowerSum(central, ncp / 2));
}

/** The central probabilities of which the noncentral one is made: I_j and what it is more than I_(j+1). */
interface CentralTerms {
  readonly lower: (j: number) => number;
  readonly upper: (j: number) => number;
  /** log(I_j − I_(j+1)) */
  readonly logStep: (j: number) => number;
}

function betaTerms(f: number, df1: number, df2: number): CentralTerms {
  const [a, b] = [df1 / 2, df2 / 2];
  const ratio = (df1 * f) / df2;
  // Of y and 1 − y the smaller one is exact.
  const tailOf = (j: number, isUpper: boolean): number =>
    ratio > 1
      ? betainc(1 / (1 + ratio), b, a + j, true, !isUpper)
      : betainc(ratio / (1 + ratio), a + j, b, true, isUpper);
  return {
    lower: (j) => tailOf(j, false),
    upper: (j) => tailOf(j, true),
    logStep: (j) => {
      // By Loader's deviances, in which large b cancel beforehand
      const x = a + j;
      const excess = (a * f - x) / (1 + ratio);
      const corrections = stirlingError(x) + stirlingError(b) - stirlingError(x + b);
      const logRest = ratio > 1 ? Math.log1p(x / b) - Math.log1p(ratio) : Math.log1p(-excess / b);
      return x * Math.log1p(excess / x) + b * logRest - Math.log1p(x / b) + corrections;
    },
  };
}

/** With df2 = Infinity: df1·F is a noncentral chi-square. */
function gammaTerms(f: number, df1: number): CentralTerms {
  const [a, x] = [df1 / 2, (df1 * f) / 2];
  return {
    lower: (j) => lowerGamma(x, a + j),
    upper: (j) => upperGamma(x, a + j),
    logStep: (j) => logPoisson(a + j, x),
  };
}

/** log of exp(−mean)·mean^x/x!, x ≥ 0 also between whole numbers. */
function logPoisson(x: number, mean: number): number {
  if (x === 0 || mean === 0) return x === 0 ? -mean : -Infinity;
  const excess = mean - x;
  return x * Math.log1p(excess / x) - excess + stirlingError(x);
}

/** The lower probabilities fall with j, so that nothing counts beyond where Poisson's weights end. */
function lowerSum(central: CentralTerms, mean: number): number {
  const last = mean === 0 ? 0 : Math.ceil(mean + POISSON_SPREAD * Math.sqrt(mean) + 30);
  let below = central.lower(last);
  let sum = 0;
  let before = 0;
  for (let j = last; j >= 0; j--) {
    if (j < last) below += Math.exp(central.logStep(j));
    const now = Math.exp(logPoisson(j, mean)) * below;
    sum += now;
    if (now < before && now < NEGLIGIBLE * sum) break;
    before = now;
  }
  return sum;
}

/** The upper ones rise with j, so that nothing counts before where Poisson's weights begin. */
function upperSum(central: CentralTerms, mean: number): number {
  const first = Math.max(0, Math.floor(mean - POISSON_SPREAD * Math.sqrt(mean)));
  let above = central.upper(first);
  let sum = 0;
  let before = 0;
  for (let j = first; ; j++) {
    if (j > first) above += Math.exp(central.logStep(j - 1));
    const weight = Math.exp(logPoisson(j, mean));
    const now = weight * above;
    sum += now;
    // Where the probabilities begin with nothing, the sum does too.
    if (j >= mean && (weight === 0 || (sum > 0 && now <= before && now <= NEGLIGIBLE * sum))) break;
    before = now;
  }
  return sum;
}

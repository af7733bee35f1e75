/**
 * The likelihood-ratio test of nested models, also where a variance is tested at zero.
 *
 * When the smaller model lets one direction fewer vary between groups, the statistic is asymptotically a mixture in equal
 * parts of chi-square distributions with df − 1 and df degrees of freedom (Self & Liang 1987, J. Am. Stat. Assoc. 82,
 * 605-610, case 6; Stram & Lee 1994, Biometrics 50, 1171-1177). With several such directions the weights depend on the
 * information matrix; the chi-square distribution with df degrees of freedom then gives a p value that is too large.
 */

import { chiSquare } from '../distributions';
import type { Nesting } from './nesting';

export interface LikelihoodRatio {
  /** Twice the difference of the log-likelihoods; 0 where the larger model does not gain. */
  readonly statistic: number;
  readonly df: number;
  /** From the chi-square distribution with df degrees of freedom. */
  readonly naive: number;
  /** From the reference distribution. */
  readonly pValue: number;
  readonly reference: 'chi-square' | 'mixture' | 'bound';
}

/** A statistic below this is rounding: the two optima are the same point. */
const NOTHING = 1e-7;

/**
 * @param smaller −2 log-likelihood (or the REML criterion, where the fixed effects are the same) of the smaller model
 * @param larger that of the larger one
 */
export function likelihoodRatio(smaller: number, larger: number, nesting: Nesting): LikelihoodRatio {
  const difference = smaller - larger;
  const statistic = difference > NOTHING ? difference : 0;
  const df = nesting.fixedDf + nesting.covarianceDf;
  const naive = tail(statistic, df);
  const own = { statistic, df, naive };
  if (nesting.collapsed === 0) return { ...own, pValue: naive, reference: 'chi-square' };
  if (nesting.collapsed > 1) return { ...own, pValue: naive, reference: 'bound' };
  return { ...own, pValue: 0.5 * (tail(statistic, df - 1) + naive), reference: 'mixture' };
}

/** P(X ≥ x); with no degrees of freedom all of X is at 0. */
function tail(x: number, df: number): number {
  if (df === 0) return x > 0 ? 0 : 1;
  return chiSquare.upperTail(x, df);
}

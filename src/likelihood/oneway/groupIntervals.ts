/** Confidence intervals for the mean of one group: limits that hold whatever the group's mean is, unlike those of shrunken means. */

import { normal, studentT } from '../../distributions';
import { findRoot } from '../../optimize/root';
import type { Limits } from '../limits';
import type { OnewayParameters } from './fit';
import type { OnewayStatistics } from './statistics';

/**
 * `own`: mean ± t·s_j/√n_j from the group's values alone, n_j − 1 degrees of freedom. `pooled`: mean ± t·√(MSW/n_j) with the
 * variance within all groups, N − m degrees of freedom. `fab`: `fabLimits`, from the group's values, and from what the others let
 * one expect of it.
 */
export type GroupInterval = 'own' | 'pooled' | 'fab';

/** What is known of a group before its values are seen. */
export type Prior = OnewayParameters;

/** A mean with its standard error, which has `df` degrees of freedom of its own. */
interface EstimatedMean {
  readonly mean: number;
  readonly count: number;
  readonly standardError: number;
  readonly df: number;
}

/** @returns null for a group of one value */
export function ownLimits(stats: OnewayStatistics, j: number, level: number): Limits | null {
  const own = ownMean(stats, j);
  return own && studentLimits(own, level);
}

/** @returns null where no group has a second value */
export function pooledLimits(
  { counts, means, within, total }: OnewayStatistics,
  j: number,
  level: number,
): Limits | null {
  const df = total - counts.length;
  if (df < 1) return null;
  const standardError = Math.sqrt(within / df / counts[j]);
  return studentLimits({ mean: means[j], count: counts[j], standardError, df }, level);
}

/**
 * The interval "frequentist, assisted by Bayes": of all procedures that cover the group's mean with probability `level`, whatever
 * it is, the one that is shortest on average where the prior is right, up to the standard error's being estimated. A mean theta is
 * in it when P(T ≤ (ȳ − theta)/se) is between alpha·w and 1 − alpha·(1 − w), where w spends more of alpha on the side away from the
 * prior mean: z(alpha·w) − z(alpha·(1 − w)) = 2·√(sigma²/n)·(theta − mu)/tau² (Yu & Hoff 2018, Adaptive multigroup confidence
 * intervals with constant coverage, Biometrika 105, 319–335; Burris & Hoff 2020, Exact adaptive confidence intervals for small areas,
 * Journal of Survey Statistics and Methodology 8, 206–230). It covers exactly as long as the prior was found without the group.
 *
 * @returns null for a group of one value
 */
export function fabLimits(stats: OnewayStatistics, j: number, level: number, prior: Prior): Limits | null {
  const own = ownMean(stats, j);
  if (own === null) return null;
  const distance = own.mean - prior.mu;
  // The lower end is the upper one of the group on the other side.
  return {
    lower: prior.mu - upperEnd(own, -distance, 1 - level, prior),
    upper: prior.mu + upperEnd(own, distance, 1 - level, prior),
  };
}

function ownMean({ counts, means, squares }: OnewayStatistics, j: number): EstimatedMean | null {
  const df = counts[j] - 1;
  if (df < 1) return null;
  return { mean: means[j], count: counts[j], standardError: Math.sqrt(squares[j] / df / counts[j]), df };
}

function studentLimits({ mean, standardError, df }: EstimatedMean, level: number): Limits {
  const half = studentT.quantile(0.5 * (1 + level), df) * standardError;
  return { lower: mean - half, upper: mean + half };
}

/** Log-odds of w beyond which it is 0 or 1 for all that double precision can tell of the ends. */
const FURTHEST = 300;

/** The upper end less the prior mean, for a mean that is `distance` above it. As w falls the end rises, which makes it unique. */
function upperEnd(
  { standardError, count, df }: EstimatedMean,
  distance: number,
  alpha: number,
  { sigma2, tau2 }: Prior,
): number {
  const endAt = (w: number): number => distance - standardError * studentT.quantile(alpha * w, df);
  // Nothing but the prior mean is expected: all of alpha is spent on the far side of it.
  if (tau2 === 0) return Math.max(endAt(1), 0);
  const slope = (2 * Math.sqrt(sigma2 / count)) / tau2;
  const excess = (logOdds: number): number => {
    const w = 1 / (1 + Math.exp(-logOdds));
    const spent = normal.quantile(alpha * w) - normal.quantile(alpha / (1 + Math.exp(logOdds)));
    return spent - slope * endAt(w);
  };
  if (excess(FURTHEST) < 0) return endAt(1);
  const logOdds = excess(-FURTHEST) > 0 ? -FURTHEST : findRoot(excess, -FURTHEST, FURTHEST);
  return endAt(1 / (1 + Math.exp(-logOdds)));
}

/** Group means shrunk towards the overall mean: posterior means of the one-way normal hierarchical model. */

import { normal } from '../../distributions';
import { CellmerError, type Warning } from '../../errors';
import { checkLevel, type Limits } from '../limits';
import { checkParameters, checkSpread, onewayFit, type OnewayParameters } from './fit';
import { onewayAnova } from './anova';
import { fabLimits, ownLimits, pooledLimits, type GroupInterval } from './groupIntervals';
import { withoutGroup, type OnewayStatistics } from './statistics';

/** How mu, sigma² and tau² are found, or their known values. */
export type ShrinkMethod = 'REML' | 'ML' | 'MOMENTS' | OnewayParameters;

export interface ShrunkenMean {
  readonly group: string;
  readonly count: number;
  readonly mean: number;
  /** tau²/(tau² + sigma²/n), in [0, 1]: how much the group's own mean counts. */
  readonly weight: number;
  /** weight·mean + (1 − weight)·mu */
  readonly shrunken: number;
  /** Posterior standard deviation (n/sigma² + 1/tau²)^(−1/2) with the parameters taken as known. */
  readonly standardError: number;
  /**
   * shrunken ± z·standardError; ± z times the standard error of (1 − weight)·mu where that is larger, as it is when tau² is
   * estimated as zero or nearly so.
   */
  readonly lower: number;
  readonly upper: number;
  /** One for each of the intervals asked for; null where the data do not give it. */
  readonly beside: readonly (Limits | null)[];
}

export interface ShrunkenMeans {
  /** How the parameters were found; null where they were given. */
  readonly method: 'REML' | 'ML' | 'MOMENTS' | null;
  readonly parameters: OnewayParameters;
  readonly level: number;
  readonly means: readonly ShrunkenMean[];
  /** What stands beside the shrunken means. */
  readonly intervals: readonly GroupInterval[];
  readonly droppedRows: number;
  /** What a reader has to know of the limits, in sentences. */
  readonly notes: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * @param level of the intervals, in (0, 1)
 * @param intervals of each group's mean, to stand beside the shrunken ones
 * @throws CellmerError `model` when the method cannot estimate from these data, `option` for impossible parameters or
 * an impossible level
 */
export function shrinkMeans(
  stats: OnewayStatistics,
  method: ShrinkMethod,
  level: number,
  intervals: readonly GroupInterval[] = ['own'],
): ShrunkenMeans {
  checkLevel(level);
  const { parameters, warnings } = parametersBy(stats, method);
  checkParameters(parameters);
  const { mu, sigma2, tau2 } = parameters;
  const z = normal.quantile(0.5 * (1 + level));
  const muError = typeof method === 'object' ? 0 : meanError(stats, parameters);
  const priors = intervals.includes('fab') ? priorsOf(stats, method) : [];
  let isOfMean = false;
  const means = stats.levels.map((group, j): ShrunkenMean => {
    const count = stats.counts[j];
    const mean = stats.means[j];
    const weight = (count * tau2) / (sigma2 + count * tau2);
    const shrunken = mu + weight * (mean - mu);
    const standardError = Math.sqrt((sigma2 * tau2) / (sigma2 + count * tau2));
    const ofMean = (1 - weight) * muError;
    isOfMean ||= ofMean > standardError;
    const half = z * Math.max(standardError, ofMean);
    return {
      group,
      count,
      mean,
      weight,
      shrunken,
      standardError,
      lower: shrunken - half,
      upper: shrunken + half,
      beside: intervals.map((interval) => {
        if (interval === 'fab') return fabLimits(stats, j, level, priors[j]);
        return (interval === 'own' ? ownLimits : pooledLimits)(stats, j, level);
      }),
    };
  });
  return {
    method: typeof method === 'object' ? null : method,
    parameters,
    level,
    means,
    intervals,
    droppedRows: stats.droppedRows,
    notes: notesOn(isOfMean, parameters),
    warnings,
  };
}

/** Standard error of mu at given variances. */
function meanError({ counts }: OnewayStatistics, { sigma2, tau2 }: OnewayParameters): number {
  return 1 / Math.sqrt(counts.reduce((sum, n) => sum + n / (sigma2 + n * tau2), 0));
}

function notesOn(isOfMean: boolean, { tau2 }: OnewayParameters): string[] {
  if (isOfMean)
    return [
      'Groups are shrunk so far towards mu that their std. error, which takes mu for known, is smaller than that of mu: ' +
        'their limits are made of the latter.',
    ];
  return tau2 > 0 ? [] : ['With tau² = 0 and mu given nothing is uncertain: the limits have no width.'];
}

/** Each group's would need a fit of all the others, which takes as long as there are groups. */
const MOST_PRIORS = 2000;

/** What the other groups let one expect of each group: found without it, so that its interval covers exactly. */
function priorsOf(stats: OnewayStatistics, method: ShrinkMethod): OnewayParameters[] {
  if (typeof method === 'object') return stats.levels.map(() => method);
  const m = stats.levels.length;
  if (m > MOST_PRIORS)
    throw new CellmerError(
      'model',
      `There are ${m} groups: FAB intervals need a fit without each of them, and are made for ${MOST_PRIORS} at most.`,
    );
  return stats.levels.map((group, j) => {
    const others = withoutGroup(stats, j);
    if (others.levels.length > 1 && others.within > 0) return parametersBy(others, method).parameters;
    throw new CellmerError(
      'model',
      `Without the group "${group}" ${m > 2 ? 'no values vary within groups' : 'there is one group only'}, which does not show how ` +
        'groups differ: FAB intervals need two other groups, and values that vary within one of them.',
    );
  });
}

function parametersBy(
  stats: OnewayStatistics,
  method: ShrinkMethod,
): { readonly parameters: OnewayParameters; readonly warnings: readonly Warning[] } {
  if (typeof method === 'object') return { parameters: method, warnings: [] };
  if (method === 'MOMENTS') {
    const { moments, warnings } = onewayAnova(stats);
    checkSpread(stats);
    return {
      parameters: { mu: moments.mu, sigma2: moments.sigma2, tau2: moments.tau2Truncated },
      warnings,
    };
  }
  const { mu, sigma2, tau2, warnings } = onewayFit(stats, method);
  return { parameters: { mu, sigma2, tau2 }, warnings };
}

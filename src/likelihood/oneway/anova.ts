/** One-way analysis of variance, and the variance components by the method of moments. */

import { fisherF } from '../../distributions';
import { CellmerError, type Warning } from '../../errors';
import { weightedDistance, type OnewayStatistics } from './statistics';

export interface SumOfSquares {
  readonly squares: number;
  readonly df: number;
  /** squares/df */
  readonly meanSquare: number;
}

/** Variances for which the expected mean squares are the observed ones. */
export interface MomentEstimates {
  readonly mu: number;
  /** Within mean square. */
  readonly sigma2: number;
  /** (between − within mean square)/n0, which may be negative. */
  readonly tau2: number;
  /** The same, but at least 0. */
  readonly tau2Truncated: number;
  /** (N − Σ n_j²/N)/(m − 1): the common group size, where there is one. */
  readonly n0: number;
  /** Intraclass correlation tau²/(tau² + sigma²) with the truncated tau², in [0, 1]. */
  readonly icc: number;
}

export interface OnewayAnova {
  readonly between: SumOfSquares;
  readonly within: SumOfSquares;
  readonly total: { readonly squares: number; readonly df: number };
  /** Between over within mean square; infinite when the values vary between groups only. */
  readonly f: number;
  /** P(F ≥ f) when all groups have the same mean. */
  readonly pValue: number;
  /** N. */
  readonly nobs: number;
  /** m. */
  readonly groups: number;
  /** Mean of all values. */
  readonly mean: number;
  readonly moments: MomentEstimates;
  readonly droppedRows: number;
  readonly warnings: readonly Warning[];
}

/**
 * Balanced or not. Moments: Searle, Casella & McCulloch (1992), Variance Components, section 3.6; their mu is the
 * generalized least-squares mean at the truncated estimates.
 *
 * @throws CellmerError `model` with fewer than two groups, or when no group has a second value
 */
export function onewayAnova(stats: OnewayStatistics): OnewayAnova {
  checkLayout(stats);
  const { counts, distances, origin, total, within, droppedRows } = stats;
  const m = counts.length;
  const centre = weightedDistance(distances, counts);
  let squares = 0;
  for (let j = 0; j < m; j++) squares += counts[j] * (distances[j] - centre) ** 2;
  const between = sumOfSquares(squares, m - 1);
  const inside = sumOfSquares(within, total - m);
  const f = between.meanSquare / inside.meanSquare;
  const moments = momentEstimates(stats, between.meanSquare, inside.meanSquare);
  return {
    between,
    within: inside,
    total: { squares: squares + within, df: total - 1 },
    f,
    pValue: fisherF.upperTail(f, between.df, inside.df),
    nobs: total,
    groups: m,
    mean: origin + centre,
    moments,
    droppedRows,
    warnings: [...varianceWarnings(squares, within), ...momentWarnings(moments)],
  };
}

/**
 * @throws CellmerError `model` when the data cannot tell the variance within groups from the one between them,
 * `numeric` when squares of the values overflow
 */
export function checkLayout({ counts, total, levels, distances, within }: OnewayStatistics): void {
  const m = counts.length;
  if (!Number.isFinite(within + total * distances.reduce((most, d) => Math.max(most, d * d), 0)))
    throw new CellmerError(
      'numeric',
      'The values are too large for their squares to be computed: express them in a larger unit.',
    );
  if (m < 2)
    throw new CellmerError('model', `There is one group only, "${levels[0]}": expected two or more.`);
  if (total === m)
    throw new CellmerError(
      'model',
      `Each of the ${m} groups has one value: expected a group with two or more, to see the variance within groups.`,
    );
}

function sumOfSquares(squares: number, df: number): SumOfSquares {
  return { squares, df, meanSquare: squares / df };
}

function momentEstimates(stats: OnewayStatistics, between: number, within: number): MomentEstimates {
  const { counts, distances, origin, total } = stats;
  let squaredCounts = 0;
  for (const count of counts) squaredCounts += count * count;
  const n0 = (total - squaredCounts / total) / (counts.length - 1);
  const tau2 = (between - within) / n0;
  const tau2Truncated = Math.max(0, tau2);
  const precisions = counts.map((count) => count / (within + count * tau2Truncated));
  // Without any variance all means are the same, and so are their weights.
  const known = precisions.every(Number.isFinite);
  return {
    mu: origin + weightedDistance(distances, known ? precisions : counts),
    sigma2: within,
    tau2,
    tau2Truncated,
    n0,
    icc: tau2Truncated / (tau2Truncated + within),
  };
}

function varianceWarnings(between: number, within: number): Warning[] {
  if (within > 0) return [];
  const message =
    between > 0
      ? 'The values do not vary within groups: F is infinite.'
      : 'All values are equal: F, a ratio of variances, is not defined.';
  return [{ code: 'boundary', message }];
}

function momentWarnings({ tau2 }: MomentEstimates): Warning[] {
  if (!(tau2 < 0)) return [];
  return [
    {
      code: 'negative-variance',
      message:
        'The estimate of tau² is negative: the group means differ less than the variance within groups alone would ' +
        'make them. As a variance it counts as 0.',
    },
  ];
}

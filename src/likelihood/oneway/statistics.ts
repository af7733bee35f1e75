/** What the one-way normal model needs to know of the data: counts, means and sums of squares of the groups. */

import type { OnewayData } from './data';

/**
 * Sufficient statistics of a one-way layout with m groups and N values.
 *
 * Means are kept as distances from an `origin` close to the data: where the values share their leading digits, the
 * distances have all the digits that the means themselves have lost.
 */
export interface OnewayStatistics {
  readonly levels: readonly string[];
  /** m numbers of values, at least 1 each. */
  readonly counts: Float64Array;
  /** m group means. */
  readonly means: Float64Array;
  /** m group means less `origin`. */
  readonly distances: Float64Array;
  readonly origin: number;
  /** m sums of squares of the values about the mean of their group. */
  readonly squares: Float64Array;
  /** N. */
  readonly total: number;
  /** Sum of `squares`: the sum of squares within groups. */
  readonly within: number;
  readonly droppedRows: number;
}

/**
 * Two passes: the means, from values less the first value of their group (a difference that is exact where leading
 * digits are shared), then the squares about the means, corrected for what the rounding of the means leaves over
 * (Chan, Golub & LeVeque 1983, The American Statistician 37, 242–247).
 */
export function onewayStatistics(data: OnewayData): OnewayStatistics {
  const { values, codes, levels, droppedRows } = data;
  const m = levels.length;
  const counts = new Float64Array(m);
  const shifts = new Float64Array(m);
  const sums = new Float64Array(m);
  for (let i = 0; i < values.length; i++) {
    const j = codes[i];
    if (counts[j]++ === 0) shifts[j] = values[i];
    sums[j] += values[i] - shifts[j];
  }
  // From here on `sums` are means less the shift of the group.
  for (let j = 0; j < m; j++) sums[j] /= counts[j];

  const squares = new Float64Array(m);
  const leftOver = new Float64Array(m);
  for (let i = 0; i < values.length; i++) {
    const j = codes[i];
    const residual = values[i] - shifts[j] - sums[j];
    squares[j] += residual * residual;
    leftOver[j] += residual;
  }

  const origin = values[0];
  const means = new Float64Array(m);
  const distances = new Float64Array(m);
  let within = 0;
  for (let j = 0; j < m; j++) {
    squares[j] = Math.max(0, squares[j] - leftOver[j] ** 2 / counts[j]);
    const offset = sums[j] + leftOver[j] / counts[j];
    means[j] = shifts[j] + offset;
    distances[j] = shifts[j] - origin + offset;
    within += squares[j];
  }
  return { levels, counts, means, distances, origin, squares, total: values.length, within, droppedRows };
}

/** The same of all groups but the j-th. */
export function withoutGroup(stats: OnewayStatistics, j: number): OnewayStatistics {
  const isOther = (_: unknown, i: number): boolean => i !== j;
  const squares = stats.squares.filter(isOther);
  return {
    ...stats,
    levels: stats.levels.filter(isOther),
    counts: stats.counts.filter(isOther),
    means: stats.means.filter(isOther),
    distances: stats.distances.filter(isOther),
    squares,
    total: stats.total - stats.counts[j],
    within: squares.reduce((sum, square) => sum + square, 0),
  };
}

/** Mean of the groups' distances from the origin; weights at least 0, not all 0. */
export function weightedDistance(distances: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let j = 0; j < distances.length; j++) {
    total += weights[j];
    sum += weights[j] * distances[j];
  }
  return sum / total;
}

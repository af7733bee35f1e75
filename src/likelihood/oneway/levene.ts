/** Levene's test: whether groups vary alike, by an analysis of variance of the distances of values from their groups' centres. */

import { onewayAnova, type OnewayAnova } from './anova';
import type { OnewayData } from './data';
import { onewayStatistics } from './statistics';

/** `median` is the test of Brown and Forsythe, which skewed values mislead less; `mean` is Levene's own. */
export type LeveneCentre = 'median' | 'mean';

export interface GroupSpread {
  readonly group: string;
  readonly count: number;
  readonly centre: number;
  /** With divisor n − 1; null for a group of one value. */
  readonly standardDeviation: number | null;
  /** Mean of the distances from the centre. */
  readonly meanDistance: number;
}

export interface Levene {
  readonly centre: LeveneCentre;
  /** Of the distances: its F is the test. */
  readonly anova: OnewayAnova;
  readonly groups: readonly GroupSpread[];
}

/**
 * Levene (1960), Robust tests for equality of variances; Brown & Forsythe (1974), Robust tests for the equality of variances,
 * Journal of the American Statistical Association 69, 364–367.
 *
 * @throws CellmerError `model` with fewer than two groups, or when no group has a second value
 */
export function leveneTest(data: OnewayData, centre: LeveneCentre): Levene {
  const stats = onewayStatistics(data);
  const centres = centre === 'mean' ? stats.means : medians(data);
  const distances = data.values.map((value, i) => Math.abs(value - centres[data.codes[i]]));
  const ofDistances = onewayStatistics({ ...data, values: distances });
  const groups = stats.levels.map((group, j): GroupSpread => {
    const count = stats.counts[j];
    return {
      group,
      count,
      centre: centres[j],
      standardDeviation: count > 1 ? Math.sqrt(stats.squares[j] / (count - 1)) : null,
      meanDistance: ofDistances.means[j],
    };
  });
  return { centre, anova: onewayAnova(ofDistances), groups };
}

function medians({ values, codes, levels }: OnewayData): Float64Array {
  const members = levels.map((): number[] => []);
  values.forEach((value, i) => members[codes[i]].push(value));
  return Float64Array.from(members, (own) => {
    const sorted = Float64Array.from(own).sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
  });
}

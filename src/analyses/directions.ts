/** In how many directions the random effects of a term vary. */

import type { VarianceComponent } from './fitResult';

export interface Directions {
  /** The rank of the covariance matrix, scaled to correlations; NaN where it is not determined. */
  readonly rank: number;
  /** How many of the terms have a variance: more than the rank where some of them depend on each other. */
  readonly varying: number;
  /** Names of those that have none. */
  readonly zero: readonly string[];
}

export function directionsOf({
  terms,
  covariance,
  standardDeviations,
  isZero,
}: VarianceComponent): Directions {
  const scale = standardDeviations.map((sd, a) => (isZero[a] ? Infinity : sd));
  const zero = terms.filter((_, a) => isZero[a]);
  const correlations = covariance.map((row, a) => row.map((v, b) => v / (scale[a] * scale[b])));
  const isKnown = correlations.every((row) => !row.some(Number.isNaN));
  return { rank: isKnown ? rankOf(correlations) : NaN, varying: terms.length - zero.length, zero };
}

/** Pivots of a Cholesky decomposition that are not rounding; rows of zeros have none. */
function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let rank = 0;
  for (let step = 0; step < rows.length; step++) {
    let pivot = -1;
    rows.forEach((row, i) => {
      if (pivot < 0 || row[i] > rows[pivot][pivot]) pivot = i;
    });
    const d = rows[pivot][pivot];
    if (!(d > 1e-8)) break;
    rank++;
    const line = [...rows[pivot]];
    rows.forEach((row, i) => {
      const factor = line[i] / d;
      for (let j = 0; j < row.length; j++) row[j] -= factor * line[j];
    });
  }
  return rank;
}

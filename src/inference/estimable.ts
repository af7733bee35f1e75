/** Which linear functions of the coefficients the data determine where columns of X were dropped. */

import { columnBasis } from './columnBasis';

/** Weights of a dropped column further off than this share from what the kept ones say are others. */
const SAME = 1e-8;

/**
 * Whether the data determine lᵀbeta, l a weight for each column of X: it lies in the span of the rows of X, so that its weights of
 * dropped columns are those that the combinations of kept columns give which they are.
 *
 * @param columns of X; those dropped are combinations of those kept
 */
export function estimability(
  columns: readonly Float64Array[],
  kept: readonly number[],
  dropped: readonly number[],
): (l: Float64Array) => boolean {
  const nulls = nullDirections(columns, kept, dropped);
  return (l) =>
    nulls.every((direction) => {
      let [sum, size] = [0, 0];
      direction.forEach((v, j) => {
        sum += v * l[j];
        size += Math.abs(v * l[j]);
      });
      return Math.abs(sum) <= SAME * size;
    });
}

/**
 * A basis of the directions in which Xβ does not change, one for each column that was dropped.
 *
 * @param columns of X; those dropped are combinations of those kept
 */
export function nullDirections(
  columns: readonly Float64Array[],
  kept: readonly number[],
  dropped: readonly number[],
): Float64Array[] {
  if (dropped.length === 0) return [];
  const B = columnBasis(kept.map((j) => columns[j])).coefficients(dropped.map((j) => columns[j]));
  return dropped.map((own, d) => {
    const direction = new Float64Array(columns.length);
    kept.forEach((j, k) => (direction[j] = -B[k * dropped.length + d]));
    direction[own] = 1;
    return direction;
  });
}

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
  if (dropped.length === 0) return () => true;
  const B = columnBasis(kept.map((j) => columns[j])).coefficients(dropped.map((j) => columns[j]));
  return (l) =>
    dropped.every((j, d) => {
      const parts = kept.map((k, i) => B[i * dropped.length + d] * l[k]);
      const size = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(l[j]));
      return Math.abs(l[j] - parts.reduce((sum, part) => sum + part, 0)) <= SAME * size;
    });
}

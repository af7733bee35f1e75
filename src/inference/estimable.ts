/** Which linear functions of the coefficients the data determine where columns of X were dropped. */

import { columnBasis } from './columnBasis';

/** Weights of a dropped column further off than this share from what the kept ones say are others. */
const SAME = 1e-8;

/** Weights of this share of a column's largest value count where the size of what is left is judged: with SAME, 1e-14 of it. */
const ROUNDED = 1e-6;

/** How much a function changes along each direction in which Xβ does not, and the size of what that is the sum of. */
export interface Remainder {
  readonly left: Float64Array;
  readonly size: Float64Array;
}

/** Where no column was dropped there is no such direction, and no column need be looked at. */
const NOTHING: Remainder = { left: new Float64Array(), size: new Float64Array() };

/**
 * What keeps the data from determining lᵀbeta, l a weight for each column of X: nothing, where it lies in the span of the rows of X.
 * Remainders add like the functions that they are of.
 *
 * @param columns of X; those dropped are combinations of those kept
 */
export function remainders(
  columns: readonly Float64Array[],
  kept: readonly number[],
  dropped: readonly number[],
): (l: Float64Array) => Remainder {
  if (dropped.length === 0) return () => NOTHING;
  const nulls = nullDirections(columns, kept, dropped);
  // Weights may be sums that cancel, as averages over polynomials do, and be off by the rounding of a column's values.
  const rounding = columns.map(
    (column) => ROUNDED * column.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
  );
  return (l) => {
    const left = new Float64Array(nulls.length);
    const size = new Float64Array(nulls.length);
    nulls.forEach((direction, d) =>
      direction.forEach((v, j) => {
        left[d] += v * l[j];
        size[d] += Math.abs(v) * (Math.abs(l[j]) + rounding[j]);
      }),
    );
    return { left, size };
  };
}

/** Whether it is nothing but rounding; where weights are unknown it is not. */
export function isNothing({ left, size }: Remainder): boolean {
  return left.every((v, c) => Math.abs(v) <= SAME * size[c]);
}

/** Whether the data determine lᵀbeta, likewise. */
export function estimability(
  columns: readonly Float64Array[],
  kept: readonly number[],
  dropped: readonly number[],
): (l: Float64Array) => boolean {
  const remainderOf = remainders(columns, kept, dropped);
  return (l) => isNothing(remainderOf(l));
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

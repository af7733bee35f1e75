/**
 * The cross-products of all random-effect columns, one pass over the
 * rows for each pair of factors, after which nothing depends on n.
 */

import type { FactorPart } from '../../src/mixed/evaluation';

export interface FullCrossedStatistics {
  readonly n: number;
  readonly p: number;
  /** Random effects of all levels of all factors. */
  readonly q: number;
  /** First of the q positions of each factor; its levels follow one another, k positions each. */
  readonly offsets: readonly number[];
  /** C = Z̃ᵀZ̃, q×q row-major, both triangles. */
  readonly C: Float64Array;
  /** D = Z̃ᵀ[W e], q×(p+1) row-major. */
  readonly D: Float64Array;
}

/**
 * @param W p columns of n
 * @param e column of n
 */
export function fullCrossedStatistics(
  parts: readonly FactorPart[],
  W: readonly Float64Array[],
  e: Float64Array,
): FullCrossedStatistics {
  const n = e.length;
  const p = W.length;
  const w = p + 1;
  const sizes = parts.map((part) => part.k * part.group.levels.length);
  const q = sizes.reduce((a, b) => a + b, 0);
  const offsets = sizes.map((_, f) => sizes.slice(0, f).reduce((a, b) => a + b, 0));
  const C = new Float64Array(q * q);
  const D = new Float64Array(q * w);
  const right = [...W, e];
  parts.forEach((first, f) => {
    first.columns.forEach((z, a) => {
      right.forEach((x, c) => addProducts(first, offsets[f] + a, z, x, D, w, c));
      parts.forEach((second, g) => {
        if (g <= f)
          second.columns.forEach((y, b) =>
            addCrossProducts(first, second, offsets[f] + a, offsets[g] + b, z, y, C, q),
          );
      });
    });
  });
  for (let i = 0; i < q; i++) for (let j = 0; j < i; j++) C[j * q + i] = C[i * q + j];
  return { n, p, q, offsets, C, D };
}

/** out[level of row i, column] += z_i·x_i. */
function addProducts(
  { group, k }: FactorPart,
  offset: number,
  z: Float64Array,
  x: Float64Array,
  out: Float64Array,
  width: number,
  column: number,
): void {
  const { codes } = group;
  for (let i = 0; i < z.length; i++) out[(offset + codes[i] * k) * width + column] += z[i] * x[i];
}

/** C[level of the first factor, level of the second] += z_i·y_i. */
function addCrossProducts(
  first: FactorPart,
  second: FactorPart,
  rowOffset: number,
  columnOffset: number,
  z: Float64Array,
  y: Float64Array,
  C: Float64Array,
  q: number,
): void {
  const rows = first.group.codes;
  const columns = second.group.codes;
  for (let i = 0; i < z.length; i++)
    C[(rowOffset + rows[i] * first.k) * q + columnOffset + columns[i] * second.k] += z[i] * y[i];
}

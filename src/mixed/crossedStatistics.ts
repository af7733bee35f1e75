/**
 * Sufficient statistics of several grouping factors: one pass over the rows, after which nothing depends on n.
 *
 * The factor with the most random effects comes first and is kept level by level, as a single factor is; what it shares
 * with the columns Z₂ of the others is sparse, because a level meets only the levels its rows name. The other factors'
 * q₂ random effects are held in full.
 */

import { CellmerError } from '../errors';
import type { FactorPart } from './evaluation';
import { groupStatistics, type GroupStatistics } from './groupStatistics';

export interface CrossedStatistics {
  /** C and D of the first factor. */
  readonly first: GroupStatistics;
  /** Random effects of all levels of the other factors, and where each of these factors begins among them. */
  readonly q: number;
  readonly offsets: readonly number[];
  /**
   * C₁₂ = Z̃₁ᵀZ̃₂ by levels j of the first factor: entries `pointer[j]` to `pointer[j + 1] − 1`, each with its column
   * (0 to q − 1) and k₁ numbers in `values`.
   */
  readonly pointer: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** C₂₂ = Z̃₂ᵀZ̃₂ (q×q) and D₂ = Z̃₂ᵀ[W e] (q×(p+1)), row-major. */
  readonly C: Float64Array;
  readonly D: Float64Array;
}

/** The work per evaluation grows with the cube of this number. */
export const MOST_REMAINING_EFFECTS = 700;

/**
 * @param parts at least two factors, the one with the most random effects first
 * @param W p columns of n
 * @param e column of n
 * @throws CellmerError `unsupported` when the factors besides the first have more than MOST_REMAINING_EFFECTS effects
 */
export function crossedStatistics(
  [first, ...others]: readonly FactorPart[],
  W: readonly Float64Array[],
  e: Float64Array,
): CrossedStatistics {
  const sizes = others.map((part) => part.k * part.group.levels.length);
  const q = sizes.reduce((a, b) => a + b, 0);
  if (q > MOST_REMAINING_EFFECTS)
    throw new CellmerError(
      'unsupported',
      `besides ${first.group.name} the grouping factors have ${q} random effects in all ` +
        `(${others.map((part, f) => `${part.group.name} ${sizes[f]}`).join(', ')}): ` +
        `up to ${MOST_REMAINING_EFFECTS} can be fitted for now`,
    );
  const offsets = sizes.map((_, f) => sizes.slice(0, f).reduce((a, b) => a + b, 0));
  return {
    first: groupStatistics(first.group.codes, first.group.levels.length, first.columns, W, e),
    q,
    offsets,
    ...linksOf(first, others, offsets, q),
    ...remaining(others, offsets, q, [...W, e]),
  };
}

/** C₁₂, row by row of the first factor: its rows of data together, each column met for the first time gets an entry. */
function linksOf(
  first: FactorPart,
  others: readonly FactorPart[],
  offsets: readonly number[],
  q: number,
): Pick<CrossedStatistics, 'pointer' | 'columns' | 'values'> {
  const { codes, levels } = first.group;
  const J = levels.length;
  const { k } = first;
  const order = rowsByLevel(codes, J);
  const perRow = others.reduce((sum, part) => sum + part.k, 0);
  const columns = new Int32Array(codes.length * perRow);
  const values = new Float64Array(codes.length * perRow * k);
  const pointer = new Int32Array(J + 1);
  // Where the column stands in the current level's entries; entries of levels before are below `from`.
  const position = new Int32Array(q).fill(-1);
  let end = 0;
  for (let at = 0, j = 0; j < J; j++) {
    const from = end;
    for (; at < order.length && codes[order[at]] === j; at++) {
      const i = order[at];
      others.forEach((part, f) => {
        const base = offsets[f] + part.group.codes[i] * part.k;
        for (let b = 0; b < part.k; b++) {
          const column = base + b;
          if (position[column] < from) {
            position[column] = end;
            columns[end++] = column;
          }
          const entry = position[column] * k;
          const z = part.columns[b][i];
          for (let a = 0; a < k; a++) values[entry + a] += first.columns[a][i] * z;
        }
      });
    }
    pointer[j + 1] = end;
  }
  return { pointer, columns: columns.slice(0, end), values: values.slice(0, end * k) };
}

/** Row numbers sorted by level, in their own order within a level (counting sort). */
function rowsByLevel(codes: Int32Array, J: number): Int32Array {
  const next = new Int32Array(J + 1);
  for (let i = 0; i < codes.length; i++) next[codes[i] + 1]++;
  for (let j = 0; j < J; j++) next[j + 1] += next[j];
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) order[next[codes[i]]++] = i;
  return order;
}

function remaining(
  others: readonly FactorPart[],
  offsets: readonly number[],
  q: number,
  right: readonly Float64Array[],
): Pick<CrossedStatistics, 'C' | 'D'> {
  const w = right.length;
  const C = new Float64Array(q * q);
  const D = new Float64Array(q * w);
  others.forEach((rowPart, f) =>
    rowPart.columns.forEach((z, a) => {
      const rows = rowPart.group.codes;
      const row = (i: number): number => offsets[f] + rows[i] * rowPart.k + a;
      right.forEach((x, c) => {
        for (let i = 0; i < z.length; i++) D[row(i) * w + c] += z[i] * x[i];
      });
      others.forEach((columnPart, g) =>
        columnPart.columns.forEach((y, b) => {
          const columns = columnPart.group.codes;
          const offset = offsets[g] + b;
          for (let i = 0; i < z.length; i++)
            C[row(i) * q + offset + columns[i] * columnPart.k] += z[i] * y[i];
        }),
      );
    }),
  );
  return { C, D };
}

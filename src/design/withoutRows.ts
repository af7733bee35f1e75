/** The matrices of a model without some of its rows. */

import { requireGroups } from './checks';
import type { GroupingFactor, ModelMatrices, NamedColumns } from './types';

/**
 * Columns stay as they are coded, those of polynomials and splines too; levels without rows are gone.
 *
 * @param isLeftOut of the n rows, counted from 0
 * @throws CellmerError `model` where a grouping factor keeps a single level, or as many as rows
 */
export function withoutRows(matrices: ModelMatrices, isLeftOut: (row: number) => boolean): ModelMatrices {
  const { X, y, offset, weights, random, keptRows } = matrices;
  const rows = rowsLeft(y.length, isLeftOut);
  const pick = sharing((column: Float64Array) => picked(column, rows));
  const columnsOf = ({ names, columns }: NamedColumns): NamedColumns => ({
    names,
    columns: columns.map(pick),
  });
  const groupOf = sharing((group: GroupingFactor) => groupWithout(group, rows));
  return {
    ...matrices,
    n: rows.length,
    y: pick(y),
    X: columnsOf(X),
    random: random.map(({ group, name, Z }) => ({ group: groupOf(group), name, Z: columnsOf(Z) })),
    offset: offset && pick(offset),
    weights: weights && pick(weights),
    keptRows: rows.map((row) => keptRows?.[row] ?? row),
  };
}

function rowsLeft(n: number, isLeftOut: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(n);
  let count = 0;
  for (let row = 0; row < n; row++) if (!isLeftOut(row)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** In a loop, since this is done for every row that is left out. */
function picked(column: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]];
  return out;
}

/** Made once of each object, so that what is shared stays shared. */
function sharing<T extends object>(make: (from: T) => T): (from: T) => T {
  const made = new Map<T, T>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

function groupWithout({ name, levels, codes }: GroupingFactor, rows: Int32Array): GroupingFactor {
  const occurs = new Uint8Array(levels.length);
  for (const row of rows) occurs[codes[row]] = 1;
  const place = new Int32Array(levels.length);
  let count = 0;
  occurs.forEach((is, level) => {
    place[level] = count;
    count += is;
  });
  const group = {
    name,
    levels: levels.filter((_, level) => occurs[level] === 1),
    codes: rows.map((row) => place[codes[row]]),
  };
  requireGroups(group, rows.length);
  return group;
}

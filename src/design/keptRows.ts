/** Which rows are complete, and columns cut down to them. */

import { CellmerError } from '../errors';
import type { Value } from './values';

/** A value in use, with the number of its missing entries. */
export interface CheckedValue {
  readonly label: string;
  readonly value: Value;
  readonly missing: number;
}

/**
 * Index of each data row in which nothing is missing; null when that is every row. Values without missing entries are
 * not looked at.
 *
 * Throws CellmerError `data` when no row is left.
 */
export function completeRows(values: readonly CheckedValue[], rowCount: number): Int32Array | null {
  const incomplete = values.filter(({ missing }) => missing > 0);
  if (incomplete.length === 0) return null;
  const isDropped = new Uint8Array(rowCount);
  for (const { value } of incomplete) markMissing(value, isDropped);
  const kept = new Int32Array(rowCount);
  let n = 0;
  for (let row = 0; row < rowCount; row++) if (isDropped[row] === 0) kept[n++] = row;
  if (n === 0) throw noRowsLeft(incomplete, rowCount);
  return n === rowCount ? null : kept.slice(0, n);
}

function markMissing(value: Value, isDropped: Uint8Array): void {
  switch (value.kind) {
    case 'label':
      value.codes.forEach((code, row) => {
        if (code < 0) isDropped[row] = 1;
      });
      return;
    case 'matrix':
      value.columns.forEach((column) => markNaN(column, isDropped));
      return;
    default:
      markNaN(value.values, isDropped);
  }
}

function markNaN(values: Float64Array, isDropped: Uint8Array): void {
  for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) isDropped[row] = 1;
}

function noRowsLeft(incomplete: readonly CheckedValue[], rowCount: number): CellmerError {
  const counts = [...incomplete]
    .sort((a, b) => b.missing - a.missing)
    .slice(0, 3)
    .map(({ label, missing }) => `${label} is missing in ${missing}`);
  const rows = rowCount === 1 ? 'the only row' : `the ${rowCount} rows`;
  return new CellmerError(
    'data',
    `no complete row is left: of ${rows}, ${counts.join(', ')}; ` +
      'a row is used only when every variable in the formula has a value',
  );
}

/** Cuts columns down to the kept rows, each array once, so that what was one array stays one. */
export class RowSelection {
  private readonly numbersDone = new Map<Float64Array, Float64Array>();

  /** @param rows kept rows, or null for all */
  constructor(private readonly rows: Int32Array | null) {}

  numbers(values: Float64Array): Float64Array {
    const { rows } = this;
    if (rows === null) return values;
    let kept = this.numbersDone.get(values);
    if (kept === undefined) {
      kept = new Float64Array(rows.length);
      for (let i = 0; i < kept.length; i++) kept[i] = values[rows[i]];
      this.numbersDone.set(values, kept);
    }
    return kept;
  }

  codes(values: Int32Array): Int32Array {
    const { rows } = this;
    if (rows === null) return values;
    const kept = new Int32Array(rows.length);
    for (let i = 0; i < kept.length; i++) kept[i] = values[rows[i]];
    return kept;
  }
}

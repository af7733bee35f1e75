/** Which rows are complete, and columns cut down to them. */

import { CellmerError } from '../errors';
import type { MissingPolicy } from './frameOptions';
import type { Value } from './values';

/** A value in use, with the number of its missing entries. */
export interface CheckedValue {
  readonly label: string;
  readonly value: Value;
  readonly missing: number;
}

export interface KeptRows {
  /** Index of each data row that is kept; null when all are. */
  readonly rows: Int32Array | null;
  /** Rows left out because something is missing in them. */
  readonly dropped: number;
  /** Rows left out because they do not belong to the subset. */
  readonly excluded: number;
}

/**
 * The rows of the subset in which nothing is missing. Values without missing entries are not looked at.
 *
 * Throws CellmerError `data` when no row is left, or when one has to be left out although `na` is `fail`.
 *
 * @param subset 1 in the rows that belong to it; null takes all
 */
export function completeRows(
  values: readonly CheckedValue[],
  rowCount: number,
  subset: Float64Array | null = null,
  na: MissingPolicy = 'omit',
): KeptRows {
  const incomplete = values.filter(({ missing }) => missing > 0);
  if (incomplete.length === 0 && subset === null) return { rows: null, dropped: 0, excluded: 0 };
  const isDropped = new Uint8Array(rowCount);
  for (const { value } of incomplete) markMissing(value, isDropped);
  const kept = new Int32Array(rowCount);
  let n = 0;
  let excluded = 0;
  for (let row = 0; row < rowCount; row++) {
    if (subset !== null && subset[row] !== 1) excluded++;
    else if (isDropped[row] === 0) kept[n++] = row;
    else if (na === 'fail') throw missingInRow(incomplete, row);
  }
  if (excluded === rowCount)
    throw new CellmerError('data', `the option subset holds in none of the ${rowCount} rows`);
  if (n === 0) throw noRowsLeft(incomplete, rowCount - excluded);
  const dropped = rowCount - excluded - n;
  return { rows: n === rowCount ? null : kept.slice(0, n), dropped, excluded };
}

function missingInRow(incomplete: readonly CheckedValue[], row: number): CellmerError {
  const isMissing = new Uint8Array(row + 1);
  const found = incomplete.find(({ value }) => {
    markMissing(value, isMissing);
    return isMissing[row] === 1;
  })!;
  return new CellmerError(
    'data',
    `${found.label} is missing in data row ${row + 1}, and na=fail does not allow missing values: ` +
      'fill the cell, or leave rows with missing values out by na=omit',
  );
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

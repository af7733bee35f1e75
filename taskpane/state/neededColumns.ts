/** Large data without the columns that a model does not name: less to look through for the service. */

import type { CellMatrix } from '../../src/index';
import type { DataState } from './state';

/** Cells from which on it pays; below, the pane and the cells of the sheet ask for the very same fit. */
const LARGE = 300_000;

/** Rows after which the cutting stops for a moment. */
const STEP_ROWS = 10_000;

/**
 * The places of the columns whose names occur in `texts` (the formula, and options that are expressions): never fewer than
 * the model uses. null where all are needed, as for `y ~ .`, or where cutting does not pay.
 */
export function neededColumns(
  { cells, summary }: DataState,
  texts: readonly string[],
): readonly number[] | null {
  if (!summary?.hasHeaders || cells.length * cells[0].length < LARGE) return null;
  const all = texts.join(' ');
  if (/(?:^|[^\w.])\.(?![\w.])/.test(all)) return null;
  const kept = summary.columns.flatMap(({ name }, at) => (name !== '' && all.includes(name) ? [at] : []));
  return kept.length === 0 || kept.length === summary.columns.length ? null : kept;
}

/** The cells of these columns. */
export function* cuttingColumns(cells: CellMatrix, columns: readonly number[]): Generator<void, CellMatrix> {
  const cut: CellMatrix[number][] = [];
  for (const [i, row] of cells.entries()) {
    if (i % STEP_ROWS === 0) yield;
    cut.push(columns.map((column) => row[column]));
  }
  return cut;
}

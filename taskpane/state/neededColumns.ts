/** Large data without the columns that a model does not name: less to look through for the service. */

import type { CellMatrix } from '../../src/index';
import type { DataState } from './state';

/** Cells from which on it pays; below, the pane and the cells of the sheet ask for the very same fit. */
const LARGE = 300_000;

/** The last cut of each data, since every look at the state asks for it. */
const cuts = new WeakMap<CellMatrix, { readonly key: string; readonly cells: CellMatrix }>();

/**
 * The cells of the columns whose names occur in `texts` (the formula, and options that are expressions): never fewer than the
 * model uses. null where all are needed, as for `y ~ .`, or where cutting does not pay.
 */
export function neededColumns({ cells, summary }: DataState, texts: readonly string[]): CellMatrix | null {
  if (!summary?.hasHeaders || cells.length * cells[0].length < LARGE) return null;
  const all = texts.join(' ');
  if (/(?:^|[^\w.])\.(?![\w.])/.test(all)) return null;
  const kept = summary.columns.flatMap(({ name }, at) => (name !== '' && all.includes(name) ? [at] : []));
  if (kept.length === 0 || kept.length === summary.columns.length) return null;
  const key = kept.join();
  const known = cuts.get(cells);
  if (known?.key === key) return known.cells;
  const cut = cells.map((row) => kept.map((column) => row[column]));
  cuts.set(cells, { key, cells: cut });
  return cut;
}

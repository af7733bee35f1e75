/** Plots with a point for each row of the data. */

import type { BlockLook, ResidualColumn } from '../../../src/index';
import type { RangeAddress } from '../../host';
import { modelFormula } from '../../state/insertion';
import { insertedModel } from '../../state/selectors';
import { sizeLook } from '../../state/stack';
import type { DataState, PaneState } from '../../state/state';
import type { PlotWords } from './estimates';
import type { LivePlot, LiveSeries, Part } from './live';

/** Which function fills the cells, what it is told, and how its result looks, or at least how many columns it has. */
interface RowFormula {
  readonly id: string;
  readonly own: Readonly<Record<string, string>>;
  readonly look: BlockLook | number;
}

/** What runs along x and what is over it: columns of the formula's result, or of the data. */
interface RowAxes {
  readonly x: number | RangeAddress;
  readonly y: number;
  readonly kind?: LivePlot['kind'];
}

/** The cells of a column of the data, its header left out; null for one that there is not. */
export function dataCells({ range, summary }: DataState, name: string): RangeAddress | null {
  const at = summary?.columns.findIndex((column) => column.name === name) ?? -1;
  if (!summary || at < 0) return null;
  const titles = summary.hasHeaders ? 1 : 0;
  const rows = Math.min(summary.rowCount, range.rows - titles);
  return { ...range, row: range.row + titles, rows, column: range.column + at, columns: 1 };
}

export function rowsLive(
  state: PaneState,
  { id, own, look }: RowFormula,
  { x, y, kind = 'scatter' }: RowAxes,
  words: PlotWords,
): LivePlot | null {
  const model = insertedModel(state);
  const summary = state.data?.summary;
  if (!model || !summary) return null;
  const titles = summary.hasHeaders ? 1 : 0;
  const column = (at: number): Part => ({ formula: 0, row: titles, column: at, rows: summary.rowCount });
  const points: Pick<LiveSeries, 'mark' | 'color'> = { mark: 'points', color: 0 };
  return {
    ...words,
    kind,
    // Row beside row of the data: there is no line for a title.
    formulas: [
      {
        title: null,
        formula: modelFormula(id, model, own),
        look: typeof look === 'number' ? sizeLook(summary.rowCount + titles, look) : look,
      },
    ],
    series: [{ name: words.yTitle, x: typeof x === 'number' ? column(x) : x, y: column(y), ...points }],
  };
}

function residuals(types: readonly ResidualColumn[]): RowFormula {
  return { id: 'LMER.RESID', own: { type: types.join(', ') }, look: types.length };
}

/** Residuals against fitted values. */
export function residualsLive(state: PaneState, words: PlotWords): LivePlot | null {
  return rowsLive(state, residuals(['fitted', 'response']), { x: 0, y: 1 }, words);
}

/** Roots of the absolute scaled residuals against fitted values. */
export function spreadLive(state: PaneState, words: PlotWords): LivePlot | null {
  return rowsLive(state, residuals(['fitted', 'root']), { x: 0, y: 1 }, words);
}

/** Scaled residuals against normal quantiles. */
export function residualQuantilesLive(state: PaneState, words: PlotWords): LivePlot | null {
  return rowsLive(state, residuals(['quantile', 'scaled']), { x: 0, y: 1 }, words);
}

/** Residuals against a column of numbers of the data. */
export function predictorLive(state: PaneState, name: string, words: PlotWords): LivePlot | null {
  const x = state.data && dataCells(state.data, name);
  return x && rowsLive(state, residuals(['response']), { x, y: 0 }, words);
}

/** Standardized residuals against leverage, which are the last and the first of three columns. */
export function leverageLive(state: PaneState, words: PlotWords): LivePlot | null {
  const formula = { id: 'LMER.INFLUENCE', own: { group: 'leverage' }, look: 3 };
  return rowsLive(state, formula, { x: 0, y: 2 }, words);
}

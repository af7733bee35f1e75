/** What draws a plot live: formulas, and the cells of their results that the series of a chart are bound to. */

import type { Report } from '../../../src/index';
import type { Chart, ChartSeries, RangeAddress } from '../../host';
import type { StackedFormula } from '../../state/stack';

/** Cells of a formula's result: which formula, and the place in it, counted from its first cell. */
export interface Part {
  readonly formula: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns?: number;
}

/** A series whose cells are those of formulas that are about to be written, or stand in the sheet already. */
export type LiveSeries = Omit<ChartSeries, 'x' | 'y'> & {
  readonly x: Part | RangeAddress;
  readonly y: Part | RangeAddress;
};

export type LivePlot = Omit<Chart, 'series' | 'width' | 'height'> & {
  /** With the room that each takes; at least one. */
  readonly formulas: readonly StackedFormula[];
  readonly series: readonly LiveSeries[];
};

/** A plot with one formula, and what that fills its cells with. */
export interface FilledPlot {
  readonly live: LivePlot;
  readonly report: Report;
}

/** CSS pixels: as wide as a picture of a plot. */
const CHART_SIZE = { width: 480, height: 320 } as const;

/** The same of one among tables: flatter, so that what stands below it is in view too. */
export const FLAT_SIZE = { width: 480, height: 260 } as const;

/**
 * The chart, once the formulas stand somewhere.
 *
 * @param cells the first cell of each formula
 */
export function placedChart(
  { formulas: _, series, ...chart }: LivePlot,
  cells: readonly RangeAddress[],
  size: Pick<Chart, 'width' | 'height'> = CHART_SIZE,
): Chart {
  const placed = (part: Part | RangeAddress): RangeAddress => {
    if ('sheet' in part) return part;
    const { sheet, row, column } = cells[part.formula];
    return {
      sheet,
      row: row + part.row,
      column: column + part.column,
      rows: part.rows,
      columns: part.columns ?? 1,
    };
  };
  return {
    ...chart,
    ...size,
    series: series.map((one) => ({ ...one, x: placed(one.x), y: placed(one.y) })),
  };
}

/** A chart as the workbook keeps it: its cells by the id of their sheet, which stays when the sheet is renamed. */

import type { ISheetDrawing, ISheetFloatDom } from '@univerjs/preset-sheets-drawing';
import type { Chart, ChartSeries, RangeAddress } from '../../taskpane/host';
import { referenceAfter, type Shift } from '../shifts';

/** What Univer calls the figure by. */
export const FIGURE = 'cellmerChart';

export interface StoredRange {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export type StoredSeries = Omit<ChartSeries, 'x' | 'y'> & {
  readonly x: StoredRange;
  readonly y: StoredRange;
};

export type StoredChart = Pick<Chart, 'kind' | 'title' | 'description' | 'xTitle' | 'yTitle'> & {
  readonly series: readonly StoredSeries[];
};

/** A chart where the workbook keeps what lies over its cells. */
export type ChartDrawing = ISheetFloatDom & { readonly data: StoredChart };

/** Whether what lies over the cells is a chart. */
export function isChart(drawing: ISheetDrawing): drawing is ISheetDrawing & ChartDrawing {
  return (drawing as Partial<ISheetFloatDom>).componentKey === FIGURE;
}

/** @throws Error when a series is on a sheet that there is not */
export function toStored(chart: Chart, idOf: (sheet: string) => string | undefined): StoredChart {
  const { kind, title, description, xTitle, yTitle } = chart;
  const stored = ({ sheet, ...place }: RangeAddress): StoredRange => {
    const sheetId = idOf(sheet);
    if (sheetId === undefined) throw new Error(`there is no sheet "${sheet}" any more`);
    return { sheetId, ...place };
  };
  const series = chart.series.map((one) => ({ ...one, x: stored(one.x), y: stored(one.y) }));
  return { kind, title, description, xTitle, yTitle, series };
}

/** The chart after cells have come, gone or moved; the same object where it concerns none of its cells. */
export function shiftedChart(chart: StoredChart, shift: Shift): StoredChart {
  const series = chart.series.map((one) => {
    const [x, y] = [shiftedRange(one.x, shift), shiftedRange(one.y, shift)];
    return x === one.x && y === one.y ? one : { ...one, x, y };
  });
  return series.every((one, i) => one === chart.series[i]) ? chart : { ...chart, series };
}

function shiftedRange(range: StoredRange, shift: Shift): StoredRange {
  // Of cells that were moved onto those of a chart nobody knows, when they are moved back, that they never were its own.
  if ('block' in shift) return range;
  const { sheetId, row, column, rows, columns } = range;
  const block = { top: row, left: column, bottom: row + rows, right: column + columns };
  const { top, left, bottom, right } = referenceAfter(block, sheetId, shift);
  const isSame = top === row && left === column && bottom === block.bottom && right === block.right;
  return isSame ? range : { sheetId, row: top, column: left, rows: bottom - top, columns: right - left };
}

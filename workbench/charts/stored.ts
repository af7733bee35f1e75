/** A chart as the workbook keeps it: its cells by the id of their sheet, which stays when the sheet is renamed. */

import type { ISheetDrawing, ISheetFloatDom } from '@univerjs/preset-sheets-drawing';
import type { Chart, ChartSeries, RangeAddress } from '../../taskpane/host';

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

/** Rows or columns that came (`count` above 0) or went on a sheet, from the first of them on. */
export interface Shift {
  readonly sheetId: string;
  readonly along: 'rows' | 'columns';
  readonly from: number;
  readonly count: number;
}

/** The chart after such a change; the same object where it concerns none of its cells. */
export function shiftedChart(chart: StoredChart, shift: Shift): StoredChart {
  const series = chart.series.map((one) => {
    const [x, y] = [shiftedRange(one.x, shift), shiftedRange(one.y, shift)];
    return x === one.x && y === one.y ? one : { ...one, x, y };
  });
  return series.every((one, i) => one === chart.series[i]) ? chart : { ...chart, series };
}

function shiftedRange(range: StoredRange, { sheetId, along, from, count }: Shift): StoredRange {
  if (range.sheetId !== sheetId) return range;
  const [start, size] = along === 'rows' ? [range.row, range.rows] : [range.column, range.columns];
  const [newStart, newSize] = shiftedSpan(start, size, from, count);
  if (newStart === start && newSize === size) return range;
  return along === 'rows'
    ? { ...range, row: newStart, rows: newSize }
    : { ...range, column: newStart, columns: newSize };
}

/** First and length, as references of formulas move: what comes within a span widens it, what goes narrows it, down to nothing. */
export function shiftedSpan(start: number, size: number, from: number, count: number): [number, number] {
  const end = start + size;
  const moved = (at: number, isEnd: boolean): number => {
    if (count > 0) return at > from || (at === from && !isEnd) ? at + count : at;
    return at > from ? Math.max(from, at + count) : at;
  };
  const first = moved(start, false);
  return [first, Math.max(0, moved(end, true) - first)];
}

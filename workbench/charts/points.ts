/** What the cells of a chart hold: the numbers that are drawn. */

import type { FWorkbook } from '@univerjs/preset-sheets-core';
import { runThrough, type Cell, type CellMatrix } from '../../src/index';
import { readingRange } from '../reading';
import type { Spreadsheet } from '../univer';
import type { StoredChart, StoredRange } from './stored';

/** One series: NaN where there is no number. `x` are numbers, or places from 0 on along the labels. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface ChartPoints {
  readonly series: readonly Points[];
  /** Of a chart of categories, those of its first series; columns are joined. */
  readonly labels: readonly string[];
}

/** Between the columns of a label. */
const JOIN = ' · ';

export function readPoints(spreadsheet: Spreadsheet, workbook: FWorkbook, chart: StoredChart): ChartPoints {
  const read = ({ sheetId, ...place }: StoredRange): CellMatrix => {
    const sheet = workbook.getSheetBySheetId(sheetId);
    if (!sheet || place.rows === 0 || place.columns === 0) return [];
    return runThrough(readingRange(spreadsheet, sheet, { sheet: sheet.getSheetName(), ...place }));
  };
  const series = chart.series.map(({ x, y }) => {
    const values = read(y).map(([cell]) => numberOf(cell));
    return {
      x: chart.kind === 'category' ? values.map((_, i) => i) : read(x).map(([cell]) => numberOf(cell)),
      y: values,
    };
  });
  const labels =
    chart.kind === 'category' && chart.series.length > 0
      ? read(chart.series[0].x).map((row) =>
          row
            .filter((cell) => cell !== null)
            .map(labelOf)
            .join(JOIN),
        )
      : [];
  return { series, labels };
}

function numberOf(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : NaN;
}

function labelOf(cell: Cell): string {
  return typeof cell === 'object' && cell !== null ? cell.error : String(cell);
}

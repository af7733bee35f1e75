/** The part of a sheet in which something stands. */

import type { ICellData } from '@univerjs/core';
import type { FWorksheet } from '@univerjs/preset-sheets-core';
import type { RangeAddress } from '../taskpane/host';
import { spilledCells } from './spills';
import type { Spreadsheet } from './univer';

/** Whether a cell without a content is part of what is used too. */
type Counts = (cell: ICellData) => boolean;

/** From A1 to the last row and the last column in which a cell has a content. Null for an empty sheet. */
export function usedRange(spreadsheet: Spreadsheet, sheet: FWorksheet, counts?: Counts): RangeAddress | null {
  let [rows, columns] = [0, 0];
  eachUsed(
    spreadsheet,
    sheet,
    (row, column) => {
      rows = Math.max(rows, row + 1);
      columns = Math.max(columns, column + 1);
    },
    counts,
  );
  return rows === 0 ? null : { sheet: sheet.getSheetName(), row: 0, column: 0, rows, columns };
}

/** Visits every cell with a content, those of blocks that formulas fill too. */
export function eachUsed(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  visit: (row: number, column: number) => void,
  counts: Counts = () => false,
): void {
  sheet
    .getSheet()
    .getCellMatrix()
    .forValue((row, column, cell) => {
      if (cell && (hasContent(cell) || counts(cell))) visit(row, column);
    });
  for (const [row, line] of Object.entries(spilledCells(spreadsheet, sheet)))
    for (const [column, cell] of Object.entries(line ?? {})) if (cell) visit(Number(row), Number(column));
}

function hasContent({ v, f, si, p }: ICellData): boolean {
  return (v !== undefined && v !== null && v !== '') || Boolean(f ?? si ?? p);
}

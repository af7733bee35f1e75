/** What formulas fill besides their own cells. The formula engine knows it; the sheet's own cells do not hold it. */

import type { ICellData, IRange } from '@univerjs/core';
import { FormulaDataModel, type FWorksheet } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from './univer';

export type CellRows = Record<number, Record<number, ICellData | null> | undefined>;

/** The cells that spills fill, by row and column. */
export function spilledCells(spreadsheet: Spreadsheet, sheet: FWorksheet): CellRows {
  return spilledIn(spreadsheet, sheet.getWorkbook().getUnitId(), sheet.getSheetId());
}

/** The same by the ids of workbook and sheet. */
export function spilledIn({ get }: Pick<Spreadsheet, 'get'>, unitId: string, sheetId: string): CellRows {
  const all = get<FormulaDataModel>(FormulaDataModel).getArrayFormulaCellData();
  return (all[unitId]?.[sheetId] ?? {}) as CellRows;
}

export interface Spill {
  readonly anchor: { readonly row: number; readonly column: number };
  readonly size: { readonly rows: number; readonly columns: number };
}

/** The blocks that formulas fill, with the cell of the formula, their top left. */
export function spillRanges(spreadsheet: Spreadsheet, sheet: FWorksheet): Spill[] {
  const all = spreadsheet.get<FormulaDataModel>(FormulaDataModel).getArrayFormulaRange();
  const ranges = all[sheet.getWorkbook().getUnitId()]?.[sheet.getSheetId()] ?? {};
  return Object.entries(ranges).flatMap(([row, inRow]) =>
    Object.entries(inRow ?? {}).map(([column, range]) => {
      const { startRow, endRow, startColumn, endColumn } = range as IRange;
      return {
        anchor: { row: Number(row), column: Number(column) },
        size: { rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 },
      };
    }),
  );
}

/** The cell whose formula fills the block that a cell lies in; null outside of blocks. */
export function spillAnchor(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  row: number,
  column: number,
): Spill['anchor'] | null {
  const found = spillRanges(spreadsheet, sheet).find(
    ({ anchor, size }) =>
      row >= anchor.row &&
      row < anchor.row + size.rows &&
      column >= anchor.column &&
      column < anchor.column + size.columns,
  );
  return found?.anchor ?? null;
}

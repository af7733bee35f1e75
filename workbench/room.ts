/** How far a sheet reaches, and how it grows for what is written beyond its edge, up to the size of a sheet in Excel. */

import { ICommandService } from '@univerjs/core';
import {
  SetSelectionsOperation,
  SetWorksheetColumnCountMutation,
  SetWorksheetRowCountMutation,
  type FWorksheet,
  type ISetSelectionsOperationParams,
} from '@univerjs/preset-sheets-core';
import { MAX_COLUMNS, MAX_ROWS } from '../src/index';
import type { RangeAddress } from '../taskpane/host';
import { text } from '../taskpane/text';
import type { Spreadsheet } from './univer';

/** Empty rows below and columns to the right of what a sheet has been made or grown for. */
export const ROOM_BELOW = 200;
export const ROOM_RIGHT = 20;

/**
 * The part of a range that is on the sheet as it is; null when none is.
 *
 * @throws Error when the range ends beyond the last row or column that a sheet can have
 */
export function insideSheet(sheet: FWorksheet, range: RangeAddress): RangeAddress | null {
  const { row, column } = range;
  if (row + range.rows > MAX_ROWS || column + range.columns > MAX_COLUMNS)
    throw new Error(text.insert.beyond);
  const rows = Math.min(range.rows, sheet.getMaxRows() - row);
  const columns = Math.min(range.columns, sheet.getMaxColumns() - column);
  return rows > 0 && columns > 0 ? { ...range, rows, columns } : null;
}

/**
 * Makes the sheet large enough for a range, with room beside it for what a formula spills. This is no step to undo, which would
 * change nothing that anybody sees, and take away what could be done again.
 */
export function growFor(
  { get }: Pick<Spreadsheet, 'get'>,
  sheet: FWorksheet,
  { row, column, rows, columns }: RangeAddress,
): void {
  const place = { unitId: sheet.getWorkbook().getUnitId(), subUnitId: sheet.getSheetId() };
  const grow = (id: string, params: object): void => {
    get<ICommandService>(ICommandService).syncExecuteCommand(id, { ...place, ...params });
  };
  const [bottom, right] = [row + rows + ROOM_BELOW, column + columns + ROOM_RIGHT];
  if (bottom > sheet.getMaxRows())
    grow(SetWorksheetRowCountMutation.id, { rowCount: Math.min(MAX_ROWS, bottom) });
  if (right > sheet.getMaxColumns())
    grow(SetWorksheetColumnCountMutation.id, { columnCount: Math.min(MAX_COLUMNS, right) });
}

/** Whoever goes to a cell beyond the edge of a sheet finds it there; Univer 0.25 selects cells that do not exist and fails from then on. */
export function growForSelections(spreadsheet: Spreadsheet): void {
  const { api, get } = spreadsheet;
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }) => {
    if (id !== SetSelectionsOperation.id) return;
    const { unitId, subUnitId, selections } = params as ISetSelectionsOperationParams;
    const sheet = api.getWorkbook(unitId)?.getSheetBySheetId(subUnitId);
    if (!sheet) return;
    for (const { range } of selections) {
      const { startRow: row, startColumn: column, endRow, endColumn } = range;
      if (endRow < sheet.getMaxRows() && endColumn < sheet.getMaxColumns()) continue;
      const place = { sheet: '', row, column, rows: endRow - row + 1, columns: endColumn - column + 1 };
      insideSheet(sheet, place);
      growFor(spreadsheet, sheet, place);
    }
  });
}

/**
 * Leaves a row of headers where it is when a range is sorted with one click, as Excel does: Univer 0.25 sorts it among the data
 * then, and asks only in its dialog.
 */

import { CellValueType, type ICellData, type IRange, type Nullable, type Worksheet } from '@univerjs/core';
import { SheetsSortService } from '@univerjs/preset-sheets-sort';
import type { Spreadsheet } from './univer';

export function sortBelowHeaders({ api, get }: Spreadsheet): void {
  const service = get<SheetsSortService>(SheetsSortService);
  const sort = service.applySort.bind(service);
  service.applySort = (options, unitId, sheetId) => {
    const workbook = unitId === undefined ? api.getActiveWorkbook() : api.getWorkbook(unitId);
    const sheet = sheetId === undefined ? workbook?.getActiveSheet() : workbook?.getSheetBySheetId(sheetId);
    const hasTitle =
      options.hasTitle ??
      (sheet !== undefined && sheet !== null && beginsWithHeaders(sheet.getSheet(), options.range));
    return sort({ ...options, hasTitle }, unitId, sheetId);
  };
}

/** Whether some column of a range has a text in its first row, and the first thing below it is a number. */
export function beginsWithHeaders(sheet: Pick<Worksheet, 'getCellRaw'>, range: IRange): boolean {
  const { startRow, endRow, startColumn, endColumn } = range;
  for (let column = startColumn; column <= endColumn; column++) {
    if (!isText(sheet.getCellRaw(startRow, column))) continue;
    let row = startRow + 1;
    while (row <= endRow && isBlank(sheet.getCellRaw(row, column))) row++;
    if (row <= endRow && isNumber(sheet.getCellRaw(row, column))) return true;
  }
  return false;
}

const isBlank = (cell: Nullable<ICellData>): boolean =>
  cell?.v === undefined || cell.v === null || cell.v === '';
const isNumber = (cell: Nullable<ICellData>): boolean =>
  typeof cell?.v === 'number' && cell.t !== CellValueType.STRING;
const isText = (cell: Nullable<ICellData>): boolean =>
  typeof cell?.v === 'string' && cell.v !== '' && cell.t !== CellValueType.NUMBER;

/** How far a sheet reaches, and how it grows for what is written beyond its edge, up to the size of a sheet in Excel. */

import type { FWorksheet } from '@univerjs/preset-sheets-core';
import { MAX_COLUMNS, MAX_ROWS } from '../src/index';
import type { RangeAddress } from '../taskpane/host';

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
    throw new Error('this is beyond the last row or column that a sheet can have');
  const rows = Math.min(range.rows, sheet.getMaxRows() - row);
  const columns = Math.min(range.columns, sheet.getMaxColumns() - column);
  return rows > 0 && columns > 0 ? { ...range, rows, columns } : null;
}

/** Makes the sheet large enough for a range, with room beside it for what a formula spills. */
export function growFor(sheet: FWorksheet, { row, column, rows, columns }: RangeAddress): void {
  const [bottom, right] = [row + rows, column + columns];
  if (bottom + ROOM_BELOW > sheet.getMaxRows()) sheet.setRowCount(Math.min(MAX_ROWS, bottom + ROOM_BELOW));
  if (right + ROOM_RIGHT > sheet.getMaxColumns())
    sheet.setColumnCount(Math.min(MAX_COLUMNS, right + ROOM_RIGHT));
}

/** What of a sheet is in view. */

import type { FWorksheet } from '@univerjs/preset-sheets-core';
import type { LaidOver, RangeAddress } from '../taskpane/host';
import { endOf } from './drawings';

/** Brings the top left cell of a range into view, and beside it what lies over the cells, or the beginning of that. */
export function bringIntoView(sheet: FWorksheet, { row, column }: RangeAddress, laid?: LaidOver): void {
  const view = sheet.getVisibleRange();
  if (!view) return;
  const isSeen =
    row >= view.startRow && row < view.endRow && column >= view.startColumn && column < view.endColumn;
  const first = isSeen ? view.startColumn : Math.max(0, column - 1);
  const start = laid
    ? firstColumn(sheet, first, laid, widthOf(sheet, view.startColumn, view.endColumn))
    : first;
  if (!isSeen || start !== first) sheet.scrollToCell(isSeen ? view.startRow : row, start);
}

/** The first column from which on all of it can be seen; at most its own. */
function firstColumn(sheet: FWorksheet, from: number, { at, width }: LaidOver, room: number): number {
  const end = endOf(at.column, width, (column) => sheet.getColumnWidth(column));
  let start = from;
  while (start < at.column && widthOf(sheet, start, end) > room) start++;
  return start;
}

/** Of the columns before `end`, in CSS pixels: the last column of a view may be cut. */
function widthOf(sheet: FWorksheet, start: number, end: number): number {
  let width = 0;
  for (let column = start; column < end; column++) width += sheet.getColumnWidth(column);
  return width;
}

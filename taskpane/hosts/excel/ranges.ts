/** Ranges of the pane as ranges of Excel, and the other way round. */

import type { RangeAddress } from '../../host';
import { isTooLarge } from './run';

/** Rows and columns of a worksheet. */
export const WHOLE_COLUMN = 1_048_576;
export const WHOLE_ROW = 16_384;

/** Cells per message that is written: Excel on the web carries 5 MB, about 250,000 numbers. */
const CELLS_PER_MESSAGE = 100_000;

/** Points to the CSS pixel: a sheet is measured in points. */
export const POINTS = 0.75;

export function rangeOf(context: Excel.RequestContext, range: RangeAddress): Excel.Range {
  const { sheet, row, column, rows, columns } = range;
  return context.workbook.worksheets.getItem(sheet).getRangeByIndexes(row, column, rows, columns);
}

/** What `addressOf` has to find loaded. */
export const PLACE = ['rowIndex', 'columnIndex', 'rowCount', 'columnCount', 'worksheet/name'];

export function addressOf(range: Excel.Range): RangeAddress {
  return {
    sheet: range.worksheet.name,
    row: range.rowIndex,
    column: range.columnIndex,
    rows: range.rowCount,
    columns: range.columnCount,
  };
}

export function cellOf(range: RangeAddress): RangeAddress {
  return { ...range, rows: 1, columns: 1 };
}

/** A range from the top in pieces of so many cells, or of one row. */
export function piecesOf(range: RangeAddress, cells: number): RangeAddress[] {
  const step = Math.max(1, Math.floor(cells / Math.max(1, range.columns)));
  const count = Math.ceil(range.rows / step);
  return Array.from({ length: count }, (_, i) => ({
    ...range,
    row: range.row + i * step,
    rows: Math.min(step, range.rows - i * step),
  }));
}

/** Goes through a range from the top in pieces that a message carries, one after the other. */
export async function inPieces(
  range: RangeAddress,
  work: (piece: RangeAddress) => Promise<void>,
): Promise<void> {
  for (const piece of piecesOf(range, CELLS_PER_MESSAGE)) await inHalves(piece, work);
}

/** A piece that turns out to be too large for a message, because of long texts, is cut in half. */
export async function inHalves(
  piece: RangeAddress,
  work: (piece: RangeAddress) => Promise<void>,
): Promise<void> {
  try {
    await work(piece);
  } catch (error) {
    if (piece.rows === 1 || !isTooLarge(error)) throw error;
    const half = Math.ceil(piece.rows / 2);
    await inHalves({ ...piece, rows: half }, work);
    await inHalves({ ...piece, row: piece.row + half, rows: piece.rows - half }, work);
  }
}

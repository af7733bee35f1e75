/** Addresses of the host as text, and back. */

import { parseAddress, printAddress } from '../../src/index';
import type { RangeAddress } from '../host';

/** `Sheet1!A1:C181`, with the sheet quoted where it has to be. */
export function addressText({ sheet, row, column, rows, columns }: RangeAddress): string {
  return printAddress({ sheet, row, column, rowCount: rows, columnCount: columns });
}

/**
 * Reads an address such as `Sheet1!A1:C181`; without a sheet it is on `sheet`. null when it is not one rectangle.
 */
export function readAddress(text: string, sheet: string): RangeAddress | null {
  const found = parseAddress(text.replace(/^=/, ''));
  if (!found) return null;
  const { row, column, rowCount, columnCount } = found;
  return { sheet: found.sheet ?? sheet, row, column, rows: rowCount, columns: columnCount };
}

export function sameRange(a: RangeAddress | null, b: RangeAddress | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.sheet === b.sheet &&
    a.row === b.row &&
    a.column === b.column &&
    a.rows === b.rows &&
    a.columns === b.columns
  );
}

/** Whether two ranges have cells in common. */
export function overlap(a: RangeAddress, b: RangeAddress): boolean {
  return (
    a.sheet === b.sheet &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

export function isSingleCell({ rows, columns }: RangeAddress): boolean {
  return rows === 1 && columns === 1;
}

/** The cell `columns` to the right of the range's last column, in its first row. */
export function cellBeside(range: RangeAddress, gap: number): RangeAddress {
  const { sheet, row } = range;
  return { sheet, row, column: range.column + range.columns + gap, rows: 1, columns: 1 };
}

/** The least a cell usually measures, in CSS pixels. */
const CELL = { width: 64, height: 18 } as const;

/** How many cells something of this size covers at most. @param size in CSS pixels */
export function cellsUnder(size: { readonly width: number; readonly height: number }): {
  readonly rows: number;
  readonly columns: number;
} {
  return { rows: Math.ceil(size.height / CELL.height), columns: Math.ceil(size.width / CELL.width) };
}

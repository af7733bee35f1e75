/** Addresses as text. */

import type { IRange } from '@univerjs/core';
import { columnLetters, printAddress } from '../src/index';

/** `C7` for 0-based row 6 and column 2. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** `B2:C7`, with the name of a sheet before it where one is given. */
export function rangeAddress(
  { startRow, endRow, startColumn, endColumn }: IRange,
  sheet: string | null = null,
): string {
  return printAddress({
    sheet,
    row: startRow,
    column: startColumn,
    rowCount: endRow - startRow + 1,
    columnCount: endColumn - startColumn + 1,
  });
}

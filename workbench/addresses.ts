/** Addresses as text. */

import { columnLetters } from '../src/index';

/** `C7` for 0-based row 6 and column 2. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

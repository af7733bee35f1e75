/** How messages name a cell. */

import { cellAddress, type RangeAddress } from './address';

/** Where the data stand in a sheet. */
export interface Place {
  /** The range of the data, or null when it is not known (an expression, a file). */
  readonly address: RangeAddress | null;
  /** Rows above the first data row within the range: 1 with a header row, else 0. */
  readonly firstRow: number;
}

/**
 * Names a cell of a column: `cell Sheet1!C7 (column "dose")`, or without an address `row 6 of column "dose"`, where
 * rows are data rows counted from 1.
 *
 * @param row 0-based data row
 * @param column 0-based column within the range
 */
export function describeCell(place: Place, row: number, column: number, name: string): string {
  if (!place.address) return `row ${row + 1} of column ${quote(name)}`;
  return `cell ${cellAddress(place.address, row + place.firstRow, column)} (column ${quote(name)})`;
}

/** Longest text that a message repeats. */
const QUOTE_LENGTH = 40;

/** The beginning of a long text, a short one whole. Characters are not cut apart. */
export function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 2 * QUOTE_LENGTH + 2));
  return characters.length > QUOTE_LENGTH ? `${characters.slice(0, QUOTE_LENGTH).join('')}...` : text;
}

/** A text in quotes, shortened. */
export function quote(text: string): string {
  return `"${shorten(text)}"`;
}

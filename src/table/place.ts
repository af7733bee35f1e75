/** How messages name a cell. */

import { cellAddress, parseAddress, type RangeAddress } from './address';

/** Where data stood in the text that they were read from. */
export interface TextPlace {
  /** 1-based line of each row of cells. */
  readonly lines: ArrayLike<number>;
  /** How a missing value is written there, as a clause for messages: `a missing value is ...`. */
  readonly missingHint: string;
}

/** Where data stand, as shells say it: an address such as `'My sheet'!$B$3:$D$40`, or lines of a text. */
export type Origin = string | TextPlace;

/** Where the data stand. */
export interface Place {
  /** The range of the data in a sheet, or null when it is not known (an expression, a file). */
  readonly address: RangeAddress | null;
  /** Rows above the first data row within the range: 1 with a header row, else 0. */
  readonly firstRow: number;
  readonly text?: TextPlace;
}

export function placeOf(origin: Origin | null | undefined, firstRow: number): Place {
  if (origin == null || origin === '') return { address: null, firstRow };
  return typeof origin === 'string'
    ? { address: parseAddress(origin), firstRow }
    : { address: null, firstRow, text: origin };
}

/**
 * Names a cell of a column: `cell Sheet1!C7 (column "dose")`, `line 7 (column "dose")` of a text, or where neither is known
 * `row 6 of column "dose"`, where rows are data rows counted from 1.
 *
 * @param row 0-based data row
 * @param column 0-based column within the range
 */
export function describeCell(place: Place, row: number, column: number, name: string): string {
  if (place.text) return `line ${place.text.lines[row + place.firstRow]} (column ${quote(name)})`;
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

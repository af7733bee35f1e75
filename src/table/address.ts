/**
 * A1 addresses: `B3`, `$B$3:$D$40`, `A:C`, `3:7`, each optionally behind a sheet, `Sheet1!` or `'My sheet'!`.
 * Rows and columns are 0-based inside the program and 1-based (or letters) only in text.
 */

/** Rows and columns of a worksheet, as in Excel. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** A rectangle of cells. Whole columns have `MAX_ROWS` rows, whole rows `MAX_COLUMNS` columns. */
export interface RangeAddress {
  /** The sheet's name without quotes (with `[Book]` in front where the text had it), or null. */
  readonly sheet: string | null;
  /** 0-based row and column of the top left cell. */
  readonly row: number;
  readonly column: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** Letters of a 0-based column: 0 is `A`, 25 is `Z`, 26 is `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The 0-based column of its letters, in either case; -1 when they are no column of a worksheet. */
export function columnIndex(letters: string): number {
  if (!/^[A-Za-z]{1,3}$/.test(letters)) return -1;
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + (letter.charCodeAt(0) - 64);
  return number <= MAX_COLUMNS ? number - 1 : -1;
}

/** The 0-based row of its 1-based number in text; -1 when it is no row of a worksheet. */
function rowIndex(digits: string): number {
  const number = Number(digits);
  return number >= 1 && number <= MAX_ROWS ? number - 1 : -1;
}

const SHEET = /^(?:'((?:[^']|'')+)'|([^'!:]+))!/;
/** One corner: column letters, a row number, or both. */
const CORNER = /^\$?([A-Za-z]{1,3})?(?:\$?(\d{1,7}))?$/;

interface Corner {
  /** 0-based, or null where the corner names a whole row or a whole column. */
  readonly row: number | null;
  readonly column: number | null;
}

function parseCorner(text: string): Corner | null {
  const match = CORNER.exec(text);
  if (!match || (match[1] === undefined && match[2] === undefined)) return null;
  const column = match[1] === undefined ? null : columnIndex(match[1]);
  const row = match[2] === undefined ? null : rowIndex(match[2]);
  return row === -1 || column === -1 ? null : { row, column };
}

/** First cell and length of the interval that two 0-based ends span; `all` when both ends are open. */
function span(from: number | null, to: number | null, all: number): readonly [number, number] | null {
  if (from === null && to === null) return [0, all];
  if (from === null || to === null) return null;
  return [Math.min(from, to), Math.abs(to - from) + 1];
}

/**
 * Reads an address. The corners of a range may come in any order.
 *
 * @returns null when `text` is not one rectangle of cells (a name, several areas, `A1#`, `R1C1`)
 */
export function parseAddress(text: string): RangeAddress | null {
  const trimmed = text.trim();
  const prefix = SHEET.exec(trimmed);
  const sheet = prefix ? (prefix[1]?.replaceAll("''", "'") ?? prefix[2] ?? null) : null;
  const corners = trimmed.slice(prefix ? prefix[0].length : 0).split(':');
  if (corners.length > 2) return null;

  const first = parseCorner(corners[0]);
  const last = parseCorner(corners[corners.length - 1]);
  if (!first || !last) return null;
  // A lone `B` or `7` is a name or a number, not a range.
  if (corners.length === 1 && (first.row === null || first.column === null)) return null;

  const rows = span(first.row, last.row, MAX_ROWS);
  const columns = span(first.column, last.column, MAX_COLUMNS);
  if (!rows || !columns) return null;
  return { sheet, row: rows[0], column: columns[0], rowCount: rows[1], columnCount: columns[1] };
}

const PLAIN_SHEET = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** Names that would read as a cell or as a logical value without quotes. */
const CELL_LIKE = /^(?:[a-z]{1,3}\d+|r\d*(?:c\d*)?|c\d*|true|false)$/i;

/** A sheet's name as it stands before `!`: quoted unless it is one plain word. */
export function quoteSheet(name: string): string {
  return PLAIN_SHEET.test(name) && !CELL_LIKE.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

/**
 * Prints the cell that is `row` rows below and `column` columns right of the top left cell of `range`, with the sheet
 * where the range has one: `Sheet1!C7`.
 */
export function cellAddress(range: RangeAddress, row = 0, column = 0): string {
  const sheet = range.sheet === null ? '' : `${quoteSheet(range.sheet)}!`;
  return `${sheet}${columnLetters(range.column + column)}${range.row + row + 1}`;
}

/** How `printAddress` writes a range. */
export interface AddressStyle {
  /** `$B$3:$D$40` in place of `B3:D40`; false by default. */
  readonly absolute?: boolean;
}

/** Prints an address so that `parseAddress` gives the same range again. One cell prints as a cell: `B3`. */
export function printAddress(range: RangeAddress, style: AddressStyle = {}): string {
  const dollar = style.absolute ? '$' : '';
  const wholeColumns = range.rowCount === MAX_ROWS;
  const wholeRows = range.columnCount === MAX_COLUMNS && !wholeColumns;
  const corner = (row: number, column: number): string =>
    (wholeRows ? '' : dollar + columnLetters(column)) + (wholeColumns ? '' : dollar + (row + 1));

  const first = corner(range.row, range.column);
  const last = corner(range.row + range.rowCount - 1, range.column + range.columnCount - 1);
  const isCell = range.rowCount === 1 && range.columnCount === 1;
  const sheet = range.sheet === null ? '' : `${quoteSheet(range.sheet)}!`;
  return sheet + (isCell ? first : `${first}:${last}`);
}

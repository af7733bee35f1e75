/** Which part of a range is in use, whether its first row holds headers, and what the columns are called. */

import { CellmerError } from '../errors';
import { cellAddress, type RangeAddress } from './address';
import { isBlank, isCellError, isLabelText, isMissing, isNumericText, trimText } from './cells';
import { composed } from './labels';
import { quote } from './place';
import type { Cell, CellMatrix } from './types';

/** Rows down to the last one with anything in it. A row is blank when all its cells are, in use or not. */
export function usedHeight(cells: CellMatrix): number {
  let height = cells.length;
  while (height > 0 && isBlankRow(cells[height - 1])) height--;
  return height;
}

function isBlankRow(row: readonly Cell[]): boolean {
  for (let c = 0; c < row.length; c++) {
    if (!isBlank(row[c])) return false;
  }
  return true;
}

/** Columns up to the last one with anything in it, among the first `height` rows. */
export function usedWidth(cells: CellMatrix, height: number): number {
  let width = height === 0 ? 0 : cells[0].length;
  while (width > 0 && isBlankColumn(cells, height, width - 1)) width--;
  return width;
}

function isBlankColumn(cells: CellMatrix, height: number, column: number): boolean {
  for (let r = 0; r < height; r++) {
    if (!isBlank(cells[r][column])) return false;
  }
  return true;
}

/**
 * Whether the first row of the used part holds headers, by the rules of Excel's GROUPBY: some column has a text with a
 * number below it, or the first row is all text and distinct.
 *
 * Three refinements keep data from being taken for headers. A number written as text, `NA` and an error value are no
 * header by themselves. Missing cells between the header and the first number are passed over. And a first row of text
 * is data, not headers, when one of its texts occurs again further down in its own column.
 */
export function detectHeaders(cells: CellMatrix, height: number, width: number): boolean {
  const first = cells[0];
  for (let c = 0; c < width; c++) {
    if (isName(first[c]) && typeof firstPresent(cells, height, c) === 'number') return true;
  }
  return isDistinctText(first, width) && !repeatsFirstRow(cells, height, width);
}

/** Text that can only be a name or a level. */
function isName(cell: Cell): boolean {
  return isLabelText(cell) && !isNumericText(trimText(cell));
}

/** The first cell below the first row that is not missing. */
function firstPresent(cells: CellMatrix, height: number, column: number): Cell {
  let r = 1;
  while (r < height && isMissing(cells[r][column])) r++;
  return r < height ? cells[r][column] : null;
}

function isDistinctText(row: readonly Cell[], width: number): boolean {
  const seen = new Set<string>();
  let names = 0;
  for (let c = 0; c < width; c++) {
    const cell = row[c];
    if (!isLabelText(cell)) return false;
    if (isName(cell)) names++;
    seen.add(trimText(cell));
  }
  return names > 0 && seen.size === width;
}

function repeatsFirstRow(cells: CellMatrix, height: number, width: number): boolean {
  for (let c = 0; c < width; c++) {
    const text = trimText(String(cells[0][c]));
    for (let r = 1; r < height; r++) {
      const cell = cells[r][c];
      if (typeof cell === 'string' && trimText(cell) === text) return true;
    }
  }
  return false;
}

/**
 * Decides about headers and refuses a range whose first row is blank while headers stand further down.
 *
 * @param option what the user said; `auto` recognises headers
 */
export function hasHeaderRow(
  cells: CellMatrix,
  height: number,
  width: number,
  option: boolean | 'auto',
  address: RangeAddress | null,
): boolean {
  if (option === false) return false;
  if (isBlankRow(cells[0])) {
    let row = 1;
    while (isBlankRow(cells[row])) row++;
    if (option === true || detectHeaders(cells.slice(row, height), height - row, width)) {
      const start = address ? cellAddress(address, row) : `row ${row + 1}`;
      throw new CellmerError(
        'data',
        `the first row of the data is blank: expected headers in it; begin the range at ${start}`,
      );
    }
  }
  if (option === 'auto') refuseTitle(cells, height, width, address);
  return option === true || detectHeaders(cells, height, width);
}

/** Refuses a range that begins with a title, a text alone in its row, where names stand below it. */
function refuseTitle(cells: CellMatrix, height: number, width: number, address: RangeAddress | null): void {
  let row = 0;
  while (row < height && isTitle(cells[row], width)) row++;
  if (row === 0 || row >= height - 1) return;
  const below = cells.slice(row, height);
  const areNames = below[0].slice(0, width).every(isName) && isDistinctText(below[0], width);
  if (!areNames || !hasNumbers(below, width)) return;
  const [title] = cells[0];
  const start = address ? cellAddress(address, row) : `row ${row + 1}`;
  throw new CellmerError(
    'data',
    `the first row of the data holds ${quote(trimText(String(title)))} alone: expected headers in it; begin the range at ${start}`,
  );
}

/** Whether a row holds a text in its first cell alone, or nothing. */
function isTitle(row: readonly Cell[], width: number): boolean {
  return width > 1 && (isBlank(row[0]) || isLabelText(row[0])) && row.slice(1, width).every(isBlank);
}

/** Whether some column has a number below its name. */
function hasNumbers(cells: CellMatrix, width: number): boolean {
  return Array.from({ length: width }, (_, c) => c).some(
    (c) => typeof firstPresent(cells, cells.length, c) === 'number',
  );
}

/** Names without headers: the response comes first. */
export function defaultNames(width: number): string[] {
  return Array.from({ length: width }, (_, c) => (c === 0 ? 'y' : `x${c}`));
}

/**
 * Names from a header row: text trimmed and composed, a line break in it a blank, numbers and booleans as text. Duplicates are kept. A blank header becomes
 * `column3` after its 1-based position, with underscores behind it where another column has that name.
 */
export function headerNames(row: readonly Cell[], width: number): string[] {
  const names = Array.from({ length: width }, (_, c) => headerText(row[c]));
  const taken = new Set(names);
  return names.map((name, c) => {
    if (name !== '') return name;
    let free = `column${c + 1}`;
    while (taken.has(free)) free += '_';
    taken.add(free);
    return free;
  });
}

/** A line break in a cell looks like a blank, and so does one that does not break. */
function asItLooks(name: string): string {
  return name.replace(/\s*[^\S ]\s*/g, ' ');
}

function headerText(cell: Cell): string {
  if (cell == null || Number.isNaN(cell)) return '';
  if (typeof cell === 'string') return asItLooks(composed(trimText(cell)));
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return isCellError(cell) ? cell.error : String(cell);
}

/**
 * The part of an .xlsx file that holds a sheet, before the library reads it: the library lays a sheet out as a rectangle from A1 to
 * the last cell in it, be that an empty one that somebody has formatted, and refuses a rectangle that is too large. So formats
 * far away from all values are left out, and rows that lie far apart are moved together, to be moved back when they are read.
 */

import { columnLetters, MAX_COLUMNS, MAX_ROWS } from '../../src/index';
import { counted, damaged, FileProblem, MOST } from './bounds';
import { FormattedRows, type Formatted } from './lineFormats';
import { sheetRoom } from './room';

export interface BoundedSheet {
  /** Null when it may stay as it is. */
  readonly xml: string | null;
  /** That are left in it. */
  readonly cells: number;
  /** The 0-based row of the sheet that each row of `xml` is; null when they are the same. */
  readonly rows: readonly number[] | null;
  readonly formattedRows: readonly Formatted[];
  /** Whether formats of cells without values are left out. */
  readonly isWithoutFormats: boolean;
}

/** @throws FileProblem when its cells are too far apart, or are described more than once */
export function boundSheet(xml: string): BoundedSheet {
  checkColumns(xml);
  const used = usedPart(xml);
  const { values, formats, height, width, formattedRows } = used;
  if (height * width <= MOST.laidOut) {
    const isTooMany = values + formats > MOST.cells;
    const isFar = isTooMany ? () => true : beyond(used);
    const isAsItIs = formats === 0 || !isFar(used.lastFormat);
    const cells = isTooMany ? values : values + formats;
    const bounded = isAsItIs ? null : withoutFormats(xml, isFar);
    return { xml: bounded, cells, rows: null, formattedRows, isWithoutFormats: bounded !== null };
  }
  const rows = [...used.rows].sort((a, b) => a - b);
  if (rows.length * width > MOST.laidOut)
    throw new FileProblem(
      `is too large: it has values in ${counted(rows.length)} rows of a sheet and up to its column ${columnLetters(width - 1)}`,
    );
  const isWithoutFormats = formats > 0;
  return { xml: movedTogether(xml, rows), cells: values, rows, formattedRows, isWithoutFormats };
}

/** Widths are said for each column once; the library would lay out all of what is said more often. */
function checkColumns(xml: string): void {
  let described = 0;
  for (const [tag] of xml.matchAll(/<(?:[\w.-]+:)?col\s[^>]*>/g)) {
    const [first, last] = ['min', 'max'].map((name) =>
      Number(new RegExp(`\\s${name}\\s*=\\s*["'](\\d+)`).exec(tag)?.[1] ?? 1),
    );
    described += Math.max(1, Math.min(last, MAX_COLUMNS) - first + 1);
    if (described > MAX_COLUMNS) throw damaged('it describes its columns more than once');
  }
}

/** Whether a place is further from the values than a sheet has room, or than can be laid out. */
function beyond({ height, width }: UsedPart): (place: Place) => boolean {
  const room = sheetRoom(height, width);
  const fits = room.rowCount * room.columnCount <= MOST.laidOut;
  const [rows, columns] = fits ? [room.rowCount, room.columnCount] : [height, width];
  return ({ row, column }) => row >= rows || column >= columns;
}

/** 0-based. */
interface Place {
  row: number;
  column: number;
}

interface UsedPart {
  /** Rows and columns from A1 to the last values. */
  readonly height: number;
  readonly width: number;
  /** Those with values or formulas. */
  readonly rows: ReadonlySet<number>;
  /** Cells with a value or a formula, and such as have no more than a format. */
  readonly values: number;
  readonly formats: number;
  /** The last row and the last column of the latter. */
  readonly lastFormat: Readonly<Place>;
  readonly formattedRows: readonly Formatted[];
}

function usedPart(xml: string): UsedPart {
  const rows = new Set<number>();
  const formatted = new FormattedRows();
  const lastFormat: Place = { row: -1, column: -1 };
  let [height, width, values, formats] = [0, 0, 0, 0];
  eachTag(xml, ({ isRow, isEmpty, row, column, start, end }) => {
    if (isRow) return formatted.add(row, xml.slice(start, end));
    if (!(row >= 0 && column >= 0)) throw damaged('it has a cell whose address is none');
    if (row >= MAX_ROWS || column >= MAX_COLUMNS)
      throw damaged(`it has a cell in row ${row + 1} and column ${column + 1}`);
    if (isEmpty) {
      formats++;
      lastFormat.row = Math.max(lastFormat.row, row);
      lastFormat.column = Math.max(lastFormat.column, column);
    } else {
      values++;
      rows.add(row);
      height = Math.max(height, row + 1);
      width = Math.max(width, column + 1);
    }
  });
  return { height, width, rows, values, formats, lastFormat, formattedRows: formatted.all };
}

function withoutFormats(xml: string, isFar: (place: Place) => boolean): string {
  return rewritten(xml, (tag) => (!tag.isRow && tag.isEmpty && isFar(tag) ? '' : null));
}

/** The same rows one below the other, without cells that have no more than a format. */
function movedTogether(xml: string, rows: readonly number[]): string {
  const newNumbers = new Map(rows.map((row, i) => [row, i + 1]));
  return rewritten(xml, ({ isRow, isEmpty, row, start, end }) => {
    const number = newNumbers.get(row);
    const text = xml.slice(start, end);
    if (!isRow) return isEmpty ? '' : text.replace(CELL, ` r="$1${number}"`);
    if (number === undefined) return text.endsWith('/>') ? '<row/>' : '<row>';
    return text.replace(ROW, '').replace(NAME, `$& r="${number}"`);
  });
}

/** @param change what takes the place of a tag; null to leave it */
function rewritten(xml: string, change: (tag: Readonly<Tag>) => string | null): string {
  const pieces: string[] = [];
  let done = 0;
  eachTag(xml, (tag) => {
    const text = change(tag);
    if (text === null) return;
    pieces.push(xml.slice(done, tag.start), text);
    done = tag.end;
  });
  return pieces.join('') + xml.slice(done);
}

/** The beginning of a row, or of a cell; all of a cell that is empty. */
interface Tag extends Place {
  isRow: boolean;
  isEmpty: boolean;
  /** Where it stands in the text; `end` is behind it. */
  start: number;
  end: number;
}

const CELL = /\sr\s*=\s*["']([A-Za-z]+)(\d+)["']/;
const ROW = /\sr\s*=\s*["'](\d+)["']/;
const NAME = /^<[\w.:-]+/;
const [SPACE, SLASH, GREATER] = [32, 47, 62];

/**
 * Goes through the rows and cells of a sheet, millions of them: by character codes, since a match of a regular expression for each
 * takes ten times as long. Those that do not say where they are stand behind the one before. `tag` is the same object each time.
 */
function eachTag(xml: string, visit: (tag: Readonly<Tag>) => void): void {
  const prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(xml)?.[1] ?? '';
  const tag: Tag = { isRow: false, isEmpty: false, row: -1, column: -1, start: 0, end: 0 };
  let inRow = -1;
  for (let start = xml.indexOf('<'); start >= 0; start = xml.indexOf('<', start + 1)) {
    const name = start + 1 + prefix.length;
    const isCell = xml[name] === 'c' && isEnd(xml.charCodeAt(name + 1));
    const isRow =
      !isCell && xml[name] === 'r' && xml.startsWith('row', name) && isEnd(xml.charCodeAt(name + 3));
    if ((!isCell && !isRow) || !xml.startsWith(prefix, start + 1)) continue;
    const close = xml.indexOf('>', name);
    if (close < 0) return;
    Object.assign(tag, { isRow, start, end: close + 1 });
    const isClosed = xml.charCodeAt(close - 1) === SLASH;
    if (isRow) {
      const said = ROW.exec(xml.slice(start, close));
      inRow = said ? Number(said[1]) - 1 : inRow + 1;
      Object.assign(tag, { row: inRow, column: -1, isEmpty: isClosed });
    } else {
      readPlace(xml, name + 1, close, inRow, tag);
      const next = isClosed ? 0 : endOfEmpty(xml, close + 1, prefix);
      tag.isEmpty = isClosed || next > 0;
      if (next > 0) tag.end = next;
    }
    visit(tag);
    start = tag.end - 1;
  }
}

/** Whether a name ends before a character. */
function isEnd(code: number): boolean {
  return code <= SPACE || code === SLASH || code === GREATER;
}

/** `at` is behind the name of a cell, which most often says at once where it is: ` r="AB12"`. */
function readPlace(xml: string, at: number, close: number, inRow: number, place: Place): void {
  if (!xml.startsWith(' r="', at)) {
    const said = CELL.exec(xml.slice(at, close));
    place.row = said ? Number(said[2]) - 1 : inRow;
    place.column = said ? columnOf(said[1]) : place.column + 1;
    return;
  }
  const end = xml.indexOf('"', at + 4);
  let [row, column] = [0, 0];
  for (let i = at + 4; i < end; i++) {
    const code = xml.charCodeAt(i);
    if (code >= 65) column = column * 26 + (code & 31);
    else row = row * 10 + code - 48;
  }
  place.row = row - 1;
  place.column = column - 1;
}

function columnOf(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

/** Behind the end of a cell that begins before `at` and has nothing in it; 0 when there is something. */
function endOfEmpty(xml: string, at: number, prefix: string): number {
  while (xml.charCodeAt(at) <= SPACE) at++;
  if (xml.charCodeAt(at + 1) !== SLASH || !xml.startsWith(`</${prefix}c`, at)) return 0;
  return xml.indexOf('>', at) + 1;
}

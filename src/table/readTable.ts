/** Cells to typed columns. */

import { CellmerError } from '../errors';
import type { RangeAddress } from './address';
import { findColumns } from './columnNames';
import { ColumnReader } from './columnReader';
import { isCellError, isErrorText, trimText } from './cells';
import { defaultNames, hasHeaderRow, headerNames, usedHeight, usedWidth } from './headers';
import { describeCell, type Origin, placeOf, quote, shorten } from './place';
import type { Cell, CellMatrix, Column, Table } from './types';

/** Rows read before the next column is turned to: their cells stay in the processor's cache meanwhile. */
const BLOCK_ROWS = 256;

/** Blocks of a column read between two stops of `readingTable`: some milliseconds at most. */
const BLOCKS_PER_STOP = 32;

/** From this many rows on, how the engine stores a row matters. */
const LARGE = 10_000;

export interface TableOptions {
  /** Whether the first row holds headers; `auto` (the default) recognises them as GROUPBY does. */
  readonly headers?: boolean | 'auto';
  /** The columns to read, given the names of all and whether they are headers; by default every column. */
  readonly use?: (names: readonly string[], hasHeaders: boolean) => Iterable<string>;
  /** Where the cells stand; only used to name cells in messages. */
  readonly address?: Origin | null;
  /**
   * How many data rows to read, for a range that stands beside other data; by default down to the last row with
   * anything in it.
   */
  readonly rowCount?: number;
  /** Whether blank rows at the end are rows too, so that a result may stand beside them. */
  readonly keepBlankEnd?: boolean;
}

/**
 * Reads a range of cells into typed columns, by one set of rules: numbers are numbers, texts (trimmed) and booleans are
 * levels, blank, `#N/A` and `NA` are missing. The range is cut to its used part: blank rows at its end and
 * blank columns at its right are not data. Only the columns in use are looked at beyond that.
 *
 * @param cells rows of equal length; the matrix is not kept
 * Throws CellmerError `data`: no data; rows of unequal length; a column in use that is not there or not unique; in a
 * column in use an error value, an infinite number, or a number written as text beside numbers.
 */
export function readTable(cells: CellMatrix, options: TableOptions = {}): Table {
  return withoutBreak(readingTable(cells, options, false));
}

/** What steps lead to, without a break between them. */
export function withoutBreak<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps of some milliseconds, for a page that has to stay alive meanwhile.
 *
 * @param inSteps without it there are as few steps as possible, for sorting many levels in steps takes longer
 */
export function* readingTable(
  cells: CellMatrix,
  options: TableOptions = {},
  inSteps = true,
): Generator<void, Table, void> {
  const { address } = placeOf(options.address, 0);
  const height = usedHeight(cells);
  const width = usedWidth(cells, height);
  if (width === 0) {
    if (height > 0) refuseRagged(cells, height);
    throw new CellmerError(
      'data',
      'the data are empty: expected a row of headers and rows of values below it',
    );
  }

  const hasHeaders = hasHeaderRow(cells, height, width, options.headers ?? 'auto', address);
  const names = hasHeaders ? headerNames(cells[0], width) : defaultNames(width);
  const firstRow = hasHeaders ? 1 : 0;
  const rowCount = options.rowCount ?? (options.keepBlankEnd ? cells.length : height) - firstRow;
  checkRowCount(rowCount, cells.length - firstRow, names);

  const used = findColumns(options.use ? options.use(names, hasHeaders) : names, names, hasHeaders, address);
  if (hasHeaders) refuseErrorHeaders(cells[0], used, names, address);
  const place = placeOf(options.address, firstRow);
  const allNumbers = rowCount >= LARGE && cells[firstRow].every((cell) => typeof cell === 'number');
  const readers = used.map((c) => new ColumnReader(names[c], c, rowCount, place, allNumbers));
  yield* readBlocks(cells, readers, rowCount, firstRow);
  const columns = new Map<string, Column>();
  for (const [k, c] of used.entries()) columns.set(names[c], yield* readers[k].finish(inSteps));
  return { rowCount, names, columns, hasHeaders };
}

/** One pass over the rows, a block at a time: all columns of a block before the next block. */
function* readBlocks(
  cells: CellMatrix,
  readers: readonly ColumnReader[],
  rowCount: number,
  firstRow: number,
): Generator<void, void, void> {
  const length = cells[0].length;
  const stride = BLOCK_ROWS * Math.max(1, Math.floor(BLOCKS_PER_STOP / readers.length));
  for (let from = 0; from < rowCount; from += BLOCK_ROWS) {
    if (from > 0 && from % stride === 0) yield;
    const to = Math.min(from + BLOCK_ROWS, rowCount);
    for (let row = from; row < to; row++) {
      if (cells[row + firstRow].length !== length) refuseRagged(cells, row + firstRow + 1);
    }
    for (const reader of readers) reader.read(cells, from, to);
  }
}

export function checkRowCount(rowCount: number, available: number, names: readonly string[]): void {
  if (rowCount === 0) {
    const list = names.slice(0, 3).map(shorten).join(', ') + (names.length > 3 ? ', ...' : '');
    throw new CellmerError('data', `the data have headers (${list}) but no rows below them`);
  }
  if (rowCount > available) {
    throw new CellmerError(
      'data',
      `the range of ${quote(names[0])} has ${available} rows of values: expected ${rowCount}, as in the data`,
    );
  }
}

/** Refuses the first row among `height` that is not as long as the first row. */
function refuseRagged(cells: CellMatrix, height: number): never {
  let row = 0;
  while (row < height - 1 && cells[row].length === cells[0].length) row++;
  const found = cells[row].length;
  throw new CellmerError(
    'data',
    `row ${row + 1} of the data has ${found} ${found === 1 ? 'cell' : 'cells'}: ` +
      `expected ${cells[0].length} as in the first row`,
  );
}

export function refuseErrorHeaders(
  header: readonly Cell[],
  used: readonly number[],
  names: readonly string[],
  address: RangeAddress | null,
): void {
  for (const c of used) {
    const cell = header[c];
    if (!isCellError(cell) && !(typeof cell === 'string' && isErrorText(trimText(cell)))) continue;
    const where = address
      ? describeCell({ address, firstRow: 0 }, 0, c, names[c])
      : `the header of column ${c + 1}`;
    throw new CellmerError('data', `${where} is an error: expected a name`);
  }
}

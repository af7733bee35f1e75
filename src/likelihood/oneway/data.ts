/** Two ranges of a sheet, values and groups, as the data of a one-way layout. */

import { CellmerError } from '../../errors';
import {
  factorOf,
  isBlank,
  parseAddress,
  printAddress,
  readTable,
  type CellMatrix,
  type Column,
} from '../../table';
import { detectHeaders, usedHeight } from '../../table/headers';

/** Values with the group of each; nothing is missing any more. */
export interface OnewayData {
  /** n values, finite. */
  readonly values: Float64Array;
  /** n 0-based indices into `levels`. */
  readonly codes: Int32Array;
  /** Groups with at least one value: numbers in numerical order, text as in the C locale. */
  readonly levels: readonly string[];
  /** Rows left out because the value or the group is missing. */
  readonly droppedRows: number;
}

/** A column of cells and where it stands, such as `Sheet1!B1:B51`, to name cells in messages. */
export interface CellColumn {
  readonly cells: CellMatrix;
  readonly address?: string | null;
}

/**
 * Reads values and groups, row by row. Both may have a header, both may end in blank rows, and both may be one row in
 * place of one column. Groups are numbers, text or booleans.
 *
 * @throws CellmerError `data` for ranges of different size or without values, for values that are no numbers, and for
 * error cells
 */
export function readOneway(values: CellColumn, groups: CellColumn): OnewayData {
  const first = asColumn('values', values);
  const second = asColumn('groups', groups);
  if (first.cells.length !== second.cells.length)
    throw new CellmerError(
      'data',
      `values has ${rows(first.cells.length)} and groups has ${second.cells.length}: expected one group for each value.`,
    );
  const height = Math.max(usedHeight(first.cells), usedHeight(second.cells));
  if (height === 0) throw noValues();
  const joined = first.cells.slice(0, height).map((row, i) => [row[0], second.cells[i][0]]);
  const headers = detectHeaders(joined, height, 2);
  if (headers && height === 1) throw noValues();
  const numbers = numbersOf(readColumn('values', first, height, headers));
  const { codes, levels } = factorOf(readColumn('groups', second, height, headers));
  return completeRows(numbers, codes, levels);
}

interface OneColumn {
  readonly cells: CellMatrix;
  readonly address: string | null;
}

/** One row becomes a column; its cells can then no longer be named by the address. */
function asColumn(name: string, { cells, address = null }: CellColumn): OneColumn {
  const width = cells[0]?.length ?? 0;
  if (width === 1) return { cells, address };
  if (cells.length === 1 && width > 1) return { cells: cells[0].map((cell) => [cell]), address: null };
  throw new CellmerError('data', `${name} has ${width} columns: expected one column.`);
}

/** Without a header the column gets its argument's name as one, so that messages can call it by that. */
function readColumn(name: string, { cells, address }: OneColumn, height: number, headers: boolean): Column {
  const header = headers && !isBlank(cells[0][0]) ? cells[0] : [name];
  const below = cells.slice(headers ? 1 : 0, height);
  const table = readTable([header, ...below], {
    headers: true,
    rowCount: below.length,
    address: address && !headers ? rowAbove(address) : address,
  });
  return table.columns.get(table.names[0])!;
}

/** The address of the range with one more row on top; null where there is none. */
function rowAbove(address: string): string | null {
  const range = parseAddress(address);
  if (!range || range.row === 0) return null;
  return printAddress({ ...range, row: range.row - 1, rowCount: range.rowCount + 1 });
}

function numbersOf(column: Column): Float64Array {
  if (column.kind === 'number') return column.values;
  if (column.missing === column.codes.length) throw noValues();
  throw new CellmerError(
    'data',
    column.mixedCell ??
      `${column.textCell ?? `values holds the boolean "${column.levels[0]}"`}: expected numbers. ` +
        'The values come first, then the groups.',
  );
}

/**
 * Leaves out rows where something is missing, and groups that have none left.
 *
 * @param numbers n values; NaN is missing
 * @param groups n 0-based indices into `names`; -1 is missing
 * @throws CellmerError `data` when no row is left
 */
export function completeRows(
  numbers: Float64Array,
  groups: Int32Array,
  names: readonly string[],
): OnewayData {
  const occurs = new Uint8Array(names.length);
  let count = 0;
  for (let i = 0; i < numbers.length; i++)
    if (!Number.isNaN(numbers[i]) && groups[i] >= 0) {
      occurs[groups[i]] = 1;
      count++;
    }
  if (count === 0) throw noValues();
  const rank = new Int32Array(names.length);
  const levels = names.filter((_, level) => occurs[level] === 1);
  for (let level = 0, next = 0; level < names.length; level++) rank[level] = occurs[level] ? next++ : -1;

  const values = new Float64Array(count);
  const codes = new Int32Array(count);
  for (let i = 0, row = 0; i < numbers.length; i++)
    if (!Number.isNaN(numbers[i]) && groups[i] >= 0) {
      values[row] = numbers[i];
      codes[row++] = rank[groups[i]];
    }
  return { values, codes, levels, droppedRows: numbers.length - count };
}

function noValues(): CellmerError {
  return new CellmerError(
    'data',
    'There is no row with a value and a group: expected numbers in values, and a group beside each.',
  );
}

function rows(count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}`;
}

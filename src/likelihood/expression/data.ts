/** The columns that an expression uses, without the rows where one of them has no value. */

import { CellmerError } from '../../errors';
import { readTable, type CellMatrix, type Column } from '../../table';
import { resolveNames, type Names } from './names';
import type { Expression } from './syntax';

export interface ExpressionData {
  readonly names: Names;
  /** Rows that count. */
  readonly rowCount: number;
  /** Rows that were left out. */
  readonly missing: number;
  /** By header; one number per row that counts. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** NaN where a value is missing. */
export interface NumberColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * @param cells with a header row, or without one: columns are called y, x1, x2, ... then
 * @throws CellmerError `data` for text in a column in use, or no row without a missing value
 */
export function readExpressionData(
  expression: Expression,
  source: string,
  cells: CellMatrix,
  address: string | null,
): ExpressionData {
  let names: Names | null = null;
  const table = readTable(uprighted(cells), {
    address,
    use: (headers) => {
      names = resolveNames(expression, source, headers, true);
      return names.columns;
    },
  });
  // The names are always asked for; said so for the compiler.
  const resolved = names as unknown as Names;
  const read = resolved.columns.map((name) =>
    numbersOf(table.columns.get(name) as Column, 'an expression needs numbers'),
  );
  return completeData(resolved, read, table.rowCount);
}

/**
 * The same of columns of numbers: at least one, all of the same length.
 *
 * @throws CellmerError `data` where no row is without a missing value
 */
export function columnData(
  expression: Expression,
  source: string,
  columns: readonly NumberColumn[],
): ExpressionData {
  const headers = columns.map(({ name }) => name);
  const names = resolveNames(expression, source, headers, true);
  const used = names.columns.map((name) => columns[headers.indexOf(name)].values);
  return completeData(names, used, columns[0].values.length);
}

/** @param read the columns in use, in the order of their names */
function completeData(names: Names, read: readonly Float64Array[], height: number): ExpressionData {
  const kept = new Uint8Array(height).fill(1);
  for (const values of read) values.forEach((value, i) => Number.isNaN(value) && (kept[i] = 0));
  const rowCount = kept.reduce((sum, one) => sum + one, 0);
  if (rowCount === 0)
    throw new CellmerError('data', `No row of the data has a value in all of ${names.columns.join(', ')}.`);
  const columns = new Map(names.columns.map((name, c) => [name, read[c].filter((_, i) => kept[i] === 1)]));
  return { names, rowCount, missing: height - rowCount, columns };
}

/** A single row of several numbers is one sample, as a column of them is. */
function uprighted(cells: CellMatrix): CellMatrix {
  const isRow = cells.length === 1 && cells[0].length > 1;
  return isRow ? cells[0].map((cell) => [cell]) : cells;
}

/**
 * TRUE is 1, FALSE is 0.
 *
 * @param need who wants numbers, as the end of a sentence
 * @throws CellmerError `data` for text
 */
export function numbersOf(column: Column, need: string): Float64Array {
  if (column.kind === 'number') return column.values;
  if (column.source === 'boolean')
    return Float64Array.from(column.codes, (code) =>
      code < 0 ? NaN : Number(column.levels[code] === 'TRUE'),
    );
  throw new CellmerError(
    'data',
    column.mixedCell ??
      `The column ${column.name} holds text${column.textCell ? ` (${column.textCell})` : ''}: ${need}.`,
  );
}

/** Every k-th row, so that about `count` rows are left. */
export function thinned(data: ExpressionData, count: number): ExpressionData {
  const step = Math.ceil(data.rowCount / count);
  if (step <= 1) return data;
  const columns = new Map(
    [...data.columns].map(([name, values]) => [name, values.filter((_, i) => i % step === 0)]),
  );
  return { ...data, rowCount: Math.ceil(data.rowCount / step), columns };
}

/** Data of a program as the rows of cells that the core reads. */

import { CellmerError, type Cell, type CellMatrix } from '../src/index';

/** What one cell may hold; null, undefined and NaN are missing values. */
export type DataValue = number | string | boolean | null | undefined;

/** Rows with the names of the columns first; or one object for each row; or one array for each column. */
export type Data =
  | readonly (readonly DataValue[])[]
  | readonly Readonly<Record<string, DataValue>>[]
  | Readonly<Record<string, ArrayLike<DataValue>>>;

/** @throws CellmerError `data` for columns of different lengths, and for what is no value of a cell */
export function cellsOf(data: Data): CellMatrix {
  if (typeof data !== 'object' || data === null)
    throw new CellmerError('data', `data is ${nameOf(data)}: expected rows, objects or columns.`);
  const rows = Array.isArray(data)
    ? rowsOf(data as readonly unknown[])
    : fromColumns(data as Readonly<Record<string, ArrayLike<unknown>>>);
  return rows.map((row, i) => row.map((value, j) => cellOf(value, i, String(rows[0][j]))));
}

function rowsOf(data: readonly unknown[]): readonly (readonly unknown[])[] {
  if (data.length === 0) throw new CellmerError('data', 'data has no rows.');
  if (Array.isArray(data[0])) {
    const width = data[0].length;
    const other = data.findIndex((row) => !Array.isArray(row) || row.length !== width);
    if (other === -1) return data as readonly (readonly unknown[])[];
    throw new CellmerError(
      'data',
      `row ${other} of the data is no array of ${width} values, as the names of the columns are.`,
    );
  }
  const names = [...new Set(data.flatMap((row) => Object.keys(row as object)))];
  return [names, ...data.map((row) => names.map((name) => (row as Record<string, unknown>)[name]))];
}

function fromColumns(columns: Readonly<Record<string, ArrayLike<unknown>>>): unknown[][] {
  const names = Object.keys(columns);
  if (names.length === 0) throw new CellmerError('data', 'data has no columns.');
  const height = columns[names[0]]?.length;
  for (const name of names)
    if (typeof columns[name] !== 'object' || columns[name]?.length !== height)
      throw new CellmerError(
        'data',
        `column ${name} is no array of ${height} values, as ${names[0]} is: expected columns of one length.`,
      );
  const rows = Array.from({ length: height }, (_, i) => names.map((name) => columns[name][i]));
  return [names, ...rows];
}

function cellOf(value: unknown, row: number, column: string): Cell {
  if (value === undefined || value === null || Number.isNaN(value)) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new CellmerError(
    'data',
    `row ${row} of column ${column} is ${nameOf(value)}: expected a finite number, a text, true, false, or null where it is missing.`,
  );
}

function nameOf(value: unknown): string {
  if (typeof value === 'number' || value === null) return String(value);
  const name =
    typeof value === 'object'
      ? ((Object.getPrototypeOf(value) as object | null)?.constructor.name ?? 'Object')
      : typeof value;
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

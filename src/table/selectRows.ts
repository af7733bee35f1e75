/** Some rows of a table as a table. */

import type { Column, Table } from './types';

/** @param rows indices into the rows of the table, in the order wanted */
export function selectRows(table: Table, rows: Int32Array): Table {
  const columns = new Map([...table.columns].map(([name, column]) => [name, selected(column, rows)]));
  return { ...table, rowCount: rows.length, columns };
}

function selected(column: Column, rows: Int32Array): Column {
  if (column.kind === 'number') {
    const values = Float64Array.from(rows, (row) => column.values[row]);
    return { ...column, values, missing: countOf(values, Number.isNaN) };
  }
  const codes = Int32Array.from(rows, (row) => column.codes[row]);
  return { ...column, codes, missing: countOf(codes, (code) => code < 0) };
}

function countOf(values: Float64Array | Int32Array, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count;
}

import { expandTerms, parseFormula } from '../../src/formula';
import type { ModelTerms } from '../../src/formula/ast';
import { readTable } from '../../src/table';
import type { Cell, CellMatrix, Table } from '../../src/table/types';

/** Data as columns by name. */
export type Columns = Readonly<Record<string, readonly Cell[]>>;

function cellsOf(columns: Columns): CellMatrix {
  const names = Object.keys(columns);
  const rows = columns[names[0]].map((_, i) => names.map((name) => columns[name][i]));
  return [names, ...rows];
}

export function tableOf(columns: Columns): Table {
  return readTable(cellsOf(columns), { headers: true });
}

export function termsOf(formula: string, table: Table): ModelTerms {
  return expandTerms(parseFormula(formula, { columnNames: table.names }), table.names);
}

/** Rows of the data in another order. */
export function reorderRows(columns: Columns, order: readonly number[]): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => [name, order.map((i) => cells[i])]),
  );
}

/** Nothing missing: numbers x, z; labels f (3), g (2), s (3 subjects of 4 rows); truth values l. */
export const SMALL: Columns = {
  y: [2.5, 3.1, 4.7, 2.2, 8.4, 5.5, 6.1, 7.3, 1.9, 4.4, 9.2, 3.8],
  x: [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 5],
  z: [0.5, -1, 2, 0.25, 3, -2, 1, 1.5, 4, -0.5, 2.5, 0],
  f: ['b', 'a', 'c', 'a', 'b', 'c', 'c', 'b', 'a', 'a', 'b', 'c'],
  g: ['u', 'v', 'v', 'u', 'u', 'v', 'u', 'v', 'u', 'v', 'u', 'v'],
  l: [true, false, true, true, false, false, true, false, true, false, false, true],
  s: ['s1', 's1', 's1', 's1', 's2', 's2', 's2', 's2', 's3', 's3', 's3', 's3'],
};

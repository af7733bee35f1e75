/** The order of a column's levels as the user wants it, in place of the sorted one. */

import { CellmerError } from '../errors';
import { unknownColumn } from './columnNames';
import { factorOf } from './grouping';
import { composed } from './labels';
import { quote } from './place';
import type { Column, FactorColumn, Table } from './types';

/** All levels of a column in their order; `ordered` when that order means something, as low < middle < high does. */
export interface LevelOrder {
  readonly levels: readonly string[];
  readonly ordered: boolean;
}

/**
 * The table with the levels of some columns in the given order; a column of numbers becomes one of labels. Columns that
 * were not read are left alone.
 *
 * Throws CellmerError `option` for a column that the data do not have, for a level listed twice, and for one that occurs
 * and is not listed.
 */
export function orderLevels(table: Table, orders: Readonly<Record<string, LevelOrder>>): Table {
  const columns = new Map(table.columns);
  for (const [given, order] of Object.entries(orders)) {
    const name = composed(given);
    if (!table.names.includes(name)) throw inLevels(unknownColumn(name, table.names, table.hasHeaders));
    const column = columns.get(name);
    if (column !== undefined) columns.set(name, inOrder(column, order));
  }
  return { ...table, columns };
}

function inOrder(column: Column, { levels: listed, ordered }: LevelOrder): FactorColumn {
  const levels = listed.map(composed);
  const { codes, levels: found } = factorOf(column);
  const twice = levels.find((level, i) => levels.indexOf(level) < i);
  if (twice !== undefined) throw inLevels(`${column.name} lists ${quote(twice)} twice`);
  const place = new Map(levels.map((level, i) => [level, i]));
  const left = found.filter((level) => !place.has(level));
  if (left.length > 0) {
    const more = left.length > 3 ? `, and ${left.length - 3} more` : '';
    throw inLevels(
      `${column.name} has the ${left.length === 1 ? 'level' : 'levels'} ${left.slice(0, 3).map(quote).join(', ')}` +
        `${more} too: expected all levels that occur`,
    );
  }
  const { name, missing } = column;
  return {
    kind: 'factor',
    name,
    codes: codes.map((code) => (code < 0 ? -1 : place.get(found[code])!)),
    levels,
    missing,
    source: 'text',
    order: ordered ? 'ordered' : 'listed',
  };
}

function inLevels(reason: string | Error): CellmerError {
  return new CellmerError(
    'option',
    `in the option levels: ${typeof reason === 'string' ? reason : reason.message}`,
  );
}

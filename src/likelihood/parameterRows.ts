/** A range of cells as points in the space of the parameters. */

import { CellmerError } from '../errors';
import { isBlank, type Cell, type CellMatrix } from '../table';
import { parameterValues, type GivenValue } from './parameterValues';

/**
 * One point per row: a column per parameter, in order or under a header row with their names. A single column with as
 * many numbers as there are parameters is one point, and so are two columns of names and numbers.
 *
 * @param what what the points are, for messages
 * @throws CellmerError `option` for anything else, and for cells that are no numbers
 */
export function parameterRows(
  cells: CellMatrix,
  names: readonly string[],
  what = 'parameters',
): Float64Array[] {
  const numberOf = (cell: Cell): number => numberIn(cell, what);
  const point = (given: readonly GivenValue[]): Float64Array =>
    parameterValues(given, names, what, NaN, true);
  const named = (header: readonly string[] | null, row: readonly Cell[]): GivenValue[] =>
    row.map((cell, i) => ({ name: header ? header[i] : null, value: numberOf(cell) }));
  const rows = cells.filter((row) => !row.every(isBlank));
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new CellmerError('option', `${what} is empty: expected ${names.join(', ')}.`);
  if (width === 2 && rows.every(([name, value]) => typeof name === 'string' && typeof value === 'number'))
    return [point(rows.map(([name, value]) => ({ name: String(name).trim(), value: numberOf(value) })))];
  if (rows[0].every((cell) => typeof cell === 'string')) {
    const header = rows[0].map((cell) => String(cell).trim());
    return rows.slice(1).map((row) => point(named(header, row)));
  }
  const isUpright = width === 1 && names.length > 1 && rows.length === names.length;
  const points = isUpright ? [rows.map(([cell]) => cell)] : rows;
  return points.map((row) => point(named(null, row)));
}

function numberIn(cell: Cell, what: string): number {
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  const found = isBlank(cell)
    ? 'an empty cell'
    : typeof cell === 'object'
      ? cell?.error
      : JSON.stringify(cell);
  throw new CellmerError('option', `${what} has ${found}: expected numbers.`);
}

/** Numbers for parameters as people write them: `p=0.3; q=0.1`, `0.3, 0.1`, or a range. */

import {
  CellmerError,
  parameterRows,
  toNumber,
  type Cell,
  type CellMatrix,
  type GivenValue,
} from '../src/index';

/** A name, then `=` or `:`, then a number; the name may be absent. */
const PIECE = /^(?:([^=:]+)[=:])?\s*([^=:]+)$/;

/**
 * @param text pieces with semicolons, commas or new lines between them
 * @param what what they are, for messages: `start`
 * @throws CellmerError `option` for a piece that is no number
 */
export function givenValues(text: string, what: string): GivenValue[] {
  const pieces = text
    .split(/[;,\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const [, name, number] = PIECE.exec(piece) ?? [];
    const value = number === undefined ? NaN : numberIn(number.trim());
    if (Number.isNaN(value))
      throw new CellmerError('option', `${what} has "${piece}": expected a number, or name=number.`);
    return { name: name === undefined ? null : name.trim(), value };
  });
}

/** A range of numbers, of texts as above, or of names with numbers beside or below them. */
export function givenCells(cells: CellMatrix, what: string): GivenValue[] {
  const rows = cells.map((row) => row.filter((cell) => !isEmpty(cell))).filter((row) => row.length > 0);
  const isName = (cell: Cell): boolean => typeof cell === 'string' && Number.isNaN(numberIn(cell));
  if (rows.length > 0 && rows.every((row) => row.length === 2 && isName(row[0]) && !isName(row[1])))
    return rows.map(([name, value]) => pair(name, value, what));
  const [names, values] = rows as (readonly Cell[] | undefined)[];
  if (rows.length === 2 && names?.every(isName) && values?.length === names.length && !values.some(isName))
    return names.map((name, i) => pair(name, values[i], what));
  return rows.flat().flatMap((cell) => givenValues(textOf(cell, what), what));
}

/**
 * Points, one per row of a range; text such as `p=0.5` is one of them.
 *
 * @param names of the parameters, in the order that numbers without a name are in
 */
export function givenPoints(cells: CellMatrix, names: readonly string[]): Float64Array[] {
  const [[only]] = cells;
  if (cells.length > 1 || cells[0].length > 1 || typeof only !== 'string') return parameterRows(cells, names);
  const given = givenValues(only, 'parameters');
  const isNamed = given.some(({ name }) => name !== null);
  const range = [...(isNamed ? [given.map(({ name }) => name)] : []), given.map(({ value }) => value)];
  return parameterRows(range, names);
}

function pair(name: Cell, value: Cell, what: string): GivenValue {
  return { name: textOf(name, what).trim(), value: givenValues(textOf(value, what), what)[0].value };
}

/** A number, a fraction such as 1/3, or Inf. */
export function numberIn(text: string): number {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text.trim());
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  const parts = text.split('/').map(toNumber);
  return parts.length <= 2 ? parts.reduce((a, b) => a / b) : NaN;
}

function isEmpty(cell: Cell): boolean {
  return cell == null || (typeof cell === 'string' && cell.trim() === '');
}

function textOf(cell: Cell, what: string): string {
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError('option', `${what} has the error ${cell.error}.`);
  return String(cell ?? '');
}

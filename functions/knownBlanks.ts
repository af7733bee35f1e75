/**
 * What ranges held when they were last read, blanks told from zeros: what can be answered while the host refuses to be asked.
 * Nothing is known any more of a range in which something was changed since.
 */

import { parseAddress } from '../src/index';

type Rows = readonly (readonly unknown[])[];

/** Ranges that are remembered, the latest of them. */
const REMEMBERED = 8;

const known = new Map<string, Rows>();

/** @param told the rows as they arrived, with those zeros made null that are blank on the sheet */
export function rememberBlanks(address: string, told: Rows): void {
  known.delete(address);
  known.set(address, told);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
}

/** The rows with their blanks, where every cell arrives as it did when the range was read; null otherwise. */
export function recalledBlanks(address: string, arrived: Rows): Rows | null {
  const told = known.get(address);
  return told && told.length === arrived.length && told.every((row, i) => isSame(row, arrived[i]))
    ? told
    : null;
}

/**
 * Cells were changed.
 *
 * @param address without the sheet; null where what has changed is more than the values of cells
 */
export function forgetBlanks(address: string | null): void {
  for (const where of [...known.keys()])
    if (address === null || touchesRemembered(address, where)) known.delete(where);
}

function isSame(told: readonly unknown[], arrived: readonly unknown[]): boolean {
  return told.length === arrived.length && told.every((cell, j) => wasHandedOverAs(cell, arrived[j]));
}

function wasHandedOverAs(cell: unknown, arrived: unknown): boolean {
  if (cell === null) return arrived === 0 || arrived === null;
  // Errors and data types are other objects each time.
  if (typeof cell === 'object') return JSON.stringify(cell) === JSON.stringify(arrived);
  return cell === arrived;
}

/** Whichever sheets they are on, for an event of a change does not say that by name. */
function touchesRemembered(changed: string, remembered: string): boolean {
  const { row = 0, column = 0, rowCount = Infinity, columnCount = Infinity } = parseAddress(remembered) ?? {};
  return touches(changed, { row, column, rows: rowCount, columns: columnCount });
}

interface Rectangle {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Whether any of the areas of an address, separated by commas, has a cell of the range. */
export function touches(address: string, range: Rectangle): boolean {
  return address.split(',').some((area) => {
    const found = parseAddress(area);
    if (!found) return true;
    return (
      found.row < range.row + range.rows &&
      found.row + found.rowCount > range.row &&
      found.column < range.column + range.columns &&
      found.column + found.columnCount > range.column
    );
  });
}

/** Cells as Univer stores them, and as the core reads and writes them. */

import { CellValueType, type ICellData } from '@univerjs/core';
import type { Cell, OutputCell } from '../src/index';

const ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/;

/** A stored cell as the core reads it: blanks null, errors as such, booleans as booleans. */
export function plainCell(cell: ICellData | null): Cell {
  const value = cell && contentOf(cell);
  if (cell == null || value === null || value === undefined || value === '') return null;
  if (cell.t === CellValueType.BOOLEAN) return value === 1 || value === true || value === 'TRUE';
  if (cell.t === CellValueType.NUMBER) return Number(value);
  if (typeof value === 'string' && ERROR.test(value) && cell.t !== CellValueType.FORCE_STRING)
    return { error: value };
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/**
 * What a cell holds: its value, or the text of a document in its place, which is what Univer makes of lines that are typed into one
 * cell, of addresses that are pasted and of the results of HYPERLINK.
 */
export function contentOf({ v, p }: ICellData): ICellData['v'] {
  if (v !== null && v !== undefined && v !== '') return v;
  // Every paragraph ends with a return, and the whole with one and a line feed.
  return p?.body ? p.body.dataStream.replace(/\r\n$/, '').replaceAll('\r', '\n') : v;
}

/** Text is stored as text, so that nothing is ever run as a formula; null for a blank. */
export function storedCell(cell: Cell | OutputCell | undefined): ICellData | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return { v: cell, t: CellValueType.NUMBER };
  if (typeof cell === 'boolean') return { v: cell ? 1 : 0, t: CellValueType.BOOLEAN };
  if (typeof cell === 'object') return { v: cell.error, t: CellValueType.STRING };
  return { v: cell, t: CellValueType.FORCE_STRING };
}

/** The same to be put in the place of whatever is there. */
export function replacingCell(cell: OutputCell): ICellData {
  return { v: null, t: null, f: null, ...storedCell(cell) };
}

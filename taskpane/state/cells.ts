/** Comparing cells. */

import type { Cell, CellMatrix } from '../../src/index';

/** Rows compared between two stops. */
const SLICE = 2000;

/** Whether two readings found the same: a calculation elsewhere on the sheet is no new data. Stops every few rows. */
export function* comparingCells(a: CellMatrix, b: CellMatrix): Generator<void, boolean> {
  if (a.length !== b.length) return false;
  for (let row = 0; row < a.length; row++) {
    if (row % SLICE === SLICE - 1) yield;
    if (a[row].length !== b[row].length || !a[row].every(isSame(b[row]))) return false;
  }
  return true;
}

function isSame(others: readonly Cell[]): (cell: Cell, at: number) => boolean {
  return (cell, at) => {
    const other = others[at];
    if (cell === null || typeof cell !== 'object') return cell === other;
    return typeof other === 'object' && other !== null && other.error === cell.error;
  };
}

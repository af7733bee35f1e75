/** Comparing cells. */

import type { Cell, CellMatrix } from '../../src/index';

/** Whether two readings found the same: a calculation elsewhere on the sheet is no new data. */
export function sameCells(a: CellMatrix, b: CellMatrix): boolean {
  return a.length === b.length && a.every((row, i) => row.length === b[i].length && row.every(isSame(b[i])));
}

function isSame(others: readonly Cell[]): (cell: Cell, at: number) => boolean {
  return (cell, at) => {
    const other = others[at];
    if (cell === null || typeof cell !== 'object') return cell === other;
    return typeof other === 'object' && other !== null && other.error === cell.error;
  };
}

/** Rows as CSV. */

import type { CellMatrix, OutputMatrix } from '../src/index';

/**
 * The rows of both side by side, as many as the second has: numbers with all their digits, text in quotes so that it stays
 * text, nothing for a missing cell.
 */
export function joinedCsv(left: CellMatrix, right: OutputMatrix): string {
  return right.map((row, i) => `${[...left[i], ...row].map(field).join(',')}\n`).join('');
}

function field(cell: CellMatrix[number][number]): string {
  if (cell == null || cell === '' || typeof cell === 'object') return '';
  return typeof cell === 'string' ? `"${cell.replace(/"/g, '""')}"` : String(cell);
}

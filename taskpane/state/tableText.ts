/** Cells as text that a spreadsheet takes from the clipboard. */

import type { OutputMatrix } from '../../src/index';

/** Columns apart by tabs, rows by line ends; what could be taken for a formula begins with an apostrophe. */
export function tableText(cells: OutputMatrix): string {
  return cells.map((row) => row.map(cellText).join('\t')).join('\n');
}

function cellText(cell: OutputMatrix[number][number]): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.error;
  if (typeof cell !== 'string') return String(cell);
  const line = cell.replaceAll(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}

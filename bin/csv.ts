/** Rows as CSV. */

import { isoDate, type CellMatrix, type OutputMatrix, type TextTable } from '../src/index';

/**
 * The rows of both side by side, as many as the second has: numbers with all their digits, dates with the year in front, text in quotes
 * so that it stays text, nothing for a missing cell.
 */
export function joinedCsv(
  { cells, formats }: Pick<TextTable, 'cells' | 'formats'>,
  right: OutputMatrix,
): string {
  const isDate = formats.map((format) => format !== null && /^(?:dd?|yyyy|mm|hh)\b/.test(format));
  return right
    .map((row, i) => {
      const left = cells[i].map((cell, c) =>
        isDate[c] && typeof cell === 'number' ? field(isoDate(cell)) : field(cell),
      );
      return `${[...left, ...row.map(field)].join(',')}\n`;
    })
    .join('');
}

function field(cell: CellMatrix[number][number]): string {
  if (cell == null || cell === '' || typeof cell === 'object') return '';
  return typeof cell === 'string' ? `"${cell.replace(/"/g, '""')}"` : String(cell);
}

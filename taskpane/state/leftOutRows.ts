/** The rows that a model leaves out because a value is missing, and which. */

import type { RangeAddress } from '../host';
import type { DataState } from './state';

export interface LeftOutRow {
  /** Number of the row on its sheet, from 1. */
  readonly row: number;
  /** The columns without a value. */
  readonly columns: readonly string[];
  /** The first cell without one. */
  readonly cell: RangeAddress;
}

/**
 * From above; of a column that the model uses twice, once.
 *
 * @param names the columns of the model
 * @param most rows that are listed
 */
export function leftOutRows(
  { range, summary }: Pick<DataState, 'range' | 'summary'>,
  names: readonly string[],
  most: number,
): LeftOutRow[] {
  if (!summary) return [];
  const used = summary.columns.flatMap((column, at) => (names.includes(column.name) ? [{ column, at }] : []));
  const missing = new Map<number, number[]>();
  for (const { column, at } of used)
    for (const row of column.missingRows) missing.set(row, [...(missing.get(row) ?? []), at]);
  const top = range.row + (summary.hasHeaders ? 1 : 0);
  return [...missing]
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([row, places]) => ({
      row: top + row + 1,
      columns: places.map((at) => summary.columns[at].name),
      cell: { sheet: range.sheet, row: top + row, column: range.column + places[0], rows: 1, columns: 1 },
    }));
}

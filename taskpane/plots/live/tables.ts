/** Where the tables of a report stand among the cells that a formula fills. */

import { labelledBlocks, type Report } from '../../../src/index';
import type { Part } from './live';

export interface TablePlace {
  /** The cells of a column, by its name in the report; null where the table has no such column. */
  column(name: string): Part | null;
  /** The columns of labels, side by side. */
  readonly labels: Part;
}

/**
 * @param formula index of the formula among those of the plot
 * @param name of the table in the report; the first of that name
 * @returns null where there is no such table, or no row in it
 */
export function tablePlace(report: Report, name: string, formula = 0): TablePlace | null {
  let top = 0;
  for (const { rows, titleRows, table } of labelledBlocks(report)) {
    if (table?.name === name && table.rows.length > 0) {
      const { columns } = table;
      const span = { formula, row: top + titleRows, rows: table.rows.length };
      const labelCount = columns.filter(({ kind }) => kind === 'label').length;
      return {
        column(wanted) {
          const at = columns.findIndex((column) => column.name === wanted);
          return at < 0 ? null : { ...span, column: at };
        },
        labels: { ...span, column: 0, columns: Math.max(1, labelCount) },
      };
    }
    // Blocks have an empty row between them.
    top += rows.length + 1;
  }
  return null;
}

/** A spreadsheet with one sheet of many cells, which would not fit into the cell by cell memory of the other one. */

import type { Cell } from '../../../src/index';
import { fakeHost, type FakeHost } from '../fakeHost';

export interface LargeOptions {
  readonly rows: number;
  readonly columns: number;
  /** Levels of the column `group`. */
  readonly levels: number;
  /** Characters in the name of each further column. */
  readonly nameLength: number;
}

/** Columns y, group, then numbers and, every fifth, labels. */
export function largeHost({ rows, columns, levels, nameLength }: LargeOptions): FakeHost {
  const names = Array.from({ length: columns - 2 }, (_, j) => `x${j} `.padEnd(nameLength, 'n'));
  const cells: Cell[][] = [['y', 'group', ...names]];
  for (let i = 0; i < rows; i++) {
    const row: Cell[] = [Math.sin(i * 1.3) + (i % levels) / levels, `g${i % levels}`];
    for (let j = 2; j < columns; j++) row.push(j % 5 === 0 ? `l${(i * j) % 200}` : Math.sin(i * j));
    cells.push(row);
  }
  const range = { sheet: 'Large', row: 0, column: 0, rows: rows + 1, columns };
  const host = fakeHost({ Large: [] });
  return Object.assign(host, {
    getSelection: async () => range,
    getSurroundingRegion: async () => range,
    // What a spreadsheet gives away is new each time.
    readRange: async () => cells.slice(),
  });
}

/** Data for tests of the pane, as cells of a sheet. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv, type CellMatrix } from '../../src/index';
import type { RangeAddress } from '../../taskpane/host';
import type { Action } from '../../taskpane/state/actions';
import { addressText } from '../../taskpane/state/address';
import { readData, type DataSummary } from '../../taskpane/state/columns';

export function example(name: string): CellMatrix {
  return parseCsv(readFileSync(join(import.meta.dirname, '../../examples', `${name}.csv`), 'utf8'));
}

/** Three subjects with two days each; a dose per subject; a missing value in the last row's outcome. */
export const SMALL: CellMatrix = [
  ['Reaction', 'Days', 'Subject', 'Dose', 'Day no'],
  [250.5, 0, 308, 1, 'a'],
  [260.25, 1, 308, 1, 'b'],
  [222, 0, 309, 2, 'a'],
  [231, 1, 309, 2, 'b'],
  [240.75, 0, 310, 3, 'a'],
  [null, 1, 310, 3, 'b'],
];

/** The action that puts cells into the pane. */
export function dataRead(range: RangeAddress, cells: CellMatrix, headers: boolean | 'auto' = 'auto'): Action {
  return { type: 'data/read', range, cells, headers, reading: readData(cells, headers, addressText(range)) };
}

/** What the pane knows of the columns of cells that are a table. */
export function summarizeData(cells: CellMatrix): DataSummary {
  return readData(cells).summary!;
}

/** Data for tests of the pane, as cells of a sheet. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv, type CellMatrix } from '../../src/index';

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

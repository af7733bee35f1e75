/** How large the sheets of an opened file are. */

import { MAX_COLUMNS, MAX_ROWS } from '../../src/index';

const ROWS = 2000;
const COLUMNS = 60;

export interface Room {
  readonly rowCount: number;
  readonly columnCount: number;
}

/** Room for what is there, and beside it for more. */
export function sheetRoom(rows: number, columns: number): Room {
  return {
    rowCount: Math.min(MAX_ROWS, Math.max(ROWS, rows + 200)),
    columnCount: Math.min(MAX_COLUMNS, Math.max(COLUMNS, columns + 20)),
  };
}

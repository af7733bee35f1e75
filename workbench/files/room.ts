/** How large the sheets of an opened file are. */

const ROWS = 2000;
const COLUMNS = 60;

/** Room for what is there, and beside it for more. */
export function sheetRoom(rows: number, columns: number): { rowCount: number; columnCount: number } {
  return { rowCount: Math.max(ROWS, rows + 200), columnCount: Math.max(COLUMNS, columns + 20) };
}

/** Where a formula stands. */

/** One cell of one sheet of one workbook; row and column are 0-based. */
export interface Place {
  readonly unitId: string;
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
}

export function placeKey({ unitId, sheetId, row, column }: Place): string {
  return `${unitId}|${sheetId}|${row}|${column}`;
}

/** The place as a range that Univer can mark for recalculation. */
export function asDirtyRange({ unitId, sheetId, row, column }: Place) {
  return { unitId, sheetId, range: { startRow: row, endRow: row, startColumn: column, endColumn: column } };
}

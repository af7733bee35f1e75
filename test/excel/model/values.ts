/** What a cell of the simulated worksheet can hold. */

export interface CellError {
  readonly error: string;
  /** The sentence on the error's card. */
  readonly message?: string;
}

/** An entity or another value of Excel's data types, as a function returned it. */
export interface RichValue {
  readonly rich: Readonly<Record<string, unknown>>;
}

/** Blank cells are null. */
export type CellValue = null | number | string | boolean | CellError | RichValue;
export type CellBlock = readonly (readonly CellValue[])[];

/** A rectangle on a sheet; rows and columns are 0-based. */
export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export function isError(value: CellValue): value is CellError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

export function isRich(value: CellValue): value is RichValue {
  return typeof value === 'object' && value !== null && 'rich' in value;
}

export function overlap(a: Rect, b: Rect): boolean {
  return (
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

export function contains(rect: Rect, row: number, column: number): boolean {
  return (
    row >= rect.row &&
    row < rect.row + rect.rows &&
    column >= rect.column &&
    column < rect.column + rect.columns
  );
}

/** Calls `visit` for each cell, row by row. */
export function eachCell(rect: Rect, visit: (row: number, column: number) => void): void {
  for (let i = 0; i < rect.rows; i++)
    for (let j = 0; j < rect.columns; j++) visit(rect.row + i, rect.column + j);
}

/** The type names of `Range.valueTypes`. */
export function valueType(value: CellValue): string {
  if (value === null) return 'Empty';
  if (typeof value === 'number') return 'Double';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  return isError(value) ? 'Error' : 'RichValue';
}

/** A value as `Range.values` gives it: blanks are empty text, errors their code, entities an error. */
export function plainValue(value: CellValue): string | number | boolean {
  if (value === null) return '';
  if (typeof value !== 'object') return value;
  return isError(value) ? value.error : String(value.rich.basicValue ?? '#VALUE!');
}

/** What the cell shows. */
export function shownText(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value !== null && isRich(value)) return String(value.rich.text ?? plainValue(value));
  return String(plainValue(value));
}

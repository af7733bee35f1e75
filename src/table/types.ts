/** What a spreadsheet hands over, and what the core makes of it. */

/** An error value in a cell, such as `{ error: '#DIV/0!' }`. */
export interface CellError {
  readonly error: string;
}

/** One cell: a blank is `null`, `undefined` or empty text, never a zero. */
export type Cell = number | string | boolean | null | undefined | CellError;

/** Rows of cells, all of the same length. */
export type CellMatrix = readonly (readonly Cell[])[];

/** A column of numbers; a missing value is NaN. Dates are their serial numbers. */
export interface NumericColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
  readonly missing: number;
}

/** A column of labels (text, booleans, or numbers and text mixed). */
export interface FactorColumn {
  readonly kind: 'factor';
  readonly name: string;
  /** 0-based index into `levels` per row; -1 is missing. */
  readonly codes: Int32Array;
  /** Sorted as R sorts in the C locale, FALSE before TRUE; or as the user listed them (`order`). */
  readonly levels: readonly string[];
  readonly missing: number;
  /** What the cells were. `mixed` (numbers and text) may group rows, but is no predictor: see `mixedCell`. */
  readonly source: 'text' | 'boolean' | 'mixed';
  /** For `mixed`: the sentence that names the first text cell among the numbers. */
  readonly mixedCell?: string;
  /** For `text`: the clause that names a cell which is no number, `cell B7 (column "dose") holds the text "low"`. */
  readonly textCell?: string;
  /** For `text`: whether every level is a number written as text. */
  readonly isNumbers?: boolean;
  /** The levels stand in an order that the user gave, and whether it means something; undefined where they are sorted. */
  readonly order?: 'listed' | 'ordered';
}

export type Column = NumericColumn | FactorColumn;

/** Typed columns of equal length. Only the columns asked for are read; `names` lists all there are. */
export interface Table {
  readonly rowCount: number;
  /** Every column's name in sheet order, read or not. Duplicates are kept and are an error only when used. */
  readonly names: readonly string[];
  /** The columns that were read, by name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Whether the first row was taken as headers. */
  readonly hasHeaders: boolean;
}

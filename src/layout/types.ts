/** Cells a result is laid out in. `null` is an empty cell; NaN and infinities never occur: see `OutputError`. */

export interface OutputError {
  readonly error: '#NUM!' | '#N/A' | '#VALUE!';
  readonly message?: string;
}

export type OutputCell = number | string | boolean | null | OutputError;
/** Rows of equal length. */
export type OutputMatrix = readonly (readonly OutputCell[])[];

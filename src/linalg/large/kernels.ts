import type { Panels } from './panels';

/** What can be done with large matrices, by whatever means. Matrices are row-major Float64Arrays. */
export interface LargeKernels {
  /**
   * Cholesky factor L with A = L·Lᵀ over the lower triangle of A (n×n); the upper triangle is undefined afterwards.
   * False when A is not numerically positive definite; A is then undefined.
   *
   * @param panels where the factor has entries; everywhere unless given
   */
  choleskyInPlace(A: Float64Array, n: number, panels?: Panels): boolean;
  /** (L·Lᵀ)⁻¹ where the panels have entries, both triangles, over the lower triangle L (n×n). */
  invertFactorInPlace(L: Float64Array, n: number, panels?: Panels): void;
  /** Products of a symmetric matrix with sparse rows. Valid until the next call of any kernel. */
  rowProducts(Q: Float64Array, n: number, rows: SparseRows): RowProducts;
}

/** Entries e with k numbers each, `values[e·k + a]`, that belong to column `columns[e]`. */
export interface SparseRows {
  readonly k: number;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Column that stands for the first row of Q. */
  readonly from: number;
}

export interface RowProducts {
  /** u[a] (n) of the latest `multiply`. */
  readonly u: readonly Float64Array[];
  /** For entries `start` to `end − 1`, for every a: u[a] = Σ values[a]·Q[column]. */
  multiply(start: number, end: number): void;
  /** Adds values[a]·u[b] to row `column` of the sum (a, b), for the same entries and every a and b. */
  addOuter(start: number, end: number): void;
  /** The k² sums, n×n, (a, b) at a·k + b. Row stride n. */
  sums(): readonly Float64Array[];
}

/** Columns in terms of others: the independent ones of X as a basis, and the coefficients of other columns in it. */

import { multiply } from '../linalg/dense';
import { dot } from '../linalg/columns';
import { orthogonalize, rootMeanSquare } from '../linalg/orthogonalize';

/** A part of a column below this share of the whole is rounding. */
const ROUNDING = 1e-12;

export interface ColumnBasis {
  /** Indices of the r independent columns. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  /** r×r upper triangular: the kept columns are W·R. */
  readonly R: Float64Array;
  /** The r×p coefficients A of columns Y = X·A in the kept columns; what of Y is outside of their span is left out. */
  coefficients(Y: readonly Float64Array[]): Float64Array;
}

export function columnBasis(X: readonly Float64Array[]): ColumnBasis {
  const { columns: W, R, kept, dropped } = orthogonalize(X);
  const r = W.length;
  return {
    kept,
    dropped,
    R,
    coefficients(Y) {
      const p = Y.length;
      const projected = new Float64Array(r * p);
      W.forEach((w, i) => Y.forEach((y, j) => (projected[i * p + j] = dot(w, y) / w.length)));
      const A = multiply(invertUpper(R, r), projected, r, r, p);
      const sizes = kept.map((x) => rootMeanSquare(X[x]));
      const own = Y.map(rootMeanSquare);
      // A contrast must not take up rounding times an intercept of 1e12.
      return A.map((v, at) => {
        const part = Math.abs(v) * sizes[Math.floor(at / p)];
        return part > ROUNDING * own[at % p] ? v : 0;
      });
    },
  };
}

function invertUpper(R: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++)
    for (let i = j; i >= 0; i--) {
      let s = i === j ? 1 : 0;
      for (let c = i + 1; c <= j; c++) s -= R[i * n + c] * inverse[c * n + j];
      inverse[i * n + j] = s / R[i * n + i];
    }
  return inverse;
}

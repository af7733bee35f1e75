/** Solving with a large Cholesky factor (n×n, row-major) that has entries where its panels have them. */

import type { Panels } from './panels';

/** Solves L·x = b over b. */
export function forwardSolvePanels(L: Float64Array, n: number, panels: Panels, b: Float64Array): void {
  const { starts, pointer, rows } = panels;
  for (let p = 0; p + 1 < starts.length; p++) {
    const from = starts[p];
    const to = starts[p + 1];
    for (let j = from; j < to; j++) b[j] = (b[j] - rowTimes(L, j * n, from, j, b)) / L[j * n + j];
    for (let r = pointer[p]; r < pointer[p + 1]; r++) b[rows[r]] -= rowTimes(L, rows[r] * n, from, to, b);
  }
}

/** Σ_c L[row + c]·b[c] for columns `from` to `to` − 1. */
function rowTimes(L: Float64Array, row: number, from: number, to: number, b: Float64Array): number {
  let s = 0;
  for (let c = from; c < to; c++) s += L[row + c] * b[c];
  return s;
}

/** Solves Lᵀ·x = b over b. */
export function backSolvePanels(L: Float64Array, n: number, panels: Panels, b: Float64Array): void {
  const { starts, pointer, rows } = panels;
  for (let p = starts.length - 2; p >= 0; p--) {
    const from = starts[p];
    const to = starts[p + 1];
    for (let r = pointer[p]; r < pointer[p + 1]; r++) subtractRow(L, rows[r] * n, from, to, b[rows[r]], b);
    for (let j = to - 1; j >= from; j--) {
      b[j] /= L[j * n + j];
      subtractRow(L, j * n, from, j, b[j], b);
    }
  }
}

/** b[c] −= L[row + c]·x for columns `from` to `to` − 1. */
function subtractRow(
  L: Float64Array,
  row: number,
  from: number,
  to: number,
  x: number,
  b: Float64Array,
): void {
  for (let c = from; c < to; c++) b[c] -= L[row + c] * x;
}

/** Products of a symmetric matrix with sparse rows, in plain TypeScript. */

import type { RowProducts, SparseRows } from './kernels';

export function rowProducts(Q: Float64Array, n: number, rows: SparseRows): RowProducts {
  const { k } = rows;
  const u = Array.from({ length: k }, () => new Float64Array(n));
  const sums = Array.from({ length: k * k }, () => new Float64Array(n * n));
  return {
    u,
    multiply(start, end) {
      for (let a = 0; a < k; a++) rowTimes(rows, a, start, end, Q, n, u[a]);
    },
    addOuter(start, end) {
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) spread(rows, a, start, end, u[b], n, sums[a * k + b]);
    },
    sums: () => sums,
  };
}

/** u = values[a]·Q, four rows of Q at a time. */
function rowTimes(
  { values, columns, k, from }: SparseRows,
  a: number,
  start: number,
  end: number,
  Q: Float64Array,
  n: number,
  u: Float64Array,
): void {
  u.fill(0);
  let e = start;
  for (; e + 4 <= end; e += 4) {
    const v0 = values[e * k + a];
    const v1 = values[(e + 1) * k + a];
    const v2 = values[(e + 2) * k + a];
    const v3 = values[(e + 3) * k + a];
    const r0 = (columns[e] - from) * n;
    const r1 = (columns[e + 1] - from) * n;
    const r2 = (columns[e + 2] - from) * n;
    const r3 = (columns[e + 3] - from) * n;
    for (let x = 0; x < n; x++) u[x] += v0 * Q[r0 + x] + v1 * Q[r1 + x] + (v2 * Q[r2 + x] + v3 * Q[r3 + x]);
  }
  for (; e < end; e++) {
    const v = values[e * k + a];
    const row = (columns[e] - from) * n;
    for (let x = 0; x < n; x++) u[x] += v * Q[row + x];
  }
}

/** Adds values[a]ᵀ·u to the sum. */
function spread(
  { values, columns, k, from }: SparseRows,
  a: number,
  start: number,
  end: number,
  u: Float64Array,
  n: number,
  sum: Float64Array,
): void {
  for (let e = start; e < end; e++) {
    const v = values[e * k + a];
    const row = (columns[e] - from) * n;
    for (let x = 0; x < n; x++) sum[row + x] += v * u[x];
  }
}

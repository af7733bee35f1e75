/** The entries of a large symmetric matrix that are not zero, row by row. */
export interface SparseSquare {
  /** Those of row i are `pointer[i]` to `pointer[i + 1] − 1`, by rising columns. */
  readonly pointer: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** @param A n×n, row-major, of which the lower triangle is read */
export function entriesOfLower(A: Float64Array, n: number): SparseSquare {
  const pointer = new Int32Array(n + 1);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      if (A[i * n + j] === 0) continue;
      pointer[i + 1]++;
      if (j < i) pointer[j + 1]++;
    }
  for (let i = 0; i < n; i++) pointer[i + 1] += pointer[i];
  const next = pointer.slice();
  const columns = new Int32Array(pointer[n]);
  const values = new Float64Array(pointer[n]);
  const add = (i: number, j: number, v: number): void => {
    columns[next[i]] = j;
    values[next[i]++] = v;
  };
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const v = A[i * n + j];
      if (v === 0) continue;
      add(i, j, v);
      if (j < i) add(j, i, v);
    }
  return { pointer, columns, values };
}

/** out[from + i] = Σ_j A[i, j]·v[from + j]. */
export function timesSparse(
  { pointer, columns, values }: SparseSquare,
  v: Float64Array,
  out: Float64Array,
  from: number,
): void {
  for (let i = 0; i + 1 < pointer.length; i++) {
    let s = 0;
    for (let e = pointer[i]; e < pointer[i + 1]; e++) s += values[e] * v[from + columns[e]];
    out[from + i] = s;
  }
}

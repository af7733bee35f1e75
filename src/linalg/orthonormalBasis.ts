/** Orthonormal bases that begin with given directions. */

export interface CompletedBasis {
  /** n×n orthogonal, row-major: its first r columns span the given vectors. */
  readonly Q: Float64Array;
  /** r×r upper triangular, row-major, positive diagonal: vector j is Σ_i Q[·,i]·R[i,j]. */
  readonly R: Float64Array;
}

/**
 * A QR decomposition with all n columns of Q, by Householder reflections (Golub & Van Loan, Matrix Computations, 5.2).
 *
 * @param vectors r ≤ n linearly independent vectors of n numbers
 */
export function completeBasis(vectors: readonly Float64Array[], n: number): CompletedBasis {
  const r = vectors.length;
  const Q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) Q[i * n + i] = 1;
  const rest = vectors.map((v) => new Float64Array(v));
  const R = new Float64Array(r * r);
  for (let j = 0; j < r; j++) {
    const x = rest[j];
    let scale = 0;
    for (let i = j; i < n; i++) scale = Math.hypot(scale, x[i]);
    const v = x.slice(j);
    v[0] += v[0] < 0 ? -scale : scale;
    const sign = x[j] < 0 ? 1 : -1;
    let vv = 0;
    for (const entry of v) vv += entry * entry;
    for (const column of rest.slice(j)) reflectInPlace(column, j, v, vv);
    for (let row = 0; row < n; row++) reflectInPlace(Q.subarray(row * n, (row + 1) * n), j, v, vv);
    // The reflection sends x to sign·scale·e_j; a positive diagonal turns the column of Q round.
    if (sign < 0) for (let row = 0; row < n; row++) Q[row * n + j] = -Q[row * n + j];
    for (let c = j; c < r; c++) R[j * r + c] = sign * rest[c][j];
  }
  return { Q, R };
}

/** x ← (I − 2vvᵀ/vᵀv)·x from entry `from` on. */
function reflectInPlace(x: Float64Array, from: number, v: Float64Array, vv: number): void {
  let s = 0;
  for (let i = 0; i < v.length; i++) s += v[i] * x[from + i];
  s *= 2 / vv;
  for (let i = 0; i < v.length; i++) x[from + i] -= s * v[i];
}

/**
 * An orthonormal basis of the span of some vectors (Gram-Schmidt, the longest remainder first, each projected out twice).
 *
 * @param tolerance remainders that are not longer count as zero
 */
export function orthonormalBasis(vectors: readonly Float64Array[], tolerance: number): Float64Array[] {
  const rest = vectors.map((v) => new Float64Array(v));
  const basis: Float64Array[] = [];
  while (basis.length < vectors.length) {
    const lengths = rest.map((v) => Math.hypot(...v));
    const at = lengths.reduce((best, length, i) => (length > lengths[best] ? i : best), 0);
    if (!(lengths[at] > tolerance)) break;
    const unit = rest[at].map((x) => x / lengths[at]);
    basis.push(unit);
    for (let round = 0; round < 2; round++)
      for (const v of rest) {
        const share = v.reduce((sum, x, i) => sum + x * unit[i], 0);
        for (let i = 0; i < v.length; i++) v[i] -= share * unit[i];
      }
  }
  return basis;
}

/**
 * Dense kernels for the small matrices (k×k, p×p) of a mixed model, over row-major Float64Arrays.
 * Decompositions that are not in an inner loop come from ml-matrix.
 */

import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Position of entry (a, b) of a symmetric matrix in its packed lower triangle, stored row by row. */
export function packedIndex(a: number, b: number): number {
  return a >= b ? (a * (a + 1)) / 2 + b : (b * (b + 1)) / 2 + a;
}

/**
 * Cholesky factor L with A = L·Lᵀ, written over the lower triangle of A (n×n); the upper triangle is not touched.
 *
 * @returns false when A is not numerically positive definite; A is then partly overwritten
 */
export function choleskyInPlace(A: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    let d = A[j * n + j];
    for (let c = 0; c < j; c++) d -= A[j * n + c] * A[j * n + c];
    if (!(d > 0) || d === Infinity) return false;
    const l = Math.sqrt(d);
    A[j * n + j] = l;
    for (let i = j + 1; i < n; i++) {
      let s = A[i * n + j];
      for (let c = 0; c < j; c++) s -= A[i * n + c] * A[j * n + c];
      A[i * n + j] = s / l;
    }
  }
  return true;
}

/** Solves L·x = b over b; L is the lower triangle of an n×n array with row stride `stride`. */
export function forwardSolveInPlace(L: Float64Array, n: number, stride: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let s = b[i];
    for (let c = 0; c < i; c++) s -= L[i * stride + c] * b[c];
    b[i] = s / L[i * stride + i];
  }
}

/** Solves Lᵀ·x = b over b; L as in `forwardSolveInPlace`. */
export function backSolveTransposedInPlace(
  L: Float64Array,
  n: number,
  stride: number,
  b: Float64Array,
): void {
  for (let i = n - 1; i >= 0; i--) {
    let s = b[i];
    for (let c = i + 1; c < n; c++) s -= L[c * stride + i] * b[c];
    b[i] = s / L[i * stride + i];
  }
}

/** Inverse of the lower triangle L (n×n, row stride `stride`) as a full n×n row-major array. */
export function invertLower(L: Float64Array, n: number, stride: number): Float64Array {
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    forwardSolveInPlace(L, n, stride, column);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i];
  }
  return inverse;
}

/** C = A·B for row-major A (m×l) and B (l×n). */
export function multiply(A: Float64Array, B: Float64Array, m: number, l: number, n: number): Float64Array {
  const C = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let c = 0; c < l; c++) {
      const a = A[i * l + c];
      if (a === 0) continue;
      for (let j = 0; j < n; j++) C[i * n + j] += a * B[c * n + j];
    }
  return C;
}

/** Aᵀ for row-major A (m×n). */
export function transpose(A: Float64Array, m: number, n: number): Float64Array {
  const At = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) At[j * m + i] = A[i * n + j];
  return At;
}

/** Jᵀ·H·J for row-major H (m×m) and J (m×n). */
export function congruence(H: Float64Array, J: Float64Array, m: number, n: number): Float64Array {
  return multiply(transpose(J, m, n), multiply(H, J, m, m, n), n, m, n);
}

/** Inverse of a symmetric positive definite n×n matrix; null when it is not positive definite. */
export function invertPositiveDefinite(A: Float64Array, n: number): Float64Array | null {
  // Scaled to a unit diagonal first, so that parameters in very different units do not look singular.
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (!(A[i * n + i] > 0)) return null;
    scale[i] = 1 / Math.sqrt(A[i * n + i]);
  }
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) L[i * n + j] = A[i * n + j] * scale[i] * scale[j];
  if (!choleskyInPlace(L, n)) return null;
  for (let i = 0; i < n; i++) if (L[i * n + i] < 1e-7) return null;
  const inverseL = invertLower(L, n, n);
  const inverse = congruence(identity(n), inverseL, n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) inverse[i * n + j] *= scale[i] * scale[j];
  return inverse;
}

/** The n×n identity. */
function identity(n: number): Float64Array {
  const I = new Float64Array(n * n);
  for (let i = 0; i < n; i++) I[i * n + i] = 1;
  return I;
}

export interface SymmetricEigen {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** n×n, row-major; column j belongs to value j. */
  readonly vectors: Float64Array;
}

/** Eigenvalues and orthonormal eigenvectors of a symmetric n×n matrix. */
export function symmetricEigen(A: Float64Array, n: number): SymmetricEigen {
  if (n === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  if (n === 1) return { values: Float64Array.of(A[0]), vectors: Float64Array.of(1) };
  const matrix = new Matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) matrix.set(i, j, 0.5 * (A[i * n + j] + A[j * n + i]));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const order = ascending(realEigenvalues);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  for (let to = 0; to < n; to++) {
    values[to] = realEigenvalues[order[to]];
    for (let i = 0; i < n; i++) vectors[i * n + to] = eigenvectorMatrix.get(i, order[to]);
  }
  return { values, vectors };
}

/** The positions of a few numbers, those of the smallest first; they are nearly in order already. */
function ascending(numbers: readonly number[]): number[] {
  const order: number[] = [];
  numbers.forEach((x, i) => {
    let at = i;
    for (; at > 0 && numbers[order[at - 1]] > x; at--) order[at] = order[at - 1];
    order[at] = i;
  });
  return order;
}

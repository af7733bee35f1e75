/** Dense kernels for the small matrices (k×k, p×p) of a mixed model, over row-major Float64Arrays. */

import { maxAbs } from './columns';

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

/**
 * Solves A·x = b by elimination with row pivoting, for an n×n matrix A that need not be positive definite.
 *
 * @returns null when a pivot is exactly zero
 */
export function solveGeneral(A: Float64Array, n: number, b: Float64Array): Float64Array | null {
  const U = A.slice();
  const x = b.slice();
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(U[i * n + j]) > Math.abs(U[pivot * n + j])) pivot = i;
    if (U[pivot * n + j] === 0) return null;
    if (pivot !== j) {
      for (let c = j; c < n; c++) swapInPlace(U, pivot * n + c, j * n + c);
      swapInPlace(x, pivot, j);
    }
    for (let i = j + 1; i < n; i++) {
      const share = U[i * n + j] / U[j * n + j];
      for (let c = j + 1; c < n; c++) U[i * n + c] -= share * U[j * n + c];
      x[i] -= share * x[j];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = i + 1; c < n; c++) x[i] -= U[i * n + c] * x[c];
    x[i] /= U[i * n + i];
  }
  return x;
}

function swapInPlace(values: Float64Array, i: number, j: number): void {
  const kept = values[i];
  values[i] = values[j];
  values[j] = kept;
}

/**
 * Lower triangular T with T·Tᵀ = A·Aᵀ and a diagonal that is not negative (k×k, row-major), by Householder reflections of
 * the rows: no squares are formed, so that a nearly singular factor keeps its small entries.
 */
export function triangularFactor(A: Float64Array, k: number): Float64Array {
  const T = A.slice();
  const v = new Float64Array(k);
  for (let b = 0; b < k; b++) {
    const length = Math.hypot(...T.subarray(b * k + b, b * k + k));
    if (length === 0) continue;
    // The reflection that takes row b to ∓length at b: I − v·vᵀ/v_b, with v = ±(row b)/length + e_b and v_b from 1 to 2.
    const sign = T[b * k + b] < 0 ? -1 : 1;
    for (let c = b; c < k; c++) v[c] = (sign * T[b * k + c]) / length;
    v[b] += 1;
    for (let a = b + 1; a < k; a++) {
      let s = 0;
      for (let c = b; c < k; c++) s += v[c] * T[a * k + c];
      for (let c = b; c < k; c++) T[a * k + c] -= (s / v[b]) * v[c];
      // Column b has the diagonal −sign·length so far.
      if (sign > 0) T[a * k + b] = -T[a * k + b];
    }
    T[b * k + b] = length;
    T.fill(0, b * k + b + 1, b * k + k);
  }
  return T;
}

export interface SymmetricEigen {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** n×n, row-major; column j belongs to value j. */
  readonly vectors: Float64Array;
}

/** Sweeps of rotations after which what is left off the diagonal is rounding that goes round in circles. */
const SWEEPS = 50;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric n×n matrix, by Jacobi's rotations of two axes at a time: for small
 * matrices quick, and small eigenvalues of a positive definite one are as exact as its entries allow (Demmel & Veselić 1992,
 * SIAM J. Matrix Anal. Appl. 13).
 */
export function symmetricEigen(A: Float64Array, n: number): SymmetricEigen {
  const D = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) D[i * n + j] = 0.5 * (A[i * n + j] + A[j * n + i]);
  const V = identity(n);
  const negligible = Number.EPSILON ** 2 * maxAbs(D);
  for (let sweep = 0, isDiagonal = false; !isDiagonal && sweep < SWEEPS; sweep++) {
    isDiagonal = true;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const off = Math.abs(D[p * n + q]);
        const among = Math.sqrt(Math.abs(D[p * n + p])) * Math.sqrt(Math.abs(D[q * n + q]));
        if (!(off > Math.max(negligible, Number.EPSILON * among))) continue;
        isDiagonal = false;
        rotateInPlace(D, V, n, p, q);
      }
  }
  return inOrder(D, V, n);
}

/** Turns the axes p and q of D = Vᵀ·A·V so that D[p, q] becomes 0; row-wise, D stays symmetric. */
function rotateInPlace(D: Float64Array, V: Float64Array, n: number, p: number, q: number): void {
  const off = D[p * n + q];
  const ratio = (D[q * n + q] - D[p * n + p]) / (2 * off);
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  D[p * n + p] -= t * off;
  D[q * n + q] += t * off;
  D[p * n + q] = D[q * n + p] = 0;
  for (let i = 0; i < n; i++) {
    const [x, y] = [V[i * n + p], V[i * n + q]];
    V[i * n + p] = c * x - s * y;
    V[i * n + q] = s * x + c * y;
    if (i === p || i === q) continue;
    const [a, b] = [D[p * n + i], D[q * n + i]];
    D[i * n + p] = D[p * n + i] = c * a - s * b;
    D[i * n + q] = D[q * n + i] = s * a + c * b;
  }
}

/** The diagonal of D, ascending, with its columns of V. */
function inOrder(D: Float64Array, V: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => D[i * n + i] - D[j * n + j]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = V[i * n + from];
  });
  return { values: Float64Array.from(order, (i) => D[i * n + i]), vectors };
}

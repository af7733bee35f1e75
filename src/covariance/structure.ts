/**
 * The relative covariance matrix G = T·Tᵀ of all random effects of one grouping factor, and its parameters.
 *
 * Terms on the same factor stand side by side: G is block diagonal, one k_t×k_t block per term, and theta is the lower
 * triangle of the blocks of T by column, term after term (lme4's order). All indices below count the k = Σk_t columns.
 */

import { packedIndex } from '../linalg/dense';

export interface CovarianceStructure {
  /** Number of random effects per level of the factor. */
  readonly k: number;
  /** First column and size of each term's block. */
  readonly blocks: readonly { readonly start: number; readonly size: number }[];
  /** Number of parameters. */
  readonly m: number;
  /** For parameter i: row and column of its entry of T, and of the symmetric G that it stands for (row ≥ column). */
  readonly rows: Int32Array;
  readonly cols: Int32Array;
}

export function covarianceStructure(sizes: readonly number[]): CovarianceStructure {
  const blocks: { start: number; size: number }[] = [];
  const rows: number[] = [];
  const cols: number[] = [];
  let start = 0;
  for (const size of sizes) {
    blocks.push({ start, size });
    for (let b = 0; b < size; b++)
      for (let a = b; a < size; a++) {
        rows.push(start + a);
        cols.push(start + b);
      }
    start += size;
  }
  return { k: start, blocks, m: rows.length, rows: Int32Array.from(rows), cols: Int32Array.from(cols) };
}

/** T (k×k, row-major, lower triangular) from theta; written over `into`, zero above its diagonal blocks, where it is given. */
export function factorFromTheta(
  { k, m, rows, cols }: CovarianceStructure,
  theta: Float64Array,
  into: Float64Array = new Float64Array(k * k),
): Float64Array {
  for (let i = 0; i < m; i++) into[rows[i] * k + cols[i]] = theta[i];
  return into;
}

/** Theta from the lower triangle of T (k×k, row-major). */
export function thetaFromFactor(
  { k, m, rows, cols }: CovarianceStructure,
  T: Float64Array,
  into: Float64Array = new Float64Array(m),
): Float64Array {
  for (let i = 0; i < m; i++) into[i] = T[rows[i] * k + cols[i]];
  return into;
}

/** G = T·Tᵀ (k×k, row-major). */
export function covarianceFromFactor(T: Float64Array, k: number): Float64Array {
  const G = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      let s = 0;
      for (let c = 0; c <= b; c++) s += T[a * k + c] * T[b * k + c];
      G[a * k + b] = s;
      G[b * k + a] = s;
    }
  return G;
}

/**
 * Lower triangular T with T·Tᵀ = G for a positive semidefinite G (k×k, row-major), its diagonal not negative.
 * A pivot below 1e-14 of its diagonal entry counts as zero, and its column of T is zero.
 */
export function factorFromCovariance(G: Float64Array, k: number): Float64Array {
  const T = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    let d = G[j * k + j];
    for (let c = 0; c < j; c++) d -= T[j * k + c] * T[j * k + c];
    if (!(d > 1e-14 * G[j * k + j])) continue;
    const l = Math.sqrt(d);
    T[j * k + j] = l;
    for (let i = j + 1; i < k; i++) {
      let s = G[i * k + j];
      for (let c = 0; c < j; c++) s -= T[i * k + c] * T[j * k + c];
      T[i * k + j] = s / l;
    }
  }
  return T;
}

/**
 * Derivative of the natural parameters (entries of G) with respect to theta: m×m, row-major,
 * ∂G/∂T[a,b] = e_a·T[·,b]ᵀ + T[·,b]·e_aᵀ.
 */
export function covarianceJacobian(structure: CovarianceStructure, T: Float64Array): Float64Array {
  const { k, m, rows, cols } = structure;
  const position = parameterPositions(structure);
  const J = new Float64Array(m * m);
  for (let t = 0; t < m; t++) {
    const a = rows[t];
    const b = cols[t];
    for (let c = 0; c < k; c++) {
      const v = T[c * k + b];
      if (v === 0) continue;
      const i = position[packedIndex(a, c)];
      J[i * m + t] += a === c ? 2 * v : v;
    }
  }
  return J;
}

/** Parameter number of each entry of the packed lower triangle of G; -1 where G is zero by structure. */
function parameterPositions(structure: CovarianceStructure): Int32Array {
  const { k, m, rows, cols } = structure;
  const position = new Int32Array((k * (k + 1)) / 2).fill(-1);
  for (let i = 0; i < m; i++) position[packedIndex(rows[i], cols[i])] = i;
  return position;
}

/** The block of `size` rows and columns of A (k×k, row-major) that begins at (start, start). */
export function diagonalBlock(A: Float64Array, k: number, start: number, size: number): Float64Array {
  const B = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) B[a * size + b] = A[(start + a) * k + start + b];
  return B;
}

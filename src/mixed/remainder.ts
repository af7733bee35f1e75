/**
 * What remains of several grouping factors once the first is eliminated, block by block: with C = Z₂ᵀW₁Z₂ of a block and
 * Λ = diag(I ⊗ T_f),
 *
 *   Ω = I + ΛᵀCΛ,   Q = ΛΩ⁻¹Λᵀ,   K = C − CQC.
 *
 * Where a factor's G = T·Tᵀ is regular its part of K is G⁻¹ − G⁻¹QG⁻¹, which costs nothing more; where it is singular, or
 * so small that the difference would lose digits, K is multiplied out.
 */

import { CellmerError } from '../errors';
import { invertLower, multiply, symmetricEigen } from '../linalg/dense';
import { largeKernels } from '../linalg/large';
import type { RemainingBlock } from './crossedStatistics';
import { diagonalBlock } from './covarianceStructure';
import type { FactorPart } from './evaluation';

/** One of the remaining factors at one T. */
export interface FactorScale {
  readonly k: number;
  /** k×k lower triangle T, and G⁻¹ where G is regular. */
  readonly T: Float64Array;
  readonly inverse: Float64Array | null;
}

export interface BlockSolution {
  readonly Q: Float64Array;
  readonly K: Float64Array;
  /** Effects whose G is not regular, and X = Q·C in their columns (size×singular.length). */
  readonly singular: Int32Array;
  readonly X: Float64Array;
  /** L⁻¹ΛᵀD, whose square is what the block explains of [W e]ᵀW₁[W e]. */
  readonly ND: Float64Array;
  /** log|Ω|. */
  readonly logDet: number;
}

/** G counts as regular when its smallest eigenvalue times the rows of a level is above this. */
const REGULAR = 1e-4;

/**
 * @param T k×k factor of all grouping factors, row-major
 * @param rowsPerLevel of each factor in `others`
 */
export function factorScales(
  others: readonly FactorPart[],
  T: Float64Array,
  k: number,
  n: number,
): FactorScale[] {
  return others.map(({ start, k: size, group }) => {
    const own = diagonalBlock(T, k, start, size);
    const G = multiply(own, transposed(own, size), size, size, size);
    const isRegular = (symmetricEigen(G, size).values[0] * n) / group.levels.length > REGULAR;
    if (!isRegular) return { k: size, T: own, inverse: null };
    const inverse = invertLower(own, size, size);
    return { k: size, T: own, inverse: multiply(transposed(inverse, size), inverse, size, size, size) };
  });
}

function transposed(A: Float64Array, n: number): Float64Array {
  return A.map((_, at) => A[(at % n) * n + Math.floor(at / n)]);
}

/**
 * @param C reduced cross-products of the block, size×size
 * @param D its rows of Z₂ᵀW₁[W e], size×w
 */
export function solveBlock(
  block: RemainingBlock,
  scales: readonly FactorScale[],
  C: Float64Array,
  D: Float64Array,
  w: number,
): BlockSolution {
  const { size } = block;
  const kernels = largeKernels(size);
  const Q = Float64Array.from(C);
  scales.forEach(({ k, T }, f) => fromBothSides(Q, size, block.bases[f], k, transposed(T, k)));
  for (let i = 0; i < size; i++) Q[i * size + i] += 1;
  if (!kernels.choleskyInPlace(Q, size))
    throw new CellmerError(
      'numeric',
      'the covariance of the random effects became too large to compute with',
    );
  let logDet = 0;
  for (let i = 0; i < size; i++) logDet += 2 * Math.log(Q[i * size + i]);
  const ND = Float64Array.from(D);
  scales.forEach(({ k, T }, f) => fromLeft(ND, w, block.bases[f], k, transposed(T, k)));
  solveForward(Q, size, ND, w);
  kernels.invertFactorInPlace(Q, size);
  scales.forEach(({ k, T }, f) => fromBothSides(Q, size, block.bases[f], k, T));

  const singular = Int32Array.from(
    scales.flatMap(({ k, inverse }, f) =>
      inverse === null
        ? [...block.bases[f]].flatMap((base) => Array.from({ length: k }, (_, a) => base + a))
        : [],
    ),
  );
  return { Q, ...informationOf(block, scales, C, Q, singular), singular, ND, logDet };
}

/** K = C − CQC and X = Q·C in the columns of `singular`. */
function informationOf(
  { size, bases }: RemainingBlock,
  scales: readonly FactorScale[],
  C: Float64Array,
  Q: Float64Array,
  singular: Int32Array,
): Pick<BlockSolution, 'K' | 'X'> {
  const K = Q.map((v) => -v);
  scales.forEach(({ k, inverse }, f) => {
    if (inverse === null) return;
    fromBothSides(K, size, bases[f], k, inverse);
    for (const base of bases[f])
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) K[(base + a) * size + base + b] += inverse[a * k + b];
  });
  const width = singular.length;
  const columns = new Float64Array(size * width);
  for (let i = 0; i < size; i++)
    for (let c = 0; c < width; c++) columns[i * width + c] = C[i * size + singular[c]];
  const X = multiply(Q, columns, size, size, width);
  const CX = multiply(C, X, size, size, width);
  for (let i = 0; i < size; i++)
    for (let c = 0; c < width; c++) {
      const v = columns[i * width + c] - CX[i * width + c];
      K[i * size + singular[c]] = K[singular[c] * size + i] = v;
    }
  return { K, X };
}

/** Solves L·Y = B over B (size×w); L is the lower triangle of a size×size array. */
function solveForward(L: Float64Array, size: number, B: Float64Array, w: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let c = 0; c < i; c++) {
      const l = L[row + c];
      for (let x = 0; x < w; x++) B[i * w + x] -= l * B[c * w + x];
    }
    for (let x = 0; x < w; x++) B[i * w + x] /= L[row + i];
  }
}

/** In the rows of one factor's levels X ← (I ⊗ S)·X, for X with `width` columns. */
function fromLeft(X: Float64Array, width: number, bases: Int32Array, k: number, S: Float64Array): void {
  if (k === 1) {
    for (const base of bases) for (let x = base * width; x < (base + 1) * width; x++) X[x] *= S[0];
    return;
  }
  const old = new Float64Array(k);
  for (const base of bases)
    for (let x = 0; x < width; x++) {
      for (let a = 0; a < k; a++) old[a] = X[(base + a) * width + x];
      for (let a = 0; a < k; a++) {
        let s = 0;
        for (let b = 0; b < k; b++) s += S[a * k + b] * old[b];
        X[(base + a) * width + x] = s;
      }
    }
}

/** In the rows and columns of one factor's levels X ← (I ⊗ S)·X·(I ⊗ S)ᵀ, for square X. */
function fromBothSides(X: Float64Array, size: number, bases: Int32Array, k: number, S: Float64Array): void {
  fromLeft(X, size, bases, k, S);
  if (k === 1) {
    for (let i = 0; i < size * size; i += size)
      for (let l = 0; l < bases.length; l++) X[i + bases[l]] *= S[0];
    return;
  }
  const old = new Float64Array(k);
  for (let i = 0; i < size * size; i += size)
    for (let l = 0; l < bases.length; l++) {
      const at = i + bases[l];
      for (let a = 0; a < k; a++) old[a] = X[at + a];
      for (let a = 0; a < k; a++) {
        let s = 0;
        for (let b = 0; b < k; b++) s += S[a * k + b] * old[b];
        X[at + a] = s;
      }
    }
}

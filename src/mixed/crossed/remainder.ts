/**
 * What remains of several grouping factors once the first is eliminated, block by block: with C = Z₂ᵀW₁Z₂ of a block and
 * Λ = diag(I ⊗ T_f),
 *
 *   Ω = I + ΛᵀCΛ,   Q = ΛΩ⁻¹Λᵀ,   K = C − CQC.
 *
 * Where a factor's G = T·Tᵀ is regular its part of K is G⁻¹ − G⁻¹QG⁻¹, which costs nothing more; where it is singular, or
 * so small that the difference would lose digits, K is multiplied out.
 */

import { CellmerError } from '../../errors';
import { invertLower, multiply, symmetricEigen, transpose } from '../../linalg/dense';
import { largeKernels } from '../../linalg/large';
import { forwardSolvePanels } from '../../linalg/large/solves';
import { entriesOfLower, type SparseSquare } from '../../linalg/large/sparse';
import type { Steps } from '../../optimize/steps';
import type { RemainingBlock } from './statistics';
import { diagonalBlock } from '../../covariance/structure';
import type { FactorPart } from '../evaluation';

/** One of the remaining factors at one T. */
export interface FactorScale {
  readonly k: number;
  /** k×k lower triangle T, and G⁻¹ where G is regular. */
  readonly T: Float64Array;
  readonly inverse: Float64Array | null;
}

export interface BlockSolution {
  /** Null where it is zero. */
  readonly Q: Float64Array | null;
  /** In full, or where Q is zero the lower triangle and, since they are few, all entries that are not zero. */
  readonly K: Float64Array;
  readonly entries: SparseSquare | null;
  /** Effects whose G is not regular, and X = Q·C in their columns (size×singular.length); null where X is zero or they are none. */
  readonly singular: Int32Array;
  readonly X: Float64Array | null;
  /** Columns of L⁻¹ΛᵀD, whose products are what the block explains of [W e]ᵀW₁[W e]. */
  readonly ND: readonly Float64Array[];
  /** log|Ω|. */
  readonly logDet: number;
}

/**
 * G counts as regular when μ²/λ times the rows of a level is above this, λ and μ being its largest and smallest eigenvalues:
 * Q is of the size of G, so that its rounding grows by λ/μ² in G⁻¹QG⁻¹.
 */
const REGULAR = 1e-4;

/**
 * @param T k×k factor of all grouping factors, row-major
 * @param n rows of data
 */
export function factorScales(
  others: readonly FactorPart[],
  T: Float64Array,
  k: number,
  n: number,
): FactorScale[] {
  return others.map(({ start, k: size, group }) => {
    const own = diagonalBlock(T, k, start, size);
    if (!isRegular(own, size, n / group.levels.length)) return { k: size, T: own, inverse: null };
    const inverse = invertLower(own, size, size);
    return { k: size, T: own, inverse: multiply(transpose(inverse, size, size), inverse, size, size, size) };
  });
}

function isRegular(T: Float64Array, k: number, rowsPerLevel: number): boolean {
  const { values } = symmetricEigen(multiply(T, transpose(T, k, k), k, k, k), k);
  return values[0] ** 2 * rowsPerLevel > REGULAR * values[k - 1];
}

/** Where a solution is written: two matrices of the block's size, used again at the next T. */
export interface BlockSpace {
  readonly Q: Float64Array;
  readonly K: Float64Array;
}

/**
 * Writes the Cholesky factor of Ω over Q; null where Ω is too large to compute with.
 *
 * @param C reduced cross-products of the block, of which the lower triangle is read
 * @param D its columns of Z₂ᵀW₁[W e], each of the block's size
 */
export function factorBlock(
  { size, bases, panels }: RemainingBlock,
  scales: readonly FactorScale[],
  C: Float64Array,
  D: readonly Float64Array[],
  Q: Float64Array,
): Pick<BlockSolution, 'ND' | 'logDet'> | null {
  const transposes = scales.map(({ k, T }) => transpose(T, k, k));
  fromBothSides(C, Q, size, scales, bases, transposes);
  for (let i = 0; i < size; i++) Q[i * size + i] += 1;
  if (!largeKernels(size).choleskyInPlace(Q, size, panels)) return null;
  let logDet = 0;
  for (let i = 0; i < size; i++) logDet += 2 * Math.log(Q[i * size + i]);
  const ND = D.map((column) => {
    const v = new Float64Array(column);
    scales.forEach(({ k }, f) => fromLeft(v, 1, bases[f], k, transposes[f]));
    forwardSolvePanels(Q, size, panels, v);
    return v;
  });
  return { ND, logDet };
}

/** The same and all that follows from it, in steps; parameters as above. */
export function* solveBlock(
  block: RemainingBlock,
  scales: readonly FactorScale[],
  C: Float64Array,
  D: readonly Float64Array[],
  space: BlockSpace,
): Steps<BlockSolution> {
  const { size, bases } = block;
  if (scales.every(({ T }) => T.every((v) => v === 0))) return withoutEffects(block, C, D);
  const { Q, K } = space;
  const factored = factorBlock(block, scales, C, D, Q);
  if (factored === null) throw tooLarge();
  yield;
  largeKernels(size).invertFactorInPlace(Q, size);
  yield;
  fromBothSides(
    Q,
    Q,
    size,
    scales,
    bases,
    scales.map(({ T }) => T),
  );
  const singular = Int32Array.from(
    scales.flatMap(({ k, inverse }, f) =>
      inverse === null ? [...bases[f]].flatMap((base) => Array.from({ length: k }, (_, a) => base + a)) : [],
    ),
  );
  informationFromInverses(block, scales, Q, K);
  const X = singular.length === 0 ? null : yield* multiplyOut(size, C, Q, K, singular);
  return { Q, K, entries: null, singular, X, ...factored };
}

export function tooLarge(): CellmerError {
  return new CellmerError('numeric', 'the covariance of the random effects became too large to compute with');
}

/** All T = 0: nothing is to be factored, and K = C. */
function withoutEffects(
  { size }: RemainingBlock,
  C: Float64Array,
  D: readonly Float64Array[],
): BlockSolution {
  const singular = new Int32Array(size).map((_, effect) => effect);
  const ND = D.map(() => new Float64Array(size));
  return { Q: null, K: C, entries: entriesOfLower(C, size), singular, X: null, ND, logDet: 0 };
}

/** K = G⁻¹ − G⁻¹QG⁻¹, zero in the rows and columns of factors whose G is not regular. */
function informationFromInverses(
  { size, bases }: RemainingBlock,
  scales: readonly FactorScale[],
  Q: Float64Array,
  K: Float64Array,
): void {
  const inverses = scales.map(({ inverse, k }) => inverse ?? new Float64Array(k * k));
  fromBothSides(Q, K, size, scales, bases, inverses, -1);
  scales.forEach(({ k }, f) => {
    for (const base of bases[f])
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) K[(base + a) * size + base + b] += inverses[f][a * k + b];
  });
}

/** K = C − CQC in the rows and columns of `singular`; returns X = Q·C in these columns. Of C the lower triangle is read. */
function* multiplyOut(
  size: number,
  C: Float64Array,
  Q: Float64Array,
  K: Float64Array,
  singular: Int32Array,
): Steps<Float64Array> {
  const width = singular.length;
  // Few of C's entries are not zero where levels of one factor meet few of another.
  const { pointer, columns, values } = entriesOfLower(C, size);
  const rows = { k: 1, columns, values, from: 0 };
  // In the columns of `singular`, the others zero: products with a square matrix are the fast ones.
  const QC = new Float64Array(size * size);
  const rowsOfCQ = largeKernels(size).rowProducts(Q, size, rows);
  for (let c = 0; c < width; c++) {
    rowsOfCQ.multiply(pointer[singular[c]], pointer[singular[c] + 1]);
    const [u] = rowsOfCQ.u;
    for (let i = 0; i < size; i++) QC[i * size + c] = u[i];
  }
  yield;
  const rowsOfCQC = largeKernels(size).rowProducts(QC, size, rows);
  const own = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let e = pointer[i]; e < pointer[i + 1]; e++) own[columns[e]] = values[e];
    rowsOfCQC.multiply(pointer[i], pointer[i + 1]);
    const [u] = rowsOfCQC.u;
    for (let c = 0; c < width; c++)
      K[i * size + singular[c]] = K[singular[c] * size + i] = own[singular[c]] - u[c];
    own.fill(0);
  }
  if (width === size) return QC;
  const X = new Float64Array(size * width);
  for (let i = 0; i < size; i++) X.set(QC.subarray(i * size, i * size + width), i * width);
  return X;
}

/** In the rows of one factor's levels X ← (I ⊗ S)·X, for X with `width` columns. */
export function fromLeft(
  X: Float64Array,
  width: number,
  bases: Int32Array,
  k: number,
  S: Float64Array,
): void {
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

/** out = sign·S·X·Sᵀ with S block diagonal over the levels: for each factor its own k×k matrix. X and out may be the same. */
function fromBothSides(
  X: Float64Array,
  out: Float64Array,
  size: number,
  scales: readonly FactorScale[],
  bases: readonly Int32Array[],
  S: readonly Float64Array[],
  sign: 1 | -1 = 1,
): void {
  if (scales.every(({ k }) => k === 1)) {
    const scale = new Float64Array(size);
    bases.forEach((list, f) => list.forEach((base) => (scale[base] = S[f][0])));
    for (let i = 0, at = 0; i < size; i++) {
      const own = sign * scale[i];
      for (let j = 0; j < size; j++, at++) out[at] = X[at] * (own * scale[j]);
    }
    return;
  }
  if (out !== X) out.set(X);
  mirrorInPlace(out, size);
  scales.forEach(({ k }, f) => {
    fromLeft(out, size, bases[f], k, S[f]);
    fromRight(out, size, bases[f], k, S[f]);
  });
  if (sign < 0) for (let at = 0; at < out.length; at++) out[at] = -out[at];
}

/** Rows and columns mirrored together, so that both places are in the processor's cache. */
const TILE = 32;

/** A symmetric matrix from its lower triangle. */
function mirrorInPlace(X: Float64Array, size: number): void {
  for (let i0 = 0; i0 < size; i0 += TILE)
    for (let j0 = 0; j0 <= i0; j0 += TILE)
      for (let i = i0; i < Math.min(i0 + TILE, size); i++)
        for (let j = j0; j < Math.min(j0 + TILE, i); j++) X[j * size + i] = X[i * size + j];
}

/** In the columns of one factor's levels X ← X·(I ⊗ S)ᵀ, for square X. */
function fromRight(X: Float64Array, size: number, bases: Int32Array, k: number, S: Float64Array): void {
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

/** Adds (I ⊗ S)·v to `out` in the effects of one factor. */
export function addScaled(
  S: Float64Array,
  k: number,
  bases: Int32Array,
  v: Float64Array,
  out: Float64Array,
): void {
  for (let l = 0; l < bases.length; l++) {
    const base = bases[l];
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) out[base + a] += S[a * k + b] * v[base + b];
  }
}

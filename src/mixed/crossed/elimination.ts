/**
 * Eliminates the first of several grouping factors level by level, exactly: with W₁ = (I + Z₁G₁Z₁ᵀ)⁻¹ everything that
 * the other factors, X and y need of it (`objective.ts`). Per level the algebra is that of `grouped/kernels/general.ts`, with
 * the level's columns of Z₂ as further columns of D.
 */

import type { CrossedStatistics, RemainingBlock } from './statistics';

export interface Eliminated {
  /** K₀ = Z₁ᵀW₁Z₁, packed k₁×k₁ blocks. */
  readonly K: Float64Array;
  /** E = Z₁ᵀW₁Z₂, in the pattern and layout of C₁₂. */
  readonly E: Float64Array;
  /** Z₁ᵀW₁[W e], level after level, column by column. */
  readonly A: Float64Array;
  /** The lower triangles of Z₂ᵀW₁Z₂ by blocks (size×size), Z₂ᵀW₁[W e] (w columns of q) and [W e]ᵀW₁[W e] (w×w). */
  readonly C: readonly Float64Array[];
  readonly D: readonly Float64Array[];
  readonly S: Float64Array;
  /** log|I + Z₁G₁Z₁ᵀ|. */
  readonly logDet: number;
}

/**
 * @param T the k₁×k₁ lower triangular factor of the first grouping factor, row-major
 * @param space a matrix of each block's size, written over
 */
export function eliminateFirst(
  stats: CrossedStatistics,
  T: Float64Array,
  space: readonly Float64Array[],
): Eliminated {
  const { first } = stats;
  const { n, p } = first;
  const w = p + 1;
  const S = new Float64Array(w * w);
  for (let c = 0; c < w; c++) S[c * w + c] = n;
  const reduced = {
    K: new Float64Array(first.C.length),
    E: new Float64Array(stats.values.length),
    A: new Float64Array(first.D.length),
    C: space,
    D: stats.D.map((column) => new Float64Array(column)),
    S,
  };
  let logDet = 0;
  stats.blocks.forEach((block, b) => {
    space[b].set(block.C);
    logDet += (T.length === 1 ? eliminateSingles : eliminateBlock)(stats, block, T, reduced, space[b]);
  });
  return { ...reduced, logDet };
}

/** The levels of one block, whose reduced C₂₂ is C; returns the sum of their log determinants. */
function eliminateBlock(
  { first, pointer, columns, values }: CrossedStatistics,
  { from: origin, size, firstLevels }: RemainingBlock,
  T: Float64Array,
  { K, E, A, D, S }: Omit<Eliminated, 'logDet'>,
  C: Float64Array,
): number {
  const { p, k } = first;
  const w = p + 1;
  const kk = (k * (k + 1)) / 2;
  const full = new Float64Array(k * k);
  const L = new Float64Array(k * k);
  const V = new Float64Array(k * k);
  const UD = new Float64Array(w * k);
  let UC = new Float64Array(64 * k);
  const isZero = T.every((v) => v === 0);
  let logDet = 0;

  for (let at = 0; at < firstLevels.length; at++) {
    const j = firstLevels[at];
    for (let a = 0, o = j * kk; a < k; a++)
      for (let b = 0; b <= a; b++, o++) full[a * k + b] = full[b * k + a] = first.C[o];
    logDet += factorLevel(full, T, k, L, V);
    for (let a = 0, o = j * kk; a < k; a++)
      for (let b = 0; b <= a; b++, o++) {
        let s = full[a * k + b];
        for (let c = 0; c < k; c++) s -= V[c * k + a] * V[c * k + b];
        K[o] = s;
      }
    for (let c = 0; c < w; c++) reduceColumn(first.D, (j * w + c) * k, T, L, V, k, UD, c * k, A);

    const start = pointer[j];
    const count = pointer[j + 1] - start;
    if (UC.length < count * k) UC = new Float64Array(2 * count * k);
    for (let e = 0; e < count; e++) reduceColumn(values, (start + e) * k, T, L, V, k, UC, e * k, E);

    if (isZero) continue;
    // What the level explains of the rest: lower entries of C only (its columns rise)
    for (let e = 0; e < count; e++) {
      const row = columns[start + e] - origin;
      if (k === 1) for (let d = 0; d <= e; d++) C[row * size + columns[start + d] - origin] -= UC[e] * UC[d];
      else
        for (let d = 0; d <= e; d++) {
          let s = 0;
          for (let a = 0; a < k; a++) s += UC[e * k + a] * UC[d * k + a];
          C[row * size + columns[start + d] - origin] -= s;
        }
      for (let c = 0; c < w; c++) {
        let s = 0;
        for (let a = 0; a < k; a++) s += UC[e * k + a] * UD[c * k + a];
        D[c][row + origin] -= s;
      }
    }
    for (let c = 0; c < w; c++)
      for (let b = 0; b < w; b++) {
        let s = 0;
        for (let a = 0; a < k; a++) s += UD[c * k + a] * UD[b * k + a];
        S[c * w + b] -= s;
      }
  }
  return logDet;
}

/** The same for one effect per level, without small matrices: with d = 1/(1 + T²c) everything is d times what it was. */
function eliminateSingles(
  { first, pointer, columns, values }: CrossedStatistics,
  { from: origin, size, firstLevels }: RemainingBlock,
  T: Float64Array,
  { K, E, A, D, S }: Omit<Eliminated, 'logDet'>,
  C: Float64Array,
): number {
  const w = first.p + 1;
  const [t] = T;
  const own = first.D;
  let logDet = 0;
  for (const j of firstLevels) {
    const c = first.C[j];
    const d = 1 / (1 + t * t * c);
    logDet -= Math.log(d);
    K[j] = d * c;
    for (let x = j * w; x < (j + 1) * w; x++) A[x] = d * own[x];
    const start = pointer[j];
    const end = pointer[j + 1];
    for (let e = start; e < end; e++) E[e] = d * values[e];
    if (t === 0) continue;
    for (let e = start; e < end; e++) {
      const explained = t * t * E[e];
      const row = (columns[e] - origin) * size - origin;
      for (let f = start; f <= e; f++) C[row + columns[f]] -= explained * values[f];
      for (let x = 0; x < w; x++) D[x][columns[e]] -= explained * own[j * w + x];
    }
    for (let x = 0; x < w; x++)
      for (let y = 0; y < w; y++) S[x * w + y] -= t * t * A[j * w + x] * own[j * w + y];
  }
  return logDet;
}

/** L of I + TᵀCT and V = L⁻¹TᵀC; returns its log determinant. */
function factorLevel(C: Float64Array, T: Float64Array, k: number, L: Float64Array, V: Float64Array): number {
  // V holds TᵀC first
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) {
      let s = 0;
      for (let c = a; c < k; c++) s += T[c * k + a] * C[c * k + b];
      V[a * k + b] = s;
    }
  let logDet = 0;
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      let s = i === j ? 1 : 0;
      for (let c = j; c < k; c++) s += V[i * k + c] * T[c * k + j];
      for (let c = 0; c < j; c++) s -= L[i * k + c] * L[j * k + c];
      if (i === j) {
        logDet += Math.log(s);
        L[i * k + i] = Math.sqrt(s);
      } else L[i * k + j] = s / L[j * k + j];
    }
  for (let b = 0; b < k; b++)
    for (let a = 0; a < k; a++) {
      let s = V[a * k + b];
      for (let c = 0; c < a; c++) s -= L[a * k + c] * V[c * k + b];
      V[a * k + b] = s / L[a * k + a];
    }
  return logDet;
}

/** For one column y (k numbers at `at`): u = L⁻¹Tᵀy into U, and y − Vᵀu into the same place of `reduced`. */
function reduceColumn(
  source: Float64Array,
  at: number,
  T: Float64Array,
  L: Float64Array,
  V: Float64Array,
  k: number,
  U: Float64Array,
  u: number,
  reduced: Float64Array,
): void {
  for (let a = 0; a < k; a++) {
    let s = 0;
    for (let b = a; b < k; b++) s += T[b * k + a] * source[at + b];
    for (let b = 0; b < a; b++) s -= L[a * k + b] * U[u + b];
    U[u + a] = s / L[a * k + a];
  }
  for (let a = 0; a < k; a++) {
    let s = source[at + a];
    for (let b = 0; b < k; b++) s -= V[b * k + a] * U[u + b];
    reduced[at + a] = s;
  }
}

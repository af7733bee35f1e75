/**
 * Traces of products of K over pairs of parameters, with K₁₁ and K₁₂ never formed: level by level of the first factor the
 * rows u_a = E[a]·Q are made from the few entries of E and used up at once.
 *
 * For parameters i, j of the first factor, with N = EQEᵀ and P_ab = Σ_levels E[a]ᵀE[b],
 *   tr(E_iKE_jK) = Σ units, Σ_levels (K₀_bc·K₀_da − K₀_bc·N_da − N_bc·K₀_da) + tr(P_cd·Q·P_ab·Q),
 * and K₁₂[a] = E[a]·(I − QC), which is u_a·G⁻¹ in the columns of a factor with regular G.
 */

import { packedIndex } from '../../linalg/dense';
import { largeKernels } from '../../linalg/large';
import type { CrossedStatistics, RemainingBlock } from './statistics';
import type { Eliminated } from './elimination';
import type { BlockSolution, FactorScale } from './remainder';

export interface LinkProducts {
  /** Diagonal blocks of K₁₁, packed. */
  readonly K11: Float64Array;
  /** tr(P_cd·Q·P_ab·Q) at [(c·k₁ + d)·k₁² + a·k₁ + b]. */
  readonly square: Float64Array;
  /** For each of the other factors Σ K₁₂[b]ᵀK₁₂[a] over the levels of both: k×k at [(a·k₁ + b)·k²]. */
  readonly across: readonly Float64Array[];
}

export function linkProducts(
  stats: CrossedStatistics,
  reduced: Eliminated,
  scales: readonly FactorScale[],
  solutions: readonly BlockSolution[],
): LinkProducts {
  const { k } = stats.first;
  const products: LinkProducts = {
    K11: new Float64Array(reduced.K),
    square: new Float64Array(k ** 4),
    across: scales.map((scale) => new Float64Array(k * k * scale.k * scale.k)),
  };
  stats.blocks.forEach((block, b) => addBlock(stats, reduced, scales, block, solutions[b], products));
  return products;
}

function addBlock(
  stats: CrossedStatistics,
  { E }: Eliminated,
  scales: readonly FactorScale[],
  block: RemainingBlock,
  solution: BlockSolution,
  products: LinkProducts,
): void {
  const { pointer, columns } = stats;
  const { k } = stats.first;
  const { from, size, firstLevels } = block;
  if (solution.Q === null) {
    addUnlinked(stats, E, block, scales, products.across);
    return;
  }
  const rows = largeKernels(size).rowProducts(solution.Q, size, { k, columns, values: E, from });
  const { u } = rows;
  const sums = scales.map((scale) => new Float64Array(k * k * scale.k * scale.k));
  // Effects without a regular G stand side by side in X.
  const { singular } = solution;
  const place = new Int32Array(size).fill(-1);
  singular.forEach((effect, c) => (place[effect] = c));
  const placed = block.bases.map((bases) => bases.map((base) => place[base]));
  for (const j of firstLevels) {
    const start = pointer[j];
    const end = pointer[j + 1];
    rows.multiply(start, end);
    reduceDiagonal(E, columns, start, end, from, u, products.K11, j);
    rows.addOuter(start, end);
    scales.forEach(({ k: width, inverse }, f) => {
      if (inverse !== null) addSquares(u, block.bases[f], width, sums[f]);
    });
    if (singular.length > 0) {
      const K12 = singularColumns(E, k, columns, start, end, from, place, solution);
      scales.forEach(({ k: width, inverse }, f) => {
        if (inverse === null) addSquares(K12, placed[f], width, products.across[f]);
      });
    }
  }
  scales.forEach(({ k: width, inverse }, f) => {
    if (inverse !== null) addCongruent(sums[f], width, inverse, products.across[f]);
  });
  const PQ = rows.sums();
  for (let left = 0; left < k * k; left++)
    for (let right = 0; right < k * k; right++)
      products.square[left * k * k + right] += traceOfProduct(PQ[left], PQ[right], size);
}

/** Where Q = 0: K₁₁ = K₀ and K₁₂ = E. */
function addUnlinked(
  { pointer, columns, first }: CrossedStatistics,
  E: Float64Array,
  { from, size, bases, firstLevels }: RemainingBlock,
  scales: readonly FactorScale[],
  across: readonly Float64Array[],
): void {
  const { k } = first;
  const factorOf = new Int32Array(size);
  const baseOf = new Int32Array(size);
  scales.forEach((scale, f) => {
    for (const base of bases[f]) {
      factorOf.fill(f, base, base + scale.k);
      baseOf.fill(base, base, base + scale.k);
    }
  });
  for (const j of firstLevels)
    for (let e = pointer[j]; e < pointer[j + 1]; e++) {
      const effect = columns[e] - from;
      const base = baseOf[effect];
      const sums = across[factorOf[effect]];
      const width = scales[factorOf[effect]].k;
      // The effects of one level stand side by side, and so do their columns.
      const start = e - (effect - base);
      for (let d = start; d < start + width; d++)
        for (let a = 0; a < k; a++)
          for (let b = 0; b < k; b++)
            sums[((a * k + b) * width + effect - base) * width + d - start] += E[e * k + b] * E[d * k + a];
    }
}

/** K₁₁ = K₀ − EQEᵀ at level j. */
function reduceDiagonal(
  E: Float64Array,
  columns: Int32Array,
  start: number,
  end: number,
  from: number,
  u: readonly Float64Array[],
  K11: Float64Array,
  j: number,
): void {
  const k = u.length;
  let at = j * packedIndex(k, 0);
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++, at++) {
      let s = 0;
      for (let e = start; e < end; e++) s += u[a][columns[e] - from] * E[e * k + b];
      K11[at] -= s;
    }
}

/** Adds Σ_levels u_b[l]ᵀu_a[l] for the levels l of one factor, to each pair (a, b). */
function addSquares(u: readonly Float64Array[], bases: Int32Array, width: number, sums: Float64Array): void {
  const k = u.length;
  let at = 0;
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++)
      for (let c = 0; c < width; c++)
        for (let d = 0; d < width; d++, at++) {
          const left = u[b];
          const right = u[a];
          let s = 0;
          for (let l = 0; l < bases.length; l++) s += left[bases[l] + c] * right[bases[l] + d];
          sums[at] += s;
        }
}

/** Adds G⁻¹·S·G⁻¹ for each k×k matrix S of `sums`. */
function addCongruent(sums: Float64Array, k: number, inverse: Float64Array, out: Float64Array): void {
  for (let from = 0; from < sums.length; from += k * k)
    for (let c = 0; c < k; c++)
      for (let d = 0; d < k; d++) {
        let s = 0;
        for (let x = 0; x < k; x++)
          for (let y = 0; y < k; y++) s += inverse[c * k + x] * sums[from + x * k + y] * inverse[y * k + d];
        out[from + c * k + d] += s;
      }
}

/** K₁₂[a] = E[a] − E[a]·X of one level in the columns without a regular G. */
function singularColumns(
  E: Float64Array,
  k: number,
  columns: Int32Array,
  start: number,
  end: number,
  from: number,
  place: Int32Array,
  { singular, X }: BlockSolution,
): Float64Array[] {
  const width = singular.length;
  return Array.from({ length: k }, (_, a) => {
    const K12 = new Float64Array(width);
    for (let e = start; e < end; e++) {
      const v = E[e * k + a];
      const effect = columns[e] - from;
      if (X !== null) for (let c = 0; c < width; c++) K12[c] -= v * X[effect * width + c];
      if (place[effect] >= 0) K12[place[effect]] += v;
    }
    return K12;
  });
}

/** Rows and columns taken together, so that both matrices are read from the processor's cache. */
const TILE = 32;

/** tr(A·B), tile by tile. */
function traceOfProduct(A: Float64Array, B: Float64Array, n: number): number {
  let t = 0;
  for (let x0 = 0; x0 < n; x0 += TILE)
    for (let y0 = 0; y0 < n; y0 += TILE) {
      const x1 = Math.min(x0 + TILE, n);
      const y1 = Math.min(y0 + TILE, n);
      for (let x = x0; x < x1; x++) for (let y = y0; y < y1; y++) t += A[x * n + y] * B[y * n + x];
    }
  return t;
}

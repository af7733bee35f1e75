/** The crossed model at one T: everything that does not depend on beta, and the criterion alone. `objective.ts` says how. */

import { dot } from '../../linalg/columns';
import { packedIndex } from '../../linalg/dense';
import { timesVectors } from '../../linalg/large/vectors';
import { type CovarianceStructure, diagonalBlock } from '../../covariance/structure';
import { once } from '../../optimize/once';
import type { Steps } from '../../optimize/steps';
import { criterionInPlace } from '../evaluation';
import { eliminateFirst, type Eliminated } from './elimination';
import {
  addScaled,
  type BlockSolution,
  type BlockSpace,
  type FactorScale,
  factorBlock,
  factorScales,
  solveBlock,
} from './remainder';
import type { CrossedStatistics } from './statistics';
import { type LinkProducts, linkProducts } from './traces';

/** What is left of the data for the random effects: [A a] = ZᵀV⁻¹[W e]. */
export interface LeftOver {
  /** Of the first factor (level after level, column by column). */
  readonly A1: Float64Array;
  /** Of the others (w columns of q). */
  readonly A2: readonly Float64Array[];
}

/** Everything at one T that does not depend on beta. */
export interface CrossedSolution extends LeftOver {
  readonly T: Float64Array;
  readonly reduced: Eliminated;
  /** The other factors' scales, and Q and K₂₂ of each block. */
  readonly scales: readonly FactorScale[];
  readonly blocks: readonly BlockSolution[];
  readonly links: LinkProducts;
  /** [W e]ᵀV⁻¹[W e], w×w. */
  readonly M: Float64Array;
  readonly logDetV: number;
}

/** Matrices of a block, written over at every T. K is made when it is first written. */
export interface Space extends BlockSpace {
  readonly C: Float64Array;
}

export function spaceFor({ blocks }: CrossedStatistics): Space[] {
  return blocks.map(({ size }) => {
    const K = once(() => new Float64Array(size * size));
    return {
      C: new Float64Array(size * size),
      Q: new Float64Array(size * size),
      get K() {
        return K();
      },
    };
  });
}

/** In steps, between which nothing else may use the space. */
export function* solve(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  T: Float64Array,
  space: readonly Space[],
): Steps<CrossedSolution> {
  const { n, p, k } = stats.first;
  const w = p + 1;
  const first = diagonalBlock(T, structure.k, stats.parts[0].start, k);
  const reduced = eliminateFirst(
    stats,
    first,
    space.map(({ C }) => C),
  );
  const scales = factorScales(stats.parts.slice(1), T, structure.k, n);
  const M = new Float64Array(reduced.S);
  const QD = Array.from({ length: w }, () => new Float64Array(stats.q));
  let logDetV = reduced.logDet;
  const blocks: BlockSolution[] = [];
  for (const [b, block] of stats.blocks.entries()) {
    yield;
    const { from, size } = block;
    const own = reduced.D.map((column) => column.subarray(from, from + size));
    const solution = yield* solveBlock(block, scales, reduced.C[b], own, space[b]);
    logDetV += solution.logDet;
    for (let i = 0; i < w; i++)
      for (let j = 0; j < w; j++) M[i * w + j] -= dot(solution.ND[i], solution.ND[j]);
    if (solution.Q !== null) timesVectors(solution.Q, size, reduced.D, QD, from);
    blocks.push(solution);
  }
  yield;
  return {
    T,
    reduced,
    scales,
    blocks,
    links: linkProducts(stats, reduced, scales, blocks),
    A1: subtractLinked(stats, reduced, QD),
    A2: projected(stats, reduced.D, QD, scales, blocks),
    M,
    logDetV,
  };
}

/** What `solve` does, as far as the criterion alone needs it. */
export function valueAt(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  T: Float64Array,
  space: readonly Space[],
  point: { readonly p: number; readonly reml: boolean; readonly nu: number },
): number {
  const { n, k } = stats.first;
  const w = point.p + 1;
  const { S, C, D, logDet } = eliminateFirst(
    stats,
    diagonalBlock(T, structure.k, stats.parts[0].start, k),
    space.map((each) => each.C),
  );
  const scales = factorScales(stats.parts.slice(1), T, structure.k, n);
  let logDetV = logDet;
  for (const [b, block] of stats.blocks.entries()) {
    const own = D.map((column) => column.subarray(block.from, block.from + block.size));
    const factored = factorBlock(block, scales, C[b], own, space[b].Q);
    if (factored === null) return Infinity;
    logDetV += factored.logDet;
    for (let i = 0; i < w; i++)
      for (let j = 0; j <= i; j++) S[i * w + j] -= dot(factored.ND[i], factored.ND[j]);
  }
  return criterionInPlace(logDetV, S, point);
}

/**
 * The diagonal blocks of each factor, packed.
 *
 * @param first those of the first factor
 * @param matrices for each block the matrix that those of the others are in
 */
export function diagonalBlocks(
  { parts, q, bases, blocks }: CrossedStatistics,
  first: Float64Array,
  matrices: readonly Float64Array[],
): Float64Array[] {
  const blockOf = new Int32Array(q);
  blocks.forEach(({ from, size }, b) => blockOf.fill(b, from, from + size));
  const others = parts.slice(1).map(({ k }, f) => {
    const packed = new Float64Array(bases[f].length * packedIndex(k, 0));
    let at = 0;
    for (const effect of bases[f]) {
      const { from, size } = blocks[blockOf[effect]];
      const A = matrices[blockOf[effect]];
      const base = effect - from;
      for (let a = 0; a < k; a++)
        for (let b = 0; b <= a; b++, at++) packed[at] = A[(base + a) * size + base + b];
    }
    return packed;
  });
  return [first, ...others];
}

/** The same of K at a solution. */
export function diagonalsAt(
  stats: CrossedStatistics,
  { links, blocks }: Pick<CrossedSolution, 'links' | 'blocks'>,
): Float64Array[] {
  return diagonalBlocks(
    stats,
    links.K11,
    blocks.map(({ K }) => K),
  );
}

/** (I − CQ)·D: G⁻¹·Q·D in the rows of a factor with regular G, D − XᵀD in the others. */
function projected(
  stats: CrossedStatistics,
  D: readonly Float64Array[],
  QD: readonly Float64Array[],
  scales: readonly FactorScale[],
  blocks: readonly BlockSolution[],
): Float64Array[] {
  return D.map((column, c) => {
    const out = new Float64Array(stats.q);
    scales.forEach(({ k, inverse }, f) => {
      if (inverse !== null) addScaled(inverse, k, stats.bases[f], QD[c], out);
    });
    stats.blocks.forEach(({ from, size }, b) => {
      const { singular, X } = blocks[b];
      singular.forEach((effect, x) => {
        let s = column[from + effect];
        if (X !== null) for (let i = 0; i < size; i++) s -= X[i * singular.length + x] * column[from + i];
        out[from + effect] = s;
      });
    });
    return out;
  });
}

/** [A a] of the first factor: Z₁ᵀW₁[W e] − E·(Q·Z₂ᵀW₁[W e]). */
export function subtractLinked(
  stats: CrossedStatistics,
  { A, E }: Eliminated,
  QD: readonly Float64Array[],
): Float64Array {
  const { pointer, columns } = stats;
  const { J, k, p } = stats.first;
  const w = p + 1;
  const out = new Float64Array(A);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++)
      for (let c = 0; c < w; c++) {
        const v = QD[c][columns[e]];
        for (let a = 0; a < k; a++) out[(j * w + c) * k + a] -= E[e * k + a] * v;
      }
  return out;
}

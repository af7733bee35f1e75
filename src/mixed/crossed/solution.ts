/** The crossed model at one T: everything that does not depend on beta, and the criterion alone. `objective.ts` says how. */

import { dot } from '../../linalg/columns';
import { timesVectors } from '../../linalg/large/vectors';
import { type CovarianceStructure, diagonalBlock } from '../../covariance/structure';
import { criterionInPlace, type FactorPart } from '../evaluation';
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

/** Everything at one T that does not depend on beta. */
export interface CrossedSolution {
  readonly T: Float64Array;
  readonly reduced: Eliminated;
  /** The other factors' scales, and Q and K₂₂ of each block. */
  readonly scales: readonly FactorScale[];
  readonly blocks: readonly BlockSolution[];
  readonly links: LinkProducts;
  /** [A a] of the first factor (level after level, column by column) and of the others (w columns of q). */
  readonly A1: Float64Array;
  readonly A2: readonly Float64Array[];
  /** [W e]ᵀV⁻¹[W e], w×w. */
  readonly M: Float64Array;
  readonly logDetV: number;
}

/** Matrices of a block, written over at every T. */
export interface Space extends BlockSpace {
  readonly C: Float64Array;
}

export function spaceFor({ blocks }: CrossedStatistics): Space[] {
  return blocks.map(({ size }) => ({
    C: new Float64Array(size * size),
    Q: new Float64Array(size * size),
    K: new Float64Array(size * size),
  }));
}

export function solve(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  T: Float64Array,
  space: readonly Space[],
): CrossedSolution {
  const { n, p, k } = stats.first;
  const w = p + 1;
  const first = diagonalBlock(T, structure.k, 0, k);
  const reduced = eliminateFirst(
    stats,
    first,
    space.map(({ C }) => C),
  );
  const scales = factorScales(parts.slice(1), T, structure.k, n);
  const M = new Float64Array(reduced.S);
  const QD = Array.from({ length: w }, () => new Float64Array(stats.q));
  let logDetV = reduced.logDet;
  const blocks = stats.blocks.map((block, b) => {
    const { from, size } = block;
    const own = reduced.D.map((column) => column.subarray(from, from + size));
    const solution = solveBlock(block, scales, reduced.C[b], own, space[b]);
    logDetV += solution.logDet;
    for (let i = 0; i < w; i++)
      for (let j = 0; j < w; j++) M[i * w + j] -= dot(solution.ND[i], solution.ND[j]);
    timesVectors(solution.Q, size, reduced.D, QD, from);
    return solution;
  });
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
  parts: readonly FactorPart[],
  T: Float64Array,
  space: readonly Space[],
  point: { readonly p: number; readonly reml: boolean; readonly nu: number },
): number {
  const { n, k } = stats.first;
  const w = point.p + 1;
  const { S, C, D, logDet } = eliminateFirst(
    stats,
    diagonalBlock(T, structure.k, 0, k),
    space.map((each) => each.C),
  );
  const scales = factorScales(parts.slice(1), T, structure.k, n);
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
function subtractLinked(
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

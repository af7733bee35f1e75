/**
 * The objective of a model with several grouping factors, crossed or nested, with exact derivatives for any T.
 *
 * The first factor is eliminated level by level (`elimination.ts`). Of what remains, C = Z₂ᵀW₁Z₂ with q random effects in
 * blocks, Ω = I + ΛᵀCΛ is factored, Λ = diag(I ⊗ T_f), and Q = ΛΩ⁻¹Λᵀ formed (`remainder.ts`). Then with E = Z₁ᵀW₁Z₂ and
 * K₀ = Z₁ᵀW₁Z₁
 *
 *   K₂₂ = C − CQC,   K₁₂ = E(I − QC),   K₁₁ = K₀ − EQEᵀ
 *
 * are the blocks of K = ZᵀV⁻¹Z; K₁₁ and K₁₂ are never formed (`crossedTraces.ts`). An evaluation costs of order size³ for
 * every block plus the entries of E times size, whatever n is.
 */

import { dot } from '../../linalg/columns';
import { timesVectors } from '../../linalg/large/vectors';
import { type CovarianceStructure, diagonalBlock, factorFromTheta } from '../../covariance/structure';
import { crossedNaturals, crossedPairForms } from './naturals';
import type { CrossedStatistics } from './statistics';
import { type LinkProducts, linkProducts } from './traces';
import { eliminateFirst, type Eliminated } from './elimination';
import {
  criterion,
  criterionInPlace,
  type FactorLinks,
  type FactorPart,
  type MixedEvaluation,
  type MixedObjective,
  profileInPlace,
  thetaDerivatives,
} from '../evaluation';
import type { GroupWork } from '../grouped/kernelGeneral';
import {
  addScaled,
  type BlockSolution,
  type BlockSpace,
  type FactorScale,
  factorBlock,
  factorScales,
  solveBlock,
} from './remainder';

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
interface Space extends BlockSpace {
  readonly C: Float64Array;
}

export function crossedObjective(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): MixedObjective {
  const { n, p } = stats.first;
  const nu = reml ? n - p : n;
  const space = stats.blocks.map(({ size }) => ({
    C: new Float64Array(size * size),
    Q: new Float64Array(size * size),
    K: new Float64Array(size * size),
  }));
  let last: CrossedSolution | null = null;

  function solutionAt(T: Float64Array): CrossedSolution {
    if (last?.T !== T) last = solve(stats, structure, parts, T, space);
    return last;
  }

  function evaluate(theta: Float64Array): MixedEvaluation {
    const T = factorFromTheta(structure, theta);
    const solution = solutionAt(T);
    const R = Float64Array.from(solution.M);
    const profile = profileInPlace(R, p);
    const { beta, r2 } = profile;
    const point = { r2, nu, reml, p };
    const { natural, Gamma } = crossedNaturals(stats, structure, parts, solution, { beta, R, ...point });
    return {
      theta,
      value: criterion(solution.logDetV, profile, reml, nu),
      T,
      R,
      logDetV: solution.logDetV,
      beta,
      r2,
      Gamma,
      natural,
      ...thetaDerivatives(structure, T, Gamma, natural, point),
    };
  }

  function value(theta: Float64Array): number {
    // The solution's matrices are written over.
    last = null;
    return valueAt(stats, structure, parts, factorFromTheta(structure, theta), space, { p, reml, nu });
  }

  function workAt(evaluation: MixedEvaluation): readonly GroupWork[] {
    const solution = solutionAt(evaluation.T);
    const others = parts.slice(1).map((part, f) => blockWork(stats, f, part, solution));
    return [{ K: solution.links.K11, A: solution.A1 }, ...others];
  }

  function linksAt(evaluation: MixedEvaluation): FactorLinks {
    const { reduced, blocks } = solutionAt(evaluation.T);
    const { pointer, columns, bases } = stats;
    const covariances = stats.blocks.map(({ from, size }, b) => ({ from, size, Q: blocks[b].Q }));
    return { pointer, columns, E: reduced.E, bases, blocks: covariances };
  }

  function pairFormsAt(evaluation: MixedEvaluation): Float64Array {
    const { R, beta, r2, T } = evaluation;
    return crossedPairForms(stats, structure, parts, solutionAt(T), { R, beta, r2, nu, reml, p });
  }

  return {
    ...{ dimension: structure.m, structure, parts, n, p, reml, nu },
    ...{ work: workOf(stats), value, evaluate, workAt, linksAt, pairFormsAt },
  };
}

/** Multiplications of the elimination and of a Cholesky factor of every block. */
function workOf({ first: { J, k, p }, pointer, blocks }: CrossedStatistics): number {
  let work = J * k * (k + p + 1) ** 2;
  for (let j = 0; j < J; j++)
    work += (k * (pointer[j + 1] - pointer[j]) * (pointer[j + 1] - pointer[j] + 2 * p)) / 2;
  for (const { size } of blocks) work += size ** 3 / 6 + size * size * (p + 1);
  return work;
}

/** What `solve` does, as far as the criterion alone needs it. */
function valueAt(
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

function solve(
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
  const M = Float64Array.from(reduced.S);
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
  const out = Float64Array.from(A);
  for (let j = 0; j < J; j++)
    for (let e = pointer[j]; e < pointer[j + 1]; e++)
      for (let c = 0; c < w; c++) {
        const v = QD[c][columns[e]];
        for (let a = 0; a < k; a++) out[(j * w + c) * k + a] -= E[e * k + a] * v;
      }
  return out;
}

/** The diagonal blocks of K, packed, and the rows of [A a] of one of the other factors, in the layout of a single one. */
function blockWork(
  stats: CrossedStatistics,
  f: number,
  { k, group }: FactorPart,
  { blocks, A2 }: CrossedSolution,
): GroupWork {
  const J = group.levels.length;
  const kk = (k * (k + 1)) / 2;
  const w = stats.first.p + 1;
  const own: GroupWork = { K: new Float64Array(J * kk), A: new Float64Array(J * k * w) };
  const blockOf = new Int32Array(stats.q);
  stats.blocks.forEach(({ from, size }, b) => blockOf.fill(b, from, from + size));
  stats.bases[f].forEach((effect, g) => {
    const { from, size } = stats.blocks[blockOf[effect]];
    const { K } = blocks[blockOf[effect]];
    const base = effect - from;
    for (let a = 0, at = g * kk; a < k; a++)
      for (let b = 0; b <= a; b++, at++) own.K[at] = K[(base + a) * size + base + b];
    for (let c = 0; c < w; c++) for (let a = 0; a < k; a++) own.A[g * k * w + c * k + a] = A2[c][effect + a];
  });
  return own;
}

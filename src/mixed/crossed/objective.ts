/**
 * The objective of a model with several grouping factors, crossed or nested, with exact derivatives for any T.
 *
 * The first factor is eliminated level by level (`elimination.ts`). Of what remains, C = Z₂ᵀW₁Z₂ with q random effects in
 * blocks, Ω = I + ΛᵀCΛ is factored, Λ = diag(I ⊗ T_f), and Q = ΛΩ⁻¹Λᵀ formed (`remainder.ts`). Then with E = Z₁ᵀW₁Z₂ and
 * K₀ = Z₁ᵀW₁Z₁
 *
 *   K₂₂ = C − CQC,   K₁₂ = E(I − QC),   K₁₁ = K₀ − EQEᵀ
 *
 * are the blocks of K = ZᵀV⁻¹Z; K₁₁ and K₁₂ are never formed (`traces.ts`). An evaluation costs of order size³ for
 * every block plus the entries of E times size, whatever n is.
 */

import { type CovarianceStructure, factorFromTheta } from '../../covariance/structure';
import { crossedNaturals, crossedPairForms } from './naturals';
import { type CrossedSolution, solve, spaceFor, valueAt } from './solution';
import { type CrossedStatistics, withResponse } from './statistics';
import {
  criterion,
  type FactorLinks,
  type FactorPart,
  type GroupWork,
  type MixedEvaluation,
  type RefittableObjective,
  profileInPlace,
  thetaDerivatives,
} from '../evaluation';

export function crossedObjective(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): RefittableObjective {
  const { n, p } = stats.first;
  const nu = reml ? n - p : n;
  const space = spaceFor(stats);
  let last: CrossedSolution | null = null;

  function solutionAt(T: Float64Array): CrossedSolution {
    if (last?.T !== T) last = solve(stats, structure, parts, T, space);
    return last;
  }

  function evaluate(theta: Float64Array): MixedEvaluation {
    const T = factorFromTheta(structure, theta);
    const solution = solutionAt(T);
    const R = new Float64Array(solution.M);
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
    withResponse: (e) => crossedObjective(withResponse(stats, parts, e), structure, parts, reml),
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

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
import { once } from '../../optimize/once';
import { runThrough, type Steps } from '../../optimize/steps';
import { averagedAt } from './averaged';
import { type CrossedSolution, diagonalsAt, solve, spaceFor, valueAt } from './solution';
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

/**
 * From this many linked effects on an evaluation gives the average information at once and second derivatives when they are
 * asked for.
 */
const LARGE = 200;

export function crossedObjective(
  stats: CrossedStatistics,
  structure: CovarianceStructure,
  parts: readonly FactorPart[],
  reml: boolean,
): RefittableObjective {
  const { n, p } = stats.first;
  const nu = reml ? n - p : n;
  const space = spaceFor(stats);
  const isLarge = stats.blocks.some(({ size }) => size >= LARGE);
  let last: CrossedSolution | null = null;

  function* solutionSteps(T: Float64Array): Steps<CrossedSolution> {
    if (last?.T === T) return last;
    // The matrices of the one there is are written over.
    last = null;
    return (last = yield* solve(stats, structure, T, space));
  }

  function solutionAt(T: Float64Array): CrossedSolution {
    return runThrough(solutionSteps(T));
  }

  function* evaluateSteps(theta: Float64Array): Steps<MixedEvaluation> {
    const T = factorFromTheta(structure, theta);
    if (!isLarge) return yield* exactSteps(theta, T);
    last = null;
    const averaged = yield* averagedAt(stats, structure, T, space, { p, reml, nu });
    if (averaged === null) return yield* exactSteps(theta, T);
    const exact = once(() => runThrough(exactSteps(theta, T)));
    return {
      ...{ theta, T, ...averaged },
      get natural() {
        return exact().natural;
      },
      get curvature() {
        return exact().curvature;
      },
      get hessian() {
        return exact().hessian;
      },
    };
  }

  function* exactSteps(theta: Float64Array, T: Float64Array): Steps<MixedEvaluation> {
    const solution = yield* solutionSteps(T);
    const R = new Float64Array(solution.M);
    const profile = profileInPlace(R, p);
    const { beta, r2 } = profile;
    const point = { r2, nu, reml, p };
    const { natural, Gamma } = yield* crossedNaturals(stats, structure, solution, {
      ...point,
      beta,
      R,
    });
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
    return valueAt(stats, structure, factorFromTheta(structure, theta), space, { p, reml, nu });
  }

  function workAt(evaluation: MixedEvaluation): readonly GroupWork[] {
    const solution = solutionAt(evaluation.T);
    const diagonals = diagonalsAt(stats, solution);
    return parts.map((part) => {
      const f = stats.parts.indexOf(part);
      return { K: diagonals[f], A: f === 0 ? solution.A1 : rowsOf(stats, f - 1, part.k, solution) };
    });
  }

  function linksAt(evaluation: MixedEvaluation): FactorLinks {
    const { reduced, blocks } = solutionAt(evaluation.T);
    const { pointer, columns, bases } = stats;
    const order = stats.parts.map((part) => parts.indexOf(part));
    const covariances = stats.blocks.map(({ from, size }, b) => ({
      from,
      size,
      Q: blocks[b].Q ?? space[b].Q.fill(0),
    }));
    return { order, pointer, columns, E: reduced.E, bases, blocks: covariances };
  }

  function pairFormsAt(evaluation: MixedEvaluation): Float64Array {
    const { R, beta, r2, T } = evaluation;
    return crossedPairForms(stats, structure, solutionAt(T), { R, beta, r2, nu, reml, p });
  }

  return {
    ...{ dimension: structure.m, structure, parts, n, p, reml, nu },
    ...{ work: workOf(stats), value, evaluateSteps, workAt, linksAt, pairFormsAt },
    evaluate: (theta) => runThrough(evaluateSteps(theta)),
    withResponse: (e) => crossedObjective(withResponse(stats, e), structure, parts, reml),
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

/** The rows of [A a] of one of the other factors, in the layout of a single one. */
function rowsOf(stats: CrossedStatistics, f: number, k: number, { A2 }: CrossedSolution): Float64Array {
  const w = stats.first.p + 1;
  const A = new Float64Array(stats.bases[f].length * k * w);
  stats.bases[f].forEach((effect, g) => {
    for (let c = 0; c < w; c++) for (let a = 0; a < k; a++) A[(g * w + c) * k + a] = A2[c][effect + a];
  });
  return A;
}

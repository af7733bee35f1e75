/**
 * What each group of rows does to the fixed effects: Cook's distance of leaving the group out,
 *
 *   D = (beta − beta₍ⱼ₎)ᵀ·(XᵀV⁻¹X)·(beta − beta₍ⱼ₎) / (p·sigma²),
 *
 * the variance parameters kept at their estimates (Christensen, Pearson & Johnson 1992, Technometrics 34, 38-45; Demidenko &
 * Stukel 2005, Stat. Med. 24, 893-909).
 */

import type { GroupingFactor } from '../design/types';
import { CellmerError } from '../errors';
import {
  backSolveTransposedInPlace,
  choleskyInPlace,
  forwardSolveInPlace,
  invertPositiveDefinite,
  multiply,
  packedIndex,
  transpose,
} from '../linalg/dense';
import { covarianceFromFactor, thetaFromFactor } from '../covariance/structure';
import { evaluatorOf } from '../mixed/evaluateAt';
import type { FactorPart } from '../mixed/evaluation';
import type { MixedFit } from '../mixed/mixedFit';
import { groupStatistics } from '../mixed/grouped/statistics';
import { fixedEffects, fixedEffectsCovariance, relativeFactor } from '../mixed/userScale';
import type { Steps } from '../optimize/steps';

export interface GroupInfluence {
  readonly group: GroupingFactor;
  /** One per level; NaN where the model cannot be fitted without the level. */
  readonly cooksDistance: Float64Array;
}

/** With several factors every level means an evaluation without its rows: beyond this many rows in all it is not done. */
const MOST_ROWS = 5_000_000;

/** Whether all levels of a factor are left out, one after the other. */
function isLeftOut(levels: number, rows: number): boolean {
  return levels * rows <= MOST_ROWS;
}

/** How many times the criterion is evaluated without the rows of a level, for factors with so many levels. */
export function leavingOut(levels: readonly number[], rows: number): number {
  if (levels.length < 2) return 0;
  return levels.reduce((sum, count) => sum + (isLeftOut(count, rows) ? count : 0), 0);
}

/** One entry per grouping factor, null where the work would be out of proportion; in steps, one for each level of several factors. */
export function* groupInfluence(
  fit: MixedFit,
  stopWhenAsked: () => void = () => undefined,
): Steps<(GroupInfluence | null)[]> {
  if (fit.model.p === 0) return fit.parts.map(() => null);
  if (fit.parts.length === 1) return [ofSingleFactor(fit, fit.parts[0])];
  const found: (GroupInfluence | null)[] = [];
  for (const { group } of fit.parts)
    found.push(
      isLeftOut(group.levels.length, fit.model.n) ? yield* byLeavingOut(fit, group, stopWhenAsked) : null,
    );
  return found;
}

/**
 * With one factor the cross-products [W e]ᵀV⁻¹[W e] are a sum over the groups: a group's share, S − Dᵀ·G·A, is taken out and
 * what is left is solved.
 */
function ofSingleFactor(fit: MixedFit, part: FactorPart): GroupInfluence {
  const { model, optimum, objective } = fit;
  const { p, W, e } = model;
  const { k, group } = part;
  const J = group.levels.length;
  const w = p + 1;
  const right = [...W, e];
  const S = groupStatistics(group.codes, J, right, [], e).C;
  const { D } = groupStatistics(group.codes, J, part.columns, W, e);
  const [{ A }] = objective.workAt(optimum.at);
  const G = covarianceFromFactor(optimum.at.T, k);
  const whole = multiply(lower(optimum.at.R, w), transpose(lower(optimum.at.R, w), w, w), w, w, w);
  const sigma2 = optimum.at.r2 / objective.nu;

  const distances = new Float64Array(J);
  const rest = new Float64Array(w * w);
  for (let g = 0; g < J; g++) {
    const DG = multiply(transpose(columnsOf(A, g, w, k), k, w), G, w, k, k);
    const explained = multiply(DG, columnsOf(D, g, w, k), w, k, w);
    for (let i = 0; i < w; i++)
      for (let j = 0; j < w; j++)
        rest[i * w + j] =
          whole[i * w + j] - (S[(g * w * (w + 1)) / 2 + packedIndex(i, j)] - explained[i * w + j]);
    const beta = solved(rest, p);
    distances[g] = beta === null ? NaN : distance(optimum.at.beta, beta, whole, w, p) / (p * sigma2);
  }
  return { group, cooksDistance: distances };
}

/** k×w, row-major, of level g, from column by column. */
function columnsOf(D: Float64Array, g: number, w: number, k: number): Float64Array {
  return transpose(D.subarray(g * k * w, (g + 1) * k * w), w, k);
}

function lower(R: Float64Array, w: number): Float64Array {
  return R.map((v, at) => (at % w <= Math.floor(at / w) ? v : 0));
}

/** Coefficients from cross-products [W e]ᵀV⁻¹[W e]; null where they do not determine them. */
function solved(M: Float64Array, p: number): Float64Array | null {
  const w = p + 1;
  const X = new Float64Array(p * p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) X[i * p + j] = M[i * w + j];
  if (!choleskyInPlace(X, p)) return null;
  // A pivot of rounding size: only the group that is left out told this coefficient from the others.
  for (let i = 0; i < p; i++) if (X[i * (p + 1)] ** 2 < 1e-10 * M[i * (w + 1)]) return null;
  const beta = Float64Array.from({ length: p }, (_, i) => M[p * w + i]);
  forwardSolveInPlace(X, p, p, beta);
  backSolveTransposedInPlace(X, p, p, beta);
  return beta;
}

/** (a − b)ᵀ·M·(a − b), M with row stride w. */
function distance(a: Float64Array, b: Float64Array, M: Float64Array, w: number, p: number): number {
  let sum = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += (a[i] - b[i]) * M[i * w + j] * (a[j] - b[j]);
  return sum;
}

function* byLeavingOut(
  fit: MixedFit,
  group: GroupingFactor,
  stopWhenAsked: () => void,
): Steps<GroupInfluence> {
  const { p } = fit.model;
  const beta = fixedEffects(fit);
  const precision = invertPositiveDefinite(fixedEffectsCovariance(fit), p);
  const theta = [
    ...thetaFromFactor(fit.structure, relativeFactor(fit.model, fit.structure, fit.optimum.at.theta)),
  ];
  const distances = new Float64Array(group.levels.length).fill(NaN);
  for (let level = 0; level < distances.length && precision !== null; level++) {
    yield;
    stopWhenAsked();
    const without = effectsWithout(fit, group, level, theta);
    if (without !== null) distances[level] = distance(beta, without, precision, p, p) / p;
  }
  return { group, cooksDistance: distances };
}

/**
 * Fixed effects without a level's rows, at the same theta; null where they cannot be estimated. The rows get the weight
 * zero: nothing is left of them in any cross-product, while every level keeps its place.
 */
function effectsWithout(
  fit: MixedFit,
  group: GroupingFactor,
  level: number,
  theta: readonly number[],
): Float64Array | null {
  const { matrices, model, objective } = fit;
  const weights = Float64Array.from(group.codes, (code, row) =>
    code === level ? 0 : (matrices.weights?.[row] ?? 1),
  );
  try {
    const evaluator = evaluatorOf({ ...matrices, weights }, objective.reml);
    if (evaluator.model.kept.join() !== model.kept.join()) return null;
    return fixedEffects(evaluator.at(theta));
  } catch (error) {
    if (error instanceof CellmerError) return null;
    throw error;
  }
}

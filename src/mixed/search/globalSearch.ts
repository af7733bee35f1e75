/**
 * Looks for a minimum lower than the one found, where the design is so small that this costs about as much as the fit.
 *
 * With one variance bounds prove which minimum is the least (`varianceProof.ts`). With more, values on a grid over all
 * covariance matrices show where else to begin (`gridSearch.ts`), and each direction of variation that the minimum has is
 * taken from it in turn, or half of it given to a direction that has none: zero may be a minimum of its own. Correlated
 * effects of very few levels are searched for from points scattered over all of them besides (`scattered.ts`). Searches from
 * there end early where nothing lower can come of them. With many levels per random effect the likelihood has one maximum,
 * as a rule, and nothing is done.
 */

import { CellmerError } from '../../errors';
import { symmetricEigen } from '../../linalg/dense';
import { newtonSteps } from '../../optimize/newton';
import type { MinimizeOptions, Optimum } from '../../optimize/objective';
import type { Steps } from '../../optimize/steps';
import { boundarySlope, escapeBoundary, snapToBoundary } from './boundary';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  diagonalBlock,
  factorFromCovariance,
  factorFromTheta,
  thetaFromFactor,
} from '../../covariance/structure';
import type { MixedEvaluation, MixedObjective } from '../evaluation';
import { searchGrid, termMinima } from './gridSearch';
import { rotatedCoordinates } from './rotatedSteps';
import { scoringStep } from './scoring';
import { hasFewLevels } from './start';
import { scattered } from './scattered';
import { proveVariance } from './varianceProof';

/** How far the minimum is known to be the least. */
export interface SearchScope {
  /** `proved` by bounds, `global` as far as a grid and several searches show, or `local`. */
  readonly kind: 'local' | 'global' | 'proved';
  /** Searches for a minimum, the fit's own among them. */
  readonly starts: number;
  /** Values of the criterion elsewhere. */
  readonly values: number;
  /** Whether another question about the model has come upon it, lower than where the fit's search had ended. */
  readonly sentBack?: boolean;
}

export interface Elsewhere {
  /** The lowest minimum; the one given where there is none lower. */
  readonly least: MixedEvaluation;
  readonly scope: SearchScope;
}

/** Levels per random effect from which on nothing is searched. */
const FEW_LEVELS = 10;
/** From here on a rougher grid will do. */
const VERY_FEW_LEVELS = 6;
/** Multiplications that the values on a grid, and those that a proof, may take: a millisecond or two. */
const MOST_WORK = 3e6;
const MOST_PROOF_WORK = 4000;
const MOST_SEARCHES = 8;
/**
 * Further searches where correlated effects of one factor have very few levels: valleys are narrower there than the grid is
 * fine. Of 20,000 random small designs five ended above the best of 64 random starts without them.
 */
const SCATTERED = 12;
/** Sizes of what is added to a collapsed direction, in units of what a level tells its effect with. */
const DIPS = [0.4, 0.8, 1.6, 3.2, 6, 12, 24, 48];
const MOST_EVALUATIONS = 60;
/** How often all standard deviations are doubled together. */
const DOUBLINGS = 10;
/** Pieces of a straight way that the criterion is looked at between. */
const STEPS = 6;
/** A minimum lower by less than this is the same one. */
export const SAME = 1e-7;
/** Relative error of r² at its value without variation. */
const EPSILON = 1e-15;
/** Nothing was looked for. */
export const LOCAL: SearchScope = { kind: 'local', starts: 1, values: 0 };
/** Nothing is to be found: the criterion is the same everywhere. */
export const CONSTANT: SearchScope = { kind: 'proved', starts: 1, values: 0 };

export function* searchElsewhere(
  objective: MixedObjective,
  found: MixedEvaluation,
  control: Pick<MinimizeOptions<MixedEvaluation>, 'tolerance' | 'beforeEvaluation'>,
): Steps<Elsewhere> {
  const { structure, parts, work } = objective;
  if (structure.m === 0) return { least: found, scope: CONSTANT };
  if (structure.m === 1 && work <= MOST_PROOF_WORK) return afterProof(objective, found);
  const isRough = !hasFewLevels(parts, VERY_FEW_LEVELS);
  const grid = hasFewLevels(parts, FEW_LEVELS) ? searchGrid(objective, isRough) : null;
  if (grid === null || grid.size * work > MOST_WORK) return { least: found, scope: LOCAL };

  let least = found;
  let starts = 1;
  const probe = function* (theta: Float64Array, onFace = false): Steps<boolean> {
    starts++;
    const other = yield* descent(objective, theta, least, { ...control, onFace });
    if (other === null || other.at.value > least.value - SAME - rounding(objective, other.at)) return false;
    least = other.at;
    return true;
  };
  yield;
  control.beforeEvaluation?.();
  for (const { theta } of (yield* grid.minima()).slice(0, MOST_SEARCHES))
    if (structure.blocks.length > 1 || !fallsTowards(objective, theta, least)) yield* probe(theta);
  for (let lowered = true; lowered && starts < 3 * MOST_SEARCHES;) {
    lowered = false;
    const { theta, T } = least;
    for (const other of scalings(objective, least)) if (yield* probe(other)) lowered = true;
    for (const other of liftings(objective, least)) if (yield* probe(other)) lowered = true;
    for (const other of exchanges(structure, least)) if (yield* probe(other)) lowered = true;
    for (const other of reductions(structure, T)) if (yield* probe(other, true)) lowered = true;
    if (structure.blocks.length === 1) continue;
    for (const t of structure.blocks.keys())
      for (const other of termMinima(objective, theta, t)) if (yield* probe(other.theta)) lowered = true;
  }
  if (!isRough && parts.length === 1 && structure.blocks.some(({ size }) => size > 1))
    for (const theta of scattered(structure, SCATTERED)) yield* probe(theta);
  return { least, scope: { kind: 'global', starts, values: grid.size } };
}

/** How much of the criterion may be rounding of r², which working columns bring to n where nothing varies between groups. */
function rounding({ n, nu }: MixedObjective, { r2 }: MixedEvaluation): number {
  return (nu * EPSILON * n) / r2;
}

function afterProof(objective: MixedObjective, found: MixedEvaluation): Elsewhere {
  const { isProved, least, evaluations } = proveVariance(objective, found);
  return { least, scope: { kind: isProved ? 'proved' : 'local', starts: 1, values: evaluations } };
}

/** The minimum that a search from theta ends in; null where it cannot be computed. Given up where it will be above `least`. */
function* descent(
  objective: MixedObjective,
  theta: Float64Array,
  least: MixedEvaluation,
  control: Pick<MinimizeOptions<MixedEvaluation>, 'tolerance' | 'beforeEvaluation'> & {
    readonly onFace: boolean;
  },
): Steps<Optimum<MixedEvaluation> | null> {
  const { structure } = objective;
  const { tolerance, onFace, beforeEvaluation } = control;
  const leaving: Partial<MinimizeOptions<MixedEvaluation>> = {
    escape: (at) => escapeBoundary(structure, at, tolerance),
    otherStep: { from: (at) => scoringStep(structure, at, objective), first: false },
  };
  try {
    return yield* newtonSteps(objective, theta, {
      ...(onFace ? { acceptsSaddles: true } : leaving),
      tolerance,
      maxEvaluations: MOST_EVALUATIONS,
      coordinates: (at) => rotatedCoordinates(structure, at),
      settle: (there) => snapToBoundary(structure, there),
      isHopeless: (at, promised) => at.value - 3 * promised > least.value - SAME,
      beforeEvaluation,
    });
  } catch (error) {
    if (error instanceof CellmerError && error.code === 'numeric') return null;
    throw error;
  }
}

/** Whether the criterion falls all the way from theta to the minimum: nothing else is to be found between them. */
function fallsTowards(objective: MixedObjective, theta: Float64Array, least: MixedEvaluation): boolean {
  const { structure } = objective;
  const { k } = structure;
  const from = covarianceFromFactor(factorFromTheta(structure, theta), k);
  const to = covarianceFromFactor(least.T, k);
  let last = objective.value(theta);
  for (let step = 1; step < STEPS; step++) {
    const G = from.map((g, e) => g + (step / STEPS) * (to[e] - g));
    const value = objective.value(thetaFromFactor(structure, factorFromCovariance(G, k)));
    if (!(value < last)) return false;
    last = value;
  }
  return last > least.value;
}

/**
 * The dips of the criterion on the way from the minimum to where the random effects leave nothing to the residual, all
 * covariances growing together.
 */
function scalings(objective: MixedObjective, { theta, value }: MixedEvaluation): Float64Array[] {
  const thetas = Array.from({ length: DOUBLINGS }, (_, i) => theta.map((t) => t * 2 ** (i + 1)));
  const values = [value, ...thetas.map((other) => objective.value(other))];
  return thetas.filter((_, i) => values[i + 1] < values[i] && !(values[i + 2] < values[i + 1]));
}

/** A way out along the collapsed direction in which the criterion rises least: to its dips, or as far as would be seen. */
function liftings(objective: MixedObjective, least: MixedEvaluation): Float64Array[] {
  const { structure, parts, n } = objective;
  const { k } = structure;
  const found = boundarySlope(structure, least);
  if (found === null) return [];
  const { direction: v } = found;
  const first = v.findIndex((x) => x !== 0);
  const levels = parts.find((part) => first < part.start + part.k)?.group.levels.length ?? n;
  const all = covarianceFromFactor(least.T, k);
  const thetas = DIPS.map((size) => {
    const G = all.map((g, e) => g + ((size * size * levels) / n) * v[Math.floor(e / k)] * v[e % k]);
    return thetaFromFactor(structure, factorFromCovariance(G, k));
  });
  const values = [least.value, ...thetas.map((theta) => objective.value(theta))];
  const dips = thetas.filter((_, i) => values[i + 1] < values[i] && !(values[i + 2] < values[i + 1]));
  // Behind a slope that only seems to rise, as the others stay where they are, there may still be one.
  return dips.length > 0 ? dips : [thetas[1]];
}

/**
 * For each other block theta with half of its variation given to the collapsed direction in which the criterion rises least: where
 * terms stand in for one another, as those of nested factors, the criterion rises in each alone and falls when one gives way.
 */
function exchanges(structure: CovarianceStructure, least: MixedEvaluation): Float64Array[] {
  const { k, blocks } = structure;
  const found = boundarySlope(structure, least);
  if (found === null) return [];
  const { direction: v } = found;
  const all = covarianceFromFactor(least.T, k);
  return blocks.flatMap(({ start, size }) => {
    if (v.subarray(start, start + size).some((x) => x !== 0)) return [];
    const { values } = symmetricEigen(diagonalBlock(all, k, start, size), size);
    const given = values[size - 1] / 2;
    if (!(given > 0)) return [];
    const isOwn = (a: number): boolean => a >= start && a < start + size;
    const G = all.map((g, e) => {
      const [a, b] = [Math.floor(e / k), e % k];
      return (isOwn(a) && isOwn(b) ? g / 2 : g) + given * v[a] * v[b];
    });
    return [thetaFromFactor(structure, factorFromCovariance(G, k))];
  });
}

/** For each block theta without the direction in which its random effects vary least, of those in which they do. */
function reductions(structure: CovarianceStructure, T: Float64Array): Float64Array[] {
  const { k, blocks } = structure;
  const all = covarianceFromFactor(T, k);
  return blocks.flatMap(({ start, size }) => {
    const { values, vectors } = symmetricEigen(diagonalBlock(all, k, start, size), size);
    const e = values.findIndex((v) => v > 1e-10 * Math.max(1, values[size - 1]));
    if (e < 0) return [];
    const G = all.slice();
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        G[(start + a) * k + start + b] -= values[e] * vectors[a * size + e] * vectors[b * size + e];
    return [snapToBoundary(structure, thetaFromFactor(structure, factorFromCovariance(G, k)))];
  });
}

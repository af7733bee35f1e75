/** Fits a linear mixed model: matrices in, optimum out. */

import { CellmerError } from '../errors';
import type { ModelMatrices } from '../design/types';
import { newtonSteps, plainCoordinates } from '../optimize/newton';
import {
  type Evaluation,
  evaluationSteps,
  type MinimizeOptions,
  type Optimum,
  type Step,
} from '../optimize/objective';
import { runThrough, type Steps } from '../optimize/steps';
import { designSpan } from './designSpan';
import { hasRunOut, isSaturated, isUnboundedByDesign, withResidual } from './maximum';
import { boundarySlope, escapeBoundary, snapToBoundary } from './search/boundary';
import { identify, type Identification } from './identification';
import { boundaryOffRidge, onRidge } from './ridge';
import { type CovarianceStructure, covarianceStructure, thetaFromFactor } from '../covariance/structure';
import type { ConePoint, MixedEvaluation, MixedObjective } from './evaluation';
import type { MixedFit } from './mixedFit';
import { factorParts, objectiveFor, workingTheta } from './objectiveFor';
import { identityTheta, minqueStep, originOf, otherStarts } from './search/start';
import { minimizeByName, type OptimizerName } from './search/optimizers';
import { scoringStep } from './search/scoring';
import { boundaryJump } from './search/boundaryJump';
import { rotatedCoordinates } from './search/rotatedSteps';
import { CONSTANT, LOCAL, SAME, searchElsewhere } from './search/globalSearch';
import { relativeFactor } from './userScale';
import { criterionShift, type WorkingModel, withResponse, workingModel } from './workingModel';

/** A search that needs more evaluations is lost; with a lower limit it is meant to be stopped. */
const ENOUGH = 100;
const NO_MAXIMUM = 'the likelihood has no maximum';

export interface MixedFitOptions {
  readonly reml: boolean;
  readonly tolerance: number;
  readonly maxEvaluations: number;
  /** Theta on the user's scale, in lme4's order; null starts from moments. */
  readonly start: readonly number[] | null;
  /** Newton's method unless another is named. */
  readonly optimizer?: OptimizerName;
  readonly onStep?: (step: Step) => void;
  readonly beforeEvaluation?: () => void;
}

/**
 * @throws CellmerError `unsupported` for very many levels of several factors, `model` and `numeric` where there is
 * nothing to fit
 */
export function fitMixedModel(matrices: ModelMatrices, options: MixedFitOptions): MixedFit {
  return runThrough(mixedFitSteps(matrices, options));
}

/** The same in steps: each pass over the rows and each evaluation of the criterion is one. */
export function* mixedFitSteps(matrices: ModelMatrices, options: MixedFitOptions): Steps<MixedFit> {
  const model = workingModel(matrices);
  const structure = covarianceStructure(model.terms.map((term) => term.columns.length));
  const parts = factorParts(model);
  yield;
  const objective = objectiveFor(model, structure, parts, options.reml);
  return yield* fitGiven({ matrices, model, structure, parts, objective }, options);
}

/**
 * The same model on another response: the columns, their cross-products and what the data determine are those of the fit. The
 * search begins at the moments of the new response, which are nearer to its optimum than the estimates from another one, and in
 * balanced data there.
 *
 * @param y n numbers
 */
export function* refitSteps(fit: MixedFit, y: Float64Array, options: MixedFitOptions): Steps<MixedFit> {
  const { structure, parts, identification } = fit;
  const matrices = { ...fit.matrices, y };
  const model = withResponse(fit.model, matrices);
  yield;
  const objective = fit.objective.withResponse(model.e);
  const given = { matrices, model, structure, parts, objective };
  return yield* fitGiven(given, { ...options, start: null }, identification);
}

/** A model that is ready for the search. */
type Given = Pick<MixedFit, 'matrices' | 'model' | 'structure' | 'parts' | 'objective'>;

/** @param known which parameters the data determine, where that is known */
function* fitGiven(given: Given, options: MixedFitOptions, known?: Identification): Steps<MixedFit> {
  const { model, parts } = given;
  const saturated = isSaturated(model, parts);
  if (saturated && isUnboundedByDesign(model, parts, options.reml)) return withoutMaximum(given);
  const fit = yield* searchedUnlessWithoutResidual(given, options, known);
  // An optimizer that is to be watched may stop before it shows where it is going.
  if (saturated && fit.hasMaximum && (options.optimizer ?? 'newton') !== 'newton') {
    const { reml, tolerance, beforeEvaluation } = options;
    const own = { reml, tolerance, beforeEvaluation, start: null, maxEvaluations: ENOUGH };
    const newton = yield* fitGiven(given, own, known);
    if (!newton.hasMaximum) return newton;
  }
  return fit;
}

/** A search may end where the criterion cannot be computed any more, since rounding leaves no residual. */
function* searchedUnlessWithoutResidual(
  given: Given,
  options: MixedFitOptions,
  known?: Identification,
): Steps<MixedFit> {
  const { model, parts, objective } = given;
  try {
    const fit = isSaturated(model, parts)
      ? {
          ...(yield* searchedFit({ ...given, objective: withResidual(objective) }, options, known)),
          objective,
        }
      : yield* searchedFit(given, options, known);
    return hasRunOut(objective, model, fit.optimum) ? withoutMaximum(given) : fit;
  } catch (error) {
    if (!(error instanceof CellmerError && error.code === 'numeric')) throw error;
    if (designSpan(model, parts)?.fitsResponse !== true) throw error;
    return withoutMaximum(given);
  }
}

/** What is left of a fit whose likelihood has no maximum. It does not depend on a search. */
function withoutMaximum(given: Given): MixedFit {
  const { structure, objective } = given;
  const at = objective.evaluate(new Float64Array(structure.m));
  return {
    ...given,
    optimum: { at, converged: false, predictedDecrease: Infinity, evaluations: 0, message: NO_MAXIMUM },
    identification: identify(structure, objective.evaluate(originOf(objective)), objective),
    boundary: null,
    criterion: -Infinity,
    trace: [],
    evaluations: 0,
    scope: LOCAL,
    hasMaximum: false,
  };
}

function* searchedFit(given: Given, options: MixedFitOptions, known?: Identification): Steps<MixedFit> {
  const { model, structure, parts, objective } = given;
  const { reml } = options;
  const shift = criterionShift(model, reml);
  const trace: Step[] = [];
  const record = (step: Step): void => {
    const seen = onUserScale(model, structure, step, shift);
    trace.push(seen);
    options.onStep?.(seen);
  };

  const start = yield* startingTheta(objective, model, options, known);
  const { optimizer = 'newton' } = options;
  const search = function* (
    theta: Float64Array,
    before: number,
    known?: MixedEvaluation,
  ): Steps<Optimum<MixedEvaluation>> {
    const limits = {
      tolerance: options.tolerance,
      maxEvaluations: Math.max(1, options.maxEvaluations - before),
      onStep: (step: Step) => record({ ...step, evaluation: step.evaluation + before }),
      beforeEvaluation: options.beforeEvaluation,
    };
    if (optimizer !== 'newton') return minimizeByName(optimizer, objective, theta, limits);
    return yield* newtonSearch(objective, theta, { ...limits, known });
  };
  const { identification } = start;
  const isConstant = structure.m > 0 && identification.count === 1;
  let found = isConstant ? yield* anywhere(objective, record) : yield* search(start.theta, start.evaluations);
  const searchAgain = function* (theta: Float64Array, known?: MixedEvaluation): Steps<void> {
    const steps = trace.length;
    const other = yield* search(theta, start.evaluations + found.evaluations, known);
    const evaluations = found.evaluations + other.evaluations;
    const isBetter = other.at.value < found.at.value;
    found = { ...(isBetter ? other : found), evaluations };
    // The trace is the path to what was found.
    if (isBetter) trace.splice(0, steps);
    else trace.splice(steps);
  };
  let scope = isConstant ? CONSTANT : LOCAL;
  if (!isConstant && optimizer === 'newton' && (found.converged || options.maxEvaluations >= ENOUGH)) {
    const elsewhere = yield* searchElsewhere(objective, found.at, options);
    ({ scope } = elsewhere);
    if (elsewhere.least !== found.at) yield* searchAgain(elsewhere.least.theta);
  }
  if (optimizer === 'newton' && scope.kind === 'local') {
    // Unbalanced data can have a second minimum where nothing varies between groups; its value is known beforehand.
    if (found.at.value > valueWithoutGroups(objective) + options.tolerance)
      yield* searchAgain(new Float64Array(structure.m));
    // With few groups there can be another minimum than one on the boundary, or another one on the boundary.
    if (structure.m > 1 && boundarySlope(structure, found.at) !== null)
      for (const [i, theta] of otherStarts(structure, parts).entries())
        yield* searchAgain(theta, i === 0 ? start.atIdentity : undefined);
  }
  yield;
  const settled = yield* withCollapsedAtZero(objective, found);
  const optimum = { ...settled, at: onRidge(objective, settled.at, identification) };
  return {
    ...given,
    optimum,
    identification,
    boundary: boundaryOffRidge(structure, optimum.at, identification),
    criterion: optimum.at.value + shift,
    trace,
    evaluations: optimum.evaluations + start.evaluations,
    scope,
    hasMaximum: true,
  };
}

/**
 * The fit at the minimum that a search from theta ends in, where that is lower; else the fit itself.
 *
 * @param theta in working columns, as another question about the model has found it
 */
export function* searchedFrom(
  fit: MixedFit,
  theta: Float64Array,
  options: Pick<MixedFitOptions, 'tolerance' | 'maxEvaluations' | 'beforeEvaluation'>,
): Steps<MixedFit> {
  const { model, objective, structure, scope } = fit;
  const shift = criterionShift(model, objective.reml);
  const trace: Step[] = [];
  const searched = isSaturated(model, fit.parts) ? withResidual(objective) : objective;
  if (searched.value(theta) === Infinity) return fit;
  const found = yield* newtonSearch(searched, theta, {
    ...options,
    onStep: (step) => trace.push(onUserScale(model, structure, step, shift)),
  });
  if (!(found.at.value < fit.optimum.at.value - SAME)) return fit;
  if (hasRunOut(objective, model, found)) return withoutMaximum(fit);
  const settled = yield* withCollapsedAtZero(objective, found);
  const optimum = { ...settled, at: onRidge(objective, settled.at, fit.identification) };
  return {
    ...fit,
    optimum,
    boundary: boundaryOffRidge(structure, optimum.at, fit.identification),
    criterion: optimum.at.value + shift,
    trace,
    evaluations: fit.evaluations + optimum.evaluations,
    scope: {
      ...scope,
      kind: scope.kind === 'local' ? 'local' : 'global',
      starts: scope.starts + 1,
      sentBack: true,
    },
  };
}

/** Newton's method with all that is known about the cone of covariance matrices. */
function newtonSearch(
  objective: MixedObjective,
  theta: Float64Array,
  limits: MinimizeOptions<MixedEvaluation>,
): Steps<Optimum<MixedEvaluation>> {
  const { structure, parts } = objective;
  return newtonSteps(objective, theta, {
    ...limits,
    escape: (at) => escapeBoundary(structure, onTheWay(at), limits.tolerance),
    coordinates: (at) => rotatedCoordinates(structure, onTheWay(at)) ?? plainCoordinates(onTheWay(at)),
    settle: (there) => snapToBoundary(structure, there),
    isRough: ({ average }) => average !== undefined,
    jump: (at) => boundaryJump(structure, onTheWay(at)),
    otherStep: {
      from: (at) => (at.average ? null : scoringStep(structure, at, objective)),
      first: parts.length > 1,
    },
  });
}

/** With the average information for second derivatives where the exact ones are not at hand. */
function onTheWay(at: MixedEvaluation): ConePoint & Evaluation {
  const { theta, value, gradient, T, Gamma, average } = at;
  return average ? { theta, value, gradient, T, Gamma, ...average } : at;
}

/**
 * The optimum of a criterion that is the same everywhere, where nothing varies between groups. A search would follow its
 * rounding.
 */
function* anywhere(objective: MixedObjective, onStep: (step: Step) => void): Steps<Optimum<MixedEvaluation>> {
  yield;
  const at = yield* evaluationSteps(objective, new Float64Array(objective.structure.m));
  onStep({ evaluation: 1, theta: at.theta, value: at.value, gradientNorm: 0 });
  return { at, converged: true, predictedDecrease: 0, evaluations: 1, message: 'the criterion is constant' };
}

/** A step as the user sees it. */
function onUserScale(model: WorkingModel, structure: CovarianceStructure, step: Step, shift: number): Step {
  const T = relativeFactor(model, structure, step.theta);
  return { ...step, theta: thetaFromFactor(structure, T), value: step.value + shift };
}

/** d(0): V = I, so that in working columns WᵀW = n·I and r² = n. */
function valueWithoutGroups({ n, p, reml, nu }: MixedObjective): number {
  return (reml ? p * Math.log(n) : 0) + nu * (1 + Math.log((2 * Math.PI * n) / nu));
}

/** The optimum with collapsed variances at zero exactly, where that costs no more than rounding. */
function* withCollapsedAtZero(
  objective: MixedObjective,
  found: Optimum<MixedEvaluation>,
): Steps<Optimum<MixedEvaluation>> {
  const theta = snapToBoundary(objective.structure, found.at.theta);
  if (theta === found.at.theta) return found;
  const at = yield* evaluationSteps(objective, theta);
  const noise = 1e-12 * Math.max(1, Math.abs(found.at.value));
  const evaluations = found.evaluations + 1;
  return at.value <= found.at.value + noise ? { ...found, at, evaluations } : { ...found, evaluations };
}

/** A start so far out that the criterion cannot be computed is drawn in by powers of ten. */
function computable(objective: MixedObjective, theta: Float64Array): Float64Array {
  let nearer = theta;
  while (objective.value(nearer) === Infinity && nearer.some((v) => Math.abs(v) > 1))
    nearer = nearer.map((v) => v / 10);
  return nearer;
}

interface Start {
  readonly theta: Float64Array;
  readonly evaluations: number;
  readonly identification: Identification;
  readonly atIdentity?: MixedEvaluation;
}

/** Moments (MINQUE) when no start is given; the first evaluation there counts. It also tells what the data determine. */
function* startingTheta(
  objective: MixedObjective,
  model: WorkingModel,
  options: MixedFitOptions,
  known?: Identification,
): Steps<Start> {
  const { structure } = objective;
  const origin = originOf(objective);
  yield;
  options.beforeEvaluation?.();
  const at = yield* evaluationSteps(objective, origin);
  yield;
  const identification = known ?? identify(structure, at, objective);
  if (structure.m === 0) return { theta: origin, evaluations: 0, identification };
  if (options.start !== null)
    return {
      theta: computable(objective, workingTheta(model, structure, options.start, 'start')),
      evaluations: 0,
      identification,
    };
  yield;
  const identity = identityTheta(structure);
  const theta = minqueStep(structure, at, objective, identification.flat);
  const atIdentity = objective.parts.length > 1 ? undefined : at;
  return { theta: theta ?? identity, evaluations: 1, identification, atIdentity };
}

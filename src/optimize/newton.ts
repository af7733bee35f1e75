/**
 * Newton's method for criteria of covariance parameters. It is not `boundedNewton.ts` because theta has a cone behind it
 * in place of bounds, of which only the caller knows where it ends, which other coordinates bend less and where to jump;
 * because one evaluation gives value and derivatives at once; and because it stops after each, so that a page can go on.
 *
 * A trust region with an exact Hessian, saddle-free: directions of negative curvature are descended with the
 * absolute value of their eigenvalue, directions without curvature are damped.
 *
 * Method: Nocedal & Wright 2006, Numerical Optimization, ch. 4 (step from the shifted eigen-decomposition, ratio test);
 * Dauphin et al. 2014 for |H|. Quadratic convergence: near the minimum last full steps are taken after the test has
 * passed, so that the parameters, not only the value, have converged to rounding.
 */

import { CellmerError } from '../errors';
import { type SymmetricEigen, symmetricEigen } from '../linalg/dense';
import {
  type Evaluation,
  evaluationSteps,
  type MinimizeOptions,
  type Objective,
  type Optimum,
  type StepCoordinates,
} from './objective';
import { quadraticChange, shiftWithin, shrinkage } from './quadraticModel';
import { runThrough, type Steps } from './steps';

/** Eigenvalues below this share of the largest count as this share. */
const FLAT = 1e-10;
/** An eigenvalue below minus this share of the largest is negative, not rounding: the point is a saddle. */
const SADDLE = 1e-6;
/** A predicted decrease below this (relative to the value) is lost in its rounding. */
const ROUNDING = 1e-17;
/** A last step shorter than this (relative to the parameters) is not worth an evaluation. */
const SETTLED = 1e-10;
/** The same where the Hessian is an approximation, by which a step leaves some of the way. */
const SETTLED_ROUGHLY = 1e-7;
/** Quadratic convergence needs one last step; a second one helps where the Hessian is nearly singular. */
const LAST_STEPS = 2;
const MAX_ESCAPES = 5;
/** After a step that the caller knows which gained less than this share of what the model promised, one follows the model. */
const LAGGING = 0.1;
/** How a search ends that was not allowed more evaluations. */
export const LIMIT_REACHED = 'the limit of evaluations is reached';

/** The quadratic model at a point, in the eigenvectors of the Hessian. */
interface EigenModel {
  readonly in: StepCoordinates;
  readonly eigen: SymmetricEigen;
  /** |eigenvalues|, floored. */
  readonly curvature: Float64Array;
  /** Gradient in eigenvector coordinates. */
  readonly slope: Float64Array;
  /** Decrease promised by the full step ½·gᵀ|H|⁻¹g. */
  readonly predictedDecrease: number;
}

export function minimizeNewton<E extends Evaluation>(
  objective: Objective<E>,
  start: Float64Array,
  options: MinimizeOptions<E>,
): Optimum<E> {
  return runThrough(newtonSteps(objective, start, options));
}

/** The same in steps, none longer than one evaluation, as far as that is divided, or one decomposition of its Hessian. */
export function* newtonSteps<E extends Evaluation>(
  objective: Objective<E>,
  start: Float64Array,
  options: MinimizeOptions<E>,
): Steps<Optimum<E>> {
  let evaluations = 0;
  let escapes = 0;
  let radius = firstRadius(start);
  let otherLags = false;

  function* evaluate(theta: Float64Array): Steps<E> {
    yield;
    options.beforeEvaluation?.();
    evaluations++;
    return yield* evaluationSteps(objective, theta);
  }
  /** The same at a point that may be too far out: null where the objective cannot be computed. */
  function* attempt(theta: Float64Array): Steps<E | null> {
    try {
      return yield* evaluate(theta);
    } catch (error) {
      if (error instanceof CellmerError && error.code === 'numeric') return null;
      throw error;
    }
  }
  function* modelAt(at: E): Steps<EigenModel> {
    yield;
    const coordinates = options.coordinates?.(at) ?? plainCoordinates(at);
    yield;
    return eigenModel(coordinates);
  }
  function report(at: E): void {
    const gradientNorm = Math.hypot(...at.gradient);
    options.onStep?.({ evaluation: evaluations, theta: at.theta, value: at.value, gradientNorm });
  }
  function finish(at: E, predictedDecrease: number, converged: boolean, message: string): Optimum<E> {
    return { at, converged, predictedDecrease, evaluations, message };
  }

  let at = options.known ?? (yield* evaluate(start));
  report(at);
  for (;;) {
    const model = yield* modelAt(at);
    const mayGiveUp = options.acceptsSaddles === true || model.eigen.values[0] > 0;
    if (mayGiveUp && options.isHopeless?.(at, model.predictedDecrease))
      return finish(at, model.predictedDecrease, false, 'given up: a lower value is known');
    if (model.predictedDecrease < options.tolerance) {
      const mayEscape = escapes < MAX_ESCAPES && options.acceptsSaddles !== true;
      yield;
      const away = mayEscape ? (options.escape?.(at) ?? null) : null;
      const next = away !== null ? yield* lower(away, at) : mayEscape ? yield* fromSaddle(at, model) : null;
      if (next === null) return yield* polish(at, model);
      escapes++;
      at = next;
      radius = firstRadius(at.theta);
      report(at);
      continue;
    }
    const next = (yield* jump(at)) ?? (yield* otherStep(at, model)) ?? (yield* acceptableStep(at, model));
    if (next === null) {
      const limit = evaluations >= options.maxEvaluations;
      const message = limit ? LIMIT_REACHED : 'no further decrease could be found';
      return finish(at, model.predictedDecrease, false, message);
    }
    at = next;
    report(at);
  }

  /** The evaluation at theta where it is lower than at `from`, within the limit. */
  function* lower(theta: Float64Array, from: E): Steps<E | null> {
    if (evaluations >= options.maxEvaluations) return null;
    const candidate = yield* attempt(theta);
    return candidate !== null && candidate.value < from.value ? candidate : null;
  }

  /** Down the direction of most negative curvature, on the side to which the slope points; null at a minimum. */
  function* fromSaddle(from: E, { eigen, slope, in: coordinates }: EigenModel): Steps<E | null> {
    const m = slope.length;
    const steepest = eigen.values[0];
    const largest = Math.max(...eigen.values.map(Math.abs));
    if (m === 0 || !(steepest < -SADDLE * largest)) return null;
    const side = slope[0] > 0 ? -1 : 1;
    const worthwhile = (length: number): boolean => -0.5 * steepest * length * length > options.tolerance;
    for (let length = 2 * firstRadius(from.theta); worthwhile(length); length /= 4) {
      const candidate: E | null = yield* lower(
        coordinates.after(slope.map((_, i) => side * length * eigen.vectors[i * m])),
        from,
      );
      if (candidate !== null || evaluations >= options.maxEvaluations) return candidate;
    }
    return null;
  }

  /** Where the caller expects the minimum, when it is lower there. */
  function* jump(from: E): Steps<E | null> {
    if (!options.jump || evaluations >= options.maxEvaluations) return null;
    yield;
    const theta = yield* options.jump(from);
    return theta === null ? null : yield* lower(theta, from);
  }

  /** Where the criterion is not convex, or at the start if it is to be: the step that the caller knows, when it helps. */
  function* otherStep(from: E, model: EigenModel): Steps<E | null> {
    const isWanted = model.eigen.values[0] <= 0 || (evaluations === 1 && options.otherStep?.first === true);
    yield;
    const theta = isWanted && !otherLags ? (options.otherStep?.from(from) ?? null) : null;
    otherLags = false;
    if (theta === null) return null;
    const candidate = yield* lower(theta, from);
    otherLags = candidate !== null && from.value - candidate.value < LAGGING * model.predictedDecrease;
    return candidate;
  }

  /** Shrinks the region until a step lowers the value; null when none does within the limit. */
  function* acceptableStep(from: E, model: EigenModel): Steps<E | null> {
    for (let tries = 0; tries < 40 && evaluations < options.maxEvaluations; tries++) {
      const step = stepWithin(model, radius);
      const length = Math.hypot(...step);
      const promised = -quadraticChange(model.in.gradient, model.in.hessian, step);
      const candidate = yield* attempt(model.in.after(step));
      if (candidate === null) {
        radius = 0.1 * length;
        continue;
      }
      const gained = from.value - candidate.value;
      const noise = 1e-13 * Math.max(1, Math.abs(from.value));
      // Below the noise of the value the gradient decides, which is computed on its own and more accurately.
      const better =
        gained > 0 ||
        (gained > -noise && (yield* modelAt(candidate)).predictedDecrease < model.predictedDecrease);
      if (!better) {
        radius = length * shrinkage(model.in.gradient, step, candidate.value - from.value);
        continue;
      }
      const ratio = gained / promised;
      if (ratio > 0.75) radius = Math.max(radius, 2 * length);
      else if (ratio < 0.25 && gained > noise) radius = 0.5 * length;
      return candidate;
    }
    return null;
  }

  /**
   * Last full Newton steps, one as a rule, while they can still improve the parameters: a value of 10⁵ no longer tells
   * points apart that lie 10⁻⁸ from each other, but its gradient does.
   */
  function* polish(from: E, model: EigenModel): Steps<Optimum<E>> {
    const floor = ROUNDING * Math.abs(from.value);
    const isRough = options.isRough?.(from) === true;
    for (let last = 0; last < LAST_STEPS && evaluations < options.maxEvaluations; last++) {
      const step = stepWithin(model, Infinity);
      const settled = isRough ? SETTLED_ROUGHLY : SETTLED;
      const isLong = last === 0 && Math.hypot(...step) > settled * Math.hypot(...from.theta);
      if (!(isLong || (!isRough && model.predictedDecrease > floor))) break;
      const there = model.in.after(step);
      const candidate = yield* attempt(options.settle?.(there) ?? there);
      if (candidate === null) break;
      const after = yield* modelAt(candidate);
      if (!(after.predictedDecrease < model.predictedDecrease)) break;
      [from, model] = [candidate, after];
      report(from);
    }
    return finish(from, model.predictedDecrease, true, 'gradient is zero');
  }
}

/** Steps begin no longer than half of the parameters themselves, and grow while the quadratic model holds. */
function firstRadius(theta: Float64Array): number {
  return 0.5 * Math.max(1, Math.hypot(...theta));
}

/** Theta as its own coordinates. */
export function plainCoordinates({ theta, gradient, hessian }: Evaluation): StepCoordinates {
  return { gradient, hessian, after: (step) => theta.map((x, i) => x + step[i]) };
}

/** How much a Newton step promises to lower the value. */
export function promisedDecrease(at: Evaluation): number {
  return eigenModel(plainCoordinates(at)).predictedDecrease;
}

function eigenModel(at: StepCoordinates): EigenModel {
  const m = at.gradient.length;
  const eigen = symmetricEigen(at.hessian, m);
  const largest = Math.max(...eigen.values.map(Math.abs), Number.MIN_VALUE);
  const curvature = eigen.values.map((v) => Math.max(Math.abs(v), FLAT * largest));
  const slope = new Float64Array(m);
  let predictedDecrease = 0;
  for (let e = 0; e < m; e++) {
    for (let i = 0; i < m; i++) slope[e] += eigen.vectors[i * m + e] * at.gradient[i];
    predictedDecrease += (0.5 * slope[e] * slope[e]) / curvature[e];
  }
  return { in: at, eigen, curvature, slope, predictedDecrease };
}

/** The step −(|H| + shift·I)⁻¹g whose length does not exceed the radius. */
function stepWithin(model: EigenModel, radius: number): Float64Array {
  const { eigen, curvature, slope } = model;
  const m = slope.length;
  const lengthAt = (shift: number): number => {
    let sum = 0;
    for (let e = 0; e < m; e++) sum += (slope[e] / (curvature[e] + shift)) ** 2;
    return Math.sqrt(sum);
  };
  const shift = shiftWithin(radius, lengthAt, curvature);
  const step = new Float64Array(m);
  for (let e = 0; e < m; e++) {
    const c = -slope[e] / (curvature[e] + shift);
    for (let i = 0; i < m; i++) step[i] += eigen.vectors[i * m + e] * c;
  }
  return step;
}

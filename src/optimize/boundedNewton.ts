/**
 * Newton's method for log-likelihoods. It is not `newton.ts` because every parameter can have bounds, on which the maximum
 * may lie; because a value alone is cheap, so that derivatives are asked for only where the value has fallen; and because
 * counts, codes and messages are those of R's `optim()`, beside whose methods it stands.
 *
 * Exact second derivatives inside bounds: a trust region over the parameters that no bound holds,
 * with steps projected on the box (Bertsekas 1982, SIAM Journal on Control and Optimization 20, 221-246; Nocedal & Wright
 * 2006, chapters 4 and 16). Directions of negative curvature are descended. Parameters are measured by their curvature,
 * so units do not matter. At the end full steps are taken for as long as they shrink the gradient, so that the
 * parameters, not only the value, have converged to rounding.
 */

import { CellmerError } from '../errors';
import { projectInPlace, type Box } from './box';
import { checkStart, Recorder, type Minimization, type Minimum } from './minimizer';
import { quadraticModel, shrinkage, type QuadraticModel } from './quadraticModel';

const MAX_ITERATIONS = 200;
const MAX_TRIALS = 60;
const MAX_POLISH = 6;
const MAX_ESCAPES = 5;
/** Converged when a Newton step promises to lower the value by less than this, relative to its size. */
const TOLERANCE = 1e-12;
/** Changes of the value below this, relative to its size, are rounding. */
const NOISE = 1e-13;
/** A direction counts as downward curved from this on, relative to the largest curvature. */
const NEGATIVE = 1e-6;

export const NEWTON_MESSAGES = {
  converged: 'CONVERGENCE: GRADIENT IS ZERO',
  limit: 'LIMIT OF ITERATIONS REACHED',
  stuck: 'NO STEP LOWERS THE VALUE',
};

interface Point {
  readonly par: Float64Array;
  readonly value: number;
  readonly model: QuadraticModel;
}

/** @throws CellmerError `numeric` when the value or its derivatives are not finite at the start */
export function minimizeBoundedNewton(problem: Minimization): Minimum {
  const maxIterations = problem.limits?.maxIterations ?? MAX_ITERATIONS;
  const recorder = new Recorder(problem);
  const d = problem.start.length;
  const box: Box = {
    lower: problem.lower ?? new Float64Array(d).fill(-Infinity),
    upper: problem.upper ?? new Float64Array(d).fill(Infinity),
  };
  let radius = Infinity;
  let escapes = 0;

  const start = problem.start.slice();
  projectInPlace(start, box);
  const first = look(start);
  checkStart(start, first.value);
  let at = differentiate(first);
  if (at === null)
    throw new CellmerError(
      'numeric',
      'The derivatives are not finite at the starting values: give others, or leave out the rows whose value is at the edge of what ' +
        'the density allows, such as 0 for dgamma.',
    );
  for (let iteration = 0; ; iteration++) {
    const floor = TOLERANCE * Math.max(1, Math.abs(at.value));
    let next: Point | null;
    if (at.model.promised < floor) {
      next = escapes++ < MAX_ESCAPES ? escape(at) : null;
      if (next === null) return finish(polish(at), 0, NEWTON_MESSAGES.converged);
      radius = Infinity;
    } else {
      if (iteration >= maxIterations) return finish(at, 1, NEWTON_MESSAGES.limit);
      next = acceptable(at);
      if (next === null) return finish(at, 52, NEWTON_MESSAGES.stuck);
    }
    at = next;
  }

  function look(par: Float64Array): { par: Float64Array; value: number } {
    projectInPlace(par, box);
    return { par, value: recorder.value(par) };
  }

  /** The point with its quadratic model; null where the derivatives are not finite. Reports it. */
  function differentiate({ par, value }: { par: Float64Array; value: number }): Point | null {
    const point = modelAt(par, value);
    if (point) recorder.accept(par, value, point.model.gradient);
    return point;
  }
  function modelAt(par: Float64Array, value: number): Point | null {
    if (!problem.hessian) throw new CellmerError('numeric', "Newton's method needs the Hessian.");
    const gradient = recorder.gradient(par);
    const hessian = problem.hessian(par.slice());
    if (!gradient.every(Number.isFinite) || !hessian.every(Number.isFinite)) return null;
    const model = quadraticModel(par, gradient, hessian, box);
    return model && { par, value, model };
  }

  /** Shrinks the region until a step lowers the value; null when none does. */
  function acceptable(from: Point): Point | null {
    const noise = NOISE * Math.max(1, Math.abs(from.value));
    for (let trial = 0; trial < MAX_TRIALS; trial++) {
      const step = from.model.stepWithin(radius);
      const candidate = look(from.par.map((x, i) => x + step[i]));
      const moved = candidate.par.map((x, i) => x - from.par[i]);
      if (moved.every((x) => x === 0)) return null;
      const gained = from.value - candidate.value;
      // Below the noise of the value the gradient decides, which is computed more accurately.
      const couldBe = gained > 0 || gained > -noise;
      const point =
        couldBe && Number.isFinite(candidate.value) ? modelAt(candidate.par, candidate.value) : null;
      const length = from.model.lengthOf(step);
      if (!point || (gained <= 0 && point.model.promised >= from.model.promised)) {
        radius = length * shrinkage(from.model.gradient, moved, -gained);
        continue;
      }
      const ratio = gained / -from.model.change(moved);
      if (ratio > 0.75) radius = Math.max(radius, 2 * length);
      else if (ratio < 0.25 && gained > noise) radius = 0.5 * length;
      recorder.accept(point.par, point.value, point.model.gradient);
      return point;
    }
    return null;
  }

  /** At a saddle or a maximum, where the gradient vanishes too: a lower point along the curvature, if there is one. */
  function escape(from: Point): Point | null {
    const along = from.model.downwardCurved(NEGATIVE);
    if (!along) return null;
    for (const share of [1, 0.1, 0.01, 1e-3])
      for (const sign of [1, -1]) {
        const candidate = look(from.par.map((x, i) => x + sign * share * along[i]));
        const isLower = candidate.value < from.value - NOISE * Math.max(1, Math.abs(from.value));
        const point = isLower ? differentiate(candidate) : null;
        if (point) return point;
      }
    return null;
  }

  function polish(from: Point): Point {
    let best = from;
    for (let k = 0; k < MAX_POLISH && best.model.promised > 0; k++) {
      const step = best.model.stepWithin(Infinity);
      const candidate = look(best.par.map((x, i) => x + step[i]));
      const noise = NOISE * Math.max(1, Math.abs(best.value));
      if (!(candidate.value <= best.value + noise)) break;
      const point = modelAt(candidate.par, candidate.value);
      if (!point || point.model.promised >= best.model.promised) break;
      best = point;
      recorder.accept(point.par, point.value, point.model.gradient);
    }
    return best;
  }

  function finish(point: Point, convergence: number, message: string): Minimum {
    const { counts, path } = recorder;
    return { par: point.par, value: point.value, counts, convergence, message, path };
  }
}

/**
 * Limited-memory BFGS with bounds: Byrd, Lu, Nocedal and Zhu (1995), SIAM Journal on Scientific Computing 16, 1190-1208,
 * with five corrections as R's `optim()` has it. A likelihood has few parameters, so the quadratic model is formed as a
 * dense matrix, the same as in the compact representation of the paper; its minimum over free parameters is found as there.
 */

import { cauchyPoint, projectedGradientNorm, projectInPlace, type Box } from './box';
import { LineSearch } from './lineSearch';
import { checkStart, DEFAULT_LIMITS, Recorder, type Minimization, type Minimum } from './minimizer';
import { Subspace, type Pair } from './subspace';

const MEMORY = 5;
const MAX_TRIALS = 20;
const LONGEST_STEP = 1e10;

const MESSAGES = {
  gradient: 'CONVERGENCE: NORM OF PROJECTED GRADIENT <= PGTOL',
  reduction: 'CONVERGENCE: REL_REDUCTION_OF_F <= FACTR*EPSMCH',
  infeasible: 'ERROR: NO FEASIBLE SOLUTION',
  search: 'ERROR: ABNORMAL_TERMINATION_IN_LNSRCH',
  limit: 'NEW_X',
};

/** What the model is made of. */
interface Memory {
  /** The newest last. */
  readonly pairs: readonly Pair[];
  /** How many there have been since it was last empty. */
  readonly updates: number;
  /** Whether the last iteration has brought one. */
  readonly isNew: boolean;
}

const EMPTY: Memory = { pairs: [], updates: 0, isNew: false };

interface Point {
  readonly par: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Needs a gradient; keeps to the bounds. */
export function minimizeLbfgsb(problem: Minimization): Minimum {
  const { factr, pgtol, maxIterations } = { ...DEFAULT_LIMITS, ...problem.limits };
  const recorder = new Recorder(problem);
  const d = problem.start.length;
  const box: Box = {
    lower: problem.lower ?? new Float64Array(d).fill(-Infinity),
    upper: problem.upper ?? new Float64Array(d).fill(Infinity),
  };
  const isBounded = box.lower.some((x) => x > -Infinity) || box.upper.some((x) => x < Infinity);
  const isBoxed = box.lower.every((x) => x > -Infinity) && box.upper.every((x) => x < Infinity);
  const start = problem.start.slice();
  if (box.lower.some((x, i) => x > box.upper[i]))
    return { ...ended(start, NaN, 52, MESSAGES.infeasible), counts: { function: 0, gradient: 0 } };
  projectInPlace(start, box);

  let at = evaluate(start);
  checkStart(start, at.value);
  recorder.accept(at.par, at.value, at.gradient);
  if (projectedGradientNorm(at.par, at.gradient, box) <= pgtol) return finish(0, MESSAGES.gradient);
  let memory = EMPTY;
  const subspace = new Subspace(d, MEMORY);
  /** Line searches that ended at a new point. */
  let iterations = 0;
  for (;;) {
    const target = modelMinimum({ at, memory, box, isBounded, subspace, isFirst: iterations === 0 });
    const next = target && searchTowards(target);
    if (!next) {
      // Once more from steepest descent, if it was not that already.
      if (memory.pairs.length === 0) return finish(52, MESSAGES.search);
      memory = EMPTY;
      continue;
    }
    iterations++;
    recorder.accept(next.par, next.value, next.gradient);
    const before = at;
    at = next;
    if (iterations > maxIterations) return finish(1, MESSAGES.limit);
    if (projectedGradientNorm(at.par, at.gradient, box) <= pgtol) return finish(0, MESSAGES.gradient);
    const scale = Math.max(Math.abs(before.value), Math.abs(at.value), 1);
    if (before.value - at.value <= factr * Number.EPSILON * scale) return finish(0, MESSAGES.reduction);
    memory = remember(memory, before, at);
  }

  function evaluate(par: Float64Array): Point {
    const value = recorder.value(par);
    const isFinite = Number.isFinite(value);
    return { par, value, gradient: isFinite ? recorder.gradient(par) : new Float64Array(d).fill(NaN) };
  }

  /** A point on the way to the target that is low and flat enough; null when there is none. */
  function searchTowards(target: Float64Array): Point | null {
    const direction = target.map((x, i) => x - at.par[i]);
    const slope = dot(at.gradient, direction);
    if (!(slope < 0)) return null;
    const longest = isBounded ? longestStep(at.par, direction, box, iterations === 0) : LONGEST_STEP;
    const length = Math.sqrt(dot(direction, direction));
    const first = iterations === 0 && !isBoxed ? Math.min(1 / length, longest) : 1;
    const search = new LineSearch({ value: at.value, slope }, first, longest);
    for (let trial = 0; trial < MAX_TRIALS; trial++) {
      const { step } = search;
      const par = step === 1 ? target.slice() : direction.map((x, i) => step * x + at.par[i]);
      const point = evaluate(par);
      if (!Number.isFinite(point.value)) search.retreat();
      else if (search.take(point.value, dot(point.gradient, direction)) !== 'go on') return point;
    }
    return null;
  }

  function ended(par: Float64Array, value: number, convergence: number, message: string): Minimum {
    return { par, value, counts: recorder.counts, convergence, message, path: recorder.path };
  }
  function finish(convergence: number, message: string): Minimum {
    const { counts } = recorder;
    const both = { function: counts.function, gradient: counts.function };
    return { ...ended(at.par, at.value, convergence, message), counts: both };
  }
}

/** The longest multiple of the direction within the box; at the very first search no more than one. */
function longestStep(par: Float64Array, direction: Float64Array, box: Box, isFirst: boolean): number {
  if (isFirst) return 1;
  let longest = LONGEST_STEP;
  direction.forEach((x, i) => {
    const room = x < 0 ? box.lower[i] - par[i] : box.upper[i] - par[i];
    if (x === 0 || Math.abs(room) === Infinity) return;
    if (room * Math.sign(x) <= 0) longest = 0;
    else if (Math.abs(x) * longest > Math.abs(room)) longest = room / x;
  });
  return longest;
}

/** The last five pairs; one whose curvature is not positive is left out. */
function remember(memory: Memory, before: Point, at: Point): Memory {
  const step = at.par.map((x, i) => x - before.par[i]);
  const change = at.gradient.map((x, i) => x - before.gradient[i]);
  const curvature = dot(step, change);
  if (curvature <= -Number.EPSILON * dot(before.gradient, step)) return { ...memory, isNew: false };
  const pairs = [...memory.pairs, { step, change }].slice(-MEMORY);
  return { pairs, updates: memory.updates + 1, isNew: true };
}

/** The scale of the model from the newest pair. */
function scaleOf(pairs: readonly Pair[]): number {
  const last = pairs[pairs.length - 1] as Pair | undefined;
  return last ? dot(last.change, last.change) / dot(last.change, last.step) : 1;
}

/** The matrix of the quadratic model: theta·I, updated with one pair after the other. */
function modelMatrix(pairs: readonly Pair[], theta: number, d: number): Float64Array {
  const B = new Float64Array(d * d);
  for (let i = 0; i < d; i++) B[i * d + i] = theta;
  for (const { step, change } of pairs) {
    const image = step.map((_, i) => dot(B.subarray(i * d, i * d + d), step));
    const old = dot(step, image);
    const curvature = dot(step, change);
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++)
        B[i * d + j] += (change[i] * change[j]) / curvature - (image[i] * image[j]) / old;
  }
  return B;
}

interface Model {
  readonly at: Point;
  readonly memory: Memory;
  readonly box: Box;
  readonly isBounded: boolean;
  readonly subspace: Subspace;
  /** Whether no step has been taken yet. */
  readonly isFirst: boolean;
}

/**
 * Where the model is least: at the Cauchy point, improved over the parameters that are free there; null where the search has
 * to begin anew.
 */
function modelMinimum({ at, memory, box, isBounded, subspace, isFirst }: Model): Float64Array | null {
  const { pairs, updates, isNew } = memory;
  const d = at.par.length;
  const theta = scaleOf(pairs);
  const B = modelMatrix(pairs, theta, d);
  const everywhere = { par: at.par, free: Array.from(at.par, (_, i) => i) };
  const needsCauchy = isBounded || pairs.length === 0;
  const { par, free } = needsCauchy ? cauchyPoint(at.par, at.gradient, B, box) : everywhere;
  if (needsCauchy) subspace.setFree(free, isFirst || !isBounded);
  if (free.length === 0 || pairs.length === 0) return par;
  if (!subspace.update(pairs, theta, updates, isNew)) return null;
  const moved = par.map((x, i) => x - at.par[i]);
  const downhill = Float64Array.from(
    free,
    (i) => -(at.gradient[i] + dot(B.subarray(i * d, i * d + d), moved)),
  );
  return within(par, subspace.step(pairs, theta, free, downhill), free, box);
}

/** The point moved by as much of the step as the box allows. */
function within(par: Float64Array, step: Float64Array, free: readonly number[], box: Box): Float64Array {
  let share = 1;
  let hit = -1;
  free.forEach((i, k) => {
    const bound = step[k] < 0 ? box.lower[i] : box.upper[i];
    const room = bound - par[i];
    const isBeyond = step[k] < 0 ? share * step[k] < room : share * step[k] > room;
    if (step[k] === 0 || !isBeyond) return;
    share = room / step[k];
    hit = k;
  });
  const moved = par.slice();
  free.forEach((i, k) => {
    if (k === hit) moved[i] = step[k] < 0 ? box.lower[i] : box.upper[i];
    else moved[i] += share * step[k];
  });
  return moved;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/**
 * The variable metric method of Broyden, Fletcher, Goldfarb and Shanno with a backtracking line search, in the form of
 * Fletcher (1970) and Nash (1990), Compact Numerical Methods for Computers, algorithm 21, which R's `optim()` uses: the
 * same line search, restarts and tests, so that counts agree.
 */

import { checkStart, DEFAULT_LIMITS, Recorder, type Minimization, type Minimum } from './minimizer';

/** A rejected step is cut to this share. */
const STEP_REDUCTION = 0.2;
/** Share of the decrease that the slope promises which a step must reach. */
const ACCEPTABLE = 1e-4;
/** A parameter has not moved when it is the same after this was added. */
const RELATIVE_TEST = 10;

/** Needs a gradient and heeds no bounds other than those where the value becomes infinite. */
export function minimizeBfgs(problem: Minimization): Minimum {
  const { reltol, abstol, maxIterations } = { ...DEFAULT_LIMITS, ...problem.limits };
  const recorder = new Recorder(problem);
  const d = problem.start.length;
  let par: Float64Array = problem.start.slice();
  let value = recorder.value(par);
  checkStart(par, value);
  if (maxIterations <= 0) {
    recorder.accept(par, value, null);
    return finish(0);
  }
  let gradient: Float64Array = recorder.gradient(par);
  recorder.accept(par, value, gradient);
  /** The value at `par`, from which R's `value` can differ in its last digits. */
  let ownValue = value;

  /** Approximates the inverse of the Hessian. */
  let metric = identityMatrix(d);
  let gradients = 1;
  /** How many gradients there were when the metric was last the identity. */
  let resetAt = 1;
  let isStuck: boolean;
  do {
    if (resetAt === gradients) metric = identityMatrix(d);
    const direction = multiply(metric, gradient, d).map((x) => -x);
    const slope = dot(direction, gradient);
    isStuck = true;
    if (slope < 0) {
      const found = search(direction, slope);
      if (found.isStuck || !found.hasGained) {
        if (!found.hasGained) value = found.value;
        // Where no parameter has moved by more than rounding, R goes on from the last point tried all the same; not here
        // where that has another value, or none. To look is no evaluation of R's, and not counted.
        const own = found.isStuck ? problem.value(found.par.slice()) : found.value;
        if (isAlike(own, value)) ({ par, ownValue } = { par: found.par, ownValue: own });
        if (resetAt < gradients) {
          isStuck = false;
          resetAt = gradients;
        }
      } else {
        isStuck = false;
        move(found.par, found.value, found.length, direction);
      }
    } else if (resetAt !== gradients) {
      isStuck = false;
      resetAt = gradients;
    }
    if (gradients >= maxIterations) break;
    if (gradients - resetAt > 2 * d) resetAt = gradients;
  } while (!isStuck || resetAt !== gradients);
  return finish(gradients < maxIterations ? 0 : 1);

  function isAlike(a: number, b: number): boolean {
    return Math.abs(a - b) <= reltol * (Math.abs(b) + reltol);
  }

  /** Shortens the step until it lowers the value enough, or no parameter moves any more. */
  function search(direction: Float64Array, slope: number) {
    let length = 1;
    let at = value;
    for (;;) {
      const next = par.map((x, i) => x + length * direction[i]);
      const isSame = next.every((x, i) => RELATIVE_TEST + par[i] === RELATIVE_TEST + x);
      if (!isSame) {
        const looked = recorder.value(next);
        at = Number.isNaN(looked) ? Infinity : looked;
      }
      const isGood = !isSame && Number.isFinite(at) && at <= value + slope * length * ACCEPTABLE;
      if (isSame || isGood) {
        const hasGained = at > abstol && !isAlike(at, value);
        return { par: next, value: at, length, isStuck: isSame, hasGained };
      }
      length *= STEP_REDUCTION;
    }
  }

  /** Goes to the next point and updates the metric there. */
  function move(next: Float64Array, at: number, length: number, direction: Float64Array): void {
    par = next;
    value = ownValue = at;
    const before = gradient;
    gradient = recorder.gradient(par);
    gradients++;
    recorder.accept(par, value, gradient);
    const step = direction.map((x) => length * x);
    const change = gradient.map((x, i) => x - before[i]);
    if (!updateInPlace(metric, step, change, d)) resetAt = gradients;
  }
  function finish(convergence: number): Minimum {
    const { counts, path } = recorder;
    const last = path[path.length - 1];
    if (ownValue < last.value) recorder.accept(par, ownValue, null);
    return { par, value: ownValue, counts, convergence, message: null, path };
  }
}

/** The update of Broyden, Fletcher, Goldfarb and Shanno; false where the curvature along the step is not positive. */
function updateInPlace(metric: Float64Array, step: Float64Array, change: Float64Array, d: number): boolean {
  const curvature = dot(step, change);
  if (!(curvature > 0)) return false;
  const image = multiply(metric, change, d);
  const factor = 1 + dot(image, change) / curvature;
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      metric[i * d + j] += (factor * step[i] * step[j] - image[i] * step[j] - step[i] * image[j]) / curvature;
      metric[j * d + i] = metric[i * d + j];
    }
  return true;
}

function identityMatrix(d: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, k) => (k % (d + 1) === 0 ? 1 : 0));
}

function multiply(A: Float64Array, x: Float64Array, d: number): Float64Array {
  return x.map((_, i) => dot(A.subarray(i * d, i * d + d), x));
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

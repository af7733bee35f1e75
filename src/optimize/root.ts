/** Roots of functions of one variable. */

import { CellmerError } from '../errors';

export interface RootOptions {
  /** Largest distance of the answer from the change of sign, relative to its size; default 2e-15. */
  readonly tolerance?: number;
  /** The same, absolute, for roots close to zero; default 1e-20 of the width of the bracket. */
  readonly absoluteTolerance?: number;
  /** Evaluations before it gives up; default 200. Bisection alone needs about 60. */
  readonly maxEvaluations?: number;
}

/** A point and the value there. */
interface Point {
  readonly x: number;
  readonly f: number;
}

/**
 * A root of `f` between `low` and `high`, where `f` must have opposite signs or be zero. Infinite values have a sign and
 * are allowed. Method of Brent (1973), Algorithms for Minimization without Derivatives, chapter 4: inverse quadratic
 * interpolation or the secant where they shrink the bracket well, bisection where they do not.
 *
 * @throws CellmerError `numeric` when the signs are equal, `f` is not a number, or the evaluations are used up
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions = {},
): number {
  const { tolerance = 2e-15, absoluteTolerance = 1e-20 * (high - low), maxEvaluations = 200 } = options;
  const at = (x: number): Point => ({ x, f: f(x) });
  // `best` has the smaller value, `other` is across the root, `before` is the best of one step earlier.
  let best = at(high);
  let other = at(low);
  let before = other;
  checkBracket(other, best);
  let step = best.x - other.x;
  let stepBefore = step;
  for (let evaluations = 2; evaluations < maxEvaluations; evaluations++) {
    if (Math.abs(other.f) < Math.abs(best.f)) {
      before = best;
      best = other;
      other = before;
    }
    const half = 0.5 * (other.x - best.x);
    const smallest = Math.max(tolerance * Math.abs(best.x), absoluteTolerance);
    if (best.f === 0 || Math.abs(half) <= smallest) return best.x;

    // Interpolate; fall back to halving when the step would leave the bracket or shrinks too slowly.
    const proposal = interpolate(best, other, before);
    const shrinks = Math.abs(best.f) < Math.abs(before.f) && Math.abs(proposal) < 0.5 * Math.abs(stepBefore);
    const inside = proposal * half > 0 && Math.abs(proposal) < 1.5 * Math.abs(half);
    stepBefore = shrinks && inside ? step : half;
    step = shrinks && inside ? proposal : half;

    before = best;
    best = at(best.x + (Math.abs(step) > smallest ? step : Math.sign(half) * smallest));
    if (Number.isNaN(best.f)) throw notANumber(best.x);
    if (best.f > 0 === other.f > 0) {
      other = before;
      step = best.x - before.x;
      stepBefore = step;
    }
  }
  throw new CellmerError(
    'numeric',
    `No root was found between ${low} and ${high} in ${maxEvaluations} steps.`,
  );
}

/** The step from `best` to where the inverse parabola through all three, or the line through two, is zero. */
function interpolate(best: Point, other: Point, before: Point): number {
  const s = best.f / before.f;
  if (before.x === other.x) return ((other.x - best.x) * s) / (s - 1);
  const q = before.f / other.f;
  const r = best.f / other.f;
  const numerator = -s * ((other.x - best.x) * q * (q - r) - (best.x - before.x) * (r - 1));
  return numerator / ((q - 1) * (r - 1) * (s - 1));
}

function checkBracket(low: Point, high: Point): void {
  for (const { x, f } of [low, high]) if (Number.isNaN(f)) throw notANumber(x);
  if (low.f !== 0 && high.f !== 0 && low.f > 0 === high.f > 0)
    throw new CellmerError(
      'numeric',
      `There is no change of sign between ${low.x} (value ${low.f}) and ${high.x} (value ${high.f}).`,
    );
}

function notANumber(x: number): CellmerError {
  return new CellmerError('numeric', `The function has no value at ${x}.`);
}

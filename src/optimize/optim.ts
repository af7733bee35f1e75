/**
 * What R's `optim()` does around its minimizers: parameters and value are scaled, differences stand in for a gradient that
 * is not given (`gr = NULL`), and the Hessian of `hessian = TRUE` is made of differences of gradients. The same arithmetic in
 * the same order, so that parameters, counts and Hessians agree with R's to rounding of the function itself.
 */

import { CellmerError } from '../errors';
import type { Minimization, Minimizer, Minimum } from './minimizer';

/** By the names that R's `control` gives them. */
export interface OptimControl {
  /** Steps of the differences: d positive numbers, in units of `parscale`. */
  readonly ndeps: Float64Array;
  /** What the parameters are divided by: d positive numbers. */
  readonly parscale: Float64Array;
  /** What the value is divided by; positive. */
  readonly fnscale: number;
  /** Whether differences take the place of the gradient. */
  readonly isNumeric: boolean;
}

type Value = (par: Float64Array) => number;

/** R's step for every parameter. */
export const DEFAULT_NDEPS = 1e-3;

/**
 * Minimizes the scaled function; parameters and values of the result are in the caller's units, gradient norms of the path
 * in scaled ones.
 *
 * @throws CellmerError `numeric` where a difference is not finite, as R stops there; what the minimizer throws
 */
export function optim(minimize: Minimizer, problem: Minimization, control: OptimControl): Minimum {
  const { parscale, fnscale, isNumeric } = control;
  const { gradient: exact, lower, upper, onIterate } = problem;
  const scaled = (x: Float64Array): Float64Array => x.map((one, i) => one / parscale[i]);
  const unscaled = (p: Float64Array): Float64Array => p.map((one, i) => one * parscale[i]);
  const value: Value = (p) => problem.value(unscaled(p)) / fnscale;
  const box = { lower: lower && scaled(lower), upper: upper && scaled(upper) };
  const differences: typeof exact = (p) =>
    checked(differenceGradient(value, p, control.ndeps, box), p, control);
  const given: typeof exact = exact && ((p) => exact(unscaled(p)).map((g, i) => (g * parscale[i]) / fnscale));
  const found = minimize({
    value,
    gradient: isNumeric ? differences : given,
    start: scaled(problem.start),
    ...box,
    limits: problem.limits,
    beforeEvaluation: problem.beforeEvaluation,
  });
  const path = found.path.map((one) => ({ ...one, par: unscaled(one.par), value: one.value * fnscale }));
  path.forEach((iterate) => onIterate?.(iterate));
  return { ...found, par: unscaled(found.par), value: found.value * fnscale, path };
}

/**
 * Central differences; with the step cut short at a bound, where they are one-sided at last.
 *
 * @param ndeps steps; d positive numbers
 */
function differenceGradient(
  value: Value,
  par: Float64Array,
  ndeps: Float64Array,
  { lower, upper }: { readonly lower?: Float64Array; readonly upper?: Float64Array } = {},
): Float64Array {
  const x = par.slice();
  return par.map((at, i) => {
    const above = Math.min(at + ndeps[i], upper?.[i] ?? Infinity);
    const up = above < at + ndeps[i] ? above - at : ndeps[i];
    x[i] = above;
    const high = value(x.slice());
    const below = Math.max(at - ndeps[i], lower?.[i] ?? -Infinity);
    const down = below > at - ndeps[i] ? at - below : ndeps[i];
    x[i] = below;
    const low = value(x.slice());
    x[i] = at;
    return (high - low) / (up + down);
  });
}

function checked(gradient: Float64Array, par: Float64Array, { parscale, ndeps }: OptimControl): Float64Array {
  const i = gradient.findIndex((g) => !Number.isFinite(g));
  if (i < 0) return gradient;
  throw new DifferenceError(i, par[i] * parscale[i], ndeps[i] * parscale[i]);
}

/** A difference that is not finite; whoever knows the name of the parameter says it better. */
export class DifferenceError extends CellmerError {
  constructor(
    /** Counted from 0. */
    readonly parameter: number,
    readonly at: number,
    readonly step: number,
  ) {
    super(
      'numeric',
      `The function has no finite difference in parameter ${parameter + 1} at ${at} ± ${step}.`,
    );
  }
}

/**
 * The Hessian of `optim(hessian = TRUE)`, of a function whose gradient is not given: differences of gradients by
 * differences, averaged with their transpose, without regard to bounds.
 *
 * @returns d×d, row-major, symmetric; NaN where a difference is not finite, which stops R
 */
export function optimHessian(value: Value, par: Float64Array, control: OptimControl): Float64Array {
  const { ndeps, parscale, fnscale } = control;
  const d = par.length;
  const scaledValue: Value = (p) => value(p.map((one, i) => one * parscale[i])) / fnscale;
  const p = par.map((one, i) => one / parscale[i]);
  const H = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    // In R the step is in the parameter's own units here, and the parameter comes back by adding and subtracting.
    const step = ndeps[i] / parscale[i];
    p[i] += step;
    const above = differenceGradient(scaledValue, p, ndeps);
    p[i] -= 2 * step;
    const below = differenceGradient(scaledValue, p, ndeps);
    p[i] += step;
    for (let j = 0; j < d; j++)
      H[i * d + j] = (fnscale * (above[j] - below[j])) / (2 * step * parscale[i] * parscale[j]);
  }
  for (let i = 0; i < d; i++)
    for (let j = 0; j < i; j++) H[i * d + j] = H[j * d + i] = 0.5 * (H[i * d + j] + H[j * d + i]);
  return H.map((h) => (Number.isFinite(h) ? h : NaN));
}

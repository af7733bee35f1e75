/** The quadratic model of a function at a point, over the parameters that no bound holds there. */

import { symmetricEigen } from '../linalg/dense';
import type { Box } from './box';

/** Curvatures below this share of the largest count as this share. */
const FLAT = 1e-11;
/** A step promises no larger decrease than half of one over this. */
const STEEP = 1e-8;

export interface QuadraticModel {
  readonly gradient: Float64Array;
  /** Decrease that the full step promises, ½·gᵀ|H|⁻¹g. */
  readonly promised: number;
  /** The step −(|H| + shift)⁻¹g no longer than the radius, parameters measured by their curvature; 0 where held. */
  stepWithin(radius: number): Float64Array;
  lengthOf(step: Float64Array): number;
  /** gᵀs + ½sᵀHs. */
  change(step: Float64Array): number;
  /** One standard step along the direction of the most negative curvature; null where there is none. */
  downwardCurved(share: number): Float64Array | null;
}

/**
 * @param hessian d×d, row-major, symmetric
 * @returns null where the curvatures are too large to be computed with
 */
export function quadraticModel(
  par: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  box: Box,
): QuadraticModel | null {
  const d = par.length;
  const free = Array.from(par, (_, i) => i).filter((i) => !isHeld(par[i], gradient[i], box, i));
  const n = free.length;
  const unit = Float64Array.from(free, (i) => unitOf(hessian[i * d + i], gradient[i], par[i]));
  const scaled = Float64Array.from(
    { length: n * n },
    (_, k) => hessian[free[Math.floor(k / n)] * d + free[k % n]] * unit[Math.floor(k / n)] * unit[k % n],
  );
  if (!scaled.every(Number.isFinite)) return null;
  const { values, vectors } = symmetricEigen(scaled, n);
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  const slope = values.map((_, e) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += vectors[k * n + e] * gradient[free[k]] * unit[k];
    return sum;
  });
  // Where there is no curvature at all the slope bounds the step.
  const curvature = values.map((v, e) =>
    Math.max(Math.abs(v), FLAT * largest, STEEP * slope[e] * slope[e], Number.MIN_VALUE),
  );
  let promised = 0;
  slope.forEach((s, e) => (promised += (0.5 * s * s) / curvature[e]));

  /** From coordinates in the eigenvectors to all parameters. */
  const fromEigen = (c: Float64Array): Float64Array => {
    const step = new Float64Array(d);
    for (let k = 0; k < n; k++)
      for (let e = 0; e < n; e++) step[free[k]] += vectors[k * n + e] * c[e] * unit[k];
    return step;
  };
  return {
    gradient,
    promised,
    stepWithin: (radius) => {
      const lengthAt = (shift: number): number =>
        Math.hypot(...slope.map((s, e) => s / (curvature[e] + shift)));
      const shift = shiftWithin(radius, lengthAt, curvature);
      return fromEigen(slope.map((s, e) => -s / (curvature[e] + shift)));
    },
    lengthOf: (step) => Math.hypot(...free.map((i, k) => step[i] / unit[k])),
    change: (step) => quadraticChange(gradient, hessian, step),
    downwardCurved: (share) => {
      if (n === 0 || !(values[0] < -share * largest)) return null;
      return fromEigen(values.map((v, e) => (e === 0 ? 1 / Math.sqrt(-v) : 0)));
    },
  };
}

/** Whether the bound at which a parameter stands keeps it from going down the gradient. */
function isHeld(x: number, gradient: number, { lower, upper }: Box, i: number): boolean {
  return lower[i] === upper[i] || (x <= lower[i] && gradient >= 0) || (x >= upper[i] && gradient <= 0);
}

/** What one unit of a parameter is: where the curvature lowers the value by ½; without curvature a guess from its size. */
function unitOf(curvature: number, gradient: number, x: number): number {
  const unit = 1 / Math.max(Math.sqrt(Math.abs(curvature)), 1e-4 * Math.abs(gradient));
  return Number.isFinite(unit) && unit > 0 ? unit : Math.max(1, Math.abs(x));
}

/**
 * What to add to the curvatures so that the step is no longer than the radius, up to a thousandth.
 *
 * @param lengthAt the length of the step by the shift, which shortens it
 */
export function shiftWithin(
  radius: number,
  lengthAt: (shift: number) => number,
  curvature: Float64Array,
): number {
  if (!(lengthAt(0) > radius)) return 0;
  let high = Math.max(...curvature) * 1e-6;
  while (lengthAt(high) > radius && high < 1e300) high *= 10;
  let low = 0;
  for (let i = 0; i < 50 && high - low > 1e-3 * high; i++) {
    const middle = 0.5 * (low + high);
    if (lengthAt(middle) > radius) low = middle;
    else high = middle;
  }
  return high;
}

/** gᵀs + ½sᵀHs, H d×d. */
export function quadraticChange(gradient: Float64Array, hessian: Float64Array, step: Float64Array): number {
  const d = step.length;
  let change = 0;
  for (let i = 0; i < d; i++) {
    let Hs = 0;
    for (let j = 0; j < d; j++) Hs += hessian[i * d + j] * step[j];
    change += step[i] * (gradient[i] + 0.5 * Hs);
  }
  return change;
}

/**
 * Share of a rejected step to try next: the minimum of the parabola through value, slope and the rejected rise; a quarter where
 * the rise is not finite.
 */
export function shrinkage(gradient: Float64Array, step: Float64Array, rise: number): number {
  let slope = 0;
  for (let i = 0; i < step.length; i++) slope += gradient[i] * step[i];
  const share = -slope / (2 * (rise - slope));
  return Number.isFinite(rise) && Number.isFinite(share) ? Math.min(0.5, Math.max(0.1, share)) : 0.25;
}

/**
 * Where a profile deviance has risen by a given amount: the ends of a likelihood-ratio interval.
 *
 * The signed root ζ(x) = ±√(D(x) − minimum) of a regular profile is nearly a straight line, so its roots are found with
 * few evaluations (Bates & Watts 1988, Nonlinear Regression Analysis, ch. 6; Bates et al. 2015, section 5.1).
 */

import { findRoot } from '../../optimize/root';
import type { ProfileDeviance } from './deviance';

/** One parameter and its profile. */
export interface Profile {
  /** Where the deviance is least. */
  readonly estimate: number;
  /** A guess of the standard error, positive. */
  readonly scale: number;
  /** Bounds of the parameter space. */
  readonly low: number;
  readonly high: number;
  /** D at the estimate. */
  readonly minimum: number;
  readonly deviance: ProfileDeviance;
}

export interface Limit {
  readonly value: number;
  /** The deviance does not rise by that much before the bound of the parameter space. */
  readonly atBound: boolean;
}

/** The rise of the deviance at a limit is right to this, as far as the rounding of D allows. */
const RISE_TOLERANCE = 1e-10;
const ROUNDING = 4e-16;
const MAX_EXPANSIONS = 60;
/** A minimum lower than the one that was followed by more than this is another one. */
const LOWER = 1e-9;
const MAX_SEARCHES = 5;

/** √(D(x) − minimum) with the sign of x − estimate. */
export function signedRoot(profile: Profile, value: number): number {
  const rise = Math.max(0, profile.deviance.follow(value) - profile.minimum);
  return value < profile.estimate ? -Math.sqrt(rise) : Math.sqrt(rise);
}

/** @param rise of the deviance at both ends: a chi-square quantile, positive */
export function profileLimits(
  profile: Profile,
  rise: number,
): { readonly lower: Limit; readonly upper: Limit } {
  return { lower: limitOn(profile, -1, rise), upper: limitOn(profile, 1, rise) };
}

function limitOn(profile: Profile, side: -1 | 1, rise: number): Limit {
  const { estimate, minimum, deviance } = profile;
  const bound = side < 0 ? profile.low : profile.high;
  const isWithin = (value: number): boolean => deviance.search(value) - minimum <= rise;
  if (estimate === bound || (Number.isFinite(bound) && isWithin(bound)))
    return { value: bound, atBound: true };
  let value = rootBetween(profile, side, bound, rise, estimate);
  // A lower minimum at the limit than the one followed to it: the limit is farther out.
  for (let searches = 0; searches < MAX_SEARCHES; searches++) {
    if (deviance.search(value) - minimum >= rise - LOWER * Math.max(1, Math.abs(rise))) break;
    value = rootBetween(profile, side, bound, rise, value);
  }
  return { value, atBound: false };
}

/** Where the rise is reached beyond `from`, at which it is not. */
function rootBetween(profile: Profile, side: -1 | 1, bound: number, rise: number, from: number): number {
  const { estimate, minimum } = profile;
  const target = Math.sqrt(rise);
  const known = new Map<number, number>([[estimate, 0]]);
  /** Distance from the estimate on this side in units of ζ. */
  const zeta = (value: number): number => {
    let root = known.get(value);
    if (root === undefined) known.set(value, (root = Math.abs(signedRoot(profile, value))));
    return root;
  };
  const outside = firstOutside(profile, side, bound, target, zeta, from);
  const tolerance = Math.max(RISE_TOLERANCE, ROUNDING * Math.abs(minimum));
  // Zero exactly once the rise is right, so that the search ends there.
  const excess = (value: number): number => {
    const z = zeta(value);
    return Math.abs(z * z - rise) <= tolerance ? 0 : z - target;
  };
  return side < 0 ? findRoot(excess, outside, from) : findRoot(excess, from, outside);
}

/** A value beyond the limit and beyond `from`, not far beyond where the profile is regular. */
function firstOutside(
  { estimate, scale }: Profile,
  side: -1 | 1,
  bound: number,
  target: number,
  zeta: (value: number) => number,
  from: number,
): number {
  let step = Math.max(target * scale, 1.05 * Math.abs(from - estimate));
  for (let tries = 0; tries < MAX_EXPANSIONS; tries++) {
    const value = estimate + side * step;
    if (side * (bound - value) <= 0) return bound;
    const z = zeta(value);
    if (z > target) return value;
    step *= Math.min(4, Math.max(1.05, (1.05 * target) / z));
  }
  return bound;
}

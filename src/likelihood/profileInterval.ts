/**
 * Likelihood-ratio intervals of any parameter of any log-likelihood: all values for which twice the log-likelihood, with the
 * other parameters at their best, is below its maximum by at most the chi-square quantile with one degree of freedom.
 */

import { chiSquare } from '../distributions';
import { CellmerError } from '../errors';
import { findRoot } from '../optimize/root';
import { checkLevel } from './limits';
import type { LogLikelihood } from './logLikelihood';
import type { MaximumLikelihood } from './maximize';
import { profilePoint } from './profilePoint';

export interface LikelihoodLimits {
  /** Null where the likelihood never falls far enough: the interval has no end there. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Whether the limit is the end of the parameter's domain, where the likelihood is still high enough. */
  readonly lowerAtBound: boolean;
  readonly upperAtBound: boolean;
}

/** Steps that double before an end is given up. */
const MOST_STEPS = 60;

/**
 * The profile log-likelihood of parameter i: the maximum over the others.
 *
 * @param best all parameters at the maximum, where it is known: where the first search may start
 */
export function profileOf(
  logLikelihood: LogLikelihood,
  i: number,
  best: Float64Array | null = null,
): (value: number) => number {
  const d = logLikelihood.parameters.length;
  let last: readonly Float64Array[] = best ? [best] : [];
  // A value has one answer, whatever the search before it found: roots are looked for between answers.
  const known = new Map<number, number>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const held = new Float64Array(d).fill(NaN);
    held[i] = value;
    const point = profilePoint(logLikelihood, held, last, true);
    if (point.logLik > -Infinity) last = [point.par, ...(best ? [best] : [])];
    known.set(value, point.logLik);
    return point.logLik;
  };
}

/**
 * @param maximum of the same log-likelihood, nothing held
 * @param level in (0, 1)
 */
export function likelihoodLimits(
  logLikelihood: LogLikelihood,
  maximum: MaximumLikelihood,
  i: number,
  level: number,
): LikelihoodLimits {
  checkLevel(level);
  const { estimate, standardError } = maximum.parameters[i];
  const { lower: lowest, upper: highest } = logLikelihood.parameters[i];
  const quantile = chiSquare.quantile(level, 1);
  const best = Float64Array.from(maximum.parameters, (one) => one.estimate);
  const profile = profileOf(logLikelihood, i, best);
  const excess = (value: number): number => 2 * (maximum.logLik - profile(value)) - quantile;
  const step = standardError ?? Math.max(1e-3, Math.abs(estimate) / 10);
  const lower = search(excess, estimate, -step, lowest);
  const upper = search(excess, estimate, step, highest);
  return {
    lower: lower.value,
    upper: upper.value,
    lowerAtBound: lower.atBound,
    upperAtBound: upper.atBound,
  };
}

/** Goes out in growing steps until the likelihood has fallen far enough, or the domain ends. */
function search(
  excess: (value: number) => number,
  estimate: number,
  firstStep: number,
  bound: number,
): { readonly value: number | null; readonly atBound: boolean } {
  if (estimate === bound) return { value: bound, atBound: true };
  let inside = estimate;
  let step = firstStep;
  for (let tries = 0; tries < MOST_STEPS; tries++) {
    const reach = inside + step;
    const isPast = firstStep < 0 ? reach <= bound : reach >= bound;
    // Towards a bound, ever closer to it; what happens at the bound itself is a limit.
    const next = isPast ? inside + (bound - inside) * 0.75 : reach;
    if (next === inside) break;
    if (excess(next) > 0) return { value: findRoot(excess, inside, next), atBound: false };
    inside = next;
    step *= 1.6;
  }
  return Number.isFinite(bound) ? { value: bound, atBound: true } : { value: null, atBound: false };
}

/** The position of a parameter by name, in any case; the first for an empty name. */
export function parameterIndex(logLikelihood: LogLikelihood, name: string): number {
  const names = logLikelihood.parameters.map((parameter) => parameter.name);
  if (name.trim() === '') return 0;
  const exact = names.indexOf(name.trim());
  const found =
    exact >= 0 ? exact : names.findIndex((one) => one.toLowerCase() === name.trim().toLowerCase());
  if (found >= 0) return found;
  throw new CellmerError(
    'option',
    `"${name.trim()}" is not a parameter of the ${logLikelihood.density} density: expected ${names.join(' or ')}.`,
  );
}

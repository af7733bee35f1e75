/**
 * The profile deviance: minus twice the log-likelihood, maximized over everything but one parameter.
 *
 * A minimization begins where the nearest one before it ended, so that following a profile costs few evaluations each.
 */

import { escapeBoundary } from '../../mixed/search/boundary';
import { thetaFromFactor } from '../../covariance/structure';
import type { MixedEvaluation } from '../../mixed/evaluation';
import type { MixedFit } from '../../mixed/mixedFit';
import { fixedEffectRestrictions, type RestrictedModel } from './fixedDirection';
import { hasFewLevels } from '../../mixed/search/start';
import { criterionShift } from '../../mixed/workingModel';
import { minimizeNewton } from '../../optimize/newton';
import {
  correlationFamily,
  deviationFamily,
  type Family,
  lifted,
  liftedFactor,
  sigmaFamily,
  spread,
  withoutEffect,
} from './families';
import type { ModelParameter } from './parameters';
import { pathObjective } from './path';

export interface ProfileControl {
  /** Called before each evaluation; may throw to stop. */
  readonly beforeEvaluation?: () => void;
  /** Told every minimum on the way: the deviance, theta of the working model, and whether the minimum was verified. */
  readonly onMinimum?: (deviance: number, theta: Float64Array, converged: boolean) => void;
  /** Told theta of the working model where the deviance is lower than at the fit; profiles then begin again from there. */
  readonly onBetter?: (theta: Float64Array) => void;
}

/** Deviance at a value of the parameter, constants kept, in the user's units. */
export interface ProfileDeviance {
  /** The minimum that the nearest minima before it lead to. */
  readonly follow: (value: number) => number;
  /**
   * The least of the minima that several starts lead to: with few groups the likelihood can have more than one maximum
   * at a value. What is followed from here on is the least.
   */
  readonly search: (value: number) => number;
}

/** An inner minimization ends when a Newton step promises less than this; one last step then makes it exact. */
const TOLERANCE = 1e-9;
const SEARCH = { tolerance: TOLERANCE, maxEvaluations: 200 };
/** Levels per random effect below which profiles may lead from one maximum to another. */
const FEW_LEVELS = 20;
/** Deviances this close are the same minimum. */
const FLAT = 1e-6;

/**
 * @param fit by maximum likelihood
 * @returns for each parameter its profile deviance; they share what does not depend on the parameter
 */
export function profileDeviances(
  fit: MixedFit,
  control: ProfileControl = {},
): (parameter: ModelParameter) => ProfileDeviance {
  let restrictions: ReturnType<typeof fixedEffectRestrictions> | undefined;
  const withoutEffects = new Map<string, number>();
  const without = (t: number, a: number): number => {
    const key = `${t} ${a}`;
    const found = withoutEffects.get(key) ?? followed(fit, withoutEffect(fit, t, a), 0, control).search(0);
    withoutEffects.set(key, found);
    return found;
  };
  return ({ place, estimate }) => {
    const from = estimate ?? 0;
    switch (place.kind) {
      case 'fixed':
        restrictions ??= fixedEffectRestrictions(fit);
        return fixedEffectDeviance(fit, restrictions(place.j), from, control);
      case 'sigma':
        return changed(followed(fit, sigmaFamily(fit), from, control), (positive, value) =>
          value > 0 ? positive(value) : Infinity,
        );
      case 'sd': {
        const { t, a } = place;
        return changed(followed(fit, deviationFamily(fit, t, a), from, control), (positive, value) =>
          value > 0 ? positive(value) : without(t, a),
        );
      }
      case 'cor': {
        const { t, a, b } = place;
        // Where one of the two does not vary, any correlation is as good as any other.
        const flat = Math.min(without(t, a), without(t, b));
        const varying = (deviance: number): boolean => deviance < flat - FLAT;
        const family = correlationFamily(fit, t, a, b);
        return changed(followed(fit, family, from, control, varying), (interior, value) =>
          Math.min(interior(value), flat),
        );
      }
    }
  };
}

type OneValue = (value: number) => number;

function changed(
  { follow, search }: ProfileDeviance,
  change: (deviance: OneValue, value: number) => number,
): ProfileDeviance {
  return { follow: (value) => change(follow, value), search: (value) => change(search, value) };
}

function fixedEffectDeviance(
  fit: MixedFit,
  restriction: (value: number) => RestrictedModel,
  estimate: number,
  control: ProfileControl,
): ProfileDeviance {
  const start = thetaFromFactor(fit.structure, liftedFactor(fit));
  const shift = criterionShift(fit.model, false);
  const minimize: MinimumAt = (value, from) => {
    const { objective, shift: own } = restriction(value);
    const { structure } = objective;
    const { at, converged } = minimizeNewton(objective, from, {
      ...SEARCH,
      escape: (there: MixedEvaluation) => escapeBoundary(structure, there, TOLERANCE),
      beforeEvaluation: control.beforeEvaluation,
    });
    const deviance = at.value + own + shift;
    control.onMinimum?.(deviance, at.theta, converged);
    return { deviance, parameters: at.theta, converged };
  };
  const { rows, cols } = fit.structure;
  const others = spread((link) => Float64Array.from(rows, (row, i) => (row === cols[i] ? 1 : link)));
  const first = { value: estimate, parameters: start };
  return alongSolutions(minimize, first, otherStarts(fit, start, others));
}

/** @param isNearby whether a minimum of that deviance is a place to begin the next search from */
function followed(
  fit: MixedFit,
  family: Family,
  estimate: number,
  control: ProfileControl,
  isNearby?: (deviance: number) => boolean,
): ProfileDeviance {
  const shift = criterionShift(fit.model, false);
  const minimize: MinimumAt = (value, from) => {
    const path = family.path(value);
    const { at, converged } = minimizeNewton(pathObjective(fit.objective, path), lifted(path, from), {
      ...SEARCH,
      beforeEvaluation: control.beforeEvaluation,
    });
    const deviance = at.value + shift;
    if (at.inner !== null) control.onMinimum?.(deviance, at.inner.theta, converged);
    return { deviance, parameters: at.theta, converged };
  };
  const others = otherStarts(fit, family.start, family.others);
  return alongSolutions(minimize, { value: estimate, parameters: family.start }, others, isNearby);
}

/** Where a thorough search begins besides. With many levels a likelihood has one maximum: nowhere. */
function otherStarts(
  fit: MixedFit,
  optimum: Float64Array,
  others: readonly Float64Array[],
): readonly Float64Array[] {
  return hasFewLevels(fit.parts, FEW_LEVELS) && optimum.length > 0 ? [optimum, ...others] : [];
}

/** The least deviance with the parameter at a value, searched for from `start`. */
type MinimumAt = (
  value: number,
  start: Float64Array,
) => { readonly deviance: number; readonly parameters: Float64Array; readonly converged: boolean };

/** Minima at one value after the other, each search begun from those before it. */
function alongSolutions(
  minimize: MinimumAt,
  first: Solution,
  otherStarts: readonly Float64Array[],
  isNearby: (deviance: number) => boolean = () => true,
): ProfileDeviance {
  let solutions: Solution[] = [first];
  const follow: OneValue = (value) => {
    const { deviance, parameters, converged } = minimize(value, predicted(solutions, value));
    if (converged && isNearby(deviance)) solutions.push({ value, parameters });
    return deviance;
  };
  const search: OneValue = (value) => {
    let least = follow(value);
    for (const start of otherStarts) {
      const { deviance, parameters, converged } = minimize(value, start);
      if (!(deviance < least - FLAT)) continue;
      least = deviance;
      if (converged && isNearby(deviance)) solutions = [{ value, parameters }];
    }
    return least;
  };
  return { follow, search };
}

interface Solution {
  readonly value: number;
  readonly parameters: Float64Array;
}

/** Where to begin at a value: on the line through the solutions at the two nearest values, or at the nearest. */
function predicted(solutions: readonly Solution[], value: number): Float64Array {
  const distance = (one: Solution): number => Math.abs(one.value - value);
  let best: Solution | null = null;
  let next: Solution | null = null;
  for (const one of solutions)
    if (best === null || distance(one) < distance(best)) [best, next] = [one, best];
    else if (next === null || distance(one) < distance(next)) next = one;
  if (best === null) return new Float64Array(0);
  const { parameters } = best;
  if (next === null) return parameters;
  const share = (value - best.value) / (next.value - best.value);
  if (!(Math.abs(share) < 1)) return parameters;
  const other = next.parameters;
  return parameters.map((v, i) => v + share * (other[i] - v));
}

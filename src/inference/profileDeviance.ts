/**
 * The profile deviance: minus twice the log-likelihood, maximized over everything but one parameter.
 *
 * A minimization begins where the nearest one before it ended, so that following a profile costs few evaluations each.
 */

import { escapeBoundary } from '../mixed/boundary';
import { thetaFromFactor } from '../mixed/covarianceStructure';
import type { MixedEvaluation } from '../mixed/evaluation';
import type { MixedFit } from '../mixed/fit';
import { fixedEffectRestrictions, type RestrictedModel } from '../mixed/fixedDirection';
import { criterionShift } from '../mixed/workingModel';
import { minimizeNewton } from '../optimize/newton';
import {
  correlationFamily,
  deviationFamily,
  type Family,
  lifted,
  liftedFactor,
  sigmaFamily,
  withoutEffect,
} from './profileFamilies';
import type { ModelParameter } from './profileParameters';
import { pathObjective } from './profilePath';

export interface ProfileControl {
  /** Called before each evaluation; may throw to stop. */
  readonly beforeEvaluation?: () => void;
  /** Told every minimum on the way: the deviance, theta of the working model, and whether the minimum was verified. */
  readonly onMinimum?: (deviance: number, theta: Float64Array, converged: boolean) => void;
}

/** Deviance at a value of the parameter, constants kept, in the user's units. */
export type ProfileDeviance = (value: number) => number;

/** An inner minimization ends when a Newton step promises less than this; one last step then makes it exact. */
const TOLERANCE = 1e-9;
const SEARCH = { tolerance: TOLERANCE, maxEvaluations: 200 };
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
    const found = withoutEffects.get(key) ?? followed(fit, withoutEffect(fit, t, a), 0, control)(0);
    withoutEffects.set(key, found);
    return found;
  };
  return ({ place, estimate }) => {
    const from = estimate ?? 0;
    switch (place.kind) {
      case 'fixed':
        restrictions ??= fixedEffectRestrictions(fit);
        return fixedEffectDeviance(fit, restrictions(place.j), from, control);
      case 'sigma': {
        const positive = followed(fit, sigmaFamily(fit), from, control);
        return (value) => (value > 0 ? positive(value) : Infinity);
      }
      case 'sd': {
        const { t, a } = place;
        const positive = followed(fit, deviationFamily(fit, t, a), from, control);
        return (value) => (value > 0 ? positive(value) : without(t, a));
      }
      case 'cor': {
        const { t, a, b } = place;
        // Where one of the two does not vary, any correlation is as good as any other.
        const flat = Math.min(without(t, a), without(t, b));
        const varying = (deviance: number): boolean => deviance < flat - FLAT;
        const interior = followed(fit, correlationFamily(fit, t, a, b), from, control, varying);
        return (value) => Math.min(interior(value), flat);
      }
    }
  };
}

function fixedEffectDeviance(
  fit: MixedFit,
  restriction: (value: number) => RestrictedModel,
  estimate: number,
  control: ProfileControl,
): ProfileDeviance {
  const start = { value: estimate, parameters: thetaFromFactor(fit.structure, liftedFactor(fit)) };
  const solutions = [start];
  const shift = criterionShift(fit.model, false);
  return (value) => {
    const { objective, shift: own } = restriction(value);
    const { structure, nu, p } = objective;
    const { at, converged } = minimizeNewton(objective, predicted(solutions, value), {
      ...SEARCH,
      escape: (from: MixedEvaluation) => escapeBoundary(structure, from, { nu, reml: false, p }, TOLERANCE),
      beforeEvaluation: control.beforeEvaluation,
    });
    const deviance = at.value + own + shift;
    if (converged) solutions.push({ value, parameters: at.theta });
    control.onMinimum?.(deviance, at.theta, converged);
    return deviance;
  };
}

/** @param isNearby whether a minimum of that deviance is a place to begin the next search from */
function followed(
  fit: MixedFit,
  family: Family,
  estimate: number,
  control: ProfileControl,
  isNearby: (deviance: number) => boolean = () => true,
): ProfileDeviance {
  const shift = criterionShift(fit.model, false);
  const solutions = [{ value: estimate, parameters: family.start }];
  return (value) => {
    const path = family.path(value);
    const start = lifted(path, predicted(solutions, value));
    const { at, converged } = minimizeNewton(pathObjective(fit.objective, path), start, {
      ...SEARCH,
      beforeEvaluation: control.beforeEvaluation,
    });
    const deviance = at.value + shift;
    if (converged && isNearby(deviance)) solutions.push({ value, parameters: at.theta });
    if (at.inner !== null) control.onMinimum?.(deviance, at.inner.theta, converged);
    return deviance;
  };
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

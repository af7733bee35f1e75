/** The values of the parameters on show that are tried: proposed, stepped, and written. */

import { onStep, roundStep, type LikelihoodStudy } from '../../src/index';
import { defaultTried } from './curveView';

/** Share of the way from the estimate to the upper end of its interval. */
const SHARE = 0.55;

/** A value for each parameter on show that is beside the maximum. */
export function proposedValues(study: LikelihoodStudy): readonly number[] {
  const { surface, maximum, limits } = study;
  if (!surface) return [defaultTried(study)];
  return surface.indices.map((i, k) => {
    const { estimate, upper, standardError } = maximum.parameters[i];
    const end = limits[i]?.upper ?? upper ?? estimate + (standardError ?? 0);
    return onStep(estimate + SHARE * (end - estimate), stepOf(surface.values[k]));
  });
}

/** Fewer steps of a curve than this are divided for the keys. */
const FEW_POINTS = 50;

/** Of a key on the axis of a curve: that of its points, where there are many. */
export function keyStep({ points, step }: LikelihoodStudy): number {
  return points.length > FEW_POINTS ? step : roundStep(step / 20);
}

/** A round step of a key on an axis: a hundredth of it, or less. */
export function stepOf(values: readonly number[]): number {
  return roundStep((values[values.length - 1] - values[0]) / 100);
}

/** As people type it: with the decimals of the step, and one more. */
export function writtenValue(value: number, step: number): string {
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return String(Number(value.toFixed(decimals)));
}

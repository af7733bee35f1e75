/** Where a parameter is interesting: the part of its axis that curves, surfaces and pictures show. */

import type { EstimatedParameter } from './estimates';
import type { LogLikelihood } from './logLikelihood';
import type { MaximumLikelihood } from './maximize';
import { likelihoodLimits } from './profileInterval';

export interface Region {
  readonly from: number;
  readonly to: number;
}

/** A region reaches where the relative profile likelihood is about a thousandth: the interval of this level. */
const LEVEL = 0.9998;
/** Standard errors on each side where the likelihood gives no end. */
const ERRORS = 4;

/** Of parameter i, by its likelihood; an end that there is none of is some standard errors away, perhaps out of its domain. */
export function regionOf(likelihood: LogLikelihood, maximum: MaximumLikelihood, i: number): Region {
  const limits = likelihoodLimits(likelihood, maximum, i, LEVEL);
  const around = regionAround(maximum.parameters[i]);
  return { from: limits.lower ?? around.from, to: limits.upper ?? around.to };
}

/** Some standard errors on each side, or without them as much as the estimate itself. */
export function regionAround({ estimate, standardError }: EstimatedParameter): Region {
  const reach = ERRORS * (standardError ?? Math.max(1, Math.abs(estimate)));
  return { from: estimate - reach, to: estimate + reach };
}

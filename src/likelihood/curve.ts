/** The likelihood along one parameter, ready to chart, with the quadratic approximation at its maximum. */

import { CellmerError } from '../errors';
import type { LogLikelihood } from './logLikelihood';
import { maximize } from './maximize';
import { parameterIndex, profileOf } from './profileInterval';
import { regionOf } from './region';

export interface CurveRequest {
  /** Name of the parameter; the first for an empty name. */
  readonly parameter: string;
  /** Ends of the grid; null takes the interesting region. */
  readonly from: number | null;
  readonly to: number | null;
  /** At least 2. */
  readonly points: number;
}

export interface CurvePoint {
  readonly value: number;
  /** Log-likelihood, the other parameters at their best. −Infinity where the data are impossible. */
  readonly logLik: number;
  /** Likelihood relative to its maximum, in [0, 1]. */
  readonly relative: number;
  /** l(estimate) − (value − estimate)²/(2·se²); null where there is no standard error. */
  readonly quadratic: number | null;
}

export interface LikelihoodCurve {
  readonly parameter: string;
  readonly estimate: number;
  readonly points: readonly CurvePoint[];
  /** Logarithm of the factor of the likelihood without parameters; 0 where none is known. */
  readonly constant: number;
  /** How a density as text was read, where that is not as it stands or could be otherwise. */
  readonly remarks: readonly string[];
}

/** @throws CellmerError `option` for an unknown parameter, or ends in the wrong order */
export function likelihoodCurve(logLikelihood: LogLikelihood, request: CurveRequest): LikelihoodCurve {
  const maximum = maximize(logLikelihood);
  const i = parameterIndex(logLikelihood, request.parameter);
  const { name, estimate, standardError } = maximum.parameters[i];
  const region = regionOf(logLikelihood, maximum, i);
  const from = request.from ?? region.from;
  const to = request.to ?? region.to;
  if (!(from < to))
    throw new CellmerError('option', `from is ${from} and to is ${to}: expected from to be smaller than to.`);
  const best = Float64Array.from(maximum.parameters, (one) => one.estimate);
  const profile = profileOf(logLikelihood, i, best);
  const { lower, upper } = logLikelihood.parameters[i];
  const at = (value: number): CurvePoint => {
    const isOutside = value < lower || value > upper;
    const logLik = value === estimate ? maximum.logLik : isOutside ? -Infinity : profile(value);
    return {
      value,
      logLik,
      relative: Math.exp(Math.min(0, logLik - maximum.logLik)),
      quadratic:
        standardError === null ? null : maximum.logLik - 0.5 * ((value - estimate) / standardError) ** 2,
    };
  };
  const step = (to - from) / (request.points - 1);
  const points = Array.from({ length: request.points }, (_, k) =>
    at(k === request.points - 1 ? to : from + k * step),
  );
  const constant = logLikelihood.constant ?? 0;
  return { parameter: name, estimate, points, constant, remarks: maximum.remarks };
}

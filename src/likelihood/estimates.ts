/** Standard errors, intervals and doubts at the maximum of a log-likelihood. */

import { normal } from '../distributions';
import type { Warning } from '../errors';
import { invertPositiveDefinite } from '../linalg/dense';
import { checkLevel } from './limits';
import type { LogLikelihood, ParameterBounds } from './logLikelihood';

export interface EstimatedParameter {
  readonly name: string;
  readonly estimate: number;
  /** From the observed information; null where there is none: on a bound, held, or without a maximum. */
  readonly standardError: number | null;
  /** Wald limits. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly state: 'free' | 'on bound' | 'fixed';
}

export interface Estimates {
  readonly parameters: readonly EstimatedParameter[];
  /** Of minus the log-likelihood; d×d, row-major. NaN where a bound makes it infinite. */
  readonly hessian: Float64Array;
  /** d×d; NaN for parameters on a bound. Null where the Hessian is not positive definite. */
  readonly covariance: Float64Array | null;
  readonly warnings: readonly Warning[];
}

export interface EstimateOptions {
  /** In (0, 1). */
  readonly level: number;
  /** ± 2 standard errors in place of the level. */
  readonly isTwoErrors: boolean;
  /** Of minus the log-likelihood, in place of the exact one; d×d, row-major, NaN where it has no value. */
  readonly hessian?: Float64Array;
}

/** @param bounds closed bounds besides those of the parameters' domain */
export function estimateParameters(
  logLikelihood: LogLikelihood,
  par: Float64Array,
  bounds: ParameterBounds,
  { level, isTwoErrors, hessian: given }: EstimateOptions,
): Estimates {
  checkLevel(level);
  const { parameters } = logLikelihood;
  const d = par.length;
  const boundOf = (x: number, i: number): number | null => {
    if (x <= Math.max(bounds.lower[i], parameters[i].lower)) return x;
    return x >= Math.min(bounds.upper[i], parameters[i].upper) ? x : null;
  };
  const inside = Array.from(par, (_, i) => i).filter((i) => boundOf(par[i], i) === null);
  const exact = () => logLikelihood.derivatives(par).hessian.map((h) => (Number.isFinite(h) ? 0 - h : NaN));
  const hessian = given ?? exact();
  const inverse = invertAmong(hessian, inside, d);
  const factor = isTwoErrors ? 2 : normal.quantile(0.5 * (1 + level));
  return {
    parameters: parameters.map(({ name }, i) => {
      const estimate = par[i];
      const isInside = inside.includes(i);
      const error = isInside && inverse ? Math.sqrt(inverse[i * d + i]) : null;
      return {
        name,
        estimate,
        standardError: error,
        lower: error === null ? null : estimate - factor * error,
        upper: error === null ? null : estimate + factor * error,
        state: isInside ? 'free' : 'on bound',
      };
    }),
    hessian,
    covariance: inverse,
    warnings: [
      ...parameters.flatMap(({ name }, i) => (inside.includes(i) ? [] : [boundWarning(name, par[i])])),
      ...(inverse ? [] : [INDEFINITE]),
    ],
  };
}

function boundWarning(name: string, at: number): Warning {
  return {
    code: 'boundary',
    message: `The estimate of ${name} lies on its bound ${at}: a standard error is not defined there.`,
  };
}

const INDEFINITE: Warning = {
  code: 'not-positive-definite',
  message:
    'The Hessian of minus the log-likelihood is not positive definite here: this is no maximum, or the data do not ' +
    'determine all parameters. There are no standard errors.',
};

/** The inverse over the parameters inside their bounds, NaN elsewhere; null where it is not positive definite. */
function invertAmong(hessian: Float64Array, inside: readonly number[], d: number): Float64Array | null {
  const n = inside.length;
  const part = Float64Array.from(
    { length: n * n },
    (_, k) => hessian[inside[Math.floor(k / n)] * d + inside[k % n]],
  );
  const inverse = part.every(Number.isFinite) ? invertPositiveDefinite(part, n) : null;
  if (inverse === null) return null;
  const all = new Float64Array(d * d).fill(NaN);
  inside.forEach((i, k) => inside.forEach((j, l) => (all[i * d + j] = inverse[k * n + l])));
  return all;
}

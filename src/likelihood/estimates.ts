/** Standard errors, intervals and doubts at the maximum of a log-likelihood. */

import { normal } from '../distributions';
import type { Warning } from '../errors';
import { invertPositiveDefinite } from '../linalg/dense';
import { checkLevel } from './limits';
import type { ParameterBounds } from './bounds';
import type { FreeParameter, LogLikelihood } from './logLikelihood';
import type { Derived } from './peaks';

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
  const hessian = withoutEdges(given ?? exact(), par, parameters);
  const inverse = invertAmong(hessian, inside, d);
  const factor = waldFactor({ level, isTwoErrors });
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
      ...parameters.flatMap((parameter, i) => (inside.includes(i) ? [] : [boundWarning(parameter, par[i])])),
      ...(inverse ? [] : [INDEFINITE]),
    ],
  };
}

function boundWarning({ name, upper, edge }: FreeParameter, at: number): Warning {
  const message =
    edge !== undefined && at === upper
      ? `The estimate of ${name} is ${edge}, ${at}, at the edge of its range, where the likelihood still rises: there is no ` +
        'second derivative by it and no standard error. Its likelihood interval holds.'
      : `The estimate of ${name} lies on its bound ${at}: a standard error is not defined there.`;
  return { code: 'boundary', message };
}

/** Standard errors on each side of an estimate. */
function waldFactor({ level, isTwoErrors }: Pick<EstimateOptions, 'level' | 'isTwoErrors'>): number {
  return isTwoErrors ? 2 : normal.quantile(0.5 * (1 + level));
}

/** A quantity that follows from the parameters, with the standard error of the delta method; null without a covariance. */
export interface DerivedQuantity {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number | null;
  /** Wald limits. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** @param covariance d×d of the parameters, NaN for one on a bound */
export function derivedQuantities(
  derived: readonly Derived[],
  par: Float64Array,
  covariance: Float64Array | null,
  options: Pick<EstimateOptions, 'level' | 'isTwoErrors'>,
): DerivedQuantity[] {
  const factor = waldFactor(options);
  return derived.map(({ name, at }) => {
    const { value, gradient } = at(par);
    let variance = covariance ? 0 : NaN;
    gradient.forEach((g, i) =>
      gradient.forEach((h, j) => (variance += g * h * (covariance?.[i * par.length + j] ?? NaN))),
    );
    const error = Number.isNaN(variance) ? null : Math.sqrt(variance);
    return {
      name,
      estimate: value,
      standardError: error,
      lower: error === null ? null : value - factor * error,
      upper: error === null ? null : value + factor * error,
    };
  });
}

/** Without the rows and columns of parameters that lie at an edge of what the data make possible. */
function withoutEdges(
  hessian: Float64Array,
  par: Float64Array,
  parameters: readonly FreeParameter[],
): Float64Array {
  const d = par.length;
  const isAtEdge = parameters.map(({ edge, upper }, i) => edge !== undefined && par[i] === upper);
  return hessian.map((h, k) => (isAtEdge[Math.floor(k / d)] || isAtEdge[k % d] ? NaN : h));
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

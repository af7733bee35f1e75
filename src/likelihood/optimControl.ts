/** The part of `control` that R's `optim()` has besides its limits, for the parameters of a likelihood. */

import { CellmerError, type Warning } from '../errors';
import { DEFAULT_NDEPS, DifferenceError, type OptimControl } from '../optimize/optim';
import type { LogLikelihood } from './logLikelihood';
import { parameterValues, type GivenValue } from './parameterValues';

export interface OptimOptions {
  /** `numeric`: by differences, as `optim()` does without a gradient; `exact` is the default. */
  readonly derivatives?: 'exact' | 'numeric';
  /** Steps of the differences; one number for all, or by parameter. Default 0.001. */
  readonly ndeps?: readonly GivenValue[];
  /** What the parameters are divided by; one number for all, or by parameter. Default 1. */
  readonly parscale?: readonly GivenValue[];
  /** What minus the log-likelihood is divided by; default 1. Its sign is R's way to maximize and has no meaning here. */
  readonly fnscale?: number;
}

/**
 * @param names of all parameters
 * @param free positions of those that are estimated
 * @returns null for Newton's method, which is not one of R's
 * @throws CellmerError `option` for numbers that are not positive, and for any of these options with Newton's method
 */
export function optimControl(
  { derivatives = 'exact', ndeps = [], parscale = [], fnscale = 1 }: OptimOptions,
  method: string,
  names: readonly string[],
  free: readonly number[],
): OptimControl | null {
  if (method === 'Newton') {
    const isAsked = derivatives === 'numeric' || ndeps.length > 0 || parscale.length > 0 || fnscale !== 1;
    if (!isAsked) return null;
    throw new CellmerError(
      'option',
      "The options derivatives=numeric, ndeps, parscale and fnscale are those of R's optim(), and Newton's method has " +
        'no use for them: expected method=BFGS, L-BFGS-B or Nelder-Mead beside them.',
    );
  }
  if (!(Math.abs(fnscale) > 0 && Math.abs(fnscale) < Infinity))
    throw new CellmerError('option', `fnscale is ${fnscale}: expected a number other than 0.`);
  return {
    ndeps: positive(ndeps, 'ndeps', DEFAULT_NDEPS, names, free),
    parscale: positive(parscale, 'parscale', 1, names, free),
    fnscale: Math.abs(fnscale),
    isNumeric: derivatives === 'numeric',
  };
}

function positive(
  given: readonly GivenValue[],
  what: string,
  fallback: number,
  names: readonly string[],
  free: readonly number[],
): Float64Array {
  const isForAll = given.length === 1 && given[0].name === null;
  const all = isForAll
    ? new Float64Array(names.length).fill(given[0].value)
    : parameterValues(given, names, what, fallback);
  const wrong = all.find((x) => !(x > 0 && x < Infinity));
  if (wrong === undefined) return Float64Array.from(free, (i) => all[i]);
  throw new CellmerError('option', `${what} has ${wrong}: expected positive numbers.`);
}

/** Runs a search whose differences may not be finite, and says in which parameter they are not. */
export function namingDifferences<T>({ parameters }: LogLikelihood, search: () => T): T {
  try {
    return search();
  } catch (error) {
    if (!(error instanceof DifferenceError)) throw error;
    const { parameter, at, step } = error;
    const { name } = parameters[parameter];
    throw new CellmerError(
      'numeric',
      `The log-likelihood is not finite within ${short(step)} of ${name} = ${short(at)}, so it has no derivative by ` +
        `differences there; optim() stops likewise ("non-finite finite-difference value [${parameter + 1}]"). Give ` +
        `${name} a bound further inside, take a smaller ndeps, or derivatives=exact.`,
    );
  }
}

/** What is to be said of a Hessian by differences that has no value. */
export function infiniteHessian(hessian: Float64Array, names: readonly string[]): Warning[] {
  const d = names.length;
  const missing = names.filter((_, i) => Number.isNaN(hessian[i * d + i]));
  if (missing.length === 0 && !hessian.some(Number.isNaN)) return [];
  const where = missing.length > 0 ? ` in ${missing.join(' and ')}` : '';
  return [
    {
      code: 'not-positive-definite',
      message:
        `The Hessian by differences has no value${where}: the log-likelihood is not finite close to the estimates, where ` +
        'optim(hessian = TRUE) stops too. Take a smaller ndeps, or derivatives=exact.',
    },
  ];
}

function short(x: number): string {
  return String(Number(x.toPrecision(6)));
}

/** Confidence intervals of one parameter of a density. */

import { CellmerError, type Warning } from '../errors';
import { readSample, type CellMatrix } from '../table';
import { binomialFit, likelihoodRatioLimits, waldLimits } from './binomial';
import { checkLevel, type Limits } from './limits';
import { isCensored } from './densities/censored';
import { maximize } from './maximize';
import { normalFit, normalProfileLimits, normalWaldLimits } from './normal';
import { likelihoodLimits, parameterIndex, type LikelihoodLimits } from './profileInterval';
import { readLikelihood, type Evaluations } from './readLikelihood';
import { countBinary, readTrials, type BinomialCounts } from './rangeData';

export type IntervalType = 'profile' | 'wald';

export interface IntervalRequest {
  /** The name of a density, in any case, or a log-density as text. */
  readonly density: string;
  /**
   * For `binary` a range of 0 and 1 (FALSE and TRUE); for `binomial` the same, or two cells that are the successes and
   * the trials; for `normal` a range of numbers.
   */
  readonly data: CellMatrix;
  /** `p` of the first two; `mu` (the default) or `sigma` of the last. Empty for the default. */
  readonly parameter: string;
  /** In (0, 1). */
  readonly level: number;
  readonly type: IntervalType;
  /** Where the data stand, to name cells in messages. */
  readonly address?: string | null;
  /** Through which the likelihood is read and evaluated. */
  readonly evaluations?: Evaluations;
}

export interface ParameterInterval extends Limits {
  readonly parameter: string;
  /** The maximum-likelihood estimate. */
  readonly estimate: number;
  readonly level: number;
  readonly type: IntervalType;
  /** Missing values that were left out. */
  readonly missing: number;
  /** How a density as text was read, where that is not as it stands or could be otherwise. */
  readonly remarks?: readonly string[];
  readonly warnings: readonly Warning[];
}

type Solver = (request: IntervalRequest) => ParameterInterval;

const DENSITIES: ReadonlyMap<string, Solver> = new Map<string, Solver>([
  ['binomial', (request) => ofCounts(request, binomialCounts(request))],
  ['binary', (request) => ofCounts(request, countBinary(request.data, request.address))],
  ['normal', ofNormal],
]);

/**
 * A likelihood interval: with `profile`, where twice the profile log-likelihood has fallen by the chi-square quantile
 * with one degree of freedom; with `wald`, estimate ± z standard errors from the observed information.
 *
 * @throws CellmerError `option` for an unknown density or parameter or an impossible level; `data` for data that do not fit
 * the density; what a log-density as text throws
 */
export function likelihoodInterval(request: IntervalRequest): ParameterInterval {
  checkLevel(request.level);
  const solve = DENSITIES.get(request.density.trim().toLowerCase());
  // A formula is of values that are all known.
  return solve && !isCensored(request.data) ? solve(request) : ofLikelihood(request);
}

/** Any other density, by name or as text: the same by root finding. */
function ofLikelihood(request: IntervalRequest): ParameterInterval {
  const { density, data, address, level, type } = request;
  const likelihood = readLikelihood(density, data, address, request.evaluations);
  const maximum = maximize(likelihood, { level });
  const i = parameterIndex(likelihood, request.parameter);
  const { name, estimate, lower, upper } = maximum.parameters[i];
  const own = {
    parameter: name,
    estimate,
    level,
    type,
    missing: likelihood.missing,
    remarks: maximum.remarks,
  };
  if (type === 'wald')
    return { ...own, lower: lower ?? NaN, upper: upper ?? NaN, warnings: maximum.warnings };
  const limits = likelihoodLimits(likelihood, maximum, i, level);
  return {
    ...own,
    lower: limits.lower ?? -Infinity,
    upper: limits.upper ?? Infinity,
    warnings: [...maximum.warnings, ...endless(limits, name)],
  };
}

/** Ends that there are none of are said in words. */
function endless({ lower, upper }: LikelihoodLimits, name: string): Warning[] {
  const sides = [lower === null ? 'lower' : '', upper === null ? 'upper' : ''].filter(Boolean);
  return sides.map((side) => ({
    code: 'boundary',
    message: `The interval of ${name} has no ${side} end: the likelihood never falls far enough on that side.`,
  }));
}

function ofCounts(
  request: IntervalRequest,
  { successes, trials, missing }: BinomialCounts,
): ParameterInterval {
  const parameter = parameterOf(request, { p: ['probability', 'prob'] });
  const { estimate, level, warnings } = binomialFit(successes, trials, request.level);
  const limits = request.type === 'profile' ? likelihoodRatioLimits : waldLimits;
  const own = { parameter, estimate, level, type: request.type, missing };
  // The boundary makes Wald's interval doubtful, not the other one.
  return { ...own, ...limits(successes, trials, level), warnings: request.type === 'wald' ? warnings : [] };
}

function ofNormal(request: IntervalRequest): ParameterInterval {
  const parameter = parameterOf(request, { mu: ['mean', 'm'], sigma: ['sd', 's'] });
  const { values, missing } = readSample(request.data, { kind: 'numbers', address: request.address });
  const fit = normalFit(values);
  const limits = request.type === 'profile' ? normalProfileLimits : normalWaldLimits;
  return {
    parameter,
    estimate: fit[parameter],
    level: request.level,
    type: request.type,
    missing,
    warnings: [],
    ...limits(fit, parameter, request.level),
  };
}

/** Successes and trials, or a range of 0 and 1. */
function binomialCounts({ data, address }: IntervalRequest): BinomialCounts {
  const rows = readTrials(data);
  if (rows === null) return countBinary(data, address);
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  return { successes: total(rows.successes), trials: total(rows.trials), missing: 0 };
}

/** The parameter asked for, the first one by default; other names of it are known. */
function parameterOf<P extends string>(
  { parameter, density }: IntervalRequest,
  names: Record<P, string[]>,
): P {
  const wanted = parameter.trim().toLowerCase();
  const known = Object.keys(names) as P[];
  const found =
    wanted === '' ? known[0] : known.find((name) => name === wanted || names[name].includes(wanted));
  if (found) return found;
  throw new CellmerError(
    'option',
    `"${parameter}" is not a parameter of the ${density.trim().toLowerCase()} density: expected ${known.join(' or ')}.`,
  );
}

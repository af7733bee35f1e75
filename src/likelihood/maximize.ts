/** The maximum of a log-likelihood, what R's `optim()` says about it, and the standard errors it comes with. */

import { CellmerError, type Warning } from '../errors';
import { minimizeBfgs } from '../optimize/bfgs';
import { minimizeBoundedNewton } from '../optimize/boundedNewton';
import { minimizeLbfgsb } from '../optimize/lbfgsb';
import type { Iterate, Minimizer, MinimizerLimits, Minimum } from '../optimize/minimizer';
import { minimizeNelderMead } from '../optimize/nelderMead';
import { optim, optimHessian, type OptimControl } from '../optimize/optim';
import {
  derivedQuantities,
  estimateParameters,
  type DerivedQuantity,
  type EstimatedParameter,
} from './estimates';
import { holdParameters } from './fixedParameters';
import type { ParameterBounds } from './bounds';
import type { ClosedFormMaximum, LogLikelihood } from './logLikelihood';
import { infiniteHessian, namingDifferences, optimControl, type OptimOptions } from './optimControl';
import { peaksAmong, severalPeaks, type Peak } from './severalPeaks';
import { parameterValues, type GivenValue } from './parameterValues';
import { convergenceWarnings, flatWarnings } from './searchWarnings';

/** Newton, the default, converges to rounding; the others do what R's `optim()` does. */
export const MAXIMIZE_METHODS = ['Newton', 'BFGS', 'L-BFGS-B', 'Nelder-Mead'] as const;
export type MaximizeMethod = (typeof MAXIMIZE_METHODS)[number];

export interface MaximizeOptions extends OptimOptions {
  readonly method?: MaximizeMethod;
  /** Starting values; found from the data where none are given. */
  readonly start?: readonly GivenValue[];
  /** Closed bounds, for Newton and L-BFGS-B. */
  readonly lower?: readonly GivenValue[];
  readonly upper?: readonly GivenValue[];
  /** Parameters that are held, by name. */
  readonly fix?: readonly GivenValue[];
  readonly limits?: Partial<MinimizerLimits>;
  /** Whether to search even where a formula gives the maximum. */
  readonly mustSearch?: boolean;
  /** Confidence level of Wald intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Estimate ± 2 standard errors in place of a level. */
  readonly isTwoErrors?: boolean;
  /** Called before each evaluation; may throw to stop. */
  readonly beforeEvaluation?: () => void;
}

export interface MaximumLikelihood {
  readonly density: string;
  readonly parameters: readonly EstimatedParameter[];
  /** At the estimates. */
  readonly logLik: number;
  readonly method: MaximizeMethod | 'closed form';
  /** Steps of the differences that stood in for derivatives, one per estimated parameter; null where they were exact. */
  readonly ndeps: Float64Array | null;
  /** Evaluations of the log-likelihood and its gradient; null for a method that takes none. */
  readonly counts: { readonly function: number; readonly gradient: number | null };
  /** R's code: 0 is converged. */
  readonly convergence: number;
  readonly message: string | null;
  /** Of minus the log-likelihood at the estimates, over the parameters that were not held; row-major. */
  readonly hessian: Float64Array;
  /** The inverse of the Hessian; NaN for parameters on a bound, null where it is not positive definite. */
  readonly covariance: Float64Array | null;
  /** All local maxima that are known, all parameters each, the highest first. */
  readonly maxima: readonly Peak[];
  /** What follows from the parameters. */
  readonly derived: readonly DerivedQuantity[];
  /** The points that the search went through, with the log-likelihood as value; parameters that were held left out. */
  readonly path: readonly Iterate[];
  readonly level: number;
  readonly isTwoErrors: boolean;
  readonly observations: number;
  readonly missing: number;
  /** How the density was read, where it is a text that is not taken as it stands or could be read otherwise. */
  readonly remarks: readonly string[];
  readonly warnings: readonly Warning[];
}

const MINIMIZERS: Readonly<Record<Exclude<MaximizeMethod, 'Newton'>, Minimizer>> = {
  BFGS: minimizeBfgs,
  'L-BFGS-B': minimizeLbfgsb,
  'Nelder-Mead': minimizeNelderMead,
};

/** How far inside its domain the derivatives at a bound are taken, as a share of the way to the start. */
const NUDGE = 1e-10;

/** @throws CellmerError `option` for a name that is no method */
export function maximizeMethod(name: string): MaximizeMethod {
  const plain = (text: string) => text.toLowerCase().replace(/[\s-]/g, '');
  const found = MAXIMIZE_METHODS.find((method) => plain(method) === plain(name));
  if (found) return found;
  throw new CellmerError(
    'option',
    `The method is "${name}": expected one of ${MAXIMIZE_METHODS.join(', ')}.`,
  );
}

/**
 * The parameters at which the log-likelihood is largest. The maximum is a local one: the search begins at the starting
 * values.
 *
 * @throws CellmerError `option` for options that do not fit the parameters; `data` where it is known that there is no
 * maximum and no bounds are given; `numeric` where the log-likelihood is not
 * finite at the start
 */
export function maximize(whole: LogLikelihood, options: MaximizeOptions = {}): MaximumLikelihood {
  const { method = 'Newton', level = 0.95, isTwoErrors = false } = options;
  const names = whole.parameters.map(({ name }) => name);
  const held = parameterValues(options.fix ?? [], names, 'fix', NaN);
  const { logLikelihood, free, expand } = holdParameters(whole, held);
  if (free.length === 0)
    throw new CellmerError('option', 'All parameters are held by fix: there is nothing to estimate.');
  const bounds = boundsFor(whole, options, free);
  const isBounded = [...(options.lower ?? []), ...(options.upper ?? [])].length > 0;
  if (logLikelihood.noMaximum && !isBounded) throw new CellmerError('data', logLikelihood.noMaximum);
  const freeNames = free.map((i) => names[i]);
  const control = optimControl(options, method, names, free);
  const closed = formulaFor(logLikelihood, options, method, bounds);
  const start = startFor(whole, options, free);
  const ends = closed
    ? [formulaResult(closed.estimate, closed.logLik)]
    : searches(logLikelihood, method, bounds, isBounded, start, control, options);
  const [found] = ends;
  const isNumeric = control?.isNumeric ?? false;
  const numeric =
    control && isNumeric ? optimHessian((par) => -logLikelihood.value(par), found.par, control) : null;
  const { peaks } = logLikelihood;
  const hessian = numeric ?? peaks?.information?.(found.par);
  const estimated = estimateParameters(logLikelihood, found.par, bounds, {
    ...{ level, isTwoErrors },
    ...(hessian && { hessian }),
  });
  const maxima = ends.map(({ par, value }) => ({ par: expand(par), logLik: 0 - value }));
  return {
    density: whole.density,
    parameters: withHeld(estimated.parameters, names, expand(found.par), free),
    logLik: 0 - found.value,
    method: closed ? 'closed form' : method,
    ndeps: isNumeric ? (control?.ndeps ?? null) : null,
    counts: found.counts,
    convergence: found.convergence,
    message: found.message,
    hessian: estimated.hessian,
    covariance: estimated.covariance,
    maxima,
    derived: derivedQuantities(peaks?.derived ?? [], found.par, estimated.covariance, { level, isTwoErrors }),
    path: found.path.map((iterate) => ({ ...iterate, value: 0 - iterate.value })),
    level,
    isTwoErrors,
    observations: whole.observations,
    missing: whole.missing,
    remarks: [
      ...(whole.remarks ?? []),
      ...(numeric ? [] : (peaks?.remarks?.(found.par) ?? [])),
      ...severalPeaks(maxima),
    ],
    warnings: [
      ...convergenceWarnings(found, method, freeNames),
      ...flatWarnings(found, estimated.parameters),
      ...(numeric ? infiniteHessian(numeric, freeNames) : []),
      ...estimated.warnings,
    ],
  };
}

/** The maximum where no search is needed, or where none would find it; null where there is a search. */
function formulaFor(
  logLikelihood: LogLikelihood,
  options: MaximizeOptions,
  method: MaximizeMethod,
  bounds: ParameterBounds,
): ClosedFormMaximum | null {
  if (canUseFormula(options)) {
    const closed = logLikelihood.closedForm();
    if (closed) return closed;
  }
  const { peaks, parameters } = logLikelihood;
  if (!peaks?.corner || method !== 'Newton') return null;
  const free = new Float64Array(parameters.length).fill(NaN);
  const estimate = peaks.corner(free, withDomain(bounds, logLikelihood));
  return { estimate, logLik: logLikelihood.value(estimate) };
}

function canUseFormula({ method, start, lower, upper, mustSearch, fix }: MaximizeOptions): boolean {
  const isPlain = [start, lower, upper, fix].every((given) => !given || given.length === 0);
  return isPlain && !mustSearch && (method ?? 'Newton') === 'Newton';
}

function formulaResult(par: Float64Array, logLik: number): Minimum {
  const counts = { function: 0, gradient: 0 };
  return { par, value: -logLik, counts, convergence: 0, message: 'CLOSED FORM', path: [] };
}

/** Closed bounds of the free parameters as the user gave them. */
function boundsFor(
  whole: LogLikelihood,
  { lower, upper }: MaximizeOptions,
  free: readonly number[],
): ParameterBounds {
  const names = whole.parameters.map(({ name }) => name);
  const low = parameterValues(lower ?? [], names, 'lower', -Infinity);
  const high = parameterValues(upper ?? [], names, 'upper', Infinity);
  names.forEach((name, i) => {
    if (!(low[i] <= high[i]))
      throw new CellmerError(
        'option',
        `The bounds of ${name} are ${low[i]} and ${high[i]}: expected the lower one first.`,
      );
  });
  return {
    lower: Float64Array.from(free, (i) => low[i]),
    upper: Float64Array.from(free, (i) => high[i]),
  };
}

/** The free parameters' starting values that were given, by name or in order; NaN where none was given. */
function startFor(
  whole: LogLikelihood,
  { start = [] }: MaximizeOptions,
  free: readonly number[],
): Float64Array {
  const names = whole.parameters.map(({ name }) => name);
  if (start.length === 0) return new Float64Array(free.length).fill(NaN);
  // In order, held parameters may be there or not.
  const isNamed = start.some(({ name }) => name !== null);
  if (isNamed || start.length === names.length) {
    const all = parameterValues(start, names, 'start', NaN);
    return Float64Array.from(free, (i) => all[i]);
  }
  const freeNames = free.map((i) => names[i]);
  return parameterValues(start, freeNames, 'start', NaN, true);
}

/** Ends of searches from all starts that there are, the best first, each peak once; of the one start that was given its end. */
function searches(
  logLikelihood: LogLikelihood,
  method: MaximizeMethod,
  bounds: ParameterBounds,
  isBounded: boolean,
  givenStart: Float64Array,
  control: OptimControl | null,
  options: MaximizeOptions,
): Minimum[] {
  const from = (start: Float64Array): Minimum =>
    search(logLikelihood, method, bounds, isBounded, start, control, options);
  const { peaks } = logLikelihood;
  const isFree = method === 'Newton' && givenStart.every(Number.isNaN);
  const free = new Float64Array(givenStart.length).fill(NaN);
  const starts = isFree ? (peaks?.starts?.(free) ?? []) : [];
  if (starts.length === 0) return [from(givenStart)];
  const possible = starts
    .map((start) => clamped(start, bounds))
    .filter((start) => Number.isFinite(logLikelihood.value(start)));
  return peaksAmong(logLikelihood, possible.map(from), withDomain(bounds, logLikelihood));
}

function search(
  logLikelihood: LogLikelihood,
  method: MaximizeMethod,
  given: ParameterBounds,
  isBounded: boolean,
  givenStart: Float64Array,
  control: OptimControl | null,
  { limits, beforeEvaluation }: MaximizeOptions,
): Minimum {
  if (isBounded && (method === 'BFGS' || method === 'Nelder-Mead'))
    throw new CellmerError(
      'option',
      `The method ${method} takes no bounds: expected Newton or L-BFGS-B, or no lower and upper.`,
    );
  const isComplete = !givenStart.some(Number.isNaN);
  const own = isComplete ? givenStart : clamped(logLikelihood.start(given), given);
  const start = givenStart.map((x, i) => (Number.isNaN(x) ? own[i] : x));
  checkStart(logLikelihood, clamped(start, given));
  const { derivatives } = remembering(logLikelihood, start);
  const problem = {
    value: (par: Float64Array) => -logLikelihood.value(par),
    gradient: (par: Float64Array) => derivatives(par).gradient.map((g) => -g),
    start,
    limits,
    beforeEvaluation,
  };
  if (method !== 'Newton' && control)
    return namingDifferences(logLikelihood, () =>
      optim(MINIMIZERS[method], { ...problem, ...given }, control),
    );
  // Newton is told where the parameters can be; the others do as in R.
  const hessian = (par: Float64Array) => derivatives(par).hessian.map((h) => -h);
  return minimizeBoundedNewton({ ...problem, hessian, ...withDomain(given, logLikelihood) });
}

function checkStart(logLikelihood: LogLikelihood, start: Float64Array): void {
  if (Number.isFinite(logLikelihood.value(start))) return;
  const at = logLikelihood.parameters.map(({ name }, i) => `${name} = ${start[i]}`).join(', ');
  throw new CellmerError(
    'numeric',
    `The log-likelihood is not finite at the starting values ${at}: give others.`,
  );
}

function clamped(par: Float64Array, { lower, upper }: ParameterBounds): Float64Array {
  return par.map((x, i) => Math.min(Math.max(x, lower[i]), upper[i]));
}

function withDomain({ lower, upper }: ParameterBounds, { parameters }: LogLikelihood): ParameterBounds {
  return {
    lower: lower.map((x, i) => Math.max(x, parameters[i].lower)),
    upper: upper.map((x, i) => Math.min(x, parameters[i].upper)),
  };
}

/**
 * Derivatives that are kept for the point asked for last. At a bound of the domain, where there may be none, they are
 * those of a point a little inside.
 */
function remembering(logLikelihood: LogLikelihood, start: Float64Array) {
  let last: Float64Array | null = null;
  let found: ReturnType<LogLikelihood['derivatives']> | null = null;
  const inside = (x: number, i: number): number => {
    const { lower, upper } = logLikelihood.parameters[i];
    if (x > lower && x < upper) return x;
    return x <= lower ? lower + NUDGE * (start[i] - lower) : upper - NUDGE * (upper - start[i]);
  };
  return {
    derivatives: (par: Float64Array) => {
      if (!found || !last?.every((x, i) => x === par[i])) {
        last = par.slice();
        found = logLikelihood.derivatives(par.map(inside));
      }
      return found;
    },
  };
}

/** The estimates among the parameters that were held. */
function withHeld(
  estimated: readonly EstimatedParameter[],
  names: readonly string[],
  all: Float64Array,
  free: readonly number[],
): EstimatedParameter[] {
  return names.map((name, i) => {
    const k = free.indexOf(i);
    if (k >= 0) return estimated[k];
    return { name, estimate: all[i], standardError: null, lower: null, upper: null, state: 'fixed' };
  });
}

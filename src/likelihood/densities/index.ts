/** The densities that are known by name, as log-likelihoods of a sample: exact derivatives, closed forms where there are any. */

import { CellmerError } from '../../errors';
import { readSample, sampleOf, type CellMatrix, type Sample } from '../../table';
import { columnLikelihood } from '../expression';
import type { NumberColumn } from '../expression/data';
import {
  likelihoodAt,
  type ClosedFormMaximum,
  type FreeParameter,
  type LogLikelihood,
} from '../logLikelihood';
import type { Derivatives } from '../../optimize/objective';
import { readTrials, trialsOf, type TrialRows } from '../rangeData';
import { BINARY, binomial, GEOMETRIC, NEGATIVE_BINOMIAL, POISSON, ZERO_TRUNCATED_POISSON } from './counts';
import { BETA_BINOMIAL, betaBinomial } from './betaBinomial';
import {
  CENSORED_HEADERS,
  censoredColumns,
  censoredDensity,
  readCensored,
  type CensoredSample,
} from './censored';
import { derivedQuantity } from './derived';
import { CAUCHY, LAPLACE, LOGISTIC } from './location';
import { EQUAL_NORMAL_MIXTURE, NORMAL_MIXTURE } from './mixture';
import { PARETO } from './pareto';
import { VON_MISES } from './vonMises';
import { ZERO_INFLATED_POISSON } from './zeroInflated';
import type { ParameterBounds } from '../bounds';
import type { Peaks } from '../peaks';
import { BETA, EXPONENTIAL, GAMMA, LOGNORMAL, NORMAL, STUDENT_T, WEIBULL } from './continuous';
import type { DirectLikelihood } from './passes';
import type { CondensedSample, NamedDensity } from './types';

export type { NamedDensity } from './types';

const DENSITIES: readonly NamedDensity[] = [
  BINARY,
  NORMAL,
  POISSON,
  ZERO_TRUNCATED_POISSON,
  ZERO_INFLATED_POISSON,
  EXPONENTIAL,
  GAMMA,
  NEGATIVE_BINOMIAL,
  GEOMETRIC,
  BETA,
  WEIBULL,
  LOGNORMAL,
  STUDENT_T,
  CAUCHY,
  LOGISTIC,
  LAPLACE,
  PARETO,
  VON_MISES,
  EQUAL_NORMAL_MIXTURE,
  NORMAL_MIXTURE,
];

/** What a menu shows of a density. */
export interface DensityChoice {
  readonly name: string;
  readonly title: string;
  /** Whether each evaluation of the likelihood passes over all values. */
  readonly isRowByRow: boolean;
  /** Whether its values may be known by bounds only. */
  readonly takesCensored: boolean;
}

const BINOMIAL: DensityChoice = {
  name: 'binomial',
  title: 'Binomial',
  isRowByRow: false,
  takesCensored: false,
};

function choiceOf(
  { name, title, censored }: Pick<NamedDensity, 'name' | 'title' | 'censored'>,
  isRowByRow: boolean,
): DensityChoice {
  const shown = title ?? name[0].toUpperCase() + name.slice(1);
  return { name, title: shown, isRowByRow, takesCensored: censored !== undefined };
}

/** In the order in which they are listed to people. */
export const DENSITY_CHOICES: readonly DensityChoice[] = [
  BINOMIAL,
  choiceOf(BETA_BINOMIAL, true),
  ...DENSITIES.map((one) => choiceOf(one, one.condense === undefined)),
];

export const DENSITY_NAMES: readonly string[] = DENSITY_CHOICES.map(({ name }) => name);

/** What the cost of a likelihood depends on. */
export interface DensityTraits {
  readonly parameters: number;
  /** Whether a few sums stand for the sample, however many values it has. */
  readonly isCondensed: boolean;
}

/** @returns null for a text that is no name of a density of samples */
export function densityTraits(text: string): DensityTraits | null {
  const name = text.trim().toLowerCase();
  if (isBetaBinomial(name)) return { parameters: BETA_BINOMIAL.parameters.length, isCondensed: false };
  const density = sampleDensity(name);
  return density && { parameters: density.parameters.length, isCondensed: density.condense !== undefined };
}

/** Other names that densities are known by. */
export const DENSITY_ALIASES: readonly string[] = [BETA_BINOMIAL, ...DENSITIES].flatMap(
  ({ aliases }) => aliases,
);

/**
 * @param name in lower case
 * @param cells a range of numbers (0 and 1, FALSE and TRUE for `binary`), with or without a header; for `binomial` that, or
 * what `readTrials` takes
 * @returns null for a name that no density of samples has
 * @throws CellmerError `data` for an empty range, and for values that the density cannot have
 */
export function namedLikelihood(
  name: string,
  cells: CellMatrix,
  address: string | null,
): LogLikelihood | null {
  if (isBetaBinomial(name)) return betaBinomialLikelihood(readTrials(cells, true));
  const counts = name === 'binomial' ? readTrials(cells) : null;
  if (counts) return trialsLikelihood(counts);
  const density = sampleDensity(name);
  if (!density) return null;
  const censored = density.censored ? readCensored(cells, address) : null;
  if (censored) return censoredLikelihood(density, censored);
  refuseColumns(density, cells);
  return sampleLikelihood(density, readSample(cells, { kind: kindOf(density), address }));
}

/** The same of a column of numbers, NaN where one is missing; for `binomial`, two numbers are successes and trials. */
export function namedColumnLikelihood(name: string, values: Float64Array): LogLikelihood | null {
  if (name === 'binomial' && values.length === 2) return trialsLikelihood(trialsOf(values[0], values[1]));
  const density = sampleDensity(name);
  return density && sampleLikelihood(density, sampleOf(values, kindOf(density)));
}

/** The same of two columns whose names say that values are censored; null for others. */
export function namedCensoredLikelihood(
  name: string,
  columns: readonly NumberColumn[],
): LogLikelihood | null {
  const density = sampleDensity(name);
  const sample = density?.censored ? censoredColumns(columns) : null;
  return density && sample && censoredLikelihood(density, sample);
}

/** @param name in lower case; null for one that no density of samples has */
export function sampleDensity(name: string): NamedDensity | null {
  const wanted = name === 'binomial' ? BINARY.name : name;
  return DENSITIES.find((one) => one.name === wanted || one.aliases.includes(wanted)) ?? null;
}

function kindOf(density: NamedDensity): 'binary' | 'numbers' {
  return density === BINARY ? 'binary' : 'numbers';
}

/** @param name in lower case */
function isBetaBinomial(name: string): boolean {
  const { name: own, aliases } = BETA_BINOMIAL;
  return [own, ...aliases].includes(name);
}

function betaBinomialLikelihood(rows: TrialRows | null): LogLikelihood {
  if (rows === null)
    throw new CellmerError(
      'data',
      'The data of the beta-binomial density must be two columns of whole numbers, the successes and the trials.',
    );
  const values = Float64Array.from(rows.successes);
  return sampleLikelihood(betaBinomial(rows.trials), { values, missing: 0 });
}

function trialsLikelihood({ successes, trials }: TrialRows): LogLikelihood {
  return sampleLikelihood(binomial(trials), { values: Float64Array.from(successes), missing: 0 });
}

/** Several columns with headers are several variables, of which one is meant. */
function refuseColumns({ name, censored }: NamedDensity, cells: CellMatrix): void {
  const [header, ...rows] = cells;
  const isNamed = rows.length > 0 && header.every((cell) => typeof cell === 'string' && cell.trim() !== '');
  if (header.length < 2 || !isNamed) return;
  throw new CellmerError(
    'data',
    `The data of the ${name} density have ${header.length} columns, ${header.join(', ')}: expected one of them` +
      `${censored ? `, or for censored data ${CENSORED_HEADERS}` : ''}.`,
  );
}

function censoredLikelihood(density: NamedDensity, sample: CensoredSample): LogLikelihood {
  const own = censoredDensity(density, sample);
  return sampleLikelihood(own, { values: sample.lower, missing: sample.missing });
}

function sampleLikelihood(density: NamedDensity, { values, missing }: Sample): LogLikelihood {
  const problem = values.length === 0 ? 'has no values' : (density.refuse?.(values) ?? null);
  if (problem !== null)
    throw new CellmerError('data', `The sample of the ${density.name} density ${problem}.`);
  const condensed = density.condense?.(values);
  if (condensed?.columns.some((column) => !column.values.every(Number.isFinite)))
    throw new CellmerError(
      'numeric',
      `The values of the ${density.name} density are too large for their sums to be computed: express them in a larger unit.`,
    );
  return new SampleLikelihood(density, values, missing, condensed);
}

interface CompiledExpression {
  readonly compiled: LogLikelihood;
  /** Position of each of the density's parameters among those of the expression. */
  readonly places: readonly number[];
}

class SampleLikelihood implements LogLikelihood {
  readonly density: string;
  readonly parameters: readonly FreeParameter[];
  readonly observations: number;
  readonly noMaximum: string | null;
  readonly peaks: Peaks;
  readonly sentence?: string;
  readonly remarks?: readonly string[];
  private readonly direct: DirectLikelihood | null;
  private expression: CompiledExpression | null = null;
  private closed: ClosedFormMaximum | null | undefined;

  constructor(
    private readonly named: NamedDensity,
    private readonly values: Float64Array,
    readonly missing: number,
    private readonly condensed: CondensedSample | undefined,
  ) {
    this.density = named.name;
    this.parameters = named.parametersOf?.(values) ?? named.parameters;
    this.observations = values.length;
    const problem = named.noMaximum?.(values) ?? null;
    this.noMaximum = problem && `The sample of the ${named.name} density ${problem}.`;
    this.direct = named.direct?.(values) ?? null;
    this.peaks = peaksOf(named, values);
    if (named.sentence !== undefined) this.sentence = named.sentence;
    if (named.readings !== undefined) this.remarks = named.readings;
  }

  get constant(): number {
    return this.named.constant?.(this.values) ?? 0;
  }

  /** Built when it is first asked for: a density with a pass of its own needs it on bounds only. */
  private compile(): CompiledExpression {
    if (this.expression !== null) return this.expression;
    const { columns, logDensity } = this.condensed ?? {
      columns: [{ name: 'y', values: this.values }],
      logDensity: this.named.logDensity,
    };
    const compiled = columnLikelihood(logDensity, columns);
    const names = compiled.parameters.map(({ name }) => name);
    this.expression = {
      compiled,
      places: this.named.parameters.map(({ name, symbol }) => names.indexOf(symbol ?? name)),
    };
    return this.expression;
  }

  value(par: Float64Array): number {
    const isOutside = par.some((x, i) => !(x >= this.parameters[i].lower && x <= this.parameters[i].upper));
    if (isOutside) return -Infinity;
    const closed = this.closedForm();
    // On a bound a formula knows the limit where arithmetic meets 0·log 0.
    if (closed && par.every((x, i) => x === closed.estimate[i]) && this.isOnBound(par)) return closed.logLik;
    const direct = this.direct && !this.isOnBound(par) ? this.direct.value(par) : NaN;
    return Number.isFinite(direct) ? direct : this.valueOfExpression(par);
  }

  likelihood(par: Float64Array): number {
    const value = this.value(par);
    if (!Number.isFinite(value) || this.isOnBound(par)) return Math.exp(value);
    const { compiled, places } = this.compile();
    return likelihoodAt(compiled, ordered(par, places));
  }

  derivatives(par: Float64Array): Derivatives {
    const direct = this.direct?.derivatives(par);
    if (direct && [direct.value, ...direct.gradient, ...direct.hessian].every(Number.isFinite)) return direct;
    const { compiled, places } = this.compile();
    const { value, gradient, hessian } = compiled.derivatives(ordered(par, places));
    const d = places.length;
    return {
      value,
      gradient: Float64Array.from(places, (place) => gradient[place]),
      hessian: Float64Array.from(
        { length: d * d },
        (_, k) => hessian[places[Math.floor(k / d)] * d + places[k % d]],
      ),
    };
  }

  start(): Float64Array {
    return Float64Array.from(this.named.start(this.values));
  }

  closedForm(): ClosedFormMaximum | null {
    if (this.closed === undefined) this.closed = this.findClosedForm();
    return this.closed;
  }

  private findClosedForm(): ClosedFormMaximum | null {
    const found = this.named.closedForm?.(this.values) ?? null;
    if (found === null || !Number.isNaN(found.logLik)) return found;
    return { ...found, logLik: this.valueOfExpression(found.estimate) };
  }

  private valueOfExpression(par: Float64Array): number {
    const { compiled, places } = this.compile();
    return compiled.value(ordered(par, places));
  }

  private isOnBound(par: Float64Array): boolean {
    return par.some((x, i) => x === this.parameters[i].lower || x === this.parameters[i].upper);
  }
}

function peaksOf(named: NamedDensity, values: Float64Array): Peaks {
  const { corner, starts, ordered: inOrder, isProper, information, remarks, derived, parameters } = named;
  return {
    ...(corner && { corner: (held, within) => nearest((at) => corner(values, at), held, within) }),
    ...(starts && { starts: (held) => starts(values, held).map((start) => Float64Array.from(start)) }),
    ...(inOrder && { ordered: inOrder }),
    ...(isProper && { isProper: (par) => isProper(values, par) }),
    ...(information && { information: (par) => information(values, par) }),
    ...(remarks && { remarks: (par) => remarks(values, par) }),
    ...(derived && { derived: derived.map((one) => derivedQuantity(...one, parameters)) }),
  };
}

/** The corner within bounds: what it has outside of them is held on them, one after the other. */
function nearest(
  corner: (held: Float64Array) => readonly number[],
  held: Float64Array,
  { lower, upper }: ParameterBounds,
): Float64Array {
  const found = Float64Array.from(corner(held), (x, i) => (Number.isNaN(held[i]) ? x : held[i]));
  const out = found.findIndex((x, i) => Number.isNaN(held[i]) && (x < lower[i] || x > upper[i]));
  if (out < 0) return found;
  const clamped = Math.min(Math.max(found[out], lower[out]), upper[out]);
  return nearest(
    corner,
    held.map((x, i) => (i === out ? clamped : x)),
    { lower, upper },
  );
}

function ordered(par: Float64Array, places: readonly number[]): Float64Array {
  const there = new Float64Array(par.length);
  places.forEach((place, i) => (there[place] = par[i]));
  return there;
}

/**
 * All that is to be seen of a likelihood in one picture: the maximum, the curve of one parameter with its quadratic
 * approximation, and both kinds of interval of every parameter.
 */

import { chiSquare } from '../distributions';
import { CellmerError } from '../errors';
import { composed } from '../table';
import type { NumberColumn } from './expression/data';
import { parseExpression } from './expression/parser';
import { resolveNames } from './expression/names';
import type { LogLikelihood } from './logLikelihood';
import { maximize, type MaximizeOptions, type MaximumLikelihood } from './maximize';
import { likelihoodLimits, parameterIndex, profileOf, type LikelihoodLimits } from './profileInterval';
import { likelihoodOfColumns, type Evaluations } from './readLikelihood';
import { regionAround, regionOf } from './region';
import { onStep, roundStep } from './steps';
import { likelihoodSurface } from './surface';

export interface StudyRequest {
  /** A name, or a log-density as text in the names of the columns. */
  readonly density: string;
  /**
   * For a density by name one column: its sample, or for `binomial` two numbers, the successes and the trials. For a
   * text the columns that it uses, all of the same length.
   */
  readonly columns: readonly NumberColumn[];
  /** Whose curve; the first for an empty name. */
  readonly parameter: string;
  /** Together with whom it makes a surface; empty for none. */
  readonly second?: string;
  /** Level of all intervals, in (0, 1). */
  readonly level: number;
  /**
   * `fine` is the whole study. Where each point of a curve is a search over very many rows: `coarse` has fewer points, and
   * the interval of the parameter on show only; `maximum` leaves both out.
   */
  readonly detail: 'maximum' | 'coarse' | 'fine';
  /** How the maximum is searched for. */
  readonly options: Pick<MaximizeOptions, 'method' | 'start' | 'lower' | 'upper'>;
}

export interface StudyPoint {
  readonly value: number;
  /** The other parameters at their best; null where the data are impossible, and where it was not looked for. */
  readonly logLik: number | null;
  /** l(estimate) − (value − estimate)²/(2·se²); null without a standard error. */
  readonly quadratic: number | null;
}

export interface LikelihoodStudy {
  readonly maximum: MaximumLikelihood;
  /** The density as it was understood, where it is a text. */
  readonly sentence: string | null;
  /** Position of the parameter whose curve it is. */
  readonly index: number;
  /** Likelihood intervals by parameter; null for those that were not looked for. */
  readonly limits: readonly (LikelihoodLimits | null)[];
  /** How far the log-likelihood falls to the ends of an interval: half the chi-square quantile. */
  readonly drop: number;
  /** In even steps, a round number each. */
  readonly points: readonly StudyPoint[];
  readonly step: number;
  /** Whether the curve rises above the maximum that was found: there is another peak. */
  readonly hasHigherPeak: boolean;
  /** Logarithm of the factor of the likelihood without parameters, such as a binomial coefficient; 0 where none is known. */
  readonly constant: number;
  readonly surface: StudySurface | null;
}

/** The log-likelihood over two parameters, any others at their best. */
export interface StudySurface {
  /** Positions of the two parameters. */
  readonly indices: readonly [number, number];
  /** In even steps. */
  readonly values: readonly [readonly number[], readonly number[]];
  /** A row for each value of the first parameter; −Infinity where the data are impossible. */
  readonly logLik: readonly Float64Array[];
  /** How far the log-likelihood falls to the edge of the joint region: half the chi-square quantile with two degrees of freedom. */
  readonly drop: number;
}

/** Steps of the curve: at least this many. */
const FEWEST_STEPS = 90;
/** The same for a coarse curve. */
const FEWEST_COARSE_STEPS = 8;
/** With more parameters only the interval of the one on show is looked for. */
const MOST_INTERVALS = 6;
/** Points on each side of a surface, and of one whose every point is a search. */
export const SURFACE_SIDE = { plain: 41, searched: 25 } as const;
/** A curve counts as higher than the maximum from this difference on. */
const HIGHER = 1e-6;

/**
 * @param evaluations through which the likelihood is read and evaluated
 * @throws CellmerError what reading the density and maximizing it throw
 */
export function studyLikelihood(request: StudyRequest, evaluations?: Evaluations): LikelihoodStudy {
  const likelihood = likelihoodOfColumns(request.density, request.columns, evaluations);
  const { level, options, detail } = request;
  const maximum = maximize(likelihood, { ...options, level });
  const index = parameterIndex(likelihood, request.parameter);
  const isWanted = (i: number): boolean =>
    (detail !== 'maximum' && i === index) ||
    (detail === 'fine' && maximum.parameters.length <= MOST_INTERVALS);
  const limits = maximum.parameters.map((_, i) =>
    isWanted(i) ? likelihoodLimits(likelihood, maximum, i, level) : null,
  );
  const grid = gridFor(likelihood, maximum, index, limits[index], detail);
  const points = pointsOf(likelihood, maximum, index, grid, detail !== 'maximum');
  return {
    maximum,
    sentence: likelihood.sentence ?? null,
    index,
    limits,
    drop: chiSquare.quantile(level, 1) / 2,
    points,
    step: grid.step,
    hasHigherPeak: points.some(({ logLik }) => logLik !== null && logLik > maximum.logLik + HIGHER),
    constant: likelihood.constant ?? 0,
    surface: surfaceOf(likelihood, maximum, request),
  };
}

function surfaceOf(
  likelihood: LogLikelihood,
  maximum: MaximumLikelihood,
  { parameter, second = '', level }: StudyRequest,
): StudySurface | null {
  if (second === '') return null;
  const indices = [parameterIndex(likelihood, parameter), parameterIndex(likelihood, second)] as const;
  const points = likelihood.parameters.length > 2 ? SURFACE_SIDE.searched : SURFACE_SIDE.plain;
  const [first, other] = indices.map((i) => ({ parameter: likelihood.parameters[i].name, points }));
  const { values, logLik } = likelihoodSurface(likelihood, { first, second: other, maximum });
  return { indices, values, logLik, drop: chiSquare.quantile(level, 2) / 2 };
}

/**
 * The columns and the free parameters of a log-density as text.
 *
 * @throws CellmerError `syntax` with the position in the text, `data` for a quoted name that is no header
 */
export function namesInDensity(
  text: string,
  headers: readonly string[],
): { readonly columns: readonly string[]; readonly parameters: readonly string[] } {
  const source = composed(text.trim().replace(/^=/, ''));
  const { columns, parameters } = resolveNames(parseExpression(source), source, headers, true);
  return { columns, parameters };
}

interface Grid {
  readonly from: number;
  readonly step: number;
  /** One less than the points. */
  readonly steps: number;
}

/** The interesting region with both intervals inside, from and to a round number, within the domain. */
function gridFor(
  likelihood: LogLikelihood,
  maximum: MaximumLikelihood,
  index: number,
  limits: LikelihoodLimits | null,
  detail: StudyRequest['detail'],
): Grid {
  const { lower: waldLower, upper: waldUpper } = maximum.parameters[index];
  const { lower: least, upper: most } = likelihood.parameters[index];
  const region = limits ? regionOf(likelihood, maximum, index) : regionAround(maximum.parameters[index]);
  const lows = [region.from, limits?.lower ?? null, waldLower];
  const highs = [region.to, limits?.upper ?? null, waldUpper];
  const isNumber = (x: number | null): x is number => x !== null && Number.isFinite(x);
  const low = Math.max(least, Math.min(...lows.filter(isNumber)));
  const high = Math.min(most, Math.max(...highs.filter(isNumber)));
  const step = roundStep((high - low) / (detail === 'coarse' ? FEWEST_COARSE_STEPS : FEWEST_STEPS));
  const first = Math.max(Math.floor(low / step), Math.ceil(least / step));
  const last = Math.min(Math.ceil(high / step), Math.floor(most / step));
  return { from: first * step, step, steps: last - first };
}

function pointsOf(
  likelihood: LogLikelihood,
  maximum: MaximumLikelihood,
  index: number,
  { from, step, steps }: Grid,
  isExact: boolean,
): StudyPoint[] {
  const { estimate, standardError } = maximum.parameters[index];
  const first = Math.round(from / step);
  const values = Array.from({ length: steps + 1 }, (_, k) => onStep((first + k) * step, step));
  const logLiks = new Array<number | null>(values.length).fill(null);
  // The search for each point begins where that of its neighbour ended: outwards from the maximum, one side at a time.
  const middle = values.findIndex((value) => value >= estimate);
  const above = middle < 0 ? values.length : middle;
  const best = Float64Array.from(maximum.parameters, (parameter) => parameter.estimate);
  const fill = (order: readonly number[]): void => {
    const at = valueIn(likelihood, index, profileOf(likelihood, index, best));
    for (const k of order) logLiks[k] = values[k] === estimate ? maximum.logLik : at(values[k]);
  };
  if (isExact) {
    fill(values.flatMap((_, k) => (k >= above ? [k] : [])));
    fill(values.flatMap((_, k) => (k < above ? [k] : [])).reverse());
  }
  return values.map((value, k) => ({
    value,
    logLik: logLiks[k],
    quadratic:
      standardError === null ? null : maximum.logLik - 0.5 * ((value - estimate) / standardError) ** 2,
  }));
}

function valueIn(
  likelihood: LogLikelihood,
  index: number,
  profile: (value: number) => number,
): (value: number) => number | null {
  const { lower, upper } = likelihood.parameters[index];
  return (value) => {
    if (!(value >= lower && value <= upper)) return null;
    try {
      const logLik = profile(value);
      return Number.isFinite(logLik) ? logLik : null;
    } catch (error) {
      // No value of the other parameters makes the data possible.
      if (error instanceof CellmerError) return null;
      throw error;
    }
  };
}

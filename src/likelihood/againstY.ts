/** The data model against y: how dense it is at each value that an observation could have, beside those that were observed. */

import { binomial, normal } from '../distributions';
import { CellmerError } from '../errors';
import { sampleDensity, type NamedDensity } from './densities';
import { logDensityOfY } from './expression/ofY';
import type { NumberColumn } from './expression/data';

export interface DataModel {
  /** Probabilities of whole numbers, in place of densities of measurements. */
  readonly isWhole: boolean;
  /** Where it is evaluated, in even steps. */
  readonly ys: readonly number[];
  /** What was observed, in ascending order, with how often; of very many values as many as can be seen. */
  readonly observed: readonly { readonly y: number; readonly count: number }[];
  /** How many observations there are. */
  readonly observations: number;
  /** Of a single count, out of how many trials; else null. */
  readonly trials: number | null;
  /**
   * Density, or probability, at each of `ys`; NaN where it has no value.
   *
   * @param par all parameters, in the order of the likelihood
   */
  densities(par: Float64Array): Float64Array;
}

/** Places at which a density of measurements is drawn, and the most at which a probability is. */
const PLACES = 121;
const MOST_WHOLE = 401;
/** Different values that are marked at most. */
const MOST_MARKED = 2000;
/** How far from 1 the area below a density that is typed may be: some of it lies outside of the picture. */
const AREA = { least: 0.85, most: 1.02 } as const;
/** A name that stands in a text as it is. */
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}._]*$/u;
/** Trials up to which all numbers of successes are drawn. */
const FEW_TRIALS = 60;

/**
 * @param density and the columns that it uses, as `likelihoodOfColumns` takes them
 * @param best the parameters at the maximum
 * @param shown ends of the values of the parameter on show
 * @returns null where there is no single density: rows differ by further columns, or what is typed is none
 */
export function dataModel(
  density: string,
  columns: readonly NumberColumn[],
  best: Float64Array,
  shown: readonly [number, number],
): DataModel | null {
  if (columns.length !== 1) return null;
  const [{ name, values }] = columns;
  const plain = density.trim().toLowerCase();
  if (plain === 'binomial' && values.length === 2) return countModel(values[0], values[1], shown);
  const sample = Float64Array.from(values.filter((y) => !Number.isNaN(y))).sort();
  if (sample.length === 0) return null;
  const named = sampleDensity(plain);
  if (named) return namedModel(named, sample);
  try {
    return typedModel(density, name, sample, best);
  } catch (error) {
    // Without its column the text is no density of one row.
    if (error instanceof CellmerError) return null;
    throw error;
  }
}

/** Successes out of trials. */
function countModel(successes: number, trials: number, [low, high]: readonly [number, number]): DataModel {
  const reach = normal.quantile(0.9999);
  const end = (p: number, side: number): number =>
    trials * p + side * reach * Math.sqrt(trials * p * (1 - p));
  const isShort = trials <= FEW_TRIALS;
  const from = isShort ? 0 : Math.max(0, Math.floor(Math.min(successes, end(low, -1))));
  const to = isShort ? trials : Math.min(trials, Math.ceil(Math.max(successes, end(high, 1))));
  const ys = wholeNumbers(from, to);
  const ways = ys.map((y) => binomial.logCoefficient(trials, y));
  return {
    isWhole: true,
    ys,
    observed: [{ y: successes, count: 1 }],
    observations: 1,
    trials,
    densities: ([p]) =>
      Float64Array.from(ys, (y, i) =>
        Math.exp(
          ways[i] + (y === 0 ? 0 : y * Math.log(p)) + (y === trials ? 0 : (trials - y) * Math.log1p(-p)),
        ),
      ),
  };
}

function namedModel({ logDensity, support, parameters }: NamedDensity, sample: Float64Array): DataModel {
  const ys = support.isWhole ? wholePlaces(sample, support) : places(sample, support);
  const names = parameters.map(({ name, symbol }) => symbol ?? name);
  return modelOf(support.isWhole, ys, sample, evaluator(logDensity, 'y', ys, names));
}

/** A density that is typed counts as one where it is of one row and has an area of 1; its y must be named without quotes. */
function typedModel(text: string, name: string, sample: Float64Array, best: Float64Array): DataModel | null {
  if (!PLAIN_NAME.test(name)) return null;
  const everywhere = { lower: -Infinity, upper: Infinity };
  const isWholeData = sample.every(Number.isInteger);
  const isWhole = isWholeData && isOfWholeNumbers(text, name, sample, best);
  const isBinary = isWhole && sample[0] >= 0 && sample[sample.length - 1] <= 1;
  const ys = isBinary
    ? [0, 1]
    : isWhole
      ? wholePlaces(sample, { ...everywhere, lower: Math.min(0, sample[0]) })
      : places(sample, everywhere);
  const densities = evaluator(text, name, ys, null);
  const step = isWhole ? 1 : ys[1] - ys[0];
  const area = densities(best).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value) * step, 0);
  if (!(area >= AREA.least && area <= AREA.most)) return null;
  return modelOf(isWhole, ys, sample, densities);
}

/** Whether nothing lies between whole numbers, or 0 and 1 are all that there is. */
function isOfWholeNumbers(text: string, name: string, sample: Float64Array, best: Float64Array): boolean {
  const [zero, half, one] = evaluator(text, name, [0, 0.5, 1], null)(best);
  const isBinary = sample[0] >= 0 && sample[sample.length - 1] <= 1;
  return half === 0 || Number.isNaN(half) || (isBinary && Math.abs(zero + one - 1) < 1e-9);
}

function modelOf(
  isWhole: boolean,
  ys: readonly number[],
  sample: Float64Array,
  densities: DataModel['densities'],
): DataModel {
  return { isWhole, ys, observed: marked(sample), observations: sample.length, trials: null, densities };
}

/** The density at each of `ys`. */
function evaluator(
  text: string,
  name: string,
  ys: readonly number[],
  order: readonly string[] | null,
): DataModel['densities'] {
  const logDensity = logDensityOfY(text, name, order);
  return (par) => Float64Array.from(ys, (y) => Math.exp(logDensity(y, par)));
}

function marked(sample: Float64Array): { y: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const y of sample) counts.set(y, (counts.get(y) ?? 0) + 1);
  const all = Array.from(counts, ([y, count]) => ({ y, count }));
  const every = Math.ceil(all.length / MOST_MARKED);
  return every === 1 ? all : all.filter((_, i) => i % every === 0);
}

interface Ends {
  readonly lower: number;
  readonly upper: number;
}

/** How far beyond the sample a picture reaches, in widths of the sample; further where there are few. */
const beyond = (sample: Float64Array): number =>
  (sample[sample.length - 1] - sample[0]) * (sample.length < 10 ? 1 : 0.35);

/** Midpoints of even steps, so that none lies on an end where a density may be infinite. */
function places(sample: Float64Array, { lower, upper }: Ends): number[] {
  const room = beyond(sample) || Math.max(1, Math.abs(sample[0]));
  const from = Math.max(lower, sample[0] - room);
  const to = Math.min(upper, sample[sample.length - 1] + room);
  const step = (to - from) / PLACES;
  return Array.from({ length: PLACES }, (_, k) => from + (k + 0.5) * step);
}

function wholePlaces(sample: Float64Array, { lower, upper }: Ends): number[] {
  const room = Math.ceil(beyond(sample)) + 2;
  return wholeNumbers(Math.max(lower, sample[0] - room), Math.min(upper, sample[sample.length - 1] + room));
}

function wholeNumbers(from: number, to: number): number[] {
  const step = Math.ceil((to - from + 1) / MOST_WHOLE);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, k) => from + k * step);
}

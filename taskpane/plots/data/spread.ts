/** How residuals spread: over fitted values, over a predictor, level by level. */

import { factorOf, type Column } from '../../../src/index';
import { MOST_ROWS } from './groupRows';
import type { Strip } from './observed';
import { evenly, sampled } from './thin';

/** Roots of absolute values, which are less skewed than the absolute values themselves (Cleveland 1979). */
export function rootsOfAbsolute(values: Float64Array): Float64Array {
  return values.map((value) => Math.sqrt(Math.abs(value)));
}

/** Of more rows than this a sample is put into order. */
const MOST_SORTED = 20_000;

/** Standard deviations about zero where x is lowest and where it is highest, a third of the rows each. */
export interface EndSpreads {
  readonly low: number;
  readonly high: number;
}

/** null where a third has fewer than three rows, or where the thirds are not apart. */
export function endSpreads(x: Float64Array, values: Float64Array): EndSpreads | null {
  // A page is not held up by millions of rows.
  const looked = sampled(x.length, MOST_SORTED);
  const third = Math.floor(looked.length / 3);
  if (third < 3) return null;
  const order = looked.sort((a, b) => x[a] - x[b]);
  const highest = order.slice(-third);
  if (!(x[order[third - 1]] < x[highest[0]])) return null;
  const spread = (rows: readonly number[]): number =>
    Math.sqrt(rows.reduce((sum, row) => sum + values[row] ** 2 / rows.length, 0));
  return { low: spread(order.slice(0, third)), high: spread(highest) };
}

/** A column in the rows of a fit. */
export function inRows(values: Float64Array, keptRows: Int32Array | null): Float64Array {
  return keptRows === null ? values : Float64Array.from(keptRows, (row) => values[row]);
}

export interface LevelSpread {
  readonly label: string;
  readonly count: number;
  readonly mean: number;
  /** Standard deviation about the mean; NaN of a single row. */
  readonly sd: number;
}

export interface LevelResiduals {
  /** In the order of the levels, those without rows left out. */
  readonly levels: readonly LevelSpread[];
  /** Of very many levels some, of very many rows a sample. */
  readonly strips: readonly Strip[];
}

/** Rows drawn as points, of all levels together. */
const MOST_POINTS = 1500;

/** Residuals by the levels of a column. @param values of the rows that the fit kept */
export function residualsByLevel(
  values: Float64Array,
  column: Column,
  keptRows: Int32Array | null,
): LevelResiduals {
  const { codes, levels } = factorOf(column);
  const rowsOf = levels.map((): number[] => []);
  for (let i = 0; i < values.length; i++) rowsOf[codes[keptRows?.[i] ?? i]]?.push(i);
  const known = rowsOf.flatMap((rows, level) => (rows.length > 0 ? [{ level, rows }] : []));
  const spreads = known.map(({ level, rows }) => spreadOf(levels[level], rows, values));
  const shown = evenly(known.length, MOST_ROWS);
  const drawn = new Set(sampled(values.length, MOST_POINTS));
  const strips = shown.map((at) => ({
    label: spreads[at].label,
    expected: spreads[at].mean,
    values: known[at].rows.filter((row) => drawn.has(row)).map((row) => values[row]),
  }));
  return { levels: spreads, strips };
}

function spreadOf(label: string, rows: readonly number[], values: Float64Array): LevelSpread {
  const count = rows.length;
  const mean = rows.reduce((sum, row) => sum + values[row] / count, 0);
  const squares = rows.reduce((sum, row) => sum + (values[row] - mean) ** 2, 0);
  return { label, count, mean, sd: count > 1 ? Math.sqrt(squares / (count - 1)) : NaN };
}

/** Third central moment over the third power of the standard deviation, with n in both. */
export function skewness(values: Float64Array): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  const moment = (k: number): number => values.reduce((sum, value) => sum + (value - mean) ** k / n, 0);
  return moment(3) / moment(2) ** 1.5;
}

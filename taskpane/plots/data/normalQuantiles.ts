/** Values in order against what a normal distribution would give. */

import { normalCdf, normalQuantile } from '../../../src/index';
import { bandLevel, localLevel, normalLine, orderQuantile } from './normalBand';
import { evenly, sampled } from './thin';

/** Of more values than this a sample is taken. */
export const MOST_USED = 20_000;
/** Up to this many values are a point each. */
const MOST_POINTS = 2000;
/** Of more values, so many from each end are points, and so many in between. */
const ENDS = 25;
const BETWEEN = 400;
/** Places at which the band is drawn. */
const BAND_PLACES = 80;

export interface QuantilePoint {
  /** Quantile of the standard normal distribution at (i + 1/2)/n. */
  readonly x: number;
  readonly y: number;
  /** Where the value stands among those given. */
  readonly index: number;
  readonly isOutside: boolean;
}

export interface NormalQuantiles {
  readonly total: number;
  /** Fewer than all when a sample was taken. */
  readonly used: number;
  readonly points: readonly QuantilePoint[];
  /** Their mean and standard deviation: the line is y = centre + spread·x. */
  readonly centre: number;
  readonly spread: number;
  /** In 95 % of samples of independent normal values all of them lie in it. */
  readonly band: readonly { readonly x: number; readonly lower: number; readonly upper: number }[];
  /** Of those used, how many lie outside of the band. */
  readonly outside: number;
}

/**
 * The band has at each place the quantiles of the order statistic there, at one level for all of them by which together they hold
 * all points of 95 % of normal samples (`normalBand.ts`). null for fewer than three values or values that are all alike.
 */
export function normalQuantiles(all: ArrayLike<number>): NormalQuantiles | null {
  const chosen = sampled(all.length, MOST_USED);
  const order = chosen.sort((a, b) => all[a] - all[b]);
  const sorted = Float64Array.from(order, (index) => all[index]);
  const n = sorted.length;
  if (n < 3 || sorted[0] === sorted[n - 1]) return null;
  const { centre, spread } = normalLine(sorted);
  if (!(spread > 0)) return null;
  const level = bandLevel(n);
  const placeOf = (i: number): number => normalQuantile((i + 0.5) / n);
  const isOutside = (i: number): boolean => localLevel((sorted[i] - centre) / spread, i, n) < level;
  return {
    total: all.length,
    used: n,
    centre,
    spread,
    outside: sorted.reduce((count, _, i) => count + Number(isOutside(i)), 0),
    points: shown(n).map((i) => ({
      x: placeOf(i),
      y: sorted[i],
      index: order[i],
      isOutside: isOutside(i),
    })),
    band: evenly(n, BAND_PLACES).map((i) => ({
      x: placeOf(i),
      lower: centre + spread * orderQuantile(level / 2, i, n),
      upper: centre + spread * orderQuantile(1 - level / 2, i, n),
    })),
  };
}

/** Ranks that get a point: all of few; of many the ends, and in between equally spaced on the normal scale. */
function shown(n: number): number[] {
  if (n <= MOST_POINTS) return evenly(n, n);
  const ranks = new Set<number>();
  for (let i = 0; i < ENDS; i++) ranks.add(i).add(n - 1 - i);
  const edge = -normalQuantile((ENDS + 0.5) / n);
  for (let i = 0; i <= BETWEEN; i++) {
    const x = edge * (-1 + (2 * i) / BETWEEN);
    ranks.add(Math.min(n - 1, Math.max(0, Math.round(n * normalCdf(x) - 0.5))));
  }
  return [...ranks].sort((a, b) => a - b);
}

/** Values in order against what a normal distribution would give. */

import { normalCdf, normalQuantile } from '../../../src/index';
import { evenly, sampled } from './thin';

/** Of more values than this a sample is taken. */
export const MOST_USED = 20_000;
/** Up to this many values are a point each. */
const MOST_POINTS = 2000;
/** Of more values, so many from each end are points, and so many in between. */
const ENDS = 25;
const BETWEEN = 400;

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
  /** Through the quartiles: y = centre + spread·x. */
  readonly centre: number;
  readonly spread: number;
  /** 95 % of normal values at each place alone lie in it. */
  readonly band: readonly { readonly x: number; readonly lower: number; readonly upper: number }[];
  /** Of those used, how many lie outside of the band. */
  readonly outside: number;
}

/**
 * The band is y ± z·spread·√(p(1 − p)/n)/φ(x), the asymptotic standard error of an order statistic (Fox 2016, Applied
 * Regression Analysis, 12.1). null for fewer than three values or values that are all alike.
 */
export function normalQuantiles(all: ArrayLike<number>): NormalQuantiles | null {
  const chosen = sampled(all.length, MOST_USED);
  const order = chosen.sort((a, b) => all[a] - all[b]);
  const sorted = Float64Array.from(order, (index) => all[index]);
  const n = sorted.length;
  const line = n < 3 ? null : quartileLine(sorted);
  if (line === null) return null;
  const { centre, spread } = line;
  const z = normalQuantile(0.975);
  const place = (i: number) => {
    const p = (i + 0.5) / n;
    const x = normalQuantile(p);
    const middle = centre + spread * x;
    const reach = (z * spread * Math.sqrt((p * (1 - p)) / n)) / density(x);
    return { x, lower: middle - reach, upper: middle + reach };
  };
  const places = Array.from({ length: n }, (_, i) => place(i));
  const isOutside = (i: number): boolean => sorted[i] < places[i].lower || sorted[i] > places[i].upper;
  return {
    total: all.length,
    used: n,
    centre,
    spread,
    outside: places.reduce((count, _, i) => count + Number(isOutside(i)), 0),
    points: shown(n).map((i) => ({
      x: places[i].x,
      y: sorted[i],
      index: order[i],
      isOutside: isOutside(i),
    })),
    band: evenly(n, 80).map((i) => places[i]),
  };
}

/** Through the quartiles (R's type 7), as qqline() draws it; where they are one, by the standard deviation. */
function quartileLine(sorted: Float64Array): { centre: number; spread: number } | null {
  const quantile = (p: number): number => {
    const at = p * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  };
  const [lower, upper] = [quantile(0.25), quantile(0.75)];
  const spread = (upper - lower) / (2 * normalQuantile(0.75)) || deviation(sorted);
  return spread > 0 ? { centre: (lower + upper) / 2, spread } : null;
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

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

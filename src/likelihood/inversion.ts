/**
 * Samples of any density that can be evaluated: it is integrated, or summed over whole numbers, and its integral is inverted. What
 * comes of it depends in its last digits on the engine's own logarithms.
 */

import { panel } from '../distributions/quadrature';
import { CellmerError } from '../errors';
import type { Quantile } from './densities/quantiles';

/** Where a value can be. */
export interface Ends {
  readonly lower: number;
  readonly upper: number;
}

export interface Inverted {
  readonly isWhole: boolean;
  readonly quantile: Quantile;
}

/** Of the area below a density, from 1. What is typed has few digits: 1/SQRT(2*3.14159). */
const LARGEST_EXCESS = 1e-5;
/** Of the sum of the probabilities of whole numbers, which no smooth curve has by accident. */
const LARGEST_REST = 1e-9;
/** Whole numbers are summed up to here. */
const MOST_WHOLE = 100_000;
/** Places at which the density is looked for, in each power of ten. */
const PER_DECADE = 8;
const DECADES = 30;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** How far an interval is halved, and the difference in area at which it is not. */
const MOST_HALVINGS = 45;
const NEGLIGIBLE = 1e-14;
const MOST_PIECES = 20_000;

/**
 * @param logDensity by value; NaN or −Infinity where there is none
 * @param whole whether only whole numbers from 0 on have a probability; null for what the density looks like: its sum over them is 1,
 *   and it is 0 between them, or its area is not 1
 * @param hints where it may well be high
 * @throws CellmerError `option` for what is no density: neither its area nor its sum is 1
 */
export function inverted(
  logDensity: (y: number) => number,
  ends: Ends,
  whole: boolean | null,
  hints: readonly number[] = [],
): Inverted {
  const density = (y: number): number => {
    if (y < ends.lower || y > ends.upper) return 0;
    const value = Math.exp(logDensity(y));
    return Number.isFinite(value) ? value : 0;
  };
  const counts = whole === false ? null : countsOf(density);
  if (counts !== null && (whole === true || isOfWholeNumbers(logDensity, counts.peak)))
    return { isWhole: true, quantile: counts.quantile };
  if (whole === true) throw notOne('a sum', summed(density, MOST_WHOLE).total);
  const curve = integrated(density, logDensity, ends, hints);
  if (Math.abs(curve.total - 1) <= LARGEST_EXCESS) return { isWhole: false, quantile: curve.quantile };
  if (counts !== null) return { isWhole: true, quantile: counts.quantile };
  throw notOne('an area', curve.total);
}

/** Of all whole numbers from 0 on, or of 0 and 1 where a formula of these goes on beyond them; null where no sum is 1. */
function countsOf(density: (y: number) => number): (Integral & { readonly peak: number }) | null {
  const all = [MOST_WHOLE, 1].map((last) => summed(density, last));
  return all.find(({ total }) => Math.abs(total - 1) <= LARGEST_REST) ?? null;
}

/** Whether nothing lies beside the whole number that is most likely. */
function isOfWholeNumbers(logDensity: (y: number) => number, peak: number): boolean {
  return [-0.5, 0.5].every((side) => !(logDensity(peak + side) > -Infinity));
}

function notOne(what: string, total: number): CellmerError {
  return new CellmerError(
    'option',
    `At these parameters the density has ${what} of ${Number(total.toPrecision(6))} over all values that were found, and a density has ` +
      '1: expected one that needs no factor before it, without far, narrow peaks.',
  );
}

interface Integral {
  readonly total: number;
  readonly quantile: Quantile;
}

/** Over whole numbers from 0 on, as far as they count. */
function summed(density: (y: number) => number, last: number): Integral & { readonly peak: number } {
  const sums: number[] = [];
  let [total, peak, most] = [0, 0, 0];
  for (let k = 0; k <= last && total < 2; k++) {
    const term = density(k);
    total += term;
    if (term > most) [peak, most] = [k, term];
    sums.push(total);
    if (total > 0.5 && term < 1e-18) break;
  }
  return { total, peak, quantile: (share) => place(sums, share * total) };
}

/** The first place at which ascending sums reach a number. */
function place(sums: ArrayLike<number>, wanted: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sums[middle] >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly area: number;
}

function integrated(
  density: (y: number) => number,
  logDensity: (y: number) => number,
  ends: Ends,
  hints: readonly number[],
): Integral {
  const pieces = piecesOf(density, breaksOf(density, logDensity, ends, hints));
  const sums = new Float64Array(pieces.length);
  pieces.reduce((sum, { area }, i) => (sums[i] = sum + area), 0);
  const total = sums.at(-1) ?? 0;
  return {
    total,
    quantile(share) {
      const i = place(sums, share * total);
      return within(density, pieces[i], share * total - (i === 0 ? 0 : sums[i - 1]));
    },
  };
}

/** Intervals, each halved until its halves say the same as the whole, or end at numbers that are next to each other. */
function piecesOf(f: (y: number) => number, breaks: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  let left = MOST_PIECES;
  const halve = ({ from, to, area }: Piece, depth: number): void => {
    const middle = from + (to - from) / 2;
    const halves = [
      { from, to: middle, area: panel(f, from, middle) },
      { from: middle, to, area: panel(f, middle, to) },
    ];
    const change = Math.abs(halves[0].area + halves[1].area - area);
    const isDone = change <= NEGLIGIBLE || depth === MOST_HALVINGS || !(middle > from && middle < to);
    // What goes on for ever is no area of 1.
    if (isDone || !Number.isFinite(change) || left-- <= 0) pieces.push(...halves);
    else halves.forEach((half) => halve(half, depth + 1));
  };
  breaks.slice(1).forEach((to, i) => halve({ from: breaks[i], to, area: panel(f, breaks[i], to) }, 0));
  return pieces;
}

/** Where the area from the left end of a piece is so large: Newton's method, halving where it leaves the bracket. */
function within(f: (y: number) => number, { from, to, area }: Piece, wanted: number): number {
  let [low, high] = [from, to];
  let y = from + (to - from) * Math.min(1, Math.max(0, wanted / area));
  for (let step = 0; step < 60; step++) {
    const excess = panel(f, from, y) - wanted;
    if (excess > 0) high = y;
    else low = y;
    let next = y - excess / f(y);
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (Math.abs(next - y) <= 1e-13 * Math.abs(y) || next === low || next === high) return next;
    y = next;
  }
  return y;
}

/** Ends of intervals: from each peak that is found outward, twice as long each, until nothing is left. */
function breaksOf(
  density: (y: number) => number,
  logDensity: (y: number) => number,
  ends: Ends,
  hints: readonly number[],
): number[] {
  const level = (y: number): number => {
    const value = y < ends.lower || y > ends.upper ? -Infinity : logDensity(y);
    // Where it is infinite it is so at a point, and large beside it.
    return Number.isFinite(value) ? value : -Infinity;
  };
  const grid = gridOf(ends, hints);
  const levels = grid.map(level);
  const peaks = grid.flatMap((_, i) => {
    const isPeak =
      levels[i] > -Infinity &&
      levels[i] >= (levels[i - 1] ?? -Infinity) &&
      levels[i] >= (levels[i + 1] ?? -Infinity);
    return isPeak ? [highest(level, grid[i - 1] ?? grid[i], grid[i], grid[i + 1] ?? grid[i])] : [];
  });
  const top = peaks.reduce((most, y) => Math.max(most, level(y)), -Infinity);
  const breaks = peaks
    // Far below the highest one there is no area, unless it is much wider.
    .filter((y) => level(y) > top - 600)
    .slice(0, 40)
    .flatMap((y) => outward(density, level, y, ends));
  return [...new Set(breaks)].sort((a, b) => a - b);
}

function gridOf({ lower, upper }: Ends, hints: readonly number[]): number[] {
  const steps = Array.from(
    { length: 2 * DECADES * PER_DECADE + 1 },
    (_, k) => 10 ** (k / PER_DECADE - DECADES),
  );
  const whole = [...steps.map((x) => -x).reverse(), 0, ...steps];
  const inside = [lower, upper].every(Number.isFinite)
    ? Array.from({ length: 64 }, (_, k) => lower + ((upper - lower) * (k + 0.5)) / 64)
    : [];
  return [...new Set([...whole, ...inside, ...hints])]
    .filter((y) => y > lower && y < upper)
    .sort((a, b) => a - b);
}

/** The highest place between two, by golden sections. */
function highest(level: (y: number) => number, left: number, middle: number, right: number): number {
  let [a, b] = [left, right];
  for (let step = 0; step < 100 && b - a > 1e-12 * Math.abs(a + b); step++) {
    const [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
    if (level(c) >= level(d)) b = d;
    else a = c;
  }
  const found = (a + b) / 2;
  return level(found) >= level(middle) ? found : middle;
}

function outward(
  density: (y: number) => number,
  level: (y: number) => number,
  peak: number,
  { lower, upper }: Ends,
): number[] {
  const top = level(peak);
  const breaks = [peak];
  for (const side of [-1, 1]) {
    const end = side < 0 ? lower : upper;
    // As long as the density falls by some.
    let step = 1e-14 * Math.abs(peak) + 1e-290;
    while (level(peak + side * step) > top - 0.5 && step < 1e300) step *= 2;
    step /= 8;
    let [quiet, before] = [0, 0];
    for (let y = peak + side * step; Math.abs(y) < 1e300 && quiet < 6; step *= 2, y = peak + side * step) {
      if ((side < 0 && y <= end) || (side > 0 && y >= end)) {
        breaks.push(end);
        break;
      }
      breaks.push(y);
      const share = density(y) * step;
      quiet = share < 1e-17 && share <= before ? quiet + 1 : 0;
      before = share;
    }
  }
  return breaks;
}

/** How many values lie in each of a row of intervals of one width. */

import { extent, sampled } from './thin';

export interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly count: number;
}

export interface Histogram {
  /** Side by side from the smallest value to the largest, empty ones between them too. */
  readonly bars: readonly Bar[];
  readonly width: number;
  readonly total: number;
}

const LEAST_BARS = 5;
const MOST_BARS = 40;

/** Steps of the data up to which a bar is made of whole ones; of finer steps one more or less is not seen. */
const MOST_STEPS = 50;
/** Of more values some are looked at for quartiles and a free edge: to sort a million takes longer than all else. */
const MOST_SORTED = 20_000;
/** Share of a step that has to be free of values for an edge to stand there. */
const LEAST_GAP = 1e-3;

/**
 * Intervals about as wide as Freedman and Diaconis (1981, Z. Wahrscheinlichkeitstheorie 57, 453-476) advise, 2·IQR·n^(-1/3); null
 * where the values do not differ. Data that were recorded in steps have as many steps in every bar: otherwise bars with a step
 * more would stand among those with a step less, and be higher for that alone. Without steps the width is round, with zero in
 * the middle of a bar.
 *
 * @param values finite
 * @param step by which the data that the values are residuals of were recorded, in units of the values; null where there is none
 */
export function histogram(values: Float64Array, step: number | null = null): Histogram | null {
  const total = values.length;
  const [least, most] = extent(values);
  const range = most - least;
  if (total === 0 || !(range > 0)) return null;
  const some = Float64Array.from(sampled(total, MOST_SORTED), (i) => values[i]).sort();
  const quartile = (p: number): number => some[Math.round(p * (some.length - 1))];
  const advised = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(total);
  const wanted = Math.min(range / LEAST_BARS, Math.max(range / MOST_BARS, advised));
  const inSteps = step !== null && step > 0 && wanted < MOST_STEPS * step;
  const width = inSteps ? step * Math.max(1, Math.round(wanted / step)) : round(wanted);
  const edge = inSteps ? freeEdge(some, step, -width / 2) : -width / 2;
  const placeOf = (value: number): number => Math.floor((value - edge) / width);
  const first = placeOf(least);
  const counts = new Float64Array(placeOf(most) - first + 1);
  for (const value of values) counts[placeOf(value) - first]++;
  const bars = Array.from(counts, (count, i) => ({
    x1: edge + (first + i) * width,
    x2: edge + (first + i + 1) * width,
    count,
  }));
  return { bars, width, total };
}

/** An edge near `wanted` in the middle of the widest gap that values leave between one step and the next. */
function freeEdge(values: Float64Array, step: number, wanted: number): number {
  const phases = values
    .map((value) => {
      const steps = value / step;
      return steps - Math.floor(steps);
    })
    .sort();
  let [widest, middle] = [
    phases[0] + 1 - phases[phases.length - 1],
    (phases[0] + phases[phases.length - 1] - 1) / 2,
  ];
  for (let i = 1; i < phases.length; i++) {
    const gap = phases[i] - phases[i - 1];
    if (gap > widest) [widest, middle] = [gap, (phases[i] + phases[i - 1]) / 2];
  }
  if (widest < LEAST_GAP) return wanted;
  return step * (middle + Math.round(wanted / step - middle));
}

/** 1, 2 or 5 times a power of ten, the nearest one. */
function round(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const digits = [1, 2, 5, 10];
  const share = width / power;
  const nearest = digits.reduce((best, digit) =>
    Math.abs(Math.log(digit / share)) < Math.abs(Math.log(best / share)) ? digit : best,
  );
  return nearest * power;
}

/** How many values lie in each of a row of intervals of one width. */

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

/**
 * Intervals of a round width with zero in the middle of one, about as wide as Freedman and Diaconis (1981, Z.
 * Wahrscheinlichkeitstheorie 57, 453-476) advise, 2·IQR·n^(-1/3); null where the values do not differ.
 *
 * @param values finite
 */
export function histogram(values: Float64Array): Histogram | null {
  const sorted = values.slice().sort();
  const total = sorted.length;
  const range = sorted[total - 1] - sorted[0];
  if (!(range > 0)) return null;
  const quartile = (p: number): number => sorted[Math.round(p * (total - 1))];
  const advised = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(total);
  const width = round(Math.min(range / LEAST_BARS, Math.max(range / MOST_BARS, advised)));
  const placeOf = (value: number): number => Math.floor(value / width + 0.5);
  const first = placeOf(sorted[0]);
  const counts = new Float64Array(placeOf(sorted[total - 1]) - first + 1);
  for (const value of sorted) counts[placeOf(value) - first]++;
  const bars = Array.from(counts, (count, i) => ({
    x1: (first + i - 0.5) * width,
    x2: (first + i + 0.5) * width,
    count,
  }));
  return { bars, width, total };
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

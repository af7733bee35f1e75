/** What starting values, closed forms and condensed samples are made of. */

import type { CondensedSample } from './types';

/** In two passes: the second one takes out what the first one's rounding left. */
export function meanOf(values: Float64Array): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** Divisor n. */
export function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  // A product, which is the same in every engine; a power need not be.
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
}

/** With mean 0 and variance 1 (divisor n): once more, for what the rounding of the first time has left. */
export function standardized(values: Float64Array): Float64Array {
  const once = (x: Float64Array): Float64Array => {
    const [mean, deviation] = [meanOf(x), Math.sqrt(varianceOf(x))];
    return x.map((value) => (value - mean) / deviation);
  };
  return once(once(values));
}

export function medianOf(values: Float64Array): number {
  return quantilesOf(values, 1)[0];
}

/** So many quantiles in even steps, with neither end: quartiles for 3. Between values they lie half way or nearer to one. */
export function quantilesOf(values: Float64Array, count: number): Float64Array {
  const sorted = values.slice().sort();
  return Float64Array.from({ length: count }, (_, k) => {
    const at = ((k + 1) / (count + 1)) * (sorted.length - 1);
    const below = Math.floor(at);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  });
}

/** The first value that fails the test, in words with what was expected; null when none does. */
export function expectAll(
  values: Float64Array,
  test: (value: number) => boolean,
  expected: string,
): string | null {
  const wrong = values.find((value) => !test(value));
  return wrong === undefined ? null : `holds ${wrong}: expected ${expected}`;
}

/** Equal values make the likelihood of a density with a scale grow without end. */
export function noSpread(values: Float64Array): string | null {
  return values.every((value) => value === values[0])
    ? `holds ${values.length === 1 ? 'one value' : `${values.length} equal values`}: the likelihood has no maximum`
    : null;
}

/** In two passes, so that rounding does not grow with the number of values. */
export function sumOf(values: Float64Array): number {
  return values.length * meanOf(values);
}

/** A sample that the likelihood depends on through a few sums alone: one row, with their names as header. */
export function bySums(sums: Readonly<Record<string, number>>, logDensity: string): CondensedSample {
  const columns = Object.entries(sums).map(([name, sum]) => ({ name, values: Float64Array.of(sum) }));
  return { columns, logDensity };
}

/** All rows, where the expression makes sums of them itself: of deviances, which keep the digits that large powers lose. */
export function byRows(columns: Readonly<Record<string, Float64Array>>, logDensity: string): CondensedSample {
  return { columns: Object.entries(columns).map(([name, values]) => ({ name, values })), logDensity };
}

/** Each different value `y` with the number of `times` it is there. */
export function tabulated(values: Float64Array, logDensity: string): CondensedSample {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  const columns = [
    { name: 'y', values: Float64Array.from(times.keys()) },
    { name: 'times', values: Float64Array.from(times.values()) },
  ];
  return { columns, logDensity };
}

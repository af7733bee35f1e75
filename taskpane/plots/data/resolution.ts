/** In what steps numbers were recorded. */

import { sampled } from './thin';

/** How far a difference may be off a whole number of steps, in steps. */
const OFF = 1e-4;
/** A step smaller than this share of the range is none: what remains is of rounding. */
const FINEST = 1e-7;

/** Of more numbers a sample is looked at. */
const MOST_LOOKED_AT = 20_000;

/** The largest step of which all differences are multiples, such as 1 of whole numbers; null where none is seen. */
export function recordedStep(values: Float64Array): number | null {
  const sorted = Float64Array.from(sampled(values.length, MOST_LOOKED_AT), (i) => values[i]).sort();
  const range = sorted[sorted.length - 1] - sorted[0];
  if (!(range > 0)) return null;
  let step = range;
  for (let i = 1; i < sorted.length; i++) {
    step = commonStep(step, sorted[i] - sorted[0]);
    if (step < FINEST * range) return null;
  }
  return step;
}

/** Euclid's algorithm on numbers that are whole multiples but for rounding. */
function commonStep(step: number, difference: number): number {
  const rest = difference - step * Math.round(difference / step);
  return Math.abs(rest) <= OFF * step ? step : commonStep(Math.abs(rest), step);
}

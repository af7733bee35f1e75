/**
 * Functions of numbers with their derivatives, each said beside the function itself, and the chain rule that carries slopes
 * through them (forward differentiation: Griewank & Walther 2008, Evaluating Derivatives, ch. 3).
 */

import { numbers, type NumberValue, type Numeric, type Slopes } from './values';

/** A function of one number. */
export interface Smooth {
  readonly value: (x: number) => number;
  /** Its derivative at x, where it is `value`: NaN at a kink or a jump. */
  readonly slope: (x: number, value: number) => number;
}

/** A function of two numbers with its two partial derivatives, likewise. */
export interface SmoothPair {
  readonly value: (a: number, b: number) => number;
  readonly slopes: readonly [PartialSlope, PartialSlope];
}

type PartialSlope = (a: number, b: number, value: number) => number;

/** Piecewise constant: no slope but where it jumps, and there none at all. */
export const step = (value: Smooth['value'], jumps: (x: number) => boolean): Smooth => ({
  value,
  slope: (x) => (jumps(x) ? NaN : 0),
});

/** The same of two numbers. */
export const stepPair = (
  value: SmoothPair['value'],
  jumps: (a: number, b: number, value: number) => boolean,
): SmoothPair => {
  const slope: PartialSlope = (a, b, v) => (jumps(a, b, v) ? NaN : 0);
  return { value, slopes: [slope, slope] };
};

/** One term of the chain rule. A factor of 0 takes away a kink as well: |x|·x has the slope 0 at 0. */
export function chained(partial: number, slope: number): number {
  return partial === 0 ? 0 : partial * slope;
}

/** f of every entry. */
export function mapped({ values, slopes }: Numeric, { value: f, slope }: Smooth): NumberValue {
  const out = mapNumbers(values, f);
  return numbers(out, slopes === null ? null : slopes.map((s, i) => chained(slope(values[i], out[i]), s)));
}

/** f entry by entry; a constant stands for as many entries as the other argument has. */
export function zipped(a: Numeric, b: Numeric, f: SmoothPair): NumberValue {
  const out = zipNumbers(a.values, b.values, f.value);
  return numbers(out, pairSlopes(a, b, out, f));
}

/** The slopes of f(a, b), whose values are known. */
export function pairSlopes(a: Entries, b: Entries, values: Float64Array, f: SmoothPair): Slopes {
  if (a.slopes === null && b.slopes === null) return null;
  return values.map((value, i) => {
    const [x, y] = [entry(a.values, i), entry(b.values, i)];
    const ofA = a.slopes === null ? 0 : chained(f.slopes[0](x, y, value), entry(a.slopes, i));
    const ofB = b.slopes === null ? 0 : chained(f.slopes[1](x, y, value), entry(b.slopes, i));
    return ofA + ofB;
  });
}

/** Numbers and how fast they move. */
interface Entries {
  readonly values: Float64Array;
  readonly slopes: Slopes;
}

function entry(list: Float64Array, i: number): number {
  return list[list.length === 1 ? 0 : i];
}

/** a + b. */
export const SUM: SmoothPair = { value: (a, b) => a + b, slopes: [() => 1, () => 1] };

/** a·b. */
export const PRODUCT: SmoothPair = { value: (a, b) => a * b, slopes: [(_, b) => b, (a) => a] };

function mapNumbers(a: Float64Array, f: (a: number) => number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = f(a[i]);
  return out;
}

function zipNumbers(a: Float64Array, b: Float64Array, f: (a: number, b: number) => number): Float64Array {
  const out = new Float64Array(a.length === 1 ? b.length : a.length);
  const stepA = a.length === 1 ? 0 : 1;
  const stepB = b.length === 1 ? 0 : 1;
  for (let i = 0; i < out.length; i++) out[i] = f(a[i * stepA], b[i * stepB]);
  return out;
}

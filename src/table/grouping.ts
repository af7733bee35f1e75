/** Any column as a grouping of the rows. */

import { numberLabel } from './labels';
import type { Column } from './types';

/** Rows grouped by the levels that occur. */
export interface Grouping {
  /** n 0-based indices into `levels`; -1 is missing. Shared with the column where that is a factor: do not write. */
  readonly codes: Int32Array;
  /** Sorted: numbers numerically, text as in the C locale. */
  readonly levels: readonly string[];
}

/** Integers whose range is at most this many times the number of rows are grouped by counting. */
const DENSE_RANGE = 4;
/** Whole numbers below this have at most 15 digits, and so a label of their own. */
const FIFTEEN_DIGITS = 1e15;

/** The grouping of a column. Numbers with the same label (`numberLabel`) are one level. */
export function factorOf(column: Column): Grouping {
  if (column.kind === 'factor') return { codes: column.codes, levels: column.levels };
  return groupDenseIntegers(column.values) ?? groupNumbers(column.values);
}

/** Groups integers of a narrow range with one slot per possible value; null when the values are not such integers. */
function groupDenseIntegers(values: Float64Array): Grouping | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== value) continue;
    if (value !== Math.floor(value)) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { codes: new Int32Array(values.length).fill(-1), levels: [] };
  if (
    !(high - low <= DENSE_RANGE * values.length) ||
    Math.max(Math.abs(low), Math.abs(high)) >= FIFTEEN_DIGITS
  ) {
    return null;
  }

  // Mark what occurs, number it in order, look the numbers up.
  const rank = new Int32Array(high - low + 1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === value) rank[value - low] = 1;
  }
  const levels: string[] = [];
  for (let k = 0; k < rank.length; k++) {
    if (rank[k] === 0) continue;
    rank[k] = levels.length;
    levels.push(String(low + k));
  }
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    codes[i] = value !== value ? -1 : rank[value - low];
  }
  return { codes, levels };
}

/** Groups any numbers: sorts the distinct ones and finds each value's place in a hash table. */
function groupNumbers(values: Float64Array): Grouping {
  const { distinct, ids } = distinctNumbers(values);
  const sorted = distinct.slice().sort();
  // Rounding keeps the order, so that numbers of one label are neighbours.
  const levels: string[] = [];
  const level = new Int32Array(sorted.length);
  for (let k = 0; k < sorted.length; k++) {
    const label = numberLabel(sorted[k]);
    if (levels.length === 0 || levels[levels.length - 1] !== label) levels.push(label);
    level[k] = levels.length - 1;
  }
  const rank = new Int32Array(distinct.length);
  // Sorting carries no permutation along; distinct values are found again by bisection.
  for (let id = 0; id < distinct.length; id++) rank[id] = level[lowerBound(sorted, distinct[id])];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] >= 0) ids[i] = rank[ids[i]];
  }
  return { codes: ids, levels };
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Numbers the distinct values in order of first appearance by open addressing over their bits.
 *
 * @returns `ids`: n 0-based numbers, -1 for NaN; `distinct`: the value of each
 */
function distinctNumbers(values: Float64Array): { distinct: Float64Array; ids: Int32Array } {
  const n = values.length;
  const ids = new Int32Array(n);
  let distinct = new Float64Array(512);
  let count = 0;
  let slots = new Int32Array(1024);
  let mask = slots.length - 1;

  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer);
  for (let i = 0; i < n; i++) {
    // Adding 0 turns -0 into 0.
    const value = values[i] + 0;
    if (value !== value) {
      ids[i] = -1;
      continue;
    }
    one[0] = value;
    let at = mixBits(bits[0], bits[1]) & mask;
    while (slots[at] !== 0 && distinct[slots[at] - 1] !== value) at = (at + 1) & mask;
    if (slots[at] === 0) {
      if (count === distinct.length) {
        // Twice the values, twice the slots: at most half of them are taken.
        distinct = widen(distinct);
        slots = rehash(distinct, count, slots.length * 2);
        mask = slots.length - 1;
        one[0] = value;
        at = mixBits(bits[0], bits[1]) & mask;
        while (slots[at] !== 0) at = (at + 1) & mask;
      }
      distinct[count++] = value;
      slots[at] = count;
    }
    ids[i] = slots[at] - 1;
  }
  return { distinct: distinct.slice(0, count), ids };
}

function widen(values: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(values.length * 2);
  wider.set(values);
  return wider;
}

/** A table of `size` slots (a power of two) that holds each value's number plus one; 0 is free. */
function rehash(values: Float64Array, count: number, size: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(size);
  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer);
  for (let id = 0; id < count; id++) {
    one[0] = values[id];
    let at = mixBits(bits[0], bits[1]) & (size - 1);
    while (slots[at] !== 0) at = (at + 1) & (size - 1);
    slots[at] = id + 1;
  }
  return slots;
}

/** Mixes the two halves of a double; small integers differ in few, high bits. */
function mixBits(low: number, high: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

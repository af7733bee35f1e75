/** What a grouping factor looks like in the data: how many groups, how large, and what varies within them. */

import { factorOf, type Column } from '../../src/index';
import type { ColumnSummary } from './columns';

export interface GroupSummary {
  readonly groups: number;
  /** Rows per group. */
  readonly smallest: number;
  readonly largest: number;
}

interface Codes {
  readonly codes: Int32Array;
  readonly levels: number;
}

/** Groupings by column, so that a click does not count a million rows again. */
const known = new WeakMap<Column, Codes & { readonly names: readonly string[] }>();

function codesOf(column: Column): Codes & { readonly names: readonly string[] } {
  let found = known.get(column);
  if (!found) {
    const { codes, levels } = factorOf(column);
    found = { codes, levels: levels.length, names: levels };
    known.set(column, found);
  }
  return found;
}

/** The groups that rows with the same values in all `columns` form; null when a column is not there. */
function crossed(columns: readonly (ColumnSummary | undefined)[]): Codes | null {
  let result: Codes | null = null;
  for (const summary of columns) {
    if (!summary?.column) return null;
    const next = codesOf(summary.column);
    result = result ? combineOnce(result, next) : next;
  }
  return result;
}

/** Combinations by what they are made of, for the same reason. */
const combined = new WeakMap<Codes, WeakMap<Codes, Codes>>();

function combineOnce(a: Codes, b: Codes): Codes {
  const withA = combined.get(a) ?? new WeakMap<Codes, Codes>();
  const found = withA.get(b) ?? combine(a, b);
  withA.set(b, found);
  combined.set(a, withA);
  return found;
}

/** Combinations are looked up in a table of at most so many places per row, or else by hashing, which takes ten times as long. */
const DENSE_TABLE = 8;

function combine(a: Codes, b: Codes): Codes {
  const size = a.levels * b.levels;
  const places = size <= DENSE_TABLE * a.codes.length ? new Int32Array(size).fill(-1) : null;
  const seen = new Map<number, number>();
  const codes = new Int32Array(a.codes.length);
  let levels = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = a.codes[row];
    const other = b.codes[row];
    const key = code * b.levels + other;
    const isMissing = code < 0 || other < 0;
    const found = isMissing ? -1 : places ? places[key] : (seen.get(key) ?? -1);
    codes[row] = found;
    if (isMissing || found >= 0) continue;
    codes[row] = levels;
    if (places) places[key] = levels;
    else seen.set(key, levels);
    levels++;
  }
  return { codes, levels };
}

/** Likewise what is said of the groups. */
const summaries = new WeakMap<Codes, GroupSummary>();

export function summarizeGroups(columns: readonly (ColumnSummary | undefined)[]): GroupSummary | null {
  const grouping = crossed(columns);
  if (!grouping || grouping.levels === 0) return null;
  const summary = summaries.get(grouping) ?? summarizeSizes(grouping);
  summaries.set(grouping, summary);
  return summary;
}

/** Counts the groups of what looks like groups ahead, one column at a time. */
export function* summarizingGroups(columns: readonly ColumnSummary[]): Generator<void, void> {
  for (const column of columns) {
    if (!column.looksLikeGroups) continue;
    yield;
    summarizeGroups([column]);
  }
}

function summarizeSizes(grouping: Codes): GroupSummary {
  const sizes = new Int32Array(grouping.levels);
  for (const code of grouping.codes) if (code >= 0) sizes[code]++;
  let smallest = Infinity;
  let largest = 0;
  for (const size of sizes) {
    if (size < smallest) smallest = size;
    if (size > largest) largest = size;
  }
  return { groups: grouping.levels, smallest, largest };
}

/** In how many groups of one factor the levels of another stand. */
export interface SharedLevels {
  readonly levels: number;
  /** Levels that stand in more than one group, and in all of them. */
  readonly shared: number;
  readonly everywhere: number;
  readonly groups: number;
  /** A level that stands in the most groups. */
  readonly example: string;
}

/** null where a column is of no use. */
export function sharedLevels(inner: ColumnSummary, outer: ColumnSummary): SharedLevels | null {
  if (!inner.column || !outer.column) return null;
  const { codes, names } = codesOf(inner.column);
  const groups = codesOf(outer.column).levels;
  const pairs = crossed([inner, outer])!;
  const isCounted = new Uint8Array(pairs.levels);
  const counts = new Int32Array(names.length);
  pairs.codes.forEach((pair, row) => {
    if (pair < 0 || isCounted[pair]) return;
    isCounted[pair] = 1;
    counts[codes[row]]++;
  });
  return {
    levels: names.length,
    shared: counts.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0),
    everywhere: counts.reduce((sum, count) => sum + (count === groups ? 1 : 0), 0),
    groups,
    example: names[counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0))],
  };
}

/** Whether any of `columns` has two different values inside one group. Without data the answer is yes. */
export function variesWithin(
  columns: readonly (ColumnSummary | undefined)[],
  by: readonly (ColumnSummary | undefined)[],
): boolean {
  const grouping = crossed(by);
  if (!grouping || columns.some((summary) => !summary?.column)) return true;
  return columns.some((summary) => columnVaries(summary!.column!, grouping));
}

function columnVaries(column: Column, by: Codes): boolean {
  const isNumber = column.kind === 'number';
  const values = isNumber ? column.values : column.codes;
  const first = new Float64Array(by.levels).fill(NaN);
  for (let row = 0; row < by.codes.length; row++) {
    const group = by.codes[row];
    const value = values[row];
    if (group < 0 || Number.isNaN(value) || (!isNumber && value < 0)) continue;
    if (Number.isNaN(first[group])) first[group] = value;
    else if (first[group] !== value) return true;
  }
  return false;
}

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
const known = new WeakMap<Column, Codes>();

function codesOf(column: Column): Codes {
  let found = known.get(column);
  if (!found) {
    const { codes, levels } = factorOf(column);
    found = { codes, levels: levels.length };
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
    result = result ? combine(result, next) : next;
  }
  return result;
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

/** What the pane says of a column before any model: what it holds, how it spreads, whether it looks like groups. */

import {
  CellmerError,
  factorOf,
  readingTable,
  readTable,
  type CellMatrix,
  type Column,
  type NumericColumn,
} from '../../src/index';

export interface ColumnSummary {
  readonly name: string;
  /** null when the column cannot be used; `problem` says why. */
  readonly column: Column | null;
  readonly problem: string | null;
  /** Least and largest value of a column of numbers; null for labels and for columns without a value. */
  readonly range: readonly [low: number, high: number] | null;
  /** Number of distinct values, counted up to `MOST_COUNTED` for numbers. */
  readonly distinct: number;
  readonly missing: number;
  /** Whether its values look like the names of groups: labels, or whole numbers in one block of rows each. */
  readonly looksLikeGroups: boolean;
  /** Heights of up to 18 bars, in [0, 1]: counts per value where there are few, otherwise a histogram. */
  readonly bars: readonly number[];
}

export interface DataSummary {
  readonly rowCount: number;
  readonly hasHeaders: boolean;
  readonly columns: readonly ColumnSummary[];
}

/** Beyond this many distinct numbers a column is no candidate for groups by itself. */
const MOST_COUNTED = 5000;
const MOST_BARS = 18;
const HISTOGRAM_BARS = 14;
/** Numbers with up to this many values get a bar per value. */
const FEW_VALUES = 12;

/** What cells hold, or in words why they are no table. */
export interface DataReading {
  readonly summary: DataSummary | null;
  readonly problem: string | null;
}

/**
 * Reads column after column, and stops after each and within long ones, so that a large range can be read in slices. A
 * column with an error in it does not spoil the others.
 *
 * @param address where the cells stand, for messages
 */
export function* readingData(
  cells: CellMatrix,
  headers: boolean | 'auto',
  address: string | null,
): Generator<void, DataReading> {
  const table = attempt(() => readTable(cells, { headers, use: () => [], address }));
  if (table instanceof CellmerError) return { summary: null, problem: table.message };
  const { names, rowCount, hasHeaders } = table;
  const columns: ColumnSummary[] = [];
  for (const name of names) {
    yield;
    const read = yield* attempting(readingTable(cells, { headers: hasHeaders, use: () => [name], address }));
    yield;
    columns.push(
      read instanceof CellmerError
        ? unreadable(name, read.message)
        : summarizeColumn(read.columns.get(name)!),
    );
  }
  return { summary: { rowCount, hasHeaders, columns }, problem: null };
}

/** The same at once. */
export function readData(
  cells: CellMatrix,
  headers: boolean | 'auto' = 'auto',
  address: string | null = null,
): DataReading {
  const reading = readingData(cells, headers, address);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

function* attempting<T>(work: Generator<void, T>): Generator<void, T | CellmerError> {
  try {
    return yield* work;
  } catch (error) {
    if (error instanceof CellmerError) return error;
    throw error;
  }
}

function attempt<T>(action: () => T): T | CellmerError {
  try {
    return action();
  } catch (error) {
    if (error instanceof CellmerError) return error;
    throw error;
  }
}

function unreadable(name: string, problem: string): ColumnSummary {
  return {
    name,
    column: null,
    problem,
    range: null,
    distinct: 0,
    missing: 0,
    looksLikeGroups: false,
    bars: [],
  };
}

export function summarizeColumn(column: Column): ColumnSummary {
  const { name, missing } = column;
  if (column.kind === 'factor') {
    const distinct = column.levels.length;
    const bars = barsOf(countCodes(column.codes, distinct));
    return {
      name,
      column,
      problem: null,
      range: null,
      distinct,
      missing,
      looksLikeGroups: distinct > 1,
      bars,
    };
  }
  const range = rangeOf(column.values);
  const distinct = countDistinct(column.values);
  const bars = range === null ? [] : barsOf(numberCounts(column, range, distinct));
  return {
    name,
    column,
    problem: null,
    range,
    distinct,
    missing,
    looksLikeGroups: looksLikeBlocks(column.values, distinct),
    bars,
  };
}

function rangeOf(values: Float64Array): readonly [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

function countDistinct(values: Float64Array): number {
  const seen = new Set<number>();
  for (const value of values) {
    if (value !== value) continue;
    seen.add(value);
    if (seen.size >= MOST_COUNTED) break;
  }
  return seen.size;
}

/** Whole numbers, at least three of them, each in one unbroken block of rows: subject numbers as they are typed in. */
function looksLikeBlocks(values: Float64Array, distinct: number): boolean {
  if (distinct < 3 || distinct > values.length / 2 || distinct >= MOST_COUNTED) return false;
  let blocks = 0;
  let last = NaN;
  for (const value of values) {
    if (value !== value) continue;
    if (value !== Math.floor(value)) return false;
    if (value !== last) blocks++;
    last = value;
    if (blocks > distinct) return false;
  }
  return true;
}

function countCodes(codes: Int32Array, levels: number): number[] {
  const counts = new Array<number>(levels).fill(0);
  for (const code of codes) if (code >= 0) counts[code]++;
  return counts;
}

function numberCounts(
  column: NumericColumn,
  [low, high]: readonly [number, number],
  distinct: number,
): number[] {
  const grouped = distinct <= FEW_VALUES || looksLikeBlocks(column.values, distinct);
  if (grouped) {
    const { codes, levels } = factorOf(column);
    return countCodes(codes, levels.length);
  }
  const counts = new Array<number>(HISTOGRAM_BARS).fill(0);
  const width = (high - low) / HISTOGRAM_BARS;
  for (const value of column.values) {
    if (value !== value) continue;
    counts[Math.min(HISTOGRAM_BARS - 1, Math.floor((value - low) / width))]++;
  }
  return counts;
}

/** Neighbours share a bar where there are more counts than bars. */
function barsOf(counts: readonly number[]): number[] {
  const bars = Math.min(counts.length, MOST_BARS);
  const sums = new Array<number>(bars).fill(0);
  counts.forEach((count, i) => (sums[Math.floor((i * bars) / counts.length)] += count));
  const tallest = Math.max(...sums, 1);
  return sums.map((sum) => sum / tallest);
}

/** Rows in which every one of these columns has a value. */
export function completeRows(columns: readonly ColumnSummary[], rowCount: number): number {
  const used = columns.flatMap(({ column, missing }) => (column && missing > 0 ? [column] : []));
  if (used.length === 0) return rowCount;
  let complete = 0;
  for (let row = 0; row < rowCount; row++) if (used.every((column) => !isMissing(column, row))) complete++;
  return complete;
}

function isMissing(column: Column, row: number): boolean {
  return column.kind === 'number' ? Number.isNaN(column.values[row]) : column.codes[row] < 0;
}

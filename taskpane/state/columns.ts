/** What the pane says of a column before any model: what it holds, how it spreads, whether it looks like groups. */

import {
  CellmerError,
  factorOf,
  readingTable,
  type CellMatrix,
  type Column,
  type NumericColumn,
} from '../../src/index';

/** What a column is taken for; `out` is offered nowhere in the model. */
export type ColumnType = 'number' | 'group' | 'date' | 'out';

export interface ColumnSummary {
  readonly name: string;
  /** What the user says that it is; without, it is what its cells are. */
  readonly type?: ColumnType;
  /** null when the column cannot be used; `problem` says why. */
  readonly column: Column | null;
  readonly problem: string | null;
  /** Least and largest value of a column of numbers; null for labels and for columns without a value. */
  readonly range: readonly [low: number, high: number] | null;
  /** Number of distinct values, counted up to `MOST_COUNTED` for numbers. */
  readonly distinct: number;
  readonly missing: number;
  /** The data rows without a value, ascending. */
  readonly missingRows: Int32Array;
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

/** Rows after which a long pass stops for a moment. */
const STEP_ROWS = 1 << 16;

/** What cells hold, or in words why they are no table. */
export interface DataReading {
  readonly summary: DataSummary | null;
  readonly problem: string | null;
}

/**
 * Reads column after column, and stops every few milliseconds, so that a large range can be read in slices. A column with
 * an error in it does not spoil the others.
 *
 * @param address where the cells stand, for messages
 */
export function* readingData(
  cells: CellMatrix,
  headers: boolean | 'auto',
  address: string | null,
): Generator<void, DataReading> {
  const table = yield* attempt(readingTable(cells, { headers, use: () => [], address }));
  if (table instanceof CellmerError) return { summary: null, problem: table.message };
  const { names, rowCount, hasHeaders } = table;
  const columns: ColumnSummary[] = [];
  for (const name of names) {
    yield;
    const read = yield* attempt(readingTable(cells, { headers: hasHeaders, use: () => [name], address }));
    columns.push(
      read instanceof CellmerError
        ? unreadable(name, read.message)
        : yield* summarizingColumn(read.columns.get(name)!),
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

function* attempt<T>(steps: Generator<void, T>): Generator<void, T | CellmerError> {
  try {
    return yield* steps;
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
    missingRows: NO_ROWS,
    looksLikeGroups: false,
    bars: [],
  };
}

function* summarizingColumn(column: Column): Generator<void, ColumnSummary> {
  const { name, missing } = column;
  const problem = null;
  const missingRows = missing === 0 ? NO_ROWS : yield* missingRowsOf(column, missing);
  if (column.kind === 'factor') {
    const distinct = column.levels.length;
    const bars = barsOf(yield* countingCodes(column.codes, distinct));
    const looksLikeGroups = distinct > 1;
    return { name, column, problem, range: null, distinct, missing, missingRows, looksLikeGroups, bars };
  }
  const range = yield* rangeOf(column.values);
  const distinct = yield* countingDistinct(column.values);
  const looksLikeGroups = looksLikeBlocks(column.values, distinct);
  yield;
  const perValue = distinct <= FEW_VALUES || looksLikeGroups;
  const bars = range === null ? [] : barsOf(yield* numberCounts(column, range, perValue));
  return { name, column, problem, range, distinct, missing, missingRows, looksLikeGroups, bars };
}

/** Stops for a moment after every block of rows. */
function* inBlocks(rowCount: number, work: (from: number, to: number) => void): Generator<void, void> {
  for (let from = 0; from < rowCount; from += STEP_ROWS) {
    work(from, Math.min(from + STEP_ROWS, rowCount));
    yield;
  }
}

const NO_ROWS = new Int32Array(0);

function* missingRowsOf(column: Column, missing: number): Generator<void, Int32Array> {
  const rows = new Int32Array(missing);
  const rowCount = column.kind === 'number' ? column.values.length : column.codes.length;
  let found = 0;
  yield* inBlocks(rowCount, (from, to) => {
    for (let row = from; row < to; row++) if (isMissing(column, row)) rows[found++] = row;
  });
  return rows;
}

function* rangeOf(values: Float64Array): Generator<void, readonly [number, number] | null> {
  let low = Infinity;
  let high = -Infinity;
  yield* inBlocks(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row];
      if (value < low) low = value;
      if (value > high) high = value;
    }
  });
  return low <= high ? [low, high] : null;
}

function* countingDistinct(values: Float64Array): Generator<void, number> {
  const seen = new Set<number>();
  for (let row = 0; row < values.length; row++) {
    if (row % STEP_ROWS === 0) yield;
    const value = values[row];
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

function* countingCodes(codes: Int32Array, levels: number): Generator<void, number[]> {
  const counts = new Array<number>(levels).fill(0);
  yield* inBlocks(codes.length, (from, to) => {
    for (let row = from; row < to; row++) if (codes[row] >= 0) counts[codes[row]]++;
  });
  return counts;
}

/** @param perValue whether each value has a count of its own */
function* numberCounts(
  column: NumericColumn,
  [low, high]: readonly [number, number],
  perValue: boolean,
): Generator<void, number[]> {
  if (perValue) {
    const { codes, levels } = factorOf(column);
    yield;
    return yield* countingCodes(codes, levels.length);
  }
  const { values } = column;
  const counts = new Array<number>(HISTOGRAM_BARS).fill(0);
  const width = (high - low) / HISTOGRAM_BARS;
  yield* inBlocks(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row];
      if (value === value) counts[Math.min(HISTOGRAM_BARS - 1, Math.floor((value - low) / width))]++;
    }
  });
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
  const lists = columns.flatMap(({ missingRows }) => (missingRows.length > 0 ? [missingRows] : []));
  if (lists.length <= 1) return rowCount - (lists[0]?.length ?? 0);
  const isIncomplete = new Uint8Array(rowCount);
  let complete = rowCount;
  for (const list of lists)
    for (const row of list) {
      complete -= 1 - isIncomplete[row];
      isIncomplete[row] = 1;
    }
  return complete;
}

function isMissing(column: Column, row: number): boolean {
  return column.kind === 'number' ? Number.isNaN(column.values[row]) : column.codes[row] < 0;
}

/** What every layout is made of: rows, headers, and numbers that are safe in a cell. */

import type { OutputCell, OutputMatrix } from './types';

export interface CellOptions {
  /** Whether header rows and label columns are part of the block. */
  readonly labels: boolean;
}

export const WITH_LABELS: CellOptions = { labels: true };

/** A number as a cell: `#NUM!` for NaN and infinities, empty where there is none. */
export function numberCell(value: number | null | undefined): OutputCell {
  if (value == null) return null;
  return Number.isFinite(value) ? value : { error: '#NUM!' };
}

/** A number that may be infinite: `∞` or `-∞`. */
export function numberOrInfinity(value: number): OutputCell {
  if (value === Infinity) return '∞';
  return value === -Infinity ? '-∞' : numberCell(value);
}

/** What stands where the data do not determine a number. */
export const NOT_DETERMINED: OutputCell = {
  error: '#N/A',
  message:
    'The data do not determine this number: LMER.FIT and LMER.CHECK say why, and which model they do determine.',
};

/** A number of a fit as a cell: NaN is one that the data do not determine. */
export function determinedCell(value: number | null): OutputCell {
  return Number.isNaN(value) ? NOT_DETERMINED : numberCell(value);
}

/**
 * A table of `labelColumns` leading columns of text and then numbers, with its header row on top. Without labels the
 * header row and the leading columns go.
 */
export function labelledTable(
  header: readonly string[],
  rows: OutputMatrix,
  labelColumns: number,
  { labels }: CellOptions,
): OutputMatrix {
  return labels ? [header, ...rows] : rows.map((row) => row.slice(labelColumns));
}

/** Rows of different lengths made rectangular with empty cells. */
export function rectangular(rows: OutputMatrix): OutputMatrix {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  return rows.map((row) => (row.length === width ? row : [...row, ...emptyCells(width - row.length)]));
}

/** What is to be said about a result, below it: an empty row, then one row per sentence. */
export function noteRows(sentences: readonly string[]): OutputMatrix {
  return sentences.length > 0 ? [[], ...sentences.map((sentence) => [sentence])] : [];
}

export function emptyCells(count: number): null[] {
  return Array.from({ length: count }, () => null);
}

/** `95%`, `97.5%`, `99.9%`: the shortest text of a confidence level, free of binary noise. */
export function percent(level: number): string {
  return `${Number((100 * level).toPrecision(12))}%`;
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Levels as cells: number cells when all are plain numbers, so that they match the cells they came from. */
export function levelCells(levels: readonly string[]): readonly (string | number)[] {
  return levels.every(isPlainNumber) ? levels.map(Number) : levels;
}

function isPlainNumber(level: string): boolean {
  return Number.isFinite(Number(level)) && String(Number(level)) === level;
}

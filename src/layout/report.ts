/**
 * A result as a few tables of plain values. Each question says once, in one function, what the tables of its answer are; cells,
 * the tables of the pane, the clipboard, text of the command line and JSON are made of that by the renderers beside this file.
 */

import type { Warning } from '../errors';
import type { ColumnKind } from './kinds';

/** A value that does not exist, with the reason as a sentence: `#N/A` in a cell, a dash for a reader, null in JSON. */
export interface Missing {
  readonly none: string;
}

/** Null is a place where nothing belongs. Numbers that are not finite are `#NUM!` in a cell and a dash elsewhere. */
export type Value = number | string | boolean | null | Missing;

export interface ReportColumn {
  /** By which it is asked for, and found in JSON. */
  readonly name: string;
  /** Above it; a number where it is one of the data, as on the axis of a surface. */
  readonly title: string | number | null;
  readonly kind: ColumnKind;
}

export interface ReportTable {
  readonly name: string;
  /** Where several tables of a report are told apart by titles. */
  readonly title: string | null;
  /** Labels first. Without any title there is no header row. */
  readonly columns: readonly ReportColumn[];
  /** As many values as columns each. */
  readonly rows: readonly (readonly Value[])[];
  /** The kind of each row's values, where it is not that of their columns: facts of different kinds, one below the other. */
  readonly rowKinds?: readonly ColumnKind[];
  /** Sentences to the right of the first row, so that the rows below stay in line with what stands beside them. */
  readonly beside?: readonly string[];
  /** Whether it goes with the labels where these are not wanted. */
  readonly isExtra?: boolean;
  /** What a reader of the table has to know, in sentences. */
  readonly notes: readonly string[];
}

export interface Report {
  /** Lines above the tables, which are there with and without labels. */
  readonly opening: readonly string[];
  readonly sections: readonly ReportTable[];
  /** What a reader of the whole has to know, in sentences. */
  readonly notes: readonly string[];
  readonly warnings: readonly Warning[];
}

export function reportOf(sections: readonly ReportTable[], more: Partial<Report> = {}): Report {
  return { opening: [], sections, notes: [], warnings: [], ...more };
}

export function tableOf(
  name: string,
  columns: readonly ReportColumn[],
  rows: ReportTable['rows'],
  more: Partial<ReportTable> = {},
): ReportTable {
  return { name, title: null, columns, rows, notes: [], ...more };
}

export type ColumnText = readonly [name: string, title: ReportColumn['title'], kind: ColumnKind];

/** The two ends of intervals, `ends` says which: `95%`. */
export function limitColumns(ends: string): ColumnText[] {
  return [
    ['lower', `Lower ${ends}`, 'limit'],
    ['upper', `Upper ${ends}`, 'limit'],
  ];
}

export function columnsOf(...texts: readonly ColumnText[]): ReportColumn[] {
  return texts.map(([name, title, kind]) => ({ name, title, kind }));
}

/** A label and its value; facts of kind `label` are words that go with the labels. */
export type Fact = readonly [label: string, value: Value, kind: ColumnKind];

/** Facts one below the other. */
export function factsOf(
  name: string,
  heading: string | null,
  facts: readonly Fact[],
  more: Partial<ReportTable> = {},
): ReportTable {
  const columns = columnsOf(['label', heading, 'label'], ['value', null, 'number']);
  const rows = facts.map(([label, value]) => [label, value]);
  return tableOf(name, columns, rows, { rowKinds: facts.map(([, , kind]) => kind), ...more });
}

/**
 * A matrix whose rows and columns have the same names.
 *
 * @param corner what stands above the names of the rows
 */
export function matrixOf(
  name: string,
  corner: string,
  names: readonly string[],
  rows: readonly (readonly Value[])[],
  kind: ColumnKind = 'number',
): ReportTable {
  const columns = columnsOf(
    ['label', corner, 'label'],
    ...names.map((title): ColumnText => [title, title, kind]),
  );
  return tableOf(
    name,
    columns,
    rows.map((row, i) => [names[i], ...row]),
  );
}

/**
 * The same of numbers row by row, as many rows as columns.
 *
 * @param matrix d×d, row-major
 */
export function squareOf(
  name: string,
  corner: string,
  names: readonly string[],
  matrix: Float64Array,
  valueOf: (x: number) => Value = endless,
): ReportTable {
  const d = names.length;
  const rows = names.map((_, i) => Array.from(matrix.subarray(i * d, i * d + d), valueOf));
  return matrixOf(name, corner, names, rows);
}

/** What is not there at all: a report of the reason alone. */
export function missingReport(name: string, reason: string): Report {
  return reportOf([tableOf(name, columnsOf(['value', null, 'number']), [[{ none: reason }]])]);
}

/** What stands where the data do not determine a number. */
export const UNDETERMINED: Missing = {
  none: 'The data do not determine this number: LMER.FIT and LMER.CHECK say why, and which model they do determine.',
};

/** What stands where a number would be beyond those that there are. */
export const TOO_LARGE: Missing = {
  none: 'Too large for a number: expected values nearer to those of the data.',
};

/** A number of a fit: NaN is one that the data do not determine. */
export function determined(value: number | null): Value {
  return Number.isNaN(value) ? UNDETERMINED : value;
}

/** A number that may be without end. */
export function endless(value: number | null): Value {
  if (value === Infinity) return '∞';
  return value === -Infinity ? '-∞' : value;
}

/** Where the column of a name stands. Throws an Error for a name that the table has not. */
export function placeOf({ name, columns }: ReportTable, wanted: string): number {
  const place = columns.findIndex((column) => column.name === wanted);
  if (place < 0) throw new Error(`The table ${name} has no column ${wanted}.`);
  return place;
}

/** The kind of a value. */
export function kindOf({ columns, rowKinds }: ReportTable, row: number, column: number): ColumnKind {
  const { kind } = columns[column];
  return kind === 'label' ? kind : (rowKinds?.[row] ?? kind);
}

/** The table of a name. Throws an Error for a name that the report has not. */
export function sectionOf({ sections }: Report, wanted: string): ReportTable {
  const section = sections.find(({ name }) => name === wanted);
  if (section === undefined) throw new Error(`The report has no table ${wanted}.`);
  return section;
}

export function isMissing(value: Value): value is Missing {
  return typeof value === 'object' && value !== null;
}

/** Levels as values: numbers when all are plain numbers, so that they match the cells they came from. */
export function levelValues(levels: readonly string[]): readonly (string | number)[] {
  return levels.every(isPlainNumber) ? levels.map(Number) : levels;
}

function isPlainNumber(level: string): boolean {
  return Number.isFinite(Number(level)) && String(Number(level)) === level;
}

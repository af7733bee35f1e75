/** Reports as cells. */

import { isMissing, type Report, type ReportTable, type Value } from './report';
import type { OutputCell, OutputMatrix } from './types';

export interface CellOptions {
  /** Whether titles, header rows, label columns and sentences are part of the block. */
  readonly labels: boolean;
}

export const WITH_LABELS: CellOptions = { labels: true };

/**
 * A report as one block of cells, rows of equal length: opening lines, tables, notes, warnings, an empty row between them. Without
 * labels the opening lines and the numbers are left.
 */
export function toCells(report: Report, { labels }: CellOptions = WITH_LABELS): OutputMatrix {
  if (labels) return rectangular(apart(labelledBlocks(report).map(({ rows }) => rows)));
  const lines = report.opening.map((line) => [line]);
  const own = bareTables(report).map((table) => withSentences(table.rows.map(rowCells), table));
  return rectangular(([] as OutputMatrix).concat(lines, ...own));
}

/** Rows that stand together: a table with its title and header, or sentences. */
export interface LabelledBlock {
  readonly rows: OutputMatrix;
  /** Rows that are no rows of the table: its title and its header. */
  readonly titleRows: number;
  readonly table: ReportTable | null;
}

/** A report from top to bottom. */
export function labelledBlocks({ opening, sections, notes, warnings }: Report): LabelledBlock[] {
  const isTitled = sections.some(({ title }) => title !== null);
  const messages = warnings.map(({ message }) => message);
  const closing = [...notes, ...(isTitled && messages.length > 0 ? ['Warnings'] : []), ...messages];
  return [
    ...sentences(opening),
    ...sections.flatMap((table) => [labelledTable(table), ...sentences(table.notes)]),
    ...sentences(closing),
  ];
}

function sentences(lines: readonly string[]): LabelledBlock[] {
  return lines.length > 0 ? [{ rows: lines.map((line) => [line]), titleRows: 0, table: null }] : [];
}

function labelledTable(table: ReportTable): LabelledBlock {
  const titles = table.columns.map(({ title }) => title);
  const header = titles.some((title) => title !== null) ? [titles] : [];
  const title = table.title === null ? [] : [[table.title]];
  const rows = withSentences([...header, ...table.rows.map(rowCells)], table);
  return { rows: [...title, ...rows], titleRows: title.length + header.length, table };
}

function apart(blocks: readonly OutputMatrix[]): OutputMatrix {
  return ([] as OutputMatrix).concat(...blocks.map((rows, i) => (i === 0 ? rows : [[], ...rows])));
}

/** What is left of a table where labels are not wanted. */
function bareTable(table: ReportTable): ReportTable {
  const { columns, rows, rowKinds } = table;
  const labels = columns.filter(({ kind }) => kind === 'label').length;
  if (labels === 0 && !rowKinds) return table;
  const isOwn = (_: unknown, i: number): boolean => rowKinds?.[i] !== 'label';
  return {
    ...table,
    columns: columns.slice(labels),
    rows: rows.filter(isOwn).map((row) => row.slice(labels)),
    rowKinds: rowKinds?.filter(isOwn),
  };
}

/** The tables that are left where labels are not wanted. */
export function bareTables({ sections }: Report): ReportTable[] {
  return sections.filter(({ isExtra }) => isExtra !== true).map(bareTable);
}

function withSentences(rows: OutputMatrix, { beside }: ReportTable): OutputMatrix {
  return beside ? rows.map((row, i) => (i === 0 ? [...row, ...beside] : row)) : rows;
}

/** The row itself where all its values are cells: a table may be as high as the data. */
function rowCells(row: readonly Value[]): readonly OutputCell[] {
  return row.every(isCell) ? row : row.map(valueCell);
}

function isCell(value: Value): value is Exclude<Value, object> | null {
  return typeof value === 'number' ? Number.isFinite(value) : !isMissing(value);
}

/** A value as a cell: `#NUM!` for NaN and infinities, `#N/A` with its reason for what does not exist. */
function valueCell(value: Value): OutputCell {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { error: '#NUM!' };
  return isMissing(value) ? { error: '#N/A', message: value.none } : value;
}

/** Rows of different lengths made rectangular with empty cells. */
function rectangular(rows: OutputMatrix): OutputMatrix {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  return rows.map((row) =>
    row.length === width ? row : [...row, ...Array.from({ length: width - row.length }, () => null)],
  );
}

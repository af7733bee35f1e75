/** How a report looks as cells: a table as papers have it, with rules above and below its header and under its last row. */

import {
  bareTables,
  labelledBlocks,
  toCells,
  WITH_LABELS,
  type CellOptions,
  type LabelledBlock,
} from './cells';
import { KINDS, type ColumnKind } from './kinds';
import { axisFormat, columnFormat, formatted } from './numberFormats';
import { isMissing, kindOf, type Report, type ReportTable, type Value } from './report';

/** What is not said stays as it is. */
export interface CellLook {
  readonly bold?: true;
  /** Words about the numbers: they stand back behind these. */
  readonly quiet?: true;
  readonly align?: 'start' | 'end';
  /** Text that begins where a number ends keeps off it. */
  readonly indented?: true;
  /** One of Excel's. */
  readonly numberFormat?: string;
  /** No grid shows through. */
  readonly paper?: true;
  readonly ruleAbove?: true;
  readonly ruleBelow?: true;
}

/** Cells that look alike; 0-based from the first cell of the block. */
export interface LookArea {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly look: CellLook;
}

export interface BlockLook {
  readonly rows: number;
  readonly columns: number;
  /** They may lie over each other: what they say goes together. */
  readonly areas: readonly LookArea[];
  /** Characters that a column has to hold, by column; sentences and titles may reach over the next ones. */
  readonly widths: readonly number[];
  /** Characters of the longest sentence in the first column. */
  readonly sentence: number;
}

/** The look of what `toCells` makes of a report. */
export function lookOf(report: Report, options: CellOptions = WITH_LABELS): BlockLook {
  const cells = toCells(report, options);
  const parts = options.labels ? labelledLooks(report) : bareLooks(report);
  return stackedLook(parts, { rows: cells.length, columns: cells[0]?.length ?? 0 });
}

/** A title in one cell: it may reach over what is empty beside it. */
export const TITLE_LOOK: BlockLook = {
  rows: 1,
  columns: 1,
  areas: [{ row: 0, column: 0, rows: 1, columns: 1, look: { bold: true } }],
  widths: [],
  sentence: 0,
};

export interface LookPart {
  readonly look: BlockLook;
  /** Its first row within the whole. */
  readonly offset: number;
  /** Its first column within the whole; 0 where it is left out. */
  readonly right?: number;
}

/** Blocks one below the other, or beside each other, on paper of a size that holds them all. */
export function stackedLook(parts: readonly LookPart[], size = sizeOf(parts)): BlockLook {
  const most = (of: (part: LookPart) => number): number => Math.max(0, ...parts.map(of));
  const areas = parts.flatMap(({ look, offset, right = 0 }) =>
    look.areas.map((area) => ({ ...area, row: area.row + offset, column: area.column + right })),
  );
  return {
    ...size,
    areas: [{ row: 0, column: 0, ...size, look: { paper: true } }, ...areas],
    widths: Array.from({ length: size.columns }, (_, j) =>
      most(({ look, right = 0 }) => look.widths[j - right] ?? 0),
    ),
    sentence: most(({ look, right = 0 }) => (right === 0 ? look.sentence : 0)),
  };
}

function sizeOf(parts: readonly LookPart[]): Pick<BlockLook, 'rows' | 'columns'> {
  return {
    rows: Math.max(0, ...parts.map(({ look, offset }) => offset + look.rows)),
    columns: Math.max(0, ...parts.map(({ look, right = 0 }) => right + look.columns)),
  };
}

/** An empty row is between two blocks, as in the cells. */
function labelledLooks(report: Report): LookPart[] {
  let offset = 0;
  return labelledBlocks(report).map((block) => {
    const part = { look: blockLook(block), offset };
    offset += block.rows.length + 1;
    return part;
  });
}

function blockLook(block: LabelledBlock): BlockLook {
  const { table } = block;
  if (!table) return sentencesLook(block);
  return isProse(table) ? proseLook(block) : tableLook(block, table);
}

/** Sentences in a table of their own: what a report says. */
function isProse({ columns, title }: ReportTable): boolean {
  return title === null && columns.length === 1 && columns[0].kind === 'text' && columns[0].title === null;
}

/** They reach over the cells at their right, which are no part of the block: a column that holds the longest would be a sheet wide. */
function proseLook({ rows }: LabelledBlock): BlockLook {
  return { rows: rows.length, columns: 1, areas: [], widths: [0], sentence: 0 };
}

/** Without labels there are numbers alone, one table directly below the other. */
function bareLooks(report: Report): LookPart[] {
  let offset = report.opening.length;
  return bareTables(report).map((table) => {
    const { rows, columns } = table;
    const look = { rows: rows.length, columns: columns.length, ...bodyLook(table, 0), sentence: 0 };
    const part = { look, offset };
    offset += rows.length;
    return part;
  });
}

function sentencesLook({ rows }: LabelledBlock): BlockLook {
  const sentence = rows.reduce((most, [text]) => Math.max(most, String(text).length), 0);
  const area: LookArea = { row: 0, column: 0, rows: rows.length, columns: 1, look: { quiet: true } };
  return { rows: rows.length, columns: 1, areas: [area], widths: [0], sentence };
}

function tableLook({ rows, titleRows }: LabelledBlock, table: ReportTable): BlockLook {
  const titled = table.title === null ? 0 : 1;
  const hasHeader = titleRows > titled;
  const columns = table.columns.length;
  const across = (row: number, look: CellLook): LookArea => ({ row, column: 0, rows: 1, columns, look });
  const body = bodyLook(table, titleRows);
  const areas = [
    ...(titled === 1 ? [{ ...across(0, { bold: true }), columns: 1 }] : []),
    across(titled, { ...(hasHeader && { bold: true, ruleBelow: true }), ruleAbove: true }),
    ...(hasHeader ? headerSides(table, titled) : []),
    ...body.areas,
    ...(table.rows.length > 0 ? [across(rows.length - 1, { ruleBelow: true })] : []),
  ];
  const format = titleFormat(table);
  const widths = body.widths.map((width, j) =>
    Math.max(width, hasHeader ? textLength(table.columns[j].title, format) : 0),
  );
  return { rows: rows.length, columns, areas, widths, sentence: 0 };
}

/** Headers stand at the side of what is below them. */
function headerSides(table: ReportTable, row: number): LookArea[] {
  const { columns } = table;
  const format = titleFormat(table);
  return columns.map(({ kind, title }, j) => ({
    row,
    column: j,
    rows: 1,
    columns: 1,
    look: {
      ...sideOf(kind, columns[j - 1]?.kind ?? null),
      ...(typeof title === 'number' && format !== 'General' && { numberFormat: format }),
    },
  }));
}

/** Of titles that are numbers. */
function titleFormat({ columns }: ReportTable): string {
  return axisFormat(columns.map(({ title }) => title).filter(isNumber));
}

const isNumber = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value);

/** @param before the kind of what stands at its left */
function sideOf(kind: ColumnKind, before: ColumnKind | null): CellLook {
  const { align } = KINDS[kind];
  const isIndented = align === 'start' && before !== null && KINDS[before].align === 'end';
  return { align, ...(isIndented && { indented: true }) };
}

/** The rows of a table, its first in the row `from`. */
function bodyLook(table: ReportTable, from: number): Pick<BlockLook, 'areas' | 'widths'> {
  const parts = table.columns.map((_, j) => columnLook(table, j, from));
  return { areas: parts.flatMap(({ areas }) => areas), widths: parts.map(({ width }) => width) };
}

/** Rows of one kind are written alike; each run of them is an area. */
function columnLook(table: ReportTable, column: number, from: number) {
  const { rows } = table;
  const kinds = rows.map((_, i) => kindOf(table, i, column));
  const before = rows.map((_, i) => (column > 0 ? kindOf(table, i, column - 1) : null));
  const formats = formatsOf(
    rows.map((row) => row[column]),
    kinds,
  );
  const areas: LookArea[] = [];
  rows.forEach((_, i) => {
    const isSame = kinds[i] === kinds[i - 1] && formats[i] === formats[i - 1] && before[i] === before[i - 1];
    const last = areas.length - 1;
    if (isSame) areas[last] = { ...areas[last], rows: areas[last].rows + 1 };
    else
      areas.push({
        row: from + i,
        column,
        rows: 1,
        columns: 1,
        look: cellLook(kinds[i], before[i], formats[i]),
      });
  });
  const width = rows.reduce((most, row, i) => Math.max(most, textLength(row[column], formats[i])), 0);
  return { areas, width };
}

function cellLook(kind: ColumnKind, before: ColumnKind | null, format: string): CellLook {
  return { ...sideOf(kind, before), ...(format !== 'General' && { numberFormat: format }) };
}

/** Numbers of one kind in a column share their decimals. */
function formatsOf(values: readonly Value[], kinds: readonly ColumnKind[]): string[] {
  const numbers = new Map<ColumnKind, number[]>();
  values.forEach((value, i) => {
    if (!isNumber(value)) return;
    if (!numbers.has(kinds[i])) numbers.set(kinds[i], []);
    numbers.get(kinds[i])!.push(value);
  });
  const writers = new Map(
    [...numbers].map(([kind, own]) => {
      const axis = kind === 'label' ? axisFormat(own) : null;
      return [kind, axis === null ? columnFormat(kind, own) : () => axis];
    }),
  );
  return values.map((value, i) => {
    const write = writers.get(kinds[i]) ?? columnFormat(kinds[i], []);
    return write(isNumber(value) ? value : 0);
  });
}

/** What does not exist is an error of five characters. */
function textLength(value: Value, format: string): number {
  if (value === null) return 0;
  if (isMissing(value) || (typeof value === 'number' && !Number.isFinite(value))) return 5;
  return typeof value === 'number' ? formatted(value, format).length : String(value).length;
}

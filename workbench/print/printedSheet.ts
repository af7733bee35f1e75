/** What of a sheet is printed, and on which pages. */

import type { IStyleData, Nullable } from '@univerjs/core';
import type { FWorkbook, FWorksheet } from '@univerjs/preset-sheets-core';
import type { ISheetDrawing } from '@univerjs/preset-sheets-drawing';
import type { RangeAddress } from '../../taskpane/host';
import { drawingsOver } from '../drawings';
import type { Spreadsheet } from '../univer';
import { eachUsed, usedRange } from '../usedRange';
import { pageLayout, type Line, type PageLayout, type Size, type Span } from './pages';

/** Cells that are printed at once at most, empty ones too: some seconds of the browser's work. */
const MOST_CELLS = 60_000;

/** A picture or a chart, in pixels from the top left of what is printed. */
export interface PrintedDrawing extends Size {
  readonly drawing: ISheetDrawing;
  readonly left: number;
  readonly top: number;
}

export interface PrintedSheet {
  readonly workbook: FWorkbook;
  readonly sheet: FWorksheet;
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
  readonly drawings: readonly PrintedDrawing[];
  readonly layout: PageLayout;
}

/**
 * @param part what of the sheet is printed; all that is used of it where nothing is said
 * @throws Error with a sentence where nothing is to be printed, or too much
 */
export function printedSheet(spreadsheet: Spreadsheet, part: RangeAddress | null = null): PrintedSheet {
  const workbook = spreadsheet.api.getActiveWorkbook();
  const sheet = workbook?.getActiveSheet();
  if (!workbook || !sheet) throw new Error('no sheet is open');
  const drawings = drawingsOver(spreadsheet, sheet);
  const counts = isColoured(sheet);
  const used = withDrawings(usedRange(spreadsheet, sheet, counts), sheet.getSheetName(), drawings);
  const range = used && part ? common(used, part) : used;
  if (!range) throw new Error(`there is nothing to print on “${sheet.getSheetName()}”`);
  const model = sheet.getSheet();
  const columns = lines(range.column, range.columns, (column) =>
    model.getColVisible(column) ? model.getColumnWidth(column) : 0,
  );
  checkSize(range.sheet, range.rows, columns.length);
  const rows = lines(range.row, range.rows, (row) =>
    model.getRowVisible(row) ? model.getRowHeight(row) : 0,
  );
  const filled = new Filled();
  const note = (row: number, column: number): void => {
    if (isInside(range, row, column)) filled.add(row, column);
  };
  eachUsed(spreadsheet, sheet, note, counts);
  for (const { sheetTransform } of drawings) filled.addAll(sheetTransform);
  const { xSplit, ySplit, startRow: belowFrozen, startColumn: afterFrozen } = model.getFreeze();
  const frozen = (all: readonly Line[], first: number) => all.filter(({ index }) => index < first).length;
  const layout = pageLayout(
    {
      lines: rows,
      repeated: ySplit > 0 ? frozen(rows, belowFrozen) : 0,
      whole: drawings.map(({ sheetTransform }) => span(sheetTransform, 'row')),
    },
    {
      lines: columns,
      repeated: xSplit > 0 ? frozen(columns, afterFrozen) : 0,
      whole: [
        ...drawings.map(({ sheetTransform }) => span(sheetTransform, 'column')),
        ...blocks(columns, (column) => filled.columns.has(column)),
      ],
    },
  );
  const isFilled = ({ rows: { own }, columns: across }: PageLayout['pages'][number]): boolean =>
    own.some((row) => across.own.some((column) => filled.has(row.index, column.index)));
  return {
    workbook,
    sheet,
    rows,
    columns,
    layout: { ...layout, pages: layout.pages.filter(isFilled) },
    drawings: drawings.map((drawing) => placed(drawing, rows, columns)),
  };
}

/** Cells in which something is to be seen. */
class Filled {
  private readonly rows = new Map<number, Set<number>>();
  readonly columns = new Set<number>();

  add(row: number, column: number): void {
    const line = this.rows.get(row);
    if (line) line.add(column);
    else this.rows.set(row, new Set([column]));
    this.columns.add(column);
  }

  addAll({ from, to }: Corners): void {
    for (let row = from.row; row <= to.row; row++)
      for (let column = from.column; column <= to.column; column++) this.add(row, column);
  }

  has(row: number, column: number): boolean {
    return this.rows.get(row)?.has(column) ?? false;
  }
}

/** Lines beside one another that are all filled: what stands in them belongs together. */
function blocks(all: readonly Line[], isFilled: (index: number) => boolean): Span[] {
  const found: { first: number; last: number }[] = [];
  let before = false;
  for (const { index } of all) {
    const now = isFilled(index);
    if (now && before) found[found.length - 1].last = index;
    else if (now) found.push({ first: index, last: index });
    before = now;
  }
  return found;
}

function checkSize(name: string, rows: number, columns: number): void {
  if (rows * columns <= MOST_CELLS) return;
  const [height, width, most] = [rows, columns, MOST_CELLS].map((count) => count.toLocaleString('en'));
  throw new Error(
    `“${name}” has ${height} rows of ${width} columns, and no more than ${most} cells are printed at once: select what to print`,
  );
}

/** Cells without a content that can be seen all the same. */
function isColoured(sheet: FWorksheet) {
  const styles = sheet.getWorkbook().getStyles();
  return ({ s }: { s?: Nullable<IStyleData | string> }): boolean => {
    const style = typeof s === 'string' ? styles.get(s) : s;
    return Boolean(style?.bg?.rgb) || Object.values(style?.bd ?? {}).some(Boolean);
  };
}

function withDrawings(
  used: RangeAddress | null,
  sheet: string,
  drawings: readonly ISheetDrawing[],
): RangeAddress | null {
  if (!used && drawings.length === 0) return null;
  const ends = drawings.map(({ sheetTransform: { to } }) => to);
  return {
    sheet,
    row: 0,
    column: 0,
    rows: Math.max(used?.rows ?? 0, ...ends.map(({ row }) => row + 1)),
    columns: Math.max(used?.columns ?? 0, ...ends.map(({ column }) => column + 1)),
  };
}

function common(one: RangeAddress, other: RangeAddress): RangeAddress | null {
  const [row, rows] = overlap(one.row, one.rows, other.row, other.rows);
  const [column, columns] = overlap(one.column, one.columns, other.column, other.columns);
  return rows > 0 && columns > 0 ? { sheet: one.sheet, row, column, rows, columns } : null;
}

function isInside(range: RangeAddress, row: number, column: number): boolean {
  const [i, j] = [row - range.row, column - range.column];
  return i >= 0 && i < range.rows && j >= 0 && j < range.columns;
}

function overlap(
  start: number,
  size: number,
  other: number,
  otherSize: number,
): [start: number, size: number] {
  const first = Math.max(start, other);
  return [first, Math.min(start + size, other + otherSize) - first];
}

/** Those that can be seen. */
function lines(first: number, count: number, sizeOf: (index: number) => number): Line[] {
  return Array.from({ length: count }, (_, i) => ({
    index: first + i,
    size: sizeOf(first + i),
  })).filter(({ size }) => size > 0);
}

type Corners = ISheetDrawing['sheetTransform'];

function span({ from, to }: Corners, along: 'row' | 'column'): Span {
  return { first: from[along], last: to[along] };
}

function placed(drawing: ISheetDrawing, rows: readonly Line[], columns: readonly Line[]): PrintedDrawing {
  const { from, to } = drawing.sheetTransform;
  const left = offset(columns, from.column, from.columnOffset);
  const top = offset(rows, from.row, from.rowOffset);
  return {
    drawing,
    left,
    top,
    width: offset(columns, to.column, to.columnOffset) - left,
    height: offset(rows, to.row, to.rowOffset) - top,
  };
}

/** From the first line on, at a place inside of a line. */
function offset(all: readonly Line[], index: number, inside: number): number {
  let sum = 0;
  for (const line of all) {
    if (line.index >= index) return sum + (line.index === index ? Math.min(inside, line.size) : 0);
    sum += line.size;
  }
  return sum;
}

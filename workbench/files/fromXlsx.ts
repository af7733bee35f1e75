/** An .xlsx workbook as a workbook of Univer. Text is stored as text, so that nothing in a file is ever run as a formula. */

import {
  BooleanNumber,
  CellValueType,
  LocaleType,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/core';
import type { Cell as XlsxCell, CellStyle, CellValue, Sheet, Workbook } from 'hucre/xlsx';
import { parseAddress } from '../../src/index';
import { SETTING_PREFIX } from '../settings';
import { PIXELS_PER_CHARACTER } from './toXlsx';

/** Room beside the data. */
const ROWS = 2000;
const COLUMNS = 60;
/** Serial number of 1970-01-01, and a day in milliseconds. */
const EPOCH = 25569;
const DAY = 86_400_000;

export function fromXlsx(workbook: Workbook, id: string, name: string): IWorkbookData {
  const ids = workbook.sheets.map((_, i) => `sheet-${i + 1}`);
  const custom = Object.entries(workbook.properties?.custom ?? {}).filter(([key]) =>
    key.startsWith(SETTING_PREFIX),
  );
  return {
    id,
    name,
    appVersion: '',
    locale: LocaleType.EN_US,
    styles: {},
    sheetOrder: ids,
    sheets: Object.fromEntries(workbook.sheets.map((sheet, i) => [ids[i], readSheet(sheet, ids[i])])),
    custom: Object.fromEntries(custom.map(([key, value]) => [key, String(value)])),
    resources: [{ name: DEFINED_NAMES, data: JSON.stringify(readNames(workbook, ids)) }],
  };
}

/** Where Univer's snapshots keep defined names. */
const DEFINED_NAMES = 'SHEET_DEFINED_NAME_PLUGIN';

function readNames(workbook: Workbook, sheetIds: readonly string[]): Record<string, object> {
  const entries = (workbook.namedRanges ?? []).map(({ name, range, scope, comment }, i) => {
    const sheet = workbook.sheets.findIndex((each) => each.name === scope);
    const id = `name-${i + 1}`;
    const localSheetId = sheetIds[sheet] ?? WHOLE_WORKBOOK;
    return [id, { id, name, formulaOrRefString: range, comment: comment ?? '', localSheetId }] as const;
  });
  return Object.fromEntries(entries);
}

/** What Univer writes in place of a sheet for a name that all sheets know. */
const WHOLE_WORKBOOK = 'AllDefaultWorkbook';

function readSheet(sheet: Sheet, id: string): Partial<IWorksheetData> {
  const cellData: Record<number, Record<number, ICellData>> = {};
  const spilled = spilledCells(sheet);
  let width = 0;
  const put = (row: number, column: number, data: ICellData): void => {
    const line = (cellData[row] ??= {});
    line[column] = { ...line[column], ...data };
    width = Math.max(width, column + 1);
  };
  sheet.rows.forEach((line, row) =>
    line.forEach((value, column) => {
      const data = spilled(row, column) ? null : readValue(value);
      if (data !== null) put(row, column, data);
    }),
  );
  sheet.cells?.forEach((cell, key) => {
    const [row, column] = key.split(',').map(Number);
    // A formula computes its value anew.
    if (cell.formula !== undefined) put(row, column, { ...readFormula(cell, id), v: null, t: null });
    const style = readStyle(cell.style);
    if (style !== null) put(row, column, { s: style });
  });
  const rows = sheet.freezePane?.rows ?? 0;
  const columns = sheet.freezePane?.columns ?? 0;
  return {
    id,
    name: sheet.name,
    rowCount: Math.max(ROWS, sheet.rows.length + 200),
    columnCount: Math.max(COLUMNS, width + 20),
    defaultColumnWidth: 88,
    cellData,
    columnData: readWidths(sheet),
    hidden: sheet.hidden || sheet.veryHidden ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    mergeData: (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
      startRow,
      startColumn: startCol,
      endRow,
      endColumn: endCol,
    })),
    freeze: {
      startRow: rows > 0 ? rows : -1,
      startColumn: columns > 0 ? columns : -1,
      ySplit: rows,
      xSplit: columns,
    },
  };
}

/** Cells that share a formula have it spelt out in the first one only, in files as in Univer. */
function readFormula({ formula, formulaType, formulaSharedIndex }: XlsxCell, sheetId: string): ICellData {
  const shared = formulaType === 'shared' && formulaSharedIndex !== undefined;
  return {
    ...(formula ? { f: `=${plainNames(formula)}` } : {}),
    ...(shared ? { si: `${sheetId}-${formulaSharedIndex}` } : {}),
  };
}

/** Excel puts marks before the names of newer functions, which nobody types. */
function plainNames(formula: string): string {
  return formula.replace(/_xl(?:fn|ws|pm|udf)\.|_xldudf_/g, '');
}

/** Whether a cell holds a value that a formula elsewhere has spilled into it. */
function spilledCells(sheet: Sheet): (row: number, column: number) => boolean {
  const ranges: { row: number; column: number; rowCount: number; columnCount: number }[] = [];
  sheet.cells?.forEach((cell: XlsxCell) => {
    const range = cell.formulaType === 'array' && cell.formulaRef ? parseAddress(cell.formulaRef) : null;
    if (range !== null) ranges.push(range);
  });
  return (row, column) =>
    ranges.some(
      (range) =>
        row >= range.row &&
        row < range.row + range.rowCount &&
        column >= range.column &&
        column < range.column + range.columnCount,
    );
}

function readValue(value: CellValue | undefined): ICellData | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return { v: value, t: CellValueType.NUMBER };
  if (typeof value === 'boolean') return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  if (value instanceof Date)
    return {
      v: value.getTime() / DAY + EPOCH,
      t: CellValueType.NUMBER,
      s: { n: { pattern: 'yyyy-mm-dd' } },
    };
  return { v: value, t: CellValueType.STRING };
}

const ALIGNMENTS: Readonly<Record<string, number>> = { left: 1, center: 2, right: 3 };

function readStyle(style: CellStyle | undefined): IStyleData | null {
  if (style === undefined) return null;
  const out: IStyleData = {};
  if (style.numFmt !== undefined && style.numFmt !== 'General') out.n = { pattern: style.numFmt };
  if (style.font?.bold) out.bl = BooleanNumber.TRUE;
  if (style.font?.italic) out.it = BooleanNumber.TRUE;
  if (style.font?.size !== undefined && style.font.size !== 11) out.fs = style.font.size;
  if (style.fill?.type === 'pattern' && style.fill.pattern === 'solid' && style.fill.fgColor?.rgb)
    out.bg = { rgb: `#${style.fill.fgColor.rgb.slice(-6)}` };
  if (style.font?.color?.rgb) out.cl = { rgb: `#${style.font.color.rgb.slice(-6)}` };
  const alignment = ALIGNMENTS[style.alignment?.horizontal ?? ''];
  if (alignment !== undefined) out.ht = alignment;
  return Object.keys(out).length > 0 ? out : null;
}

function readWidths(sheet: Sheet): Record<number, { w: number }> {
  const widths: Record<number, { w: number }> = {};
  sheet.columns?.forEach((column, c) => {
    if (column.width !== undefined) widths[c] = { w: Math.round(column.width * PIXELS_PER_CHARACTER) };
  });
  return widths;
}

/** An .xlsx workbook as a workbook of Univer. Text is stored as text, so that nothing in a file is ever run as a formula. */

import {
  BooleanNumber,
  CellValueType,
  LocaleType,
  type ICellData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/core';
import type { Cell as XlsxCell, CellValue, Sheet, Workbook } from 'hucre/xlsx';
import { parseAddress } from '../../src/index';
import { typedFormula } from './formulaText';
import { propertiesToSettings } from './properties';
import { sheetRoom } from './room';
import { readHeights, readStyle, readWidths } from './styles';
import { ERROR } from './toXlsx';

/** @param drawings what lies over the cells, read with the ids that the sheets have here */
export function fromXlsx(
  workbook: Workbook,
  id: string,
  name: string,
  drawings: readonly Resource[] = [],
): IWorkbookData {
  const ids = sheetIds(workbook);
  return {
    id,
    name,
    appVersion: '',
    locale: LocaleType.EN_US,
    styles: {},
    sheetOrder: ids,
    sheets: Object.fromEntries(workbook.sheets.map((sheet, i) => [ids[i], readSheet(sheet, ids[i])])),
    custom: propertiesToSettings(workbook.properties?.custom ?? {}),
    resources: [{ name: DEFINED_NAMES, data: JSON.stringify(readNames(workbook, ids)) }, ...drawings],
  };
}

type Resource = NonNullable<IWorkbookData['resources']>[number];

/** The ids that the sheets of a file get, in their order. */
export function sheetIds({ sheets }: Workbook): string[] {
  return sheets.map((_, i) => `sheet-${i + 1}`);
}

/** Where Univer's snapshots keep defined names. */
const DEFINED_NAMES = 'SHEET_DEFINED_NAME_PLUGIN';

function readNames(workbook: Workbook, sheetIds: readonly string[]): Record<string, object> {
  // Names of Excel's own, for printing and filters, mean nothing here.
  const names = (workbook.namedRanges ?? []).filter(({ name }) => !name.startsWith('_xlnm.'));
  const entries = names.map(({ name, range, scope, comment }, i) => {
    const sheet = workbook.sheets.findIndex((each) => each.name === scope);
    const id = `name-${i + 1}`;
    const localSheetId = sheetIds[sheet] ?? WHOLE_WORKBOOK;
    return [
      id,
      { id, name, formulaOrRefString: meaning(range), comment: comment ?? '', localSheetId },
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** Univer tells formulas from addresses by their `=`, which files leave out. */
function meaning(range: string): string {
  return parseAddress(range) === null ? typedFormula(range) : range;
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
      const data = spilled(row, column) ? null : readValue(value, sheet.cells?.get(`${row},${column}`));
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
    ...sheetRoom(sheet.rows.length, width),
    defaultColumnWidth: 88,
    cellData,
    columnData: readWidths(sheet.columns),
    rowData: readHeights(sheet.rowDefs),
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
    ...(formula ? { f: typedFormula(formula) } : {}),
    ...(shared ? { si: `${sheetId}-${formulaSharedIndex}` } : {}),
  };
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

function readValue(value: CellValue | undefined, cell: XlsxCell | undefined): ICellData | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return { v: value, t: CellValueType.NUMBER };
  if (typeof value === 'boolean') return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  if (value instanceof Date) return { v: serialNumber(value), t: CellValueType.NUMBER };
  // Text that only reads like an error is marked as text.
  const isText = cell?.type !== 'error' && ERROR.test(value);
  return { v: value, t: isText ? CellValueType.FORCE_STRING : CellValueType.STRING };
}

const DAY = 86_400_000;
/** The day before 1900-01-01, which has number 1. */
const EPOCH = Date.UTC(1899, 11, 31);
/** Excel counts a 29th of February 1900 that never was: it has number 60. */
const LEAP_DAY = 60;

/** Days since the beginning of 1900 as Excel counts them; a time without a day is less than 1. */
function serialNumber(date: Date): number {
  const time = date.getTime() - EPOCH;
  // One division of whole milliseconds, so that a third of a day comes out as the nearest number to a third.
  return time >= LEAP_DAY * DAY ? (time + DAY) / DAY : time / DAY;
}

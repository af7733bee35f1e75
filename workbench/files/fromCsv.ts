/** Delimited text as a workbook of one sheet, with its header row in bold and in view. */

import {
  BooleanNumber,
  HorizontalAlign,
  LocaleType,
  type ICellData,
  type IWorkbookData,
} from '@univerjs/core';
import { parseCsv, type CellMatrix } from '../../src/index';
import { valueCell } from '../workbook/build';
import { sheetRoom } from './room';

/** @throws CellmerError when the text is no table: it says on which line */
export function fromCsv(text: string, id: string, name: string): IWorkbookData {
  const cells = parseCsv(text);
  const sheetId = 'sheet-1';
  const sheet = {
    id: sheetId,
    name: sheetName(name),
    ...sheetRoom(cells.length, cells[0].length),
    defaultColumnWidth: 88,
    cellData: grid(cells),
    freeze: { startRow: 1, startColumn: -1, ySplit: 1, xSplit: 0 },
  };
  return {
    id,
    name,
    appVersion: '',
    locale: LocaleType.EN_US,
    styles: {},
    sheetOrder: [sheetId],
    sheets: { [sheetId]: sheet },
  };
}

function grid(cells: CellMatrix): Record<number, Record<number, ICellData>> {
  const rows: Record<number, Record<number, ICellData>> = {};
  cells.forEach((line, i) => {
    const row: Record<number, ICellData> = (rows[i] = {});
    line.forEach((cell, j) => {
      const data = valueCell(cell);
      if (data !== null) row[j] = data;
    });
  });
  // Names stand above the numbers they name, at the right.
  cells[0].forEach((_, j) => {
    const isNumber = typeof cells[1]?.[j] === 'number';
    rows[0][j].s = { bl: BooleanNumber.TRUE, ...(isNumber ? { ht: HorizontalAlign.RIGHT } : {}) };
  });
  return rows;
}

/** Excel allows 31 characters, none of []:*?/\\ and no apostrophe at either end, and keeps one name for itself. */
function sheetName(name: string): string {
  const allowed = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .replace(/^[\s']+|[\s']+$/g, '');
  return allowed === '' || allowed.toLowerCase() === 'history' ? 'Data' : allowed;
}

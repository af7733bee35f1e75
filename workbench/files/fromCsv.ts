/** Delimited text as a workbook of one sheet, with its header row in bold and in view. */

import {
  BooleanNumber,
  HorizontalAlign,
  LocaleType,
  type ICellData,
  type IWorkbookData,
} from '@univerjs/core';
import { detectSeparator, MAX_COLUMNS, MAX_ROWS, parseCsv, type CellMatrix } from '../../src/index';
import { cellAddress } from '../addresses';
import { valueCell } from '../workbook/build';
import { counted, cutText, EXCEL, requireCells, tooLarge } from './bounds';
import { Differences } from './differences';
import { sheetRoom } from './room';

/**
 * @throws CellmerError when the text is no table: it says on which line
 * @throws FileProblem when it has more rows, columns or cells than can be opened
 */
export function fromCsv(
  text: string,
  id: string,
  name: string,
  differences = new Differences(),
): IWorkbookData {
  requireCells(countedCells(text));
  const cells = parseCsv(text);
  if (cells.length > MAX_ROWS) throw tooLarge(`has ${counted(cells.length)} lines`, counted(MAX_ROWS));
  if (cells[0].length > MAX_COLUMNS)
    throw tooLarge(`has ${counted(cells[0].length)} columns`, counted(MAX_COLUMNS));
  const sheetId = 'sheet-1';
  const sheet = {
    id: sheetId,
    name: sheetName(name),
    ...sheetRoom(cells.length, cells[0].length),
    defaultColumnWidth: 88,
    cellData: grid(cells, differences),
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

/** As many as separators and ends of lines outside of quotes: found before any cell costs memory. */
function countedCells(text: string): number {
  const separator = detectSeparator(text).charCodeAt(0);
  let count = 0;
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) inQuotes = !inQuotes;
    else if (!inQuotes && (code === separator || code === LINE_FEED)) count++;
  }
  return count;
}

const QUOTE = 34;
const LINE_FEED = 10;

function grid(cells: CellMatrix, differences: Differences): Record<number, Record<number, ICellData>> {
  const rows: Record<number, Record<number, ICellData>> = {};
  cells.forEach((line, i) => {
    const row: Record<number, ICellData> = (rows[i] = {});
    line.forEach((cell, j) => {
      const data = valueCell(cell);
      if (data === null) return;
      if (typeof data.v === 'string' && data.v.length > EXCEL.text) {
        data.v = cutText(data.v);
        differences.note('texts', cellAddress(i, j));
      }
      row[j] = data;
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

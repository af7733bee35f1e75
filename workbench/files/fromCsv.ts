/** Delimited text as a workbook of one sheet, with its header row in bold and in view. */

import {
  BooleanNumber,
  HorizontalAlign,
  LocaleType,
  type ICellData,
  type IWorkbookData,
} from '@univerjs/core';
import {
  detectSeparator,
  MAX_COLUMNS,
  MAX_ROWS,
  readText,
  type CellMatrix,
  type TextNote,
  type TextOptions,
  type TextTable,
} from '../../src/index';
import { cellAddress } from '../addresses';
import { valueCell } from '../workbook/build';
import { counted, cutText, EXCEL, requireCells, tooLarge } from './bounds';
import { Differences } from './differences';
import { sheetRoom } from './room';

/** How a text was read, and what else it could be. */
export interface TextReading {
  /** What was taken for granted. */
  readonly notes: readonly TextNote[];
  /** Columns of numbers, which could be text. */
  readonly numbers: readonly string[];
}

export interface OpenedText {
  readonly workbook: IWorkbookData;
  readonly reading: TextReading;
}

/**
 * @throws CellmerError when the text is no table: it says on which line
 * @throws FileProblem when it has more rows, columns or cells than can be opened
 */
export function fromCsv(
  text: string,
  id: string,
  name: string,
  differences = new Differences(),
  options: TextOptions = {},
): OpenedText {
  requireCells(countedCells(text, options));
  const table = readText(text, { home: globalThis.navigator?.language, ...options });
  const { hasHeaders } = table;
  const cells = hasHeaders ? table.cells : table.cells.slice(1);
  if (cells.length > MAX_ROWS) throw tooLarge(`has ${counted(cells.length)} lines`, counted(MAX_ROWS));
  if (cells[0].length > MAX_COLUMNS)
    throw tooLarge(`has ${counted(cells[0].length)} columns`, counted(MAX_COLUMNS));
  const sheetId = 'sheet-1';
  const formats = table.formats.map((format) => format && `format ${format}`);
  const sheet = {
    id: sheetId,
    name: sheetName(name),
    ...sheetRoom(cells.length, cells[0].length),
    defaultColumnWidth: 88,
    cellData: grid(cells, hasHeaders, formats, differences),
    ...(hasHeaders && { freeze: { startRow: 1, startColumn: -1, ySplit: 1, xSplit: 0 } }),
  };
  const workbook = {
    id,
    name,
    appVersion: '',
    locale: LocaleType.EN_US,
    styles: Object.fromEntries(
      table.formats.flatMap((pattern, c) => (pattern === null ? [] : [[formats[c]!, { n: { pattern } }]])),
    ),
    sheetOrder: [sheetId],
    sheets: { [sheetId]: sheet },
  };
  return { workbook, reading: readingOf(table, options) };
}

function readingOf({ cells, hasHeaders, lines, notes }: TextTable, { headers }: TextOptions): TextReading {
  const [names, ...rows] = cells;
  const isFound =
    hasHeaders && headers === undefined && !notes.some(({ instead }) => instead?.headers !== undefined);
  const ofNames: TextNote[] = isFound
    ? [{ sentence: `line ${lines[0]} holds the names of columns`, instead: { headers: 0 } }]
    : [];
  const isNumber = names.map((_, c) => rows.some((row) => typeof row[c] === 'number'));
  return {
    notes: [...ofNames, ...notes],
    numbers: names.flatMap((name, c) =>
      isNumber[c] && typeof name === 'string' && name !== '' ? [name] : [],
    ),
  };
}

/** As many as separators and ends of lines outside of quotes: found before any cell costs memory. */
function countedCells(text: string, options: TextOptions): number {
  const separator = (options.separator ?? detectSeparator(text)).charCodeAt(0);
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

/** @param formats ids of the styles of numbers by column; null where they are plain */
function grid(
  cells: CellMatrix,
  hasHeaders: boolean,
  formats: readonly (string | null)[],
  differences: Differences,
): Record<number, Record<number, ICellData>> {
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
      const format = formats[j];
      row[j] = format !== null && typeof cell === 'number' ? { ...data, s: format } : data;
    });
  });
  if (!hasHeaders) return rows;
  // Names stand above the numbers they name, at the right.
  cells[0].forEach((_, j) => {
    const isNumber = typeof cells[1]?.[j] === 'number';
    const style = { bl: BooleanNumber.TRUE, ...(isNumber ? { ht: HorizontalAlign.RIGHT } : {}) };
    if (rows[0][j]) rows[0][j].s = style;
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

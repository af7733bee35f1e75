/**
 * Workbooks that are no .xlsx files: of LibreOffice (.ods), values, formulas and formats of cells; of Excel 2003 (.xls), values. The
 * readers for them are loaded when such a file is opened.
 */

import type { Cell, Workbook } from 'hucre/xlsx';
import { cellAddress } from '../addresses';
import { damaged, FileProblem, requireCells } from './bounds';
import type { Differences } from './differences';
import { ERROR } from './errorText';
import { changeParts } from './zip';

export type OtherBook = 'ods' | 'xls';

/** @throws FileProblem when it is damaged */
export async function readOtherBook(
  bytes: Uint8Array,
  kind: OtherBook,
  differences: Differences,
): Promise<Workbook> {
  try {
    const read = kind === 'ods' ? readLibreOffice : readExcel2003;
    const workbook = await read(bytes, differences);
    requireCells(workbook.sheets.reduce((sum, { rows }) => sum + filled(rows), 0));
    return workbook;
  } catch (error) {
    if (error instanceof RangeError || error instanceof FileProblem) throw error;
    throw damaged('its parts do not fit together', error);
  }
}

function filled(rows: Workbook['sheets'][number]['rows']): number {
  return rows.reduce((sum, row) => sum + row.filter((value) => value !== null && value !== '').length, 0);
}

async function readExcel2003(bytes: Uint8Array, differences: Differences): Promise<Workbook> {
  const { readXls } = await import('hucre/xlsx');
  const workbook = await readXls(bytes);
  differences.noteLeftOut([
    'formulas (but for what they gave)',
    'formats',
    'names',
    'charts',
    'what hides rows and sheets',
  ]);
  for (const sheet of workbook.sheets) {
    // Rows without cells are no rows for the library.
    sheet.rows = Array.from(sheet.rows, (row) => row ?? []);
    const cells = (sheet.cells ??= new Map<string, Cell>());
    sheet.rows.forEach((line, row) =>
      line.forEach((value, column) => {
        const key = `${row},${column}`;
        // A text that reads like an error is one: the file tells them apart, the library does not.
        if (typeof value === 'string' && ERROR.test(value)) cells.set(key, { value, type: 'error' });
        if (value instanceof Date)
          cells.set(key, { value, type: 'date', style: { numFmt: dateFormat(value) } });
      }),
    );
  }
  return workbook;
}

async function readLibreOffice(bytes: Uint8Array, differences: Differences): Promise<Workbook> {
  const { readOds } = await import('hucre/ods');
  const bounded = await changeParts(
    bytes,
    (path) => path === 'content.xml',
    async (_, text) => boundedContent(await text()),
  );
  const workbook = await readOds(bounded, { readStyles: true });
  differences.noteLeftOut([
    'charts',
    'pictures',
    'notes',
    'conditional formats',
    'rules',
    'what hides rows and sheets',
  ]);
  for (const sheet of workbook.sheets) {
    const note = (key: string): void => {
      const [row, column] = key.split(',').map(Number);
      differences.note('unread', `${cellAddress(row, column)} of ${sheet.name}`);
    };
    sheet.rows.forEach((line, row) =>
      line.forEach((value, column) => {
        const time = typeof value === 'string' ? timeOfDay(value) : null;
        const cell = sheet.cells?.get(`${row},${column}`);
        const format = time !== null ? TIME : value instanceof Date ? dateFormat(value) : null;
        if (time !== null) line[column] = time;
        if (format === null || cell?.style?.numFmt) return;
        const cells = (sheet.cells ??= new Map<string, Cell>());
        const type = time === null ? 'date' : 'number';
        cells.set(`${row},${column}`, { value, type, ...cell, style: { ...cell?.style, numFmt: format } });
      }),
    );
    sheet.cells?.forEach((cell, key) => {
      if (cell.formula === undefined) return;
      const formula = excelFormula(cell.formula);
      if (formula === null) note(key);
      if (formula === null) delete cell.formula;
      else cell.formula = formula;
    });
  }
  return workbook;
}

const TIME = 'hh:mm:ss';

/** How a day, a time or both are shown where the file does not say. */
function dateFormat(date: Date): string {
  const time = date.getTime() % 86_400_000 === 0 ? '' : ` ${TIME}`;
  return date.getTime() < FIRST_DAY ? TIME : `yyyy-mm-dd${time}`;
}

/** The first of January 1900. */
const FIRST_DAY = Date.UTC(1900, 0, 1);

/** `PT12H30M00S` as the share of a day; null for what is no time. */
function timeOfDay(text: string): number | null {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S$/.exec(text) ?? [];
  if (hours === undefined) return null;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
}

/** Formats of empty cells that are repeated that often reach to the end of the sheet: they are no data. */
const OFTEN = 200;

/** The cells without what the reader would lay out a sheet for, and formulas of several cells as what they gave. */
function boundedContent(xml: string): string {
  return xml
    .replace(/<table:table-cell\s[^>]*>/g, (tag: string) => {
      const isRepeated = repeatOf(tag, 'columns') >= OFTEN && tag.endsWith('/>');
      const plain = isRepeated ? withoutStyle(tag) : tag;
      return plain.includes('table:number-matrix-') ? plain.replace(/\stable:formula="[^"]*"/, '') : plain;
    })
    .replace(
      /<table:table-row\s[^>]*number-rows-repeated[^>]*>(?:(?!<\/table:table-row>)[\s\S])*/g,
      (row: string) =>
        repeatOf(row, 'rows') >= OFTEN
          ? row.replace(/<table:table-cell\s[^>]*\/>/g, (tag: string) => withoutStyle(tag))
          : row,
    );
}

function repeatOf(tag: string, what: 'rows' | 'columns'): number {
  return Number(new RegExp(`table:number-${what}-repeated="(\\d+)"`).exec(tag)?.[1] ?? 1);
}

function withoutStyle(tag: string): string {
  return tag.replace(/\stable:style-name="[^"]*"/, '');
}

/**
 * A formula of OpenFormula, whose references are read already, as Excel writes it: its arguments are divided by `;` there, and the columns
 * and rows of `{1;2|3;4}` by `;` and `|`. Null for what only LibreOffice has.
 */
function excelFormula(formula: string): string | null {
  const parts = formula.split(/("(?:[^"]|"")*"|'(?:[^']|'')*')/);
  let isArray = false;
  const written = parts.map((part, i) =>
    i % 2 === 1
      ? part
      : part.replace(/[{};|]/g, (sign) => {
          if (sign === '{' || sign === '}') isArray = sign === '{';
          return sign === ';' ? ',' : sign === '|' && isArray ? ';' : sign;
        }),
  );
  const plain = parts.filter((_, i) => i % 2 === 0).join('');
  const isForeign = /[[\]~]|^\w+:=|\b(?:ORG|LEGACY|MULTIPLE)\./i.test(plain);
  return isForeign ? null : written.join('').replace(/\bCOM\.MICROSOFT\./gi, '');
}

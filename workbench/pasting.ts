/**
 * Pastes a table that comes as text alone, as editors and statistics programs copy it, cell by cell, read as text files are. Univer 0.25
 * takes away what is blank at the beginning of such a text, so that its first row moves to the left, leaves a space in the last cell of each
 * line from Windows, and reads what follows a `<` as HTML; from its menu it puts all of it into one cell.
 *
 * What Excel copies as text, as its number format says, stays text, and so does what comes as text into cells that have this format: Univer
 * makes numbers of ids with zeros in front.
 */

import { CellValueType, type ObjectMatrix } from '@univerjs/core';
import { ISheetClipboardService, type ICellDataWithSpanInfo } from '@univerjs/preset-sheets-core';
import { readPasted, type PastedTable } from '../src/index';
import { textCells } from './pastedText';
import { selectedRange } from './selection';
import type { Spreadsheet } from './univer';
import { valueCell } from './workbook/build';

/** What of the clipboard's service is not declared: what makes cells of HTML. */
interface Converting {
  readonly _htmlToUSM: {
    convert(html: string): { readonly cellMatrix: ObjectMatrix<ICellDataWithSpanInfo> };
  };
}

export function pasteTextTables(spreadsheet: Spreadsheet): void {
  const clipboard = spreadsheet.get<ISheetClipboardService>(ISheetClipboardService);
  const { _htmlToUSM: converter } = clipboard as unknown as Converting;
  const tables = new Map<string, readonly [PastedTable, IsText]>();
  const convert = converter.convert.bind(converter);
  converter.convert = (html) => {
    const converted = convert(html);
    const table = tables.get(html);
    if (table) putTable(converted.cellMatrix, ...table);
    else keepText(converted.cellMatrix, html);
    return converted;
  };
  const asHtml = (text: string): string | null => {
    const isText = textTargets(spreadsheet);
    const isOne = isText(0, 0) && !/[\t\r\n]/.test(text);
    const table = isOne
      ? { cells: [[text]], formats: [null] }
      : readPasted(text, { home: navigator.language }, isText);
    if (table === null) return null;
    const html = emptyTable(table);
    tables.clear();
    tables.set(html, [table, isText]);
    return html;
  };
  const byKeys = clipboard.legacyPaste.bind(clipboard);
  clipboard.legacyPaste = (html, text, files) => {
    const table = !html && !files && text ? asHtml(text) : null;
    return table === null ? byKeys(html, text, files) : byKeys(table, text);
  };
  const byMenu = clipboard.paste.bind(clipboard);
  clipboard.paste = async (item, type) => {
    const isText = item.types.every((one) => one === 'text/plain');
    const table = isText ? asHtml(await (await item.getType('text/plain')).text()) : null;
    if (table === null) return byMenu(item, type);
    return byMenu(new ClipboardItem({ 'text/html': table }), type);
  };
}

/** Of a cell so many rows below and columns right of the selected one: whether it has the number format of texts. */
type IsText = (row: number, column: number) => boolean;

function textTargets(spreadsheet: Spreadsheet): IsText {
  const selected = selectedRange(spreadsheet);
  const sheet = spreadsheet.api.getActiveWorkbook()?.getActiveSheet().getSheet();
  if (!selected || !sheet) return () => false;
  const styles = spreadsheet.api.getActiveWorkbook()!.getWorkbook().getStyles();
  return (row, column) => {
    const cell = sheet.getCellRaw(selected.row + row, selected.column + column);
    return styles.getStyleByCell(cell)?.n?.pattern === TEXT_FORMAT;
  };
}

/** As many cells as the table has; what is in them is put there once Univer has read it. */
function emptyTable({ cells }: PastedTable): string {
  const row = `<tr>${'<td></td>'.repeat(cells[0].length)}</tr>`;
  return `<table>${row.repeat(cells.length)}</table>`;
}

/** Cells with a document, be it an empty one, are not read for numbers again. */
const AS_IT_IS = { p: {} } as unknown as Pick<ICellDataWithSpanInfo, 'p'>;

function putTable(
  matrix: ObjectMatrix<ICellDataWithSpanInfo>,
  { cells, formats }: PastedTable,
  isText: IsText,
): void {
  cells.forEach((row, i) =>
    row.forEach((cell, j) => {
      const data = valueCell(cell);
      const pattern = isText(i, j) ? TEXT_FORMAT : typeof cell === 'number' ? formats[j] : null;
      matrix.setValue(i, j, {
        ...(data === null ? { v: '' } : { ...data, ...AS_IT_IS }),
        ...(pattern !== null && { s: { n: { pattern } } }),
      });
    }),
  );
}

const TEXT_FORMAT = '@';

function keepText(matrix: ObjectMatrix<ICellDataWithSpanInfo>, html: string): void {
  for (const { row, column, text } of textCells(html)) {
    const value = matrix.getValue(row, column);
    if (!value || String(value.v ?? '').trim() !== text) continue;
    const style = typeof value.s === 'object' ? value.s : {};
    const s = { ...style, n: { pattern: TEXT_FORMAT } };
    matrix.setValue(row, column, { ...value, ...AS_IT_IS, v: text, t: CellValueType.STRING, s });
  }
}

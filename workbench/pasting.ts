/**
 * Pastes a table that comes as text alone, as editors and statistics programs copy it, cell by cell. Univer 0.25 takes away what is
 * blank at the beginning of such a text, so that its first row moves to the left, leaves a space in the last cell of each line
 * from Windows, and reads what follows a `<` as HTML; from its menu it puts all of it into one cell.
 */

import { ISheetClipboardService } from '@univerjs/preset-sheets-core';
import { escaped } from './files/charts/xml';
import type { Spreadsheet } from './univer';

export function pasteTextTables(spreadsheet: Spreadsheet): void {
  const clipboard = spreadsheet.get<ISheetClipboardService>(ISheetClipboardService);
  const byKeys = clipboard.legacyPaste.bind(clipboard);
  clipboard.legacyPaste = (html, text, files) =>
    !html && !files && text && isTable(text) ? byKeys(tableHtml(textTable(text))) : byKeys(html, text, files);
  const byMenu = clipboard.paste.bind(clipboard);
  clipboard.paste = async (item, type) => {
    const isText = item.types.every((one) => one === 'text/plain');
    const text = isText ? await (await item.getType('text/plain')).text() : '';
    if (!isTable(text)) return byMenu(item, type);
    return byMenu(new ClipboardItem({ 'text/html': tableHtml(textTable(text)) }), type);
  };
}

const isTable = (text: string): boolean => /[\t\r\n]/.test(text);

/** A field in quotes, as Excel writes one with a tab or a line break inside; or whatever stands before the next of them. */
const FIELD = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|[^\t\r\n]*/y;
const BREAK = /\t|\r\n?|\n/y;

/** The cells of a text with a line per row and tabs between cells. A line break at the end belongs to the last row. */
export function textTable(text: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; ;) {
    FIELD.lastIndex = at;
    const [field, quoted] = FIELD.exec(text)!;
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? field);
    BREAK.lastIndex = at + field.length;
    const found = BREAK.exec(text);
    if (!found) return rows;
    at = BREAK.lastIndex;
    if (found[0] === '\t') continue;
    if (at === text.length) return rows;
    rows.push([]);
  }
}

function tableHtml(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(({ length }) => length));
  const cells = (row: readonly string[]) =>
    Array.from({ length: width }, (_, i) => `<td>${cellHtml(row[i] ?? '')}</td>`).join('');
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`;
}

function cellHtml(text: string): string {
  return escaped(text).replace(/\r\n?|\n/g, '<br>');
}

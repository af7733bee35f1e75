/** Reports for the clipboard: text that a spreadsheet takes apart into cells, and a table for programs that show one. */

import { labelledBlocks, toCells, type LabelledBlock } from './cells';
import { KINDS } from './kinds';
import type { Report } from './report';
import type { OutputCell, OutputMatrix } from './types';

/** The same cells in both, with all digits. */
export interface ClipboardContent {
  readonly text: string;
  readonly html: string;
}

export function toClipboard(report: Report): ClipboardContent {
  return { text: tableText(toCells(report)), html: tableHtml(report) };
}

/** Columns apart by tabs, rows by line ends. */
export function tableText(cells: OutputMatrix): string {
  return cells.map((row) => row.map(cellText).join('\t')).join('\n');
}

/** What could be taken for a formula begins with an apostrophe. */
function cellText(cell: OutputCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.error;
  if (typeof cell !== 'string') return String(cell);
  const line = cell.replaceAll(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}

/** Header rows as such, and values on the sides of their kinds. */
function tableHtml(report: Report): string {
  const blocks = labelledBlocks(report).map((block) => block.rows.map((_, i) => rowHtml(block, i)).join(''));
  return `<table>${blocks.join('<tr><td></td></tr>')}</table>`;
}

function rowHtml({ table, rows, titleRows }: LabelledBlock, i: number): string {
  const isTitle = i < titleRows;
  const cells = rows[i].map((cell, j) => {
    const column = table?.columns[j];
    const rowKind = isTitle || column === undefined ? null : table?.rowKinds?.[i - titleRows];
    const kind = rowKind ?? column?.kind ?? 'text';
    const side = j > 0 && KINDS[kind].align === 'end' ? ' style="text-align: right"' : '';
    const tag = isTitle ? 'th' : 'td';
    return `<${tag}${side}>${escaped(cellText(cell))}</${tag}>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

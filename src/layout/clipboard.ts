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
    const styles = [
      ...(j > 0 && KINDS[kind].align === 'end' ? ['text-align: right'] : []),
      ...(isMistakable(cell) ? [AS_TEXT] : []),
    ];
    const style = styles.length > 0 ? ` style="${styles.join('; ')}"` : '';
    const tag = isTitle ? 'th' : 'td';
    return `<${tag}${style}>${escaped(cellText(cell))}</${tag}>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

/** Excel's number format Text, by which `1-2` is no date and `007` no number. */
const AS_TEXT = "mso-number-format: '\\@'";

/** How numbers and dates begin, `MAR1` among them. */
const MISTAKABLE =
  /^[\s\d.,+\-$€£%/:()]*\d|^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[-. ]?\d/i;

/** Whether a spreadsheet could take a text for a number or a date. */
function isMistakable(cell: OutputCell): boolean {
  return typeof cell === 'string' && MISTAKABLE.test(cell);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

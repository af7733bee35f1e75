/** What one cell means, apart from its neighbours: blank, missing, text, numeric text, an error. */

import type { Cell, CellError } from './types';

/** Error values of Excel; a sheet that was exported and read back has them as text. */
const ERROR_TEXT =
  /^#(?:DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|PYTHON!|EXTERNAL!)$/;

const NUMERIC_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const SPACE = 0x20;
/** The first character beyond ASCII that `trim` removes, the no-break space. */
const NO_BREAK_SPACE = 0xa0;

/** `text` without white space at its ends. Calls the costly `trim` only when an end can be white space. */
export function trimText(text: string): string {
  const length = text.length;
  if (length === 0) return text;
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(length - 1);
  const plain = first > SPACE && first < NO_BREAK_SPACE && last > SPACE && last < NO_BREAK_SPACE;
  return plain ? text : text.trim();
}

/** Whether a trimmed text stands for a missing value: empty, `NA`, or the error `#N/A` as text. */
export function isMissingText(trimmed: string): boolean {
  const length = trimmed.length;
  return length === 0 || (length === 2 && trimmed === 'NA') || (length === 4 && trimmed === '#N/A');
}

/** Whether a trimmed text is an error value of Excel, `#N/A` included. */
export function isErrorText(trimmed: string): boolean {
  return trimmed.charCodeAt(0) === 0x23 && ERROR_TEXT.test(trimmed);
}

/** Whether a trimmed text is a number written as text, such as `12`, `-0.5` or `1e-3`. */
export function isNumericText(trimmed: string): boolean {
  return trimmed.charCodeAt(0) <= 0x39 && NUMERIC_TEXT.test(trimmed);
}

export function isCellError(cell: unknown): cell is CellError {
  return typeof cell === 'object' && cell !== null && typeof (cell as Partial<CellError>).error === 'string';
}

/** Whether nothing stands in the cell: blank, or text of nothing but white space. */
export function isBlank(cell: Cell): boolean {
  return cell == null || (typeof cell === 'string' && trimText(cell).length === 0);
}

/** Whether the cell is a missing value: blank, `#N/A`, the text `NA`, or NaN. */
export function isMissing(cell: Cell): boolean {
  if (cell == null) return true;
  if (typeof cell === 'string') return isMissingText(trimText(cell));
  if (typeof cell === 'number') return Number.isNaN(cell);
  return isCellError(cell) && cell.error.trim() === '#N/A';
}

/** Whether the cell is text that can be a level or a name: not missing, not an error value. */
export function isLabelText(cell: Cell): cell is string {
  if (typeof cell !== 'string') return false;
  const text = trimText(cell);
  return !isMissingText(text) && !isErrorText(text);
}

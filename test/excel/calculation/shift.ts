/** What becomes of references when rows come or go. */

import { MAX_ROWS, parseAddress, printAddress, quoteSheet } from '../../../src/table/address';
import { words } from '../formula/lexer';
import type { Rect } from '../model/values';

/** Rows at `row` and below: `count` come, or go when it is negative. */
export interface RowShift {
  readonly sheet: string;
  readonly row: number;
  readonly count: number;
}

/** The rectangle after the shift; null when all of it has gone. */
export function shiftRect<R extends Rect>(rect: R, { row, count }: RowShift): R | null {
  if (rect.rows >= MAX_ROWS) return rect;
  const moved = (at: number) => (at < row ? at : Math.max(row, at + count));
  const [top, bottom] = [moved(rect.row), moved(rect.row + rect.rows)];
  return bottom > top ? { ...rect, row: top, rows: bottom - top } : null;
}

/** A formula on the sheet `home` with its references moved; what has gone is #REF!. Dollar signs are lost. */
export function shiftFormula(formula: string, home: string, shift: RowShift): string {
  let moved = formula;
  for (const { kind, text, position } of words(formula).reverse()) {
    if (kind !== 'reference' && kind !== 'spill') continue;
    const hash = kind === 'spill' ? '#' : '';
    const found = parseAddress(hash === '' ? text : text.slice(0, -1))!;
    if ((found.sheet ?? home).toLowerCase() !== shift.sheet.toLowerCase()) continue;
    const { rowCount: rows, columnCount: columns } = found;
    const rect = shiftRect({ row: found.row, column: found.column, rows, columns }, shift);
    const address =
      rect && printAddress({ ...rect, sheet: found.sheet, rowCount: rect.rows, columnCount: columns });
    const replacement = address === null ? '#REF!' : address + hash;
    moved = moved.slice(0, position) + replacement + moved.slice(position + text.length);
  }
  return moved;
}

/** `3:4` of a sheet, as an event names whole rows. */
export function rowsAddress({ sheet, row, count }: RowShift): string {
  return `${quoteSheet(sheet)}!${row + 1}:${row + Math.abs(count)}`;
}

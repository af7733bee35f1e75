/**
 * Reads cells of a sheet. A large range takes a while, and the page must not stand still meanwhile: these are generators,
 * which stop every few thousand cells for `inSlices` to pause at.
 */

import type { FWorksheet } from '@univerjs/preset-sheets-core';
import type { Cell, CellMatrix } from '../src/index';
import type { RangeAddress } from '../taskpane/host';
import { plainCell } from './cells';
import { spilledCells } from './spills';
import type { Spreadsheet } from './univer';

/** Cells between two stops: less than a millisecond of work. */
const STRIDE = 2000;

/** One cell, exact: that of a spill from the formula engine, which the sheet's own cells do not hold. */
export function cellReader(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
): (row: number, column: number) => Cell {
  const stored = sheet.getSheet();
  const spilled = spilledCells(spreadsheet, sheet);
  return (row, column) => plainCell(spilled[row]?.[column] ?? stored.getCellRaw(row, column) ?? null);
}

export function* readingRange(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  { row, column, rows, columns }: RangeAddress,
): Generator<void, CellMatrix> {
  const every = Math.max(1, Math.floor(STRIDE / columns));
  let read = cellReader(spreadsheet, sheet);
  const cells: Cell[][] = [];
  for (let i = 0; i < rows; i++) {
    if (i > 0 && i % every === 0) {
      yield;
      // Spills may have changed during the pause.
      read = cellReader(spreadsheet, sheet);
    }
    cells.push(Array.from({ length: columns }, (_, j) => read(row + i, column + j)));
  }
  return cells;
}

/** Grows a range by rows and columns as long as any cell beside it, corners included, is filled: Ctrl+A in Excel. */
export function* growingRegion(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  range: RangeAddress,
): Generator<void, RangeAddress> {
  const read = cellReader(spreadsheet, sheet);
  const isFilled = (row: number, column: number): boolean => column >= 0 && read(row, column) !== null;
  let seen = 0;
  let { row: top, column: left } = range;
  let bottom = range.row + range.rows - 1;
  let right = range.column + range.columns - 1;
  function* anyInRow(row: number): Generator<void, boolean> {
    for (let c = left - 1; c <= right + 1; c++) {
      if (++seen % STRIDE === 0) yield;
      if (isFilled(row, c)) return true;
    }
    return false;
  }
  function* anyInColumn(column: number): Generator<void, boolean> {
    for (let r = Math.max(0, top - 1); r <= bottom + 1; r++) {
      if (++seen % STRIDE === 0) yield;
      if (isFilled(r, column)) return true;
    }
    return false;
  }
  for (;;) {
    if (top > 0 && (yield* anyInRow(top - 1))) top--;
    else if (yield* anyInRow(bottom + 1)) bottom++;
    else if (left > 0 && (yield* anyInColumn(left - 1))) left--;
    else if (yield* anyInColumn(right + 1)) right++;
    else break;
  }
  return { sheet: range.sheet, row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

/** A range of any shape as one list of numbers. */

import { CellmerError } from '../errors';
import { cellAddress, parseAddress, type RangeAddress } from './address';
import { isCellError, isErrorText, isLabelText, isMissing, isNumericText, trimText } from './cells';
import { usedHeight, usedWidth } from './headers';
import { quote } from './place';
import type { Cell, CellMatrix } from './types';

export interface Sample {
  /** The values that are not missing, row by row. */
  readonly values: Float64Array;
  /** Missing cells (blank, `#N/A`, `NA`) within the used part of the range. */
  readonly missing: number;
}

export interface SampleOptions {
  /**
   * `numbers`: numbers only. `binary`: 0 and 1, FALSE and TRUE standing for them, and nothing else.
   */
  readonly kind: 'numbers' | 'binary';
  /** Where the cells stand, such as `Sheet1!B2:B31`; only used to name cells in messages. */
  readonly address?: string | null;
}

/**
 * Reads all cells of a range. Blank rows at its end and blank columns at its right are no cells of it; a first row of
 * nothing but text above other cells is headers and passed over.
 *
 * @throws CellmerError `data` naming the first cell that is neither missing nor what `kind` asks for
 */
export function readSample(cells: CellMatrix, options: SampleOptions): Sample {
  const address = options.address ? parseAddress(options.address) : null;
  const height = usedHeight(cells);
  const width = usedWidth(cells, height);
  const firstRow = hasNames(cells, height, width) ? 1 : 0;
  const values = new Float64Array(Math.max(0, height - firstRow) * width);
  let count = 0;
  let missing = 0;
  for (let row = firstRow; row < height; row++)
    for (let column = 0; column < width; column++) {
      const cell = cells[row][column];
      if (isMissing(cell)) missing++;
      else {
        const value = options.kind === 'binary' ? binaryValue(cell) : numberValue(cell);
        if (value === null) throw refused(cell, options.kind, nameOf(address, width, row, column));
        values[count++] = value;
      }
    }
  return { values: values.subarray(0, count), missing };
}

/**
 * The same of numbers that are a column already; NaN is missing.
 *
 * @throws CellmerError `data` naming the first row with a number that `kind` does not have
 */
export function sampleOf(column: Float64Array, kind: SampleOptions['kind']): Sample {
  const read = kind === 'binary' ? binaryValue : numberValue;
  const wrong = column.findIndex((value) => !Number.isNaN(value) && read(value) === null);
  if (wrong >= 0) throw refused(column[wrong], kind, nameOf(null, 1, wrong, 0));
  const values = column.filter((value) => !Number.isNaN(value));
  return { values, missing: column.length - values.length };
}

/** Whether the first row is all text and something stands below it. */
function hasNames(cells: CellMatrix, height: number, width: number): boolean {
  if (height < 2) return false;
  return cells[0].slice(0, width).every((cell) => isLabelText(cell) && !isNumericText(trimText(cell)));
}

function numberValue(cell: Cell): number | null {
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : null;
}

function binaryValue(cell: Cell): number | null {
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  return cell === 0 || cell === 1 ? Number(cell) : null;
}

function refused(cell: Cell, kind: SampleOptions['kind'], name: string): CellmerError {
  const expected = kind === 'binary' ? '0 or 1 (FALSE or TRUE)' : 'a number';
  return new CellmerError('data', `${name} holds ${found(cell)}: expected ${expected}, or a blank.`);
}

function found(cell: Cell): string {
  if (isCellError(cell)) return `the error ${cell.error}`;
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell !== 'string') return String(cell);
  const text = trimText(cell);
  return isErrorText(text) ? `the error ${text}` : `the text ${quote(text)}`;
}

/** `cell Sheet1!C7`, or without an address the place within the range, counted from 1. */
function nameOf(address: RangeAddress | null, width: number, row: number, column: number): string {
  if (address) return `cell ${cellAddress(address, row, column)}`;
  return width > 1 ? `the cell in row ${row + 1}, column ${column + 1}` : `the cell in row ${row + 1}`;
}

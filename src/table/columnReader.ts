/** Reads one column of cells, block by block, into numbers or level codes. */

import { CellmerError } from '../errors';
import {
  isCellError,
  isErrorText,
  isLabelText,
  isMissing,
  isMissingText,
  isNumericText,
  trimText,
} from './cells';
import { LabelIndex } from './labelIndex';
import { numberLabel } from './labels';
import { sortLabels, sortLabelSteps } from './levelOrder';
import { describeCell, type Place, quote } from './place';
import type { Cell, CellMatrix, Column, FactorColumn } from './types';

const NOTHING = new Float64Array(0);

/** Rows there is room for from the beginning. */
const MINIMUM_ROWS = 1024;

const INFINITE = 'holds an infinite number: expected a finite one';

const MISSING_HINT = 'a missing value is a blank cell, #N/A or the text NA';

/**
 * A column that is being read. It starts as numbers and changes over to level codes at the first text or boolean; what
 * was read before is carried over, so that every cell is looked at once.
 *
 * Blocks must come in order and without gaps; or all cells one after the other, where it is not known how many there will be. Throws
 * CellmerError `data` at an error value, an infinite number, and a number written as text beside numbers.
 */
export class ColumnReader {
  /** Made when the first cell is no text. */
  private values = NOTHING;
  private codes: Int32Array | null = null;
  /** Made at the first label. */
  private labelIndex: LabelIndex | null = null;

  private missing = 0;
  /** Rows that were appended. */
  private appended = 0;
  /** Finite numbers read. */
  private numbers = 0;
  /** Data row of the first cell of a kind; -1 is none. */
  private firstText = -1;
  private firstNumericText = -1;
  private firstWord = -1;
  private firstBoolean = -1;

  /**
   * @param name the column's name
   * @param column its 0-based position in the range
   * @param rowCount number of data rows; where cells are appended, how many there will probably be
   * @param allNumbers whether the rows seem to hold nothing but numbers, unused columns included: only a hint
   */
  constructor(
    private readonly name: string,
    private readonly column: number,
    private rowCount: number,
    private readonly place: Place,
    private readonly allNumbers = false,
  ) {}

  /** Reads the data rows `from` to `to` (exclusive, 0-based) of the whole matrix `cells`. */
  read(cells: CellMatrix, from: number, to: number): void {
    let row = from;
    if (!this.codes) {
      if (from > 0 || !isLabelText(cells[this.place.firstRow][this.column]))
        row = this.readNumbers(cells, from, to);
      if (row < to) this.changeToLabels(row);
    }
    if (this.codes) this.readLabels(cells, this.codes, row, to);
  }

  /** Reads the cell of the next data row. */
  append(cell: Cell): void {
    const row = this.appended;
    if (row === this.rowCount) this.grow();
    this.appended++;
    if (this.codes === null) {
      if (row === 0) this.values = new Float64Array(this.rowCount);
      if (typeof cell === 'number' && cell - cell === 0) {
        this.values[row] = cell;
        this.numbers++;
        return;
      }
      if (isMissing(cell)) {
        this.values[row] = NaN;
        this.missing++;
        return;
      }
      if (typeof cell === 'number') this.refuse(row, INFINITE);
      this.changeToLabels(row);
    }
    const code = typeof cell === 'string' ? this.textCode(cell, row) : this.otherCode(cell, row);
    this.codes![row] = code;
    if (code < 0) this.missing++;
  }

  /** Takes away what was appended behind the first rows, all of it missing cells. */
  cut(rowCount: number): void {
    this.missing -= this.appended - rowCount;
    if (this.codes) this.codes = this.codes.subarray(0, rowCount);
    else this.values = this.values.subarray(0, rowCount);
  }

  /**
   * The finished column; to be called once, after the last block.
   *
   * @param inSteps whether many levels are sorted in steps
   */
  *finish(inSteps: boolean): Generator<void, Column, void> {
    const { name, codes, missing } = this;
    if (!codes) return { kind: 'number', name, values: this.values, missing };
    const source = this.source();
    const culprit = source === 'mixed' ? { mixedCell: this.mixedSentence() } : this.textCulprit(source);
    const { labels } = this.index;
    const order = inSteps ? yield* sortLabelSteps(labels) : sortLabels(labels);
    if (inSteps) yield;
    const levels = renumberInPlace(codes, labels, order);
    if (inSteps) yield;
    return { kind: 'factor', name, codes, levels, missing, source, ...culprit };
  }

  private get index(): LabelIndex {
    return (this.labelIndex ??= new LabelIndex());
  }

  private grow(): void {
    this.rowCount = Math.max(MINIMUM_ROWS, 2 * this.rowCount);
    if (this.codes) {
      const { codes } = this;
      this.codes = new Int32Array(this.rowCount);
      this.codes.set(codes);
    } else if (this.appended > 0) {
      const { values } = this;
      this.values = new Float64Array(this.rowCount);
      this.values.set(values);
    }
  }

  /** Reads numbers and missing values; returns the first row that is neither, or `to`. */
  private readNumbers(cells: CellMatrix, from: number, to: number): number {
    if (this.values.length === 0) this.values = new Float64Array(this.rowCount);
    const { values, column } = this;
    const top = this.place.firstRow;
    let missing = 0;
    let row = this.allNumbers ? copyNumbers(cells, top, column, values, from, to) : from;
    for (; row < to; row++) {
      const cell = cells[row + top][column];
      // x - x is 0 for finite x only.
      if (typeof cell === 'number' && cell - cell === 0) {
        values[row] = cell;
      } else if (isMissing(cell)) {
        values[row] = NaN;
        missing++;
      } else if (typeof cell === 'number') {
        this.refuse(row, INFINITE);
      } else {
        break;
      }
    }
    this.missing += missing;
    this.numbers += row - from - missing;
    return row;
  }

  /** Turns the numbers of the rows above `row` into labels. */
  private changeToLabels(row: number): void {
    const codes = new Int32Array(this.rowCount);
    if (this.numbers === 0) {
      codes.fill(-1, 0, row);
    } else {
      for (let i = 0; i < row; i++) {
        const value = this.values[i];
        codes[i] = Number.isNaN(value) ? -1 : this.index.idOf(numberLabel(value));
      }
    }
    this.codes = codes;
    this.values = NOTHING;
  }

  private readLabels(cells: CellMatrix, codes: Int32Array, from: number, to: number): void {
    const column = this.column;
    const top = this.place.firstRow;
    // Rows of one group often stand together.
    let previous: Cell = null;
    let code = -1;
    let missing = 0;
    for (let row = from; row < to; row++) {
      const cell = cells[row + top][column];
      if (cell !== previous) {
        code = typeof cell === 'string' ? this.textCode(cell, row) : this.otherCode(cell, row);
        previous = cell;
      }
      codes[row] = code;
      if (code < 0) missing++;
    }
    this.missing += missing;
  }

  /** Level code of a text; -1 when it is missing. */
  private textCode(cell: string, row: number): number {
    const text = trimText(cell);
    if (isMissingText(text)) return -1;
    const known = this.index.labels.length;
    const code = this.index.idOf(text);
    if (code === known || this.numbers > 0) this.checkText(text, row);
    return code;
  }

  /** What is checked once per level, and beside numbers for every text (a number may have made the level). */
  private checkText(text: string, row: number): void {
    if (isErrorText(text)) this.refuseError(row, text);
    if (this.firstText < 0) this.firstText = row;
    if (this.firstNumericText >= 0 && this.firstWord >= 0) return;
    if (!isNumericText(text)) {
      if (this.firstWord < 0) this.firstWord = row;
      return;
    }
    if (this.firstNumericText >= 0) return;
    this.firstNumericText = row;
    if (this.numbers > 0) this.refuseNumericText(row, text);
  }

  /** Level code of a cell that is not text; -1 when it is missing. */
  private otherCode(cell: Exclude<Cell, string>, row: number): number {
    if (isMissing(cell)) return -1;
    if (typeof cell === 'boolean') {
      if (this.firstBoolean < 0) this.firstBoolean = row;
      return this.index.idOf(cell ? 'TRUE' : 'FALSE');
    }
    if (typeof cell === 'number') return this.numberCode(cell, row);
    if (isCellError(cell)) this.refuseError(row, cell.error);
    return this.refuse(row, `holds a value that is no number, text or boolean (${typeof cell})`);
  }

  private numberCode(value: number, row: number): number {
    if (value - value !== 0) this.refuse(row, INFINITE);
    if (this.firstNumericText >= 0) this.refuseNumericText(this.firstNumericText);
    this.numbers++;
    return this.index.idOf(numberLabel(value));
  }

  private source(): FactorColumn['source'] {
    if (this.numbers > 0) return 'mixed';
    // The texts TRUE and FALSE beside booleans are the same two levels.
    const logical = this.index.labels.every((label) => label === 'TRUE' || label === 'FALSE');
    return this.firstBoolean >= 0 && logical ? 'boolean' : 'text';
  }

  private mixedSentence(): string {
    const row = this.firstText >= 0 ? this.firstText : this.firstBoolean;
    const where = describeCell(this.place, row, this.column, this.name);
    const label = this.labelOf(row);
    const what = this.firstText >= 0 ? `the text ${quote(label)}` : `the boolean ${label}`;
    return `${where} holds ${what} among numbers: expected only numbers (${this.place.text?.missingHint ?? MISSING_HINT})`;
  }

  /** The first text that is no number, and where all are numbers as text the first of them. */
  private textCulprit(source: FactorColumn['source']): Pick<FactorColumn, 'textCell' | 'isNumbers'> {
    if (source !== 'text' || this.firstText < 0) return {};
    // A text file says itself which of its columns are text.
    const isNumbers = this.firstWord < 0 && this.place.text === undefined;
    const row = this.firstWord < 0 ? this.firstText : this.firstWord;
    const where = describeCell(this.place, row, this.column, this.name);
    const what = isNumbers ? 'the number' : 'the text';
    return {
      textCell: `${where} holds ${what} ${quote(this.labelOf(row))}${isNumbers ? ' as text' : ''}`,
      ...(isNumbers && { isNumbers }),
    };
  }

  /** The label of a row that is already read, before the levels are sorted. */
  private labelOf(row: number): string {
    return this.index.labels[this.codes![row]];
  }

  private refuseNumericText(row: number, text = this.labelOf(row)): never {
    const first = row === 0 && this.place.firstRow === 0;
    const hint = first ? '; if the first row holds headers, say so in the options (headers=1)' : '';
    return this.refuse(row, `holds the text ${quote(text)} among numbers: turn it into a number${hint}`);
  }

  private refuseError(row: number, error: string): never {
    return this.refuse(row, `holds the error ${error}: expected a number, a text or a blank`);
  }

  private refuse(row: number, problem: string): never {
    throw new CellmerError('data', `${describeCell(this.place, row, this.column, this.name)} ${problem}`);
  }
}

/**
 * Copies finite numbers up to the first cell that is none, and returns its row (or `to`).
 *
 * The same as the loop of `readNumbers`, on purpose: an engine stores rows of numbers unboxed, and a line of code that
 * meets both kinds of rows makes it box every one of them, which costs four times the reading itself.
 */
function copyNumbers(
  cells: CellMatrix,
  top: number,
  column: number,
  values: Float64Array,
  from: number,
  to: number,
): number {
  for (let row = from; row < to; row++) {
    const cell = cells[row + top][column];
    if (typeof cell !== 'number' || cell - cell !== 0) return row;
    values[row] = cell;
  }
  return to;
}

/** Renumbers `codes` (ids into `labels`, -1 is missing) in place so that they index the sorted labels returned. */
function renumberInPlace(codes: Int32Array, labels: readonly string[], order: Int32Array): string[] {
  const levels = new Array<string>(labels.length);
  const rank = new Int32Array(labels.length);
  let moved = false;
  for (let k = 0; k < order.length; k++) {
    levels[k] = labels[order[k]];
    rank[order[k]] = k;
    moved ||= order[k] !== k;
  }
  if (moved) {
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] >= 0) codes[i] = rank[codes[i]];
    }
  }
  return levels;
}

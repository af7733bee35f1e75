/** The cells of one simulated worksheet. */

import type { Node } from '../formula/nodes';
import { contains, eachCell, type CellBlock, type CellValue, type Rect } from './values';

/** A formula and what has become of it. */
export interface FormulaCell {
  readonly sheet: Worksheet;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly tree: Node;
  /** The references in it. */
  readonly references: readonly Node[];
  state: 'dirty' | 'running' | 'settled';
  /** Counts evaluations: what an older one brings is dropped. */
  run: number;
  result: CellBlock;
  /** The block it fills, when that is more than its own cell. */
  spill: Rect | null;
  /** The block it wants and cannot have. */
  blocked: Rect | null;
}

export interface Picture {
  readonly id: string;
  name: string;
  readonly base64: string;
  left: number;
  top: number;
  width: number;
  height: number;
  description: string;
}

/** A chart, as its properties were set: `Title.Text`, and each series with the cells that it is bound to. */
export interface Chart {
  readonly id: string;
  type: string;
  readonly properties: Map<string, unknown>;
  readonly series: ChartSeries[];
}

export interface ChartSeries {
  /** Addresses of what it shows. */
  values: string;
  x: string | null;
  readonly properties: Map<string, unknown>;
}

export interface CellFormat {
  readonly numberFormat: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** In points. */
  readonly size: number;
  readonly color: string;
  readonly align: string;
  readonly indent: number;
  /** Null for none. */
  readonly fill: string | null;
  readonly borders: Readonly<Record<string, { readonly style: string; readonly color: string } | undefined>>;
}

export const DEFAULT_FORMAT: CellFormat = {
  numberFormat: 'General',
  bold: false,
  italic: false,
  size: 11,
  color: '#000000',
  align: 'General',
  indent: 0,
  fill: null,
  borders: {},
};

export class Worksheet {
  isProtected = false;
  readonly pictures: Picture[] = [];
  readonly charts: Chart[] = [];
  /** Of columns that are not as wide as all, in points. */
  readonly widths = new Map<number, number>();
  /** Of cells that do not have the default one, by row and column: `0,3`. */
  private readonly formats = new Map<string, CellFormat>();
  readonly formulas = new Map<string, FormulaCell>();
  /** Values by column and row: a million rows are three arrays. */
  private readonly columns = new Map<number, CellValue[]>();

  constructor(
    readonly id: string,
    public name: string,
  ) {}

  value(row: number, column: number): CellValue {
    return this.columns.get(column)?.[row] ?? null;
  }

  setValue(row: number, column: number, value: CellValue): void {
    let cells = this.columns.get(column);
    if (!cells) this.columns.set(column, (cells = []));
    // No holes: they would make the array slow.
    while (cells.length < row) cells.push(null);
    cells[row] = value;
  }

  format(row: number, column: number): CellFormat {
    return this.formats.get(`${row},${column}`) ?? DEFAULT_FORMAT;
  }

  setFormat(row: number, column: number, change: Partial<CellFormat>): void {
    this.formats.set(`${row},${column}`, { ...this.format(row, column), ...change });
  }

  formula(row: number, column: number): FormulaCell | null {
    return this.formulas.get(`${row},${column}`) ?? null;
  }

  setFormula(cell: FormulaCell): void {
    this.formulas.set(`${cell.row},${cell.column}`, cell);
  }

  removeFormula(cell: FormulaCell): void {
    this.formulas.delete(`${cell.row},${cell.column}`);
  }

  /** The formula whose block covers the cell, its own included. */
  ownerOf(row: number, column: number): FormulaCell | null {
    const own = this.formula(row, column);
    if (own) return own;
    for (const cell of this.formulas.values())
      if (cell.spill && contains(cell.spill, row, column)) return cell;
    return null;
  }

  isOccupied(row: number, column: number): boolean {
    return this.value(row, column) !== null || this.formula(row, column) !== null;
  }

  block(rect: Rect): CellValue[][] {
    return Array.from({ length: rect.rows }, (_, i) =>
      Array.from({ length: rect.columns }, (_unused, j) => this.value(rect.row + i, rect.column + j)),
    );
  }

  /** The smallest rectangle around all that is occupied within `rect`; null when nothing is. */
  used(rect: Rect): Rect | null {
    let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
    const take = (row: number, column: number) => {
      [top, left] = [Math.min(top, row), Math.min(left, column)];
      [bottom, right] = [Math.max(bottom, row), Math.max(right, column)];
    };
    for (const [column, cells] of this.columns) {
      if (!contains(rect, rect.row, column)) continue;
      const end = Math.min(cells.length, rect.row + rect.rows);
      let first = rect.row;
      while (first < end && cells[first] === null) first++;
      if (first >= end) continue;
      let last = end - 1;
      while (cells[last] === null) last--;
      take(first, column);
      take(last, column);
    }
    for (const { row, column } of this.formulas.values()) if (contains(rect, row, column)) take(row, column);
    if (bottom < 0) return null;
    return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  /** The block of cells around a rectangle, up to empty rows and columns: what Ctrl+A selects. */
  region(start: Rect): Rect {
    let rect = start;
    for (;;) {
      const grown = this.grow(rect);
      if (grown === rect) return rect;
      rect = grown;
    }
  }

  private grow(rect: Rect): Rect {
    const { row, column, rows, columns } = rect;
    const [top, left] = [Math.max(0, row - 1), Math.max(0, column - 1)];
    const height = row + rows - top;
    const width = column + columns - left;
    const isUsed = (edge: Rect) => this.used(edge) !== null;
    if (row > 0 && isUsed({ row: top, column: left, rows: 1, columns: width + 1 }))
      return { ...rect, row: top, rows: rows + 1 };
    if (column > 0 && isUsed({ row: top, column: left, rows: height + 1, columns: 1 }))
      return { ...rect, column: left, columns: columns + 1 };
    if (isUsed({ row: row + rows, column: left, rows: 1, columns: width + 1 }))
      return { ...rect, rows: rows + 1 };
    if (isUsed({ row: top, column: column + columns, rows: height + 1, columns: 1 }))
      return { ...rect, columns: columns + 1 };
    return rect;
  }

  /** Takes rows in or out below `row`; what stands further down moves. Formulas do not: the caller sees to that. */
  shiftRows(row: number, count: number): void {
    for (const cells of this.columns.values()) {
      if (cells.length <= row) continue;
      if (count < 0) cells.splice(row, -count);
      else cells.splice(row, 0, ...Array<CellValue>(count).fill(null));
    }
  }

  clear(rect: Rect): void {
    eachCell(rect, (row, column) => this.value(row, column) !== null && this.setValue(row, column, null));
  }
}

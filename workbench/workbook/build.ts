/** Builds workbooks for Univer from plain descriptions: values, formulas, headings, number formats, widths. */

import {
  BooleanNumber,
  CellValueType,
  LocaleType,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/core';
import type { Cell, CellMatrix } from '../../src/index';
import { HEADER, INDENTED, NUMBER_HEADER, RULE, CELL_STYLES } from '../cellStyles';

/** Every sheet has room beside its data. */
const ROWS = 2000;
const COLUMNS = 60;

type Grid = Record<number, Record<number, ICellData>>;

/** A sheet being filled; rows and columns are 0-based. */
export class SheetBuilder {
  private readonly grid: Grid = {};
  private readonly widths: Record<number, { w: number }> = {};
  private readonly heights: Record<number, { h: number; ia: BooleanNumber }> = {};
  private frozenRows = 0;

  constructor(private readonly name: string) {}

  /** Puts values below and right of (row, column); text stays text whatever it looks like. */
  values(row: number, column: number, cells: CellMatrix): this {
    cells.forEach((line, i) =>
      line.forEach((cell, j) => {
        const data = valueCell(cell);
        if (data !== null) this.put(row + i, column + j, data);
      }),
    );
    return this;
  }

  /** Data with its header row in bold, above numbers at the right; labels keep off the numbers before them. */
  data(row: number, column: number, cells: CellMatrix): this {
    this.values(row, column, cells);
    const isNumber = cells[0].map((_, j) => typeof cells[1]?.[j] === 'number');
    isNumber.forEach((number, j) => {
      this.style(row, column + j, number ? NUMBER_HEADER : HEADER);
      if (!number && isNumber[j - 1]) cells.forEach((_, i) => this.style(row + i, column + j, INDENTED));
    });
    return this;
  }

  formula(row: number, column: number, formula: string): this {
    return this.put(row, column, { f: formula });
  }

  heading(row: number, column: number, text: string): this {
    return this.put(row, column, { v: text, t: CellValueType.STRING, s: CELL_STYLES.title });
  }

  note(row: number, column: number, text: string): this {
    return this.put(row, column, { v: text, t: CellValueType.STRING, s: CELL_STYLES.note });
  }

  /** Gives a block of cells, filled or not, a number format such as `0.000`. */
  format(row: number, column: number, rows: number, columns: number, pattern: string): this {
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) this.style(row + i, column + j, { n: { pattern } });
    return this;
  }

  /** The header row of a table between rules: `labels` columns of text, then `numbers` columns of numbers. Without these, its title. */
  header(row: number, column: number, labels: number, numbers: number): this {
    for (let j = 0; j < labels + numbers; j++)
      this.style(row, column + j, {
        ...(j < labels ? HEADER : NUMBER_HEADER),
        ...(numbers > 0 && { bd: { t: RULE, b: RULE } }),
      });
    return this;
  }

  /** Widths of columns in pixels, from `column` on. */
  columns(column: number, widths: readonly number[]): this {
    widths.forEach((w, j) => (this.widths[column + j] = { w }));
    return this;
  }

  /** Height of one row in pixels. */
  height(row: number, h: number): this {
    this.heights[row] = { h, ia: BooleanNumber.FALSE };
    return this;
  }

  freeze(rows: number): this {
    this.frozenRows = rows;
    return this;
  }

  build(id: string): Partial<IWorksheetData> {
    const rows = Object.keys(this.grid).map(Number);
    return {
      id,
      name: this.name,
      rowCount: Math.max(ROWS, Math.max(0, ...rows) + 200),
      columnCount: COLUMNS,
      defaultColumnWidth: 88,
      cellData: this.grid,
      columnData: this.widths,
      rowData: this.heights,
      showGridlines: BooleanNumber.TRUE,
      freeze: { startRow: this.frozenRows, startColumn: -1, ySplit: this.frozenRows, xSplit: 0 },
    };
  }

  private put(row: number, column: number, data: ICellData): this {
    const line = (this.grid[row] ??= {});
    line[column] = { ...line[column], ...data };
    return this;
  }

  private style(row: number, column: number, style: IStyleData): void {
    const before = this.grid[row]?.[column]?.s;
    const merged = typeof before === 'object' && before !== null ? { ...before, ...style } : style;
    this.put(row, column, { s: merged });
  }
}

/** A cell as Univer stores it; null for a blank. */
export function valueCell(cell: Cell): ICellData | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return { v: cell, t: CellValueType.NUMBER };
  if (typeof cell === 'boolean') return { v: cell ? 1 : 0, t: CellValueType.BOOLEAN };
  if (typeof cell === 'object') return { v: cell.error, t: CellValueType.STRING };
  return { v: cell, t: CellValueType.STRING };
}

export function buildWorkbook(id: string, name: string, sheets: readonly SheetBuilder[]): IWorkbookData {
  const ids = sheets.map((_, i) => `sheet-${i + 1}`);
  return {
    id,
    name,
    appVersion: '',
    locale: LocaleType.EN_US,
    styles: {},
    sheetOrder: ids,
    sheets: Object.fromEntries(sheets.map((sheet, i) => [ids[i], sheet.build(ids[i])])),
  };
}

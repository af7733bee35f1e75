/**
 * A workbook of Univer as an .xlsx workbook: values, formulas with what they gave, formats.
 *
 * A formula that spills is written as a dynamic array over its range, as Excel 365 writes it. Names of add-in functions
 * stand in formulas as they are typed.
 */

import {
  CellValueType,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
  type Nullable,
} from '@univerjs/core';
import type { Cell as XlsxCell, CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx';
import { cellAddress } from '../addresses';

/** Rows and columns of cells, both 0-based and sparse. */
export type Sparse<T> = Record<number, Record<number, T | null | undefined> | null | undefined>;

export interface SpillRange {
  readonly startRow: number;
  readonly startColumn: number;
  readonly endRow: number;
  readonly endColumn: number;
}

/** What spills on one sheet: the range of each formula, and the values of all cells in such ranges. */
export interface Spills {
  readonly ranges: Sparse<SpillRange>;
  readonly cells: Sparse<ICellData>;
}

export interface WorkbookParts {
  readonly snapshot: IWorkbookData;
  /** By sheet id. */
  readonly spills: Readonly<Record<string, Spills>>;
  /** The formula of a cell that shares it with another one (filled down or right), which the snapshot does not spell out. */
  readonly sharedFormula: (sheetId: string, row: number, column: number) => string | null;
  readonly names: readonly { readonly name: string; readonly range: string }[];
  /** Settings that travel with the workbook, by their full name. */
  readonly settings: Readonly<Record<string, string>>;
}

export function toXlsx({ snapshot, spills, sharedFormula, names, settings }: WorkbookParts): WriteOptions {
  const styles = snapshot.styles as Record<string, IStyleData>;
  return {
    sheets: snapshot.sheetOrder.map((id) =>
      writeSheet(snapshot.sheets[id], styles, spills[id] ?? NO_SPILLS, (row, column) =>
        sharedFormula(id, row, column),
      ),
    ),
    namedRanges: [...names],
    properties: { custom: { ...settings } },
  };
}

const NO_SPILLS: Spills = { ranges: {}, cells: {} };
/** Univer measures widths in pixels, Excel in characters of about seven. */
export const PIXELS_PER_CHARACTER = 7;

function writeSheet(
  sheet: Partial<IWorksheetData>,
  styles: Record<string, IStyleData>,
  spills: Spills,
  sharedFormula: (row: number, column: number) => string | null,
): WriteSheet {
  const rows: CellValue[][] = [];
  const cells = new Map<string, Partial<XlsxCell>>();
  each(spills.cells, (row, column, cell) => put(rows, row, column, plainValue(cell)));
  each((sheet.cellData ?? {}) as Sparse<ICellData>, (row, column, cell) => {
    const spilled = spills.cells[row]?.[column];
    if (spilled == null) put(rows, row, column, plainValue(cell));
    const formula = cell.f || (cell.si ? sharedFormula(row, column) : null);
    const extra = {
      ...styleExtra(cell, styles),
      ...errorExtra(cell, rows[row]?.[column] ?? null),
      ...(formula ? formulaExtra(formula, rows[row]?.[column] ?? null, spills.ranges[row]?.[column]) : {}),
    };
    if (Object.keys(extra).length > 0) cells.set(`${row},${column}`, extra);
  });
  return {
    name: sheet.name ?? 'Sheet',
    rows,
    cells,
    columns: columnWidths(sheet),
    hidden: sheet.hidden === 1,
    merges: (sheet.mergeData ?? []).map(({ startRow, startColumn, endRow, endColumn }) => ({
      startRow,
      startCol: startColumn,
      endRow,
      endCol: endColumn,
    })),
    freezePane: { rows: sheet.freeze?.ySplit ?? 0, columns: sheet.freeze?.xSplit ?? 0 },
  };
}

function each(cells: Sparse<ICellData>, visit: (row: number, column: number, cell: ICellData) => void): void {
  for (const [row, line] of Object.entries(cells))
    for (const [column, cell] of Object.entries(line ?? {}))
      if (cell) visit(Number(row), Number(column), cell);
}

function put(rows: CellValue[][], row: number, column: number, value: CellValue): void {
  while (rows.length <= row) rows.push([]);
  const line = rows[row];
  while (line.length <= column) line.push(null);
  line[column] = value;
}

function plainValue({ v, t }: ICellData): CellValue {
  if (v === null || v === undefined || v === '') return null;
  if (t === CellValueType.BOOLEAN) return v === 1 || v === true || v === 'TRUE';
  if (t === CellValueType.STRING || t === CellValueType.FORCE_STRING) return String(v);
  return v;
}

const ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/;

function styleExtra(cell: ICellData, styles: Record<string, IStyleData>): Partial<XlsxCell> {
  const style = cellStyle(typeof cell.s === 'string' ? styles[cell.s] : cell.s);
  return style === null ? {} : { style };
}

function errorExtra(cell: ICellData, value: CellValue): Partial<XlsxCell> {
  const isError = typeof value === 'string' && ERROR.test(value) && cell.t !== CellValueType.FORCE_STRING;
  return isError ? { value, type: 'error' } : {};
}

function formulaExtra(
  formula: string,
  result: CellValue,
  spill: SpillRange | null | undefined,
): Partial<XlsxCell> {
  const plain = { formula: formula.replace(/^=/, ''), formulaResult: result };
  if (!spill || (spill.endRow === spill.startRow && spill.endColumn === spill.startColumn)) return plain;
  const first = cellAddress(spill.startRow, spill.startColumn);
  const last = cellAddress(spill.endRow, spill.endColumn);
  return { ...plain, formulaType: 'array', formulaDynamic: true, formulaRef: `${first}:${last}` };
}

const ALIGNMENTS: readonly (undefined | 'left' | 'center' | 'right')[] = [
  undefined,
  'left',
  'center',
  'right',
];

function cellStyle(style: Nullable<IStyleData>): CellStyle | null {
  if (!style) return null;
  const out: CellStyle = {};
  if (style.n?.pattern) out.numFmt = style.n.pattern;
  const color = style.cl?.rgb?.replace('#', '');
  if (style.bl || style.it || style.fs || color)
    out.font = {
      bold: style.bl === 1 || undefined,
      italic: style.it === 1 || undefined,
      size: style.fs ?? undefined,
      color: color ? { rgb: color } : undefined,
    };
  const fill = style.bg?.rgb?.replace('#', '');
  if (fill) out.fill = { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill } };
  const horizontal = ALIGNMENTS[style.ht ?? 0];
  if (horizontal !== undefined) out.alignment = { horizontal };
  return Object.keys(out).length > 0 ? out : null;
}

function columnWidths(sheet: Partial<IWorksheetData>): WriteSheet['columns'] {
  const data = (sheet.columnData ?? {}) as Record<number, { w?: number } | undefined>;
  const last = Math.max(-1, ...Object.keys(data).map(Number));
  return Array.from({ length: last + 1 }, (_, c) => {
    const width = data[c]?.w ?? sheet.defaultColumnWidth;
    return width === undefined ? {} : { width: width / PIXELS_PER_CHARACTER };
  });
}

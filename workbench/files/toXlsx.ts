/**
 * A workbook of Univer as an .xlsx workbook: values, formulas with what they gave, formats.
 *
 * A formula that spills is written as a dynamic array over its range, as Excel 365 writes it. Nothing that is text in a
 * cell ever becomes a formula: only cells with a formula of their own get one.
 */

import {
  CellValueType,
  type ICellData,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/core';
import type { IAutoFilter } from '@univerjs/preset-sheets-filter';
import type { Cell as XlsxCell, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx';
import { settingsToProperties } from '../../taskpane/settingProperties';
import { cellAddress } from '../addresses';
import { contentOf } from '../cells';
import { EXCEL } from './bounds';
import { writeDrawings } from './charts/write';
import { ERROR } from './errorText';
import { filterOf, writeFilter } from './filters';
import { mayFillBlock, storedFormula } from './formulaText';
import { storedResult, storedValue } from './results';
import { partsOf } from './richText';
import { writeColumns, writeRows, writeStyle } from './styles';

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

export interface DefinedName {
  readonly name: string;
  /** What it stands for: an address, or a formula that begins with `=`. */
  readonly range: string;
  /** Name of the one sheet that knows it; undefined when all do. */
  readonly scope?: string;
  readonly comment?: string;
}

export interface WorkbookParts {
  readonly snapshot: IWorkbookData;
  /** By sheet id. */
  readonly spills: Readonly<Record<string, Spills>>;
  /** The formula of a cell that shares it with another one (filled down or right), which the snapshot does not spell out. */
  readonly sharedFormula: (sheetId: string, row: number, column: number) => string | null;
  readonly names: readonly DefinedName[];
  /** Settings that travel with the workbook, by their full name. */
  readonly settings: Readonly<Record<string, string>>;
}

export function toXlsx({ snapshot, spills, sharedFormula, names, settings }: WorkbookParts): WriteOptions {
  const styles = snapshot.styles as Record<string, IStyleData>;
  return {
    sheets: snapshot.sheetOrder.map((id) => ({
      ...writeSheet(
        snapshot.sheets[id],
        styles,
        spills[id] ?? NO_SPILLS,
        filterOf(snapshot, id),
        (row, column) => sharedFormula(id, row, column),
      ),
      ...writeDrawings(snapshot, id),
    })),
    // Files have no `=` before what a name stands for.
    namedRanges: names.map((name) => ({ ...name, range: storedFormula(name.range) })),
    properties: { custom: settingsToProperties(settings) },
  };
}

const NO_SPILLS: Spills = { ranges: {}, cells: {} };

function writeSheet(
  sheet: Partial<IWorksheetData>,
  styles: Record<string, IStyleData>,
  spills: Spills,
  filter: IAutoFilter | null,
  sharedFormula: (row: number, column: number) => string | null,
): WriteSheet {
  const rows: CellValue[][] = [];
  const cells = new Map<string, Partial<XlsxCell>>();
  each(spills.cells, (row, column, cell) => put(rows, row, column, plainValue(cell)));
  each((sheet.cellData ?? {}) as Sparse<ICellData>, (row, column, cell) => {
    const spilled = spills.cells[row]?.[column];
    if (spilled == null) put(rows, row, column, plainValue(cell));
    const shown = spilled ?? cell;
    const formula = cell.f || (cell.si ? sharedFormula(row, column) : null);
    const extra = {
      ...styleExtra(cell, styles),
      ...(formula
        ? formulaExtra(formula, shown, { row, column }, spills.ranges[row]?.[column])
        : textExtra(cell)),
    };
    if (Object.keys(extra).length > 0) cells.set(`${row},${column}`, extra);
  });
  return {
    name: writeName(sheet.name ?? 'Sheet'),
    rows,
    cells,
    columns: writeColumns(sheet),
    rowDefs: writeRows(sheet, filter?.cachedFilteredOut),
    ...writeFilter(filter),
    hidden: sheet.hidden === 1,
    merges: (sheet.mergeData ?? []).map(({ startRow, startColumn, endRow, endColumn }) => ({
      startRow,
      startCol: startColumn,
      endRow,
      endCol: endColumn,
    })),
    freezePane: frozen(sheet),
  };
}

function writeName(name: string): string {
  if (name.length <= EXCEL.sheetName) return name;
  throw new Error(
    `The workbook is not saved: the name of its sheet “${name.slice(0, EXCEL.sheetName)}…” has ${name.length} characters, and Excel opens ` +
      `no more than ${EXCEL.sheetName}. Rename the sheet, then save again.`,
  );
}

/** A pane that freezes nothing would be an error in the file. */
function frozen({ freeze }: Partial<IWorksheetData>): WriteSheet['freezePane'] {
  const rows = freeze?.ySplit ?? 0;
  const columns = freeze?.xSplit ?? 0;
  return rows > 0 || columns > 0 ? { rows, columns } : undefined;
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

function plainValue(cell: ICellData): CellValue {
  const { t } = cell;
  const v = contentOf(cell);
  if (v === null || v === undefined || v === '') return null;
  if (t === CellValueType.BOOLEAN) return v === 1 || v === true || v === 'TRUE';
  if (t === CellValueType.STRING || t === CellValueType.FORCE_STRING) return storedValue(literal(String(v)));
  return typeof v === 'string' ? storedValue(literal(v)) : v;
}

/** Files write characters that XML has not as `_x0007_`: text that looks like that already is marked as meant so. */
function literal(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

function styleExtra(cell: ICellData, styles: Record<string, IStyleData>): Partial<XlsxCell> {
  const style = writeStyle(typeof cell.s === 'string' ? styles[cell.s] : cell.s);
  return style === null ? {} : { style };
}

/** Plain text that reads like an error would become one: as rich text of one piece it stays what it is. */
function textExtra(cell: ICellData): Partial<XlsxCell> {
  const parts = partsOf(cell);
  if (parts) return { richText: parts.map((part) => ({ ...part, text: literal(part.text) })) };
  const text = cell.t === CellValueType.FORCE_STRING && ERROR.test(String(cell.v)) ? String(cell.v) : null;
  return text === null ? {} : { richText: [{ text }] };
}

function formulaExtra(
  formula: string,
  shown: ICellData,
  at: { readonly row: number; readonly column: number },
  spill: SpillRange | null | undefined,
): Partial<XlsxCell> {
  const plain = { formula: storedFormula(formula), formulaResult: storedResult(shown, plainValue(shown)) };
  const here = cellAddress(at.row, at.column);
  // A block without room claims the cells that are in its way: they are not its own.
  const blocked = shown.v === '#SPILL!';
  const spills =
    !blocked && !!spill && (spill.endRow > spill.startRow || spill.endColumn > spill.startColumn);
  // Without the mark of a dynamic array Excel would show no more than the first cell of what may become a block.
  if (!spills && !blocked && !mayFillBlock(formula)) return plain;
  const last = spills ? `:${cellAddress(spill.endRow, spill.endColumn)}` : '';
  return { ...plain, formulaType: 'array', formulaDynamic: true, formulaRef: here + last };
}

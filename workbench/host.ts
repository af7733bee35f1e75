/** The spreadsheet of the workbench as the pane sees it. */

import { CellValueType, type ICellData, type IRange } from '@univerjs/core';
import type { FRange, FWorkbook, FWorksheet } from '@univerjs/preset-sheets-core';
import { FormulaDataModel } from '@univerjs/preset-sheets-core';
import type { Cell, CellMatrix, OutputCell } from '../src/index';
import type { PlacedFormula, RangeAddress, SpreadsheetHost } from '../taskpane/host';
import { cellAddress } from './addresses';
import { onSelection, selectedRange } from './selection';
import type { Spreadsheet } from './univer';
import { insertPicture } from './pictures';
import { loadSetting, saveSetting } from './settings';

/** Changes of cells are reported together after this pause, in milliseconds. */
const CHANGE_PAUSE = 120;

export function workbenchHost(spreadsheet: Spreadsheet): SpreadsheetHost {
  const { api } = spreadsheet;

  function sheetNamed(name: string): FWorksheet {
    const sheet = api.getActiveWorkbook()?.getSheetByName(name);
    if (!sheet) throw new Error(`there is no sheet "${name}" any more`);
    return sheet;
  }

  function rangeOf({ sheet, row, column, rows, columns }: RangeAddress): FRange {
    return sheetNamed(sheet).getRange(row, column, rows, columns);
  }

  /** Exact values: those of spills from the formula engine, which the sheet's own cells do not hold. */
  function read(address: RangeAddress): Cell[][] {
    const sheet = sheetNamed(address.sheet);
    const cells = rangeOf(address).getCellDatas();
    const spilled = spilledCells(spreadsheet, sheet);
    return Array.from({ length: address.rows }, (_, i) =>
      Array.from({ length: address.columns }, (_, j) => {
        const spill = spilled[address.row + i]?.[address.column + j];
        return plainCell(spill ?? cells[i]?.[j] ?? null);
      }),
    );
  }

  /** Writes cells and returns what puts back the cells that were there. */
  function replace(address: RangeAddress, cells: ICellData[][]): () => Promise<void> {
    const blank: ICellData = { v: null, f: null, si: null, p: null, t: null };
    // Copies: writing changes the very objects that stand in the sheet.
    const before = rangeOf(address)
      .getCellDatas()
      .map((row) => row.map((cell) => ({ ...blank, ...cell })));
    rangeOf(address).setValues(cells);
    return async () => void rangeOf(address).setValues(before);
  }

  return {
    name: 'workbench',
    getSelection: async () => selectedRange(spreadsheet),
    getSurroundingRegion: async (range) => surroundingRegion(range, (r) => read(r), sheetNamed(range.sheet)),
    readRange: async (range): Promise<CellMatrix> => read(range),
    async checkRoom(target) {
      const cells = read(target);
      const formulas = rangeOf(target).getFormulas();
      // An empty text inside of a spilled block shows nothing, and still belongs to the block.
      const spilled = spilledCells(spreadsheet, sheetNamed(target.sheet));
      for (let i = 0; i < target.rows; i++)
        for (let j = 0; j < target.columns; j++) {
          const [row, column] = [target.row + i, target.column + j];
          if (cells[i][j] !== null || formulas[i]?.[j] || spilled[row]?.[column])
            return { free: false, firstOccupied: cellAddress(row, column) };
        }
      return { free: true, firstOccupied: null };
    },
    async writeFormulas(entries) {
      const undos = entries.map(({ at, formula }) =>
        replace({ ...at, rows: 1, columns: 1 }, [[{ f: formula, v: null, t: null }]]),
      );
      return async () => {
        for (const undo of undos.reverse()) await undo();
      };
    },
    async writeValues(at, cells) {
      const address = { ...at, rows: cells.length, columns: cells[0]?.length ?? 0 };
      return replace(
        address,
        cells.map((row) => row.map(outputCell)),
      );
    },
    insertPicture: (picture, at) => insertPicture(spreadsheet, picture, at),
    async addSheet({ name, cells, more, widths }) {
      const workbook = api.getActiveWorkbook()!;
      const columns = Math.max(...cells.map(({ length }) => length));
      const right = Math.max(columns, ...more.map(({ column }) => column + ROOM_RIGHT));
      const sheet = workbook.create(freeName(workbook, name), cells.length + ROOM_BELOW, right);
      const range = { sheet: sheet.getSheetName(), row: 0, column: 0, rows: cells.length, columns };
      rangeOf(range).setValues(
        cells.map((row) => Array.from({ length: columns }, (_, j) => inputCell(row[j] ?? null))),
      );
      for (const { row, column, text, formula } of more)
        sheet
          .getRange(row, column)
          .setValues([[formula === undefined ? outputCell(text ?? null) : { f: formula, v: null, t: null }]]);
      widths?.pixels.forEach((width, j) => sheet.setColumnWidth(widths.from + j, width));
      workbook.setActiveSheet(sheet);
      return { range, undo: async () => void workbook.deleteSheet(sheet) };
    },
    async formulaBehind({ sheet: name, row, column }) {
      const sheet = sheetNamed(name);
      const own = sheet.getRange(row, column).getFormula();
      const anchor = own ? { row, column } : spillAnchor(spreadsheet, sheet, row, column);
      if (!anchor) return null;
      const formula = own || sheet.getRange(anchor.row, anchor.column).getFormula();
      return formula ? { formula, at: { sheet: name, ...anchor, rows: 1, columns: 1 } } : null;
    },
    async listFormulas(isWanted) {
      const sheets = api.getActiveWorkbook()?.getSheets() ?? [];
      return sheets.flatMap((sheet) =>
        formulasOf(spreadsheet, sheet).filter(({ formula }) => isWanted(formula)),
      );
    },
    listTables: async () => [],
    async select(range) {
      const workbook = api.getActiveWorkbook();
      const sheet = sheetNamed(range.sheet);
      workbook?.setActiveSheet(sheet);
      rangeOf(range).activate();
      if (!isInView(sheet, range)) sheet.scrollToCell(range.row, Math.max(0, range.column - 1));
    },
    onSelectionChanged(listener) {
      return onSelection(spreadsheet, () => {
        const range = selectedRange(spreadsheet);
        if (range !== null) listener(range);
      });
    },
    onDataChanged(range, listener) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const subscription = api.addEvent(api.Event.SheetValueChanged, ({ effectedRanges }) => {
        if (!effectedRanges.some((changed) => touches(changed, range))) return;
        clearTimeout(timer);
        timer = setTimeout(listener, CHANGE_PAUSE);
      });
      return () => {
        clearTimeout(timer);
        subscription.dispose();
      };
    },
    loadSetting: async (key) => loadSetting(spreadsheet, key),
    saveSetting: async (key, value) => saveSetting(spreadsheet, key, value),
  };
}

/** Whether the top left cell of a range can be seen. */
function isInView(sheet: FWorksheet, { row, column }: RangeAddress): boolean {
  const view = sheet.getVisibleRange();
  if (!view) return true;
  return row >= view.startRow && row < view.endRow && column >= view.startColumn && column < view.endColumn;
}

function touches(changed: FRange, range: RangeAddress): boolean {
  const { startRow, endRow, startColumn, endColumn } = changed.getRange();
  return (
    changed.getSheetName() === range.sheet &&
    startRow < range.row + range.rows &&
    endRow >= range.row &&
    startColumn < range.column + range.columns &&
    endColumn >= range.column
  );
}

type CellRows = Record<number, Record<number, ICellData | null> | undefined>;

function spilledCells(spreadsheet: Spreadsheet, sheet: FWorksheet): CellRows {
  const all = spreadsheet.get<FormulaDataModel>(FormulaDataModel).getArrayFormulaCellData();
  return (all[sheet.getWorkbook().getUnitId()]?.[sheet.getSheetId()] ?? {}) as CellRows;
}

interface Spill {
  readonly anchor: { readonly row: number; readonly column: number };
  readonly size: { readonly rows: number; readonly columns: number };
}

/** The blocks that formulas fill, with the cell of the formula, their top left. */
function spillRanges(spreadsheet: Spreadsheet, sheet: FWorksheet): Spill[] {
  const all = spreadsheet.get<FormulaDataModel>(FormulaDataModel).getArrayFormulaRange();
  const ranges = all[sheet.getWorkbook().getUnitId()]?.[sheet.getSheetId()] ?? {};
  return Object.entries(ranges).flatMap(([row, inRow]) =>
    Object.entries(inRow ?? {}).map(([column, range]) => {
      const { startRow, endRow, startColumn, endColumn } = range as IRange;
      return {
        anchor: { row: Number(row), column: Number(column) },
        size: { rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 },
      };
    }),
  );
}

/** The cell whose formula fills the block that a cell lies in; null outside of blocks. */
function spillAnchor(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  row: number,
  column: number,
): Spill['anchor'] | null {
  const found = spillRanges(spreadsheet, sheet).find(
    ({ anchor, size }) =>
      row >= anchor.row &&
      row < anchor.row + size.rows &&
      column >= anchor.column &&
      column < anchor.column + size.columns,
  );
  return found?.anchor ?? null;
}

/** The formulas of a sheet and the cells that their results fill. */
function formulasOf(spreadsheet: Spreadsheet, sheet: FWorksheet): PlacedFormula[] {
  const name = sheet.getSheetName();
  const used = sheet.getDataRange();
  const { startRow, startColumn } = used.getRange();
  const blocks = spillRanges(spreadsheet, sheet);
  return used.getFormulas().flatMap((row, i) =>
    row.flatMap((formula, j): PlacedFormula[] => {
      if (!formula) return [];
      const at = { row: startRow + i, column: startColumn + j };
      const block = blocks.find(({ anchor }) => anchor.row === at.row && anchor.column === at.column);
      return [{ formula, at: { sheet: name, rows: 1, columns: 1, ...at, ...block?.size } }];
    }),
  );
}

/** Empty rows below and columns to the right of what a new sheet holds. */
const ROOM_BELOW = 200;
const ROOM_RIGHT = 20;

function freeName(workbook: FWorkbook, wanted: string): string {
  let name = wanted;
  for (let number = 2; workbook.getSheetByName(name); number++) name = `${wanted} ${number}`;
  return name;
}

const ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/;

/** A stored cell as the core reads it: blanks null, errors as such, booleans as booleans. */
export function plainCell(cell: ICellData | null): Cell {
  const value = cell?.v;
  if (cell == null || value === null || value === undefined || value === '') return null;
  if (cell.t === CellValueType.BOOLEAN) return value === 1 || value === true || value === 'TRUE';
  if (cell.t === CellValueType.NUMBER) return Number(value);
  if (typeof value === 'string' && ERROR.test(value) && cell.t !== CellValueType.FORCE_STRING)
    return { error: value };
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/** A cell that was read, or comes from a file, as it is stored. */
function inputCell(cell: Cell): ICellData {
  return outputCell(typeof cell === 'object' && cell !== null ? cell.error : (cell ?? null));
}

/** Text is stored as text, so that nothing is ever run as a formula. */
function outputCell(cell: OutputCell): ICellData {
  if (cell === null || cell === '') return { v: null, f: null, t: null };
  if (typeof cell === 'number') return { v: cell, t: CellValueType.NUMBER, f: null };
  if (typeof cell === 'boolean') return { v: cell ? 1 : 0, t: CellValueType.BOOLEAN, f: null };
  if (typeof cell === 'object') return { v: cell.error, t: CellValueType.STRING, f: null };
  return { v: cell, t: CellValueType.FORCE_STRING, f: null };
}

/** Grows a range by rows and columns as long as any cell beside it, corners included, is filled: Ctrl+A in Excel. */
function surroundingRegion(
  range: RangeAddress,
  read: (range: RangeAddress) => CellMatrix,
  sheet: FWorksheet,
): RangeAddress {
  const all = sheet.getDataRange().getRange();
  const whole: RangeAddress = {
    sheet: range.sheet,
    row: 0,
    column: 0,
    rows: Math.max(all.endRow + 1, range.row + range.rows) + 1,
    columns: Math.max(all.endColumn + 1, range.column + range.columns) + 1,
  };
  const cells = read(whole);
  const filled = (row: number, column: number): boolean => (cells[row]?.[column] ?? null) !== null;
  let { row: top, column: left } = range;
  let bottom = range.row + range.rows - 1;
  let right = range.column + range.columns - 1;
  const anyInRow = (row: number): boolean => {
    for (let c = left - 1; c <= right + 1; c++) if (filled(row, c)) return true;
    return false;
  };
  const anyInColumn = (column: number): boolean => {
    for (let r = top - 1; r <= bottom + 1; r++) if (filled(r, column)) return true;
    return false;
  };
  for (;;) {
    if (top > 0 && anyInRow(top - 1)) top--;
    else if (anyInRow(bottom + 1)) bottom++;
    else if (left > 0 && anyInColumn(left - 1)) left--;
    else if (anyInColumn(right + 1)) right++;
    else break;
  }
  return { sheet: range.sheet, row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

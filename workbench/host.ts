/** The spreadsheet of the workbench as the pane sees it. */

import { IUndoRedoService, type ICellData } from '@univerjs/core';
import type { FRange, FWorksheet } from '@univerjs/preset-sheets-core';
import { runThrough, type CellMatrix } from '../src/index';
import type { PlacedFormula, RangeAddress, RoomReport, SpreadsheetHost } from '../taskpane/host';
import { overlap } from '../taskpane/state/address';
import { text } from '../taskpane/text';
import { inSlices } from '../worker/slices';
import { cellAddress } from './addresses';
import { replacingCell } from './cells';
import { insertChart } from './charts/insert';
import { cellsUnder, drawingsOver } from './drawings';
import { formatCells, hasFormats } from './formats';
import { addSheet } from './newSheet';
import { outlining } from './outline';
import { insertPicture } from './pictures';
import { requireUnlocked } from './protection';
import { growingRegion, readingRange } from './reading';
import { growFor, insideSheet } from './room';
import { onSelection, selectedRange } from './selection';
import { loadSetting, saveSetting } from './settings';
import { spillAnchor, spilledCells, spillRanges } from './spills';
import type { UndoSteps } from './undoSteps';
import type { Spreadsheet } from './univer';
import { bringIntoView } from './view';

/** Time for the grid to be drawn anew, in milliseconds. */
const DRAWING = 60;

/** Changes of cells are reported together after this pause, in milliseconds. */
const CHANGE_PAUSE = 120;

/** @param onSetting called when a setting has got another value */
export function workbenchHost(spreadsheet: Spreadsheet, onSetting?: () => void): SpreadsheetHost {
  const { api } = spreadsheet;
  const steps = spreadsheet.get<UndoSteps>(IUndoRedoService);

  function sheetNamed(name: string): FWorksheet {
    const sheet = api.getActiveWorkbook()?.getSheetByName(name);
    if (!sheet) throw new Error(`There is no sheet "${name}" in this workbook.`);
    return sheet;
  }

  function rangeOf({ sheet, row, column, rows, columns }: RangeAddress): FRange {
    return sheetNamed(sheet).getRange(row, column, rows, columns);
  }

  /** The cells of a range, at once: for ranges of the size of a result. */
  function read(address: RangeAddress): CellMatrix {
    return runThrough(readingRange(spreadsheet, sheetNamed(address.sheet), address));
  }

  /** Writes cells and returns what puts back the cells that were there. */
  function replace(address: RangeAddress, cells: ICellData[][]): () => Promise<void> {
    requireUnlocked(spreadsheet, sheetNamed(address.sheet), address);
    growFor(spreadsheet, sheetNamed(address.sheet), address);
    const blank: ICellData = { v: null, f: null, si: null, p: null, t: null };
    // Copies: writing changes the very objects that stand in the sheet.
    const before = rangeOf(address)
      .getCellDatas()
      .map((row) => row.map((cell) => ({ ...blank, ...cell })));
    rangeOf(address).setValues(cells);
    return async () => void rangeOf(address).setValues(before);
  }

  function laidOver(name: string): RangeAddress[] {
    const sheet = sheetNamed(name);
    return drawingsOver(spreadsheet, sheet).map((drawing) => cellsUnder(drawing, sheet));
  }

  return {
    name: 'workbench',
    getSelection: async () => selectedRange(spreadsheet),
    getSurroundingRegion: async (range) =>
      inSlices(growingRegion(spreadsheet, sheetNamed(range.sheet), range)),
    readRange: async (range) => inSlices(readingRange(spreadsheet, sheetNamed(range.sheet), range)),
    async checkRoom(target) {
      const place = insideSheet(sheetNamed(target.sheet), target);
      if (!place) return { free: true, firstOccupied: null };
      const cells = read(place);
      const formulas = rangeOf(place).getFormulas();
      // An empty text inside of a spilled block shows nothing, and still belongs to the block.
      const spilled = spilledCells(spreadsheet, sheetNamed(place.sheet));
      const stored = sheetNamed(place.sheet).getSheet();
      for (let i = 0; i < place.rows; i++)
        for (let j = 0; j < place.columns; j++) {
          const [row, column] = [place.row + i, place.column + j];
          if (cells[i][j] !== null || formulas[i]?.[j] || spilled[row]?.[column])
            return { free: false, firstOccupied: cellAddress(row, column) };
          // What would stand behind merged cells is not seen.
          if (stored.getMergedCell(row, column)) return mergedAt(cellAddress(row, column));
        }
      const over = laidOver(place.sheet).find((laid) => overlap(laid, place));
      return over ? under(over) : { free: true, firstOccupied: null };
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
        cells.map((row) => row.map(replacingCell)),
      );
    },
    async formatCells(at, look) {
      const takeBack = formatCells(spreadsheet, sheetNamed(at.sheet), at, look);
      return () => takeBack();
    },
    async blockOf(cell) {
      const spill = spillRanges(spreadsheet, sheetNamed(cell.sheet)).find(
        ({ anchor }) => anchor.row === cell.row && anchor.column === cell.column,
      );
      return { ...cell, rows: 1, columns: 1, ...spill?.size };
    },
    hasFormats: async (range) => hasFormats(sheetNamed(range.sheet), range),
    insertPicture: (picture, at) => insertPicture(spreadsheet, picture, at),
    insertChart: (chart, at) => insertChart(spreadsheet, chart, at),
    laidOver: async (name) => laidOver(name),
    addSheet: (content) => addSheet(spreadsheet, steps, content),
    asOneStep: (write) => steps.together(api.getActiveWorkbook()!.getId(), write),
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
    outline: outlining(spreadsheet),
    async select(range, laid) {
      const workbook = api.getActiveWorkbook();
      const sheet = sheetNamed(range.sheet);
      workbook?.setActiveSheet(sheet);
      rangeOf(range).activate();
      // What is in view is known when columns of another width have been drawn.
      if (laid) await new Promise((resolve) => setTimeout(resolve, DRAWING));
      bringIntoView(sheet, range, laid);
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
    async saveSetting(key, value) {
      if (loadSetting(spreadsheet, key) === value) return;
      saveSetting(spreadsheet, key, value);
      onSetting?.();
    },
  };
}

const mergedAt = (cell: string): RoomReport => ({
  free: false,
  firstOccupied: cell,
  problem: text.insert.merged(cell),
});

/** The last cell of its first row, so that who looks for room goes on at its right. */
function under({ row, column, columns }: RangeAddress): RoomReport {
  const firstOccupied = cellAddress(row, column + columns - 1);
  return { free: false, firstOccupied, problem: text.insert.under(firstOccupied) };
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

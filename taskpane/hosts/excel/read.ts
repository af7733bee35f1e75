/** Reads cells, and finds out where they are. */

import { HostRefuses, type SyncCall } from '../../../functions/index';
import { columnLetters, parseAddress, type Cell, type CellMatrix } from '../../../src/index';
import { text } from '../../text';
import type { PlacedFormula, RangeAddress, RoomReport, SpreadsheetHost } from '../../host';
import {
  addressOf,
  cellOf,
  inHalves,
  inPieces,
  piecesOf,
  PLACE,
  rangeOf,
  WHOLE_COLUMN,
  WHOLE_ROW,
} from './ranges';
import { isEditing, run } from './run';

/** null when a chart or several areas are selected, and while a cell is edited. */
export async function getSelection(): Promise<RangeAddress | null> {
  try {
    return await run(async (context, sync) => {
      const range = context.workbook.getSelectedRange();
      range.load(PLACE);
      await sync();
      return addressOf(range);
    });
  } catch {
    return null;
  }
}

/** Of whole columns or rows the part in use; otherwise the block of cells around the range. */
export function getSurroundingRegion(range: RangeAddress): Promise<RangeAddress> {
  return run(async (context, sync) => {
    const wanted = rangeOf(context, range);
    const isWhole = range.rows >= WHOLE_COLUMN || range.columns >= WHOLE_ROW;
    const found = isWhole ? wanted.getUsedRangeOrNullObject(true) : wanted.getSurroundingRegion();
    found.load([...PLACE]);
    await sync();
    return isWhole && found.isNullObject ? { ...range, rows: 1, columns: 1 } : addressOf(found);
  });
}

/** Cells per message that is read: taking one apart holds the page up for some 10 milliseconds. */
const CELLS_READ = 20_000;

/** Messages under way at a time, so that small ones are no slower than large ones. */
const IN_FLIGHT = 4;

/** Rows below the last one in use are left out: they are blank. */
export async function readRange(range: RangeAddress, during?: SyncCall): Promise<CellMatrix> {
  const isSmall = range.rows * range.columns <= CELLS_READ;
  const rows = isSmall ? range.rows : await usedHeight(range, during);
  const pieces = piecesOf({ ...range, rows }, CELLS_READ);
  const read: Cell[][][] = [];
  const waiting = pieces.entries();
  // Each takes the next piece when it is done with one; when one fails there are no more.
  const readOn = async () => {
    for (const [at, piece] of waiting)
      read[at] = await readPiece(piece, during).catch((error: unknown) => {
        pieces.length = 0;
        throw error;
      });
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, pieces.length) }, readOn));
  return read.flat();
}

function readPiece(range: RangeAddress, during?: SyncCall): Promise<Cell[][]> {
  return run(async (context, sync) => {
    const rows: Cell[][] = [];
    await inHalves(range, async (piece) => {
      const part = rangeOf(context, piece);
      part.load(['values', 'valueTypes']);
      await sync();
      const types = part.valueTypes;
      for (const [i, row] of (part.values as Cell[][]).entries()) rows.push(readRowInPlace(row, types[i]));
    });
    return rows;
  }, during);
}

/** At least one row, so that empty data are rows too. */
function usedHeight(range: RangeAddress, during?: SyncCall): Promise<number> {
  return run(async (context, sync) => {
    const used = rangeOf(context, range).getUsedRangeOrNullObject(true);
    used.load(['rowIndex', 'rowCount']);
    await sync();
    if (used.isNullObject) return 1;
    return Math.max(1, Math.min(range.rows, used.rowIndex + used.rowCount - range.row));
  }, during);
}

/** The values of a message are nobody else's: a million rows need not be copied. */
function readRowInPlace(row: Cell[], types: readonly (Excel.RangeValueType | string)[]): Cell[] {
  for (let j = 0; j < row.length; j++) {
    const cell = readCell(row[j], types[j]);
    if (cell !== row[j]) row[j] = cell;
  }
  return row;
}

function readCell(value: unknown, type: Excel.RangeValueType | string): Cell {
  if (type === 'Empty') return null;
  if (type === 'Error') return { error: String(value) };
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return String(value);
}

/**
 * Reads an address as text, for functions that have to tell blanks from zeros; null when it is no rectangle on a sheet
 * of this workbook.
 */
export async function readAddressInExcel(address: string, during?: SyncCall): Promise<CellMatrix | null> {
  const found = parseAddress(address);
  // `[Book.xlsx]Sheet` is a sheet of another workbook, which cannot be read from here.
  if (found?.sheet == null || found.sheet.startsWith('[')) return null;
  const { sheet, row, column, rowCount, columnCount } = found;
  const range = { sheet, row, column, rows: rowCount, columns: columnCount };
  return readRange(range, during).catch((error: unknown) => {
    throw isEditing(error) ? new HostRefuses((error as Error).message) : error;
  });
}

/** Calls all functions again. */
export function recalculate(): Promise<void> {
  return run(async (context, sync) => {
    context.workbook.application.calculate('Full');
    await sync();
  });
}

/**
 * A cell is taken when it holds a value (of a spill, too) or a formula, even one that shows nothing; and where a table
 * stands, since nothing spills into a table.
 */
export function checkRoom(target: RangeAddress): Promise<RoomReport> {
  if (target.row + target.rows > WHOLE_COLUMN || target.column + target.columns > WHOLE_ROW)
    return Promise.reject(new Error(text.insert.beyond));
  return run(async (context, sync) => {
    const tables = rangeOf(context, target).getTables(false);
    tables.load('items/name');
    await sync();
    const report = { firstOccupied: tables.items.length > 0 ? cellName(target.row, target.column) : null };
    await inPieces(target, async (piece) => {
      if (report.firstOccupied === null) report.firstOccupied = await firstOccupied(context, sync, piece);
    });
    return { free: report.firstOccupied === null, ...report };
  });
}

async function firstOccupied(
  context: Excel.RequestContext,
  sync: () => Promise<void>,
  piece: RangeAddress,
): Promise<string | null> {
  const range = rangeOf(context, piece);
  range.load(['valueTypes', 'formulas']);
  await sync();
  const { valueTypes, formulas } = range;
  for (let i = 0; i < piece.rows; i++)
    for (let j = 0; j < piece.columns; j++)
      if (valueTypes[i][j] !== 'Empty' || formulas[i][j] !== '')
        return cellName(piece.row + i, piece.column + j);
  return null;
}

function cellName(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** Cells of a spill know their parent from ExcelApi 1.12 on; before, only the cell with the formula is found. */
export function formulaBehind(cell: RangeAddress): Promise<PlacedFormula | null> {
  return run(async (context, sync) => {
    const own = rangeOf(context, cellOf(cell));
    const parent = Office.context.requirements.isSetSupported('ExcelApi', '1.12')
      ? own.getSpillParentOrNullObject()
      : null;
    own.load(['formulas', 'values']);
    parent?.load([...PLACE, 'formulas', 'values']);
    await sync();
    if (parent && !parent.isNullObject) return placedFormula(parent, addressOf(parent));
    return placedFormula(own, cellOf(cell));
  });
}

/** Before ExcelApi 1.12 there are no spills. */
export function blockOf(cell: RangeAddress): Promise<RangeAddress> {
  return run(async (context, sync) => {
    if (!Office.context.requirements.isSetSupported('ExcelApi', '1.12')) return cellOf(cell);
    const spill = rangeOf(context, cellOf(cell)).getSpillingToRangeOrNullObject();
    spill.load(PLACE);
    await sync();
    return spill.isNullObject ? cellOf(cell) : addressOf(spill);
  });
}

/** null where there is no formula: a text that looks like one has the same text as its value. */
function placedFormula({ formulas, values }: Excel.Range, at: RangeAddress): PlacedFormula | null {
  const formula = String((formulas as unknown[][])[0][0]);
  const isFormula = formula.startsWith('=') && formula !== String((values as unknown[][])[0][0]);
  return isFormula ? { at, formula } : null;
}

export function listTables(): ReturnType<SpreadsheetHost['listTables']> {
  return run(async (context, sync) => {
    const { tables } = context.workbook;
    tables.load('items/name');
    await sync();
    const ranges = tables.items.map((table) => table.getRange());
    ranges.forEach((range) => range.load(PLACE));
    await sync();
    return tables.items.map(({ name }, i) => ({ name, range: addressOf(ranges[i]) }));
  });
}

export function select(range: RangeAddress): Promise<void> {
  return run(async (context, sync) => {
    context.workbook.worksheets.getItem(range.sheet).activate();
    rangeOf(context, range).select();
    await sync();
  });
}

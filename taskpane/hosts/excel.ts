/**
 * The spreadsheet interface of the pane over Office.js. Needs ExcelApi 1.9, which the manifest asks for.
 *
 * Formulas are written with `formulas` (English, comma), whatever the language of Excel. Blanks are told from zeros and
 * from empty text by `valueTypes`.
 */

import { columnLetters, parseAddress, type Cell, type CellMatrix, type OutputCell } from '../../src/index';
import type {
  Picture,
  PlacedFormula,
  RangeAddress,
  RoomReport,
  SheetContent,
  SpreadsheetHost,
} from '../host';
import { text } from '../text';

/** Rows and columns of a worksheet. */
const WHOLE_COLUMN = 1_048_576;
const WHOLE_ROW = 16_384;

/** Cells per message: Excel on the web carries 5 MB, about 250,000 numbers. */
const CELLS_PER_MESSAGE = 100_000;

export function excelHost(): SpreadsheetHost {
  return {
    name: 'excel',
    getSelection,
    getSurroundingRegion,
    readRange,
    checkRoom,
    writeFormulas,
    writeValues,
    insertPicture,
    addSheet,
    formulaBehind,
    listTables,
    select: (range) =>
      run(async (context) => {
        context.workbook.worksheets.getItem(range.sheet).activate();
        rangeOf(context, range).select();
        await context.sync();
      }),
    onSelectionChanged,
    onDataChanged,
    loadSetting: async (key) => (Office.context.document.settings.get(key) as string | null) ?? null,
    saveSetting,
  };
}

/**
 * Reads an address as text, for functions that have to tell blanks from zeros; null when it is no rectangle on a sheet
 * of this workbook.
 */
export async function readAddressInExcel(address: string): Promise<CellMatrix | null> {
  const found = parseAddress(address);
  // `[Book.xlsx]Sheet` is a sheet of another workbook, which cannot be read from here.
  if (found?.sheet == null || found.sheet.startsWith('[')) return null;
  const { sheet, row, column, rowCount, columnCount } = found;
  return readRange({ sheet, row, column, rows: rowCount, columns: columnCount });
}

/** Says something at the top of the page, for when there is no pane to say it in. */
export async function notify(message: string, title: string): Promise<void> {
  const { UI } = await import('@microsoft/office-js-helpers');
  UI.notify(message, title, 'error');
}

/** Excel.run with errors as sentences. */
async function run<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  try {
    return await Excel.run(batch);
  } catch (error) {
    throw new Error(sentenceFor(error), { cause: error });
  }
}

function sentenceFor(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'AccessDenied') return text.excel.protected;
  if (code === 'ItemNotFound') return text.excel.sheetGone;
  if (code === 'InvalidOperationInCellEditMode') return text.excel.editing;
  return message ?? String(error);
}

function rangeOf(context: Excel.RequestContext, range: RangeAddress): Excel.Range {
  const { sheet, row, column, rows, columns } = range;
  return context.workbook.worksheets.getItem(sheet).getRangeByIndexes(row, column, rows, columns);
}

const PLACE = ['rowIndex', 'columnIndex', 'rowCount', 'columnCount', 'worksheet/name'];

function addressOf(range: Excel.Range): RangeAddress {
  return {
    sheet: range.worksheet.name,
    row: range.rowIndex,
    column: range.columnIndex,
    rows: range.rowCount,
    columns: range.columnCount,
  };
}

/** null when a chart or several areas are selected. */
async function getSelection(): Promise<RangeAddress | null> {
  try {
    return await Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange();
      range.load(PLACE);
      await context.sync();
      return addressOf(range);
    });
  } catch {
    return null;
  }
}

/** Of whole columns or rows the part in use; otherwise the block of cells around the range. */
function getSurroundingRegion(range: RangeAddress): Promise<RangeAddress> {
  return run(async (context) => {
    const wanted = rangeOf(context, range);
    const isWhole = range.rows >= WHOLE_COLUMN || range.columns >= WHOLE_ROW;
    const found = isWhole ? wanted.getUsedRangeOrNullObject(true) : wanted.getSurroundingRegion();
    found.load([...PLACE]);
    await context.sync();
    return isWhole && found.isNullObject ? { ...range, rows: 1, columns: 1 } : addressOf(found);
  });
}

/** Rows below the last one in use are left out: they are blank. */
function readRange(range: RangeAddress): Promise<CellMatrix> {
  return run(async (context) => {
    const rows: Cell[][] = [];
    const height = await usedHeight(context, range);
    const step = Math.max(1, Math.floor(CELLS_PER_MESSAGE / range.columns));
    for (let from = 0; from < height; from += step) {
      const part = rangeOf(context, { ...range, row: range.row + from, rows: Math.min(step, height - from) });
      part.load(['values', 'valueTypes']);
      await context.sync();
      const types = part.valueTypes;
      (part.values as unknown[][]).forEach((row, i) =>
        rows.push(row.map((value, j) => cellOf(value, types[i][j]))),
      );
    }
    return rows;
  });
}

/** At least one row, so that empty data are rows too. */
async function usedHeight(context: Excel.RequestContext, range: RangeAddress): Promise<number> {
  if (range.rows * range.columns <= CELLS_PER_MESSAGE) return range.rows;
  const used = rangeOf(context, range).getUsedRangeOrNullObject(true);
  used.load(['rowIndex', 'rowCount']);
  await context.sync();
  if (used.isNullObject) return 1;
  return Math.max(1, Math.min(range.rows, used.rowIndex + used.rowCount - range.row));
}

function cellOf(value: unknown, type: Excel.RangeValueType | string): Cell {
  if (type === 'Empty') return null;
  if (type === 'Error') return { error: String(value) };
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return String(value);
}

/**
 * A cell is taken when it holds a value (of a spill, too) or a formula, even one that shows nothing; and where a table
 * stands, since nothing spills into a table.
 */
function checkRoom(target: RangeAddress): Promise<RoomReport> {
  return run(async (context) => {
    const range = rangeOf(context, target);
    const tables = range.getTables(false);
    range.load(['valueTypes', 'formulas']);
    tables.load('items/name');
    await context.sync();
    const { valueTypes, formulas } = range;
    for (let i = 0; i < target.rows; i++)
      for (let j = 0; j < target.columns; j++)
        if (valueTypes[i][j] !== 'Empty' || formulas[i][j] !== '')
          return { free: false, firstOccupied: cellName(target.row + i, target.column + j) };
    if (tables.items.length > 0) return { free: false, firstOccupied: cellName(target.row, target.column) };
    return { free: true, firstOccupied: null };
  });
}

function cellName(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

function writeFormulas(
  entries: Parameters<SpreadsheetHost['writeFormulas']>[0],
): Promise<() => Promise<void>> {
  return run(async (context) => {
    const cells = entries.map(({ at }) => rangeOf(context, { ...at, rows: 1, columns: 1 }));
    cells.forEach((cell) => cell.load('formulas'));
    await context.sync();
    const before = cells.map((cell) => cell.formulas);
    entries.forEach(({ formula }, i) => (cells[i].formulas = [[formula]]));
    await context.sync();
    return () =>
      run(async (later) => {
        entries.forEach(({ at }, i) => {
          rangeOf(later, { ...at, rows: 1, columns: 1 }).formulas = before[i];
        });
        await later.sync();
      });
  });
}

function writeValues(
  at: RangeAddress,
  cells: readonly (readonly OutputCell[])[],
): Promise<() => Promise<void>> {
  const place = { ...at, rows: cells.length, columns: cells[0]?.length ?? 0 };
  const step = Math.max(1, Math.floor(CELLS_PER_MESSAGE / Math.max(1, place.columns)));
  const parts = Array.from({ length: Math.ceil(place.rows / step) }, (_, k) => ({
    ...place,
    row: place.row + k * step,
    rows: Math.min(step, place.rows - k * step),
  }));
  return run(async (context) => {
    const before: unknown[][][] = [];
    for (const part of parts) {
      const range = rangeOf(context, part);
      range.load('formulas');
      await context.sync();
      before.push(range.formulas as unknown[][]);
      const from = part.row - place.row;
      range.values = cells.slice(from, from + part.rows).map((row) => row.map(writtenCell));
      await context.sync();
    }
    return () =>
      run(async (later) => {
        for (const [k, part] of parts.entries()) {
          rangeOf(later, part).formulas = before[k];
          await later.sync();
        }
      });
  });
}

/** Points to the CSS pixel: a sheet is measured in points. */
const POINTS = 0.75;

/** It moves with the cells that it stands at, and keeps its size. Undo finds it by its id, whatever became of its name. */
function insertPicture(
  { png, width, height, title, description }: Picture,
  at: RangeAddress,
): Promise<() => Promise<void>> {
  return run(async (context) => {
    const cell = rangeOf(context, { ...at, rows: 1, columns: 1 });
    cell.load(['left', 'top']);
    await context.sync();
    const shape = context.workbook.worksheets.getItem(at.sheet).shapes.addImage(png);
    shape.left = cell.left;
    shape.top = cell.top;
    shape.lockAspectRatio = false;
    shape.width = width * POINTS;
    shape.height = height * POINTS;
    shape.lockAspectRatio = true;
    shape.altTextTitle = title;
    shape.altTextDescription = description;
    shape.load('id');
    await context.sync();
    const { id } = shape;
    return () =>
      run(async (later) => {
        const { shapes } = later.workbook.worksheets.getItem(at.sheet);
        shapes.load('items/id');
        await later.sync();
        // Somebody may have deleted it in the meantime.
        shapes.items.find((one) => one.id === id)?.delete();
        await later.sync();
      });
  });
}

/** Text goes in as text; the sheet is in view at the end. */
function addSheet({ name, cells, more }: SheetContent): ReturnType<SpreadsheetHost['addSheet']> {
  const columns = Math.max(...cells.map(({ length }) => length));
  return run(async (context) => {
    const sheets = context.workbook.worksheets;
    sheets.load('items/name');
    await context.sync();
    const taken = new Set(sheets.items.map((sheet) => sheet.name.toLowerCase()));
    let free = name;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name} ${number}`;
    const sheet = sheets.add(free);
    await context.sync();
    const range = { sheet: free, row: 0, column: 0, rows: cells.length, columns };
    await writeValues(
      range,
      cells.map((row) => Array.from({ length: columns }, (_, j) => givenCell(row[j]))),
    );
    for (const { row, column, text: label, formula } of more) {
      const cell = sheet.getRangeByIndexes(row, column, 1, 1);
      if (formula === undefined) cell.values = [[writtenCell(label ?? null)]];
      else cell.formulas = [[formula]];
    }
    sheet.activate();
    await context.sync();
    const undo = (): Promise<void> =>
      run(async (later) => {
        later.workbook.worksheets.getItem(free).delete();
        await later.sync();
      });
    return { range, undo };
  });
}

function givenCell(cell: Cell): OutputCell {
  return typeof cell === 'object' && cell !== null ? cell.error : (cell ?? null);
}

/** Cells of a spill know their parent from ExcelApi 1.12 on; before, only the cell with the formula is found. */
function formulaBehind(cell: RangeAddress): Promise<PlacedFormula | null> {
  return run(async (context) => {
    const range = rangeOf(context, { ...cell, rows: 1, columns: 1 });
    range.load('formulas');
    await context.sync();
    const own = String((range.formulas as unknown[][])[0][0]);
    if (own.startsWith('=')) return { at: { ...cell, rows: 1, columns: 1 }, formula: own };
    if (own === '' || !Office.context.requirements.isSetSupported('ExcelApi', '1.12')) return null;
    const parent = range.getSpillParentOrNullObject();
    parent.load([...PLACE, 'formulas']);
    await context.sync();
    if (parent.isNullObject) return null;
    return { at: addressOf(parent), formula: String((parent.formulas as unknown[][])[0][0]) };
  });
}

function listTables(): ReturnType<SpreadsheetHost['listTables']> {
  return run(async (context) => {
    const { tables } = context.workbook;
    tables.load('items/name');
    await context.sync();
    const ranges = tables.items.map((table) => table.getRange());
    ranges.forEach((range) => range.load(PLACE));
    await context.sync();
    return tables.items.map(({ name }, i) => ({ name, range: addressOf(ranges[i]) }));
  });
}

/** The apostrophe that Excel swallows makes text of whatever follows: `=A1`, `-x`, `007`, `1-2`, `TRUE`. */
function writtenCell(cell: OutputCell): string | number | boolean {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.error;
  return typeof cell === 'string' && cell !== '' ? `'${cell}` : cell;
}

function onSelectionChanged(listener: (range: RangeAddress) => void): () => void {
  return whileListening((context) =>
    context.workbook.onSelectionChanged.add(async () => {
      const range = await getSelection();
      if (range) listener(range);
    }),
  );
}

/** Values typed, cells moved, and formulas in the range that were calculated again. */
function onDataChanged(range: RangeAddress, listener: () => void): () => void {
  const stops = [
    whileListening((context) =>
      context.workbook.worksheets.getItem(range.sheet).onChanged.add(async ({ address, changeType }) => {
        // Rows or columns that came or went may have moved the data, whatever the address says.
        if (changeType !== 'RangeEdited' || touches(address, range)) listener();
      }),
    ),
    whileListening((context) =>
      context.workbook.worksheets.getItem(range.sheet).onCalculated.add(async () => listener()),
    ),
  ];
  return () => stops.forEach((stop) => stop());
}

function touches(address: string, range: RangeAddress): boolean {
  return address.split(',').some((area) => {
    const found = parseAddress(area);
    if (!found) return true;
    return (
      found.row < range.row + range.rows &&
      found.row + found.rowCount > range.row &&
      found.column < range.column + range.columns &&
      found.column + found.columnCount > range.column
    );
  });
}

/** Adds a listener and returns what takes it away, whether or not Excel has got round to adding it. */
function whileListening<T>(
  add: (context: Excel.RequestContext) => OfficeExtension.EventHandlerResult<T>,
): () => void {
  let stopped = false;
  let handle: OfficeExtension.EventHandlerResult<T> | null = null;
  const remove = (added: OfficeExtension.EventHandlerResult<T>) =>
    Excel.run(added.context as Excel.RequestContext, async (context) => {
      added.remove();
      await context.sync();
    });
  const starting = Excel.run(async (context) => {
    const added = add(context);
    await context.sync();
    if (stopped) await remove(added);
    else handle = added;
  });
  // A sheet that is gone has nothing to listen to.
  starting.catch(() => undefined);
  return () => {
    stopped = true;
    if (handle) remove(handle).catch(() => undefined);
  };
}

function saveSetting(key: string, value: string): Promise<void> {
  const { settings } = Office.context.document;
  settings.set(key, value);
  return new Promise((resolve, reject) => {
    settings.saveAsync(({ status, error }) =>
      status === Office.AsyncResultStatus.Failed ? reject(new Error(error.message)) : resolve(),
    );
  });
}

/**
 * A new sheet with cells. Univer's command for writing a range measures the height of each row and parses each text for
 * dates, over a second for ten thousand rows in which the page stands still. A new sheet needs neither: it is filled by
 * the mutations below that command, in slices, before it comes into view, and goes on the undo stack as one step.
 */

import {
  generateRandomId,
  ICommandService,
  mergeWorksheetSnapshotWithDefault,
  type ICellData,
  type IExecutionOptions,
  type IStyleData,
} from '@univerjs/core';
import {
  InsertSheetMutation,
  RemoveSheetMutation,
  SetRangeValuesMutation,
  type FWorkbook,
} from '@univerjs/preset-sheets-core';
import { inSlices } from '../worker/slices';
import type { SheetContent, SpreadsheetHost } from '../taskpane/host';
import { HEADER, NUMBER_HEADER, CELL_STYLES } from './cellStyles';
import { storedCell } from './cells';
import { ROOM_BELOW, ROOM_RIGHT } from './room';
import type { UndoSteps } from './undoSteps';
import type { Spreadsheet } from './univer';

/** Rows that are written at once: some milliseconds. */
const STRIDE = 200;

type Rows = Record<number, Record<number, ICellData>>;

/** @throws Error when the sheet is taken away while it is being filled */
export async function addSheet(
  spreadsheet: Spreadsheet,
  steps: UndoSteps,
  content: SheetContent,
): ReturnType<SpreadsheetHost['addSheet']> {
  const workbook = spreadsheet.api.getActiveWorkbook()!;
  const commands = spreadsheet.get<ICommandService>(ICommandService);
  const unitId = workbook.getId();
  const { columns, ...shape } = emptySheet(workbook, content);
  const sheet = mergeWorksheetSnapshotWithDefault(shape);
  const { id: subUnitId, name: subUnitName } = shape;
  const insert = { unitId, index: workbook.getSheets().length, sheet };
  commands.syncExecuteCommand(InsertSheetMutation.id, insert);
  const write = (cellValue: Rows, options: IExecutionOptions = {}): void => {
    Object.assign(sheet.cellData, cellValue);
    const params = { unitId, subUnitId, cellValue };
    if (!commands.syncExecuteCommand(SetRangeValuesMutation.id, params, options))
      throw new Error(`there is no sheet "${subUnitName}" any more`);
  };
  await inSlices(fill(content, write));
  // `sheet` is what was inserted, by now with its cells: a repetition inserts all of it at once.
  const step = {
    unitID: unitId,
    undoMutations: [{ id: RemoveSheetMutation.id, params: { unitId, subUnitId, subUnitName } }],
    redoMutations: [{ id: InsertSheetMutation.id, params: insert }],
  };
  steps.pushUndoRedo(step);
  const added = workbook.getSheetBySheetId(subUnitId)!;
  workbook.setActiveSheet(added);
  return {
    range: { sheet: subUnitName, row: 0, column: 0, rows: content.cells.length, columns },
    undo: steps.undoing(step, async () => void workbook.deleteSheet(added)),
  };
}

/** The sheet with its size and the widths of its columns, and how many columns the cells have. */
function emptySheet(workbook: FWorkbook, { name, cells, more, widths }: SheetContent) {
  const columns = Math.max(0, ...cells.map(({ length }) => length));
  const pixels = widths?.pixels.map((w, j) => [widths.from + j, { w }] as const) ?? [];
  return {
    id: generateRandomId(),
    name: freeName(workbook, name),
    rowCount: Math.max(cells.length, ...more.map(({ row }) => row + 1)) + ROOM_BELOW,
    columnCount: Math.max(columns, ...more.map(({ column }) => column)) + ROOM_RIGHT,
    columnData: Object.fromEntries(pixels),
    cellData: {},
    columns,
  };
}

/** Past the formula engine, which would look through all its formulas at each slice: these are none, and none refers to them yet. */
const VALUES: IExecutionOptions = { onlyLocal: true };

/** Headers above numbers stand at the right, as the numbers do. */
function headerStyle(cells: SheetContent['cells'], column: number): IStyleData {
  return typeof cells[1]?.[column] === 'number' ? NUMBER_HEADER : HEADER;
}

/** Writes the values some rows at a time, then what stands beside them: formulas begin when their data are there. */
function* fill(
  { cells, more }: SheetContent,
  write: (rows: Rows, options?: IExecutionOptions) => void,
): Generator<void, void> {
  for (let from = 0; from < cells.length; from += STRIDE) {
    const rows: Rows = {};
    cells.slice(from, from + STRIDE).forEach((line, i) => {
      line.forEach((_, j) => put(rows, from + i, j, given(cells, from + i, j)));
    });
    write(rows, VALUES);
    yield;
  }
  const beside: Rows = {};
  for (const { row, column, text, number, formula, style, format } of more) {
    // A row that is written again has its values in it already.
    cells[row]?.forEach((_, j) => put(beside, row, j, given(cells, row, j)));
    const cell = formula === undefined ? storedCell(number ?? text) : { f: formula };
    const look = {
      ...(style && CELL_STYLES[style]),
      ...(format !== undefined && { n: { pattern: format } }),
    };
    put(beside, row, column, style || format !== undefined ? { ...cell, s: look } : cell);
  }
  write(beside);
}

function given(cells: SheetContent['cells'], row: number, column: number): ICellData | null {
  const cell = storedCell(cells[row][column]);
  return cell && row === 0 ? { ...cell, s: headerStyle(cells, column) } : cell;
}

function put(rows: Rows, row: number, column: number, cell: ICellData | null): void {
  if (cell !== null) (rows[row] ??= {})[column] = cell;
}

function freeName(workbook: FWorkbook, wanted: string): string {
  let name = wanted;
  for (let number = 2; workbook.getSheetByName(name); number++) name = `${wanted} ${number}`;
  return name;
}

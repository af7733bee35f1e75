/** Selects cells as the keys of Excel do: from the cell that is active, or out from it. */

import type { IRange, ISelectionCell } from '@univerjs/core';
import { RANGE_TYPE, Rectangle, ICommandService } from '@univerjs/core';
import {
  getCellAtRowCol,
  SetSelectionsOperation,
  SheetsSelectionsService,
  type FWorksheet,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** What is selected on the sheet in view, and the active cell of it. */
export interface Selected {
  readonly sheet: FWorksheet;
  readonly range: IRange;
  readonly active: Cell;
  /** The active cell with all that is merged into it. */
  readonly primary: IRange;
}

export function selected({ api, get }: Spreadsheet): Selected | null {
  const sheet = api.getActiveWorkbook()?.getActiveSheet();
  const last = get<SheetsSelectionsService>(SheetsSelectionsService).getCurrentLastSelection();
  if (!sheet || !last) return null;
  const { range, primary } = last;
  const active = primary
    ? { row: primary.actualRow, column: primary.actualColumn }
    : { row: range.startRow, column: range.startColumn };
  return { sheet, range, active, primary: primary ?? one(active) };
}

const one = ({ row, column }: Cell): IRange => ({
  startRow: row,
  endRow: row,
  startColumn: column,
  endColumn: column,
});

/** Whether no more than the active cell is selected, with all that is merged into it. */
export function isOneCell({ range, primary }: Selected): boolean {
  return Rectangle.contains(primary, range);
}

/** Makes a cell the active one and all that is selected. */
export function selectCell(spreadsheet: Spreadsheet, sheet: FWorksheet, { row, column }: Cell): void {
  const at = getCellAtRowCol(row, column, sheet.getSheet());
  const { isMerged } = at;
  const isMergedMainCell = isMerged && at.startRow === row && at.startColumn === column;
  const cell = { ...at, actualRow: row, actualColumn: column, isMerged, isMergedMainCell };
  select(spreadsheet, sheet, Rectangle.clone(at), cell);
}

/** Selects a range that has the active cell in it. */
export function selectAround(spreadsheet: Spreadsheet, { sheet }: Selected, range: IRange): void {
  const last = spreadsheet.get<SheetsSelectionsService>(SheetsSelectionsService).getCurrentLastSelection();
  select(spreadsheet, sheet, range, last?.primary ?? null);
}

/** From the active cell to another one. */
export function selectTo(spreadsheet: Spreadsheet, from: Selected, to: Cell): void {
  selectAround(spreadsheet, from, Rectangle.union(from.primary, one(to)));
}

export function selectRows(spreadsheet: Spreadsheet, from: Selected): void {
  const endColumn = from.sheet.getMaxColumns() - 1;
  const { startRow, endRow } = from.range;
  selectAround(spreadsheet, from, {
    startRow,
    endRow,
    startColumn: 0,
    endColumn,
    rangeType: RANGE_TYPE.ROW,
  });
}

export function selectColumns(spreadsheet: Spreadsheet, from: Selected): void {
  const endRow = from.sheet.getMaxRows() - 1;
  const { startColumn, endColumn } = from.range;
  selectAround(spreadsheet, from, {
    startRow: 0,
    endRow,
    startColumn,
    endColumn,
    rangeType: RANGE_TYPE.COLUMN,
  });
}

function select(
  { get }: Spreadsheet,
  sheet: FWorksheet,
  range: IRange,
  primary: ISelectionCell | null,
): void {
  get<ICommandService>(ICommandService).syncExecuteCommand(SetSelectionsOperation.id, {
    unitId: sheet.getWorkbook().getUnitId(),
    subUnitId: sheet.getSheetId(),
    selections: [{ range, primary, style: null }],
    reveal: true,
  });
}

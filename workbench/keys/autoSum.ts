/** AutoSum: proposes a sum in the cell that is active, or writes those of the selected cells. */

import {
  DOCS_NORMAL_EDITOR_UNIT_ID_KEY,
  ICommandService,
  type ICellData,
  type IObjectMatrixPrimitiveType,
} from '@univerjs/core';
import {
  DeviceInputEventType,
  IEditorService,
  SetCellEditVisibleOperation,
  SetRangeValuesCommand,
} from '@univerjs/preset-sheets-core';
import { rangeAddress } from '../addresses';
import { cellReader } from '../reading';
import type { Spreadsheet } from '../univer';
import { usedRange } from '../usedRange';
import { numbersBefore, sumsOf, type Block, type KindAt } from './sums';
import { isOneCell, selected, type Selected } from './selecting';

/** More cells than these are looked at only as far as something stands in the sheet. */
const MANY_CELLS = 10_000;

export function autoSum(spreadsheet: Spreadsheet): void {
  const from = selected(spreadsheet);
  if (!from) return;
  const { sheet, active } = from;
  const read = cellReader(spreadsheet, sheet);
  const kindAt: KindAt = (row, column) => {
    const cell = read(row, column);
    return cell === null ? 'blank' : typeof cell === 'number' ? 'number' : 'other';
  };
  if (isOneCell(from)) return propose(spreadsheet, from, formulaOf(numbersBefore(active, kindAt)));
  const room = { rows: sheet.getMaxRows(), columns: sheet.getMaxColumns() };
  const sums = sumsOf(worked(spreadsheet, from), kindAt, room);
  const value: IObjectMatrixPrimitiveType<ICellData> = {};
  for (const { at, of } of sums) (value[at.row] ??= {})[at.column] = { f: formulaOf(of), v: null, t: null };
  if (sums.length === 0) return;
  spreadsheet.get<ICommandService>(ICommandService).syncExecuteCommand(SetRangeValuesCommand.id, {
    unitId: sheet.getWorkbook().getUnitId(),
    subUnitId: sheet.getSheetId(),
    value,
  });
}

function worked(spreadsheet: Spreadsheet, { sheet, range }: Selected): Block {
  const cells = (range.endRow - range.startRow + 1) * (range.endColumn - range.startColumn + 1);
  const used = cells > MANY_CELLS ? usedRange(spreadsheet, sheet) : null;
  if (!used) return range;
  return {
    ...range,
    endRow: Math.max(range.startRow, Math.min(range.endRow, used.rows - 1)),
    endColumn: Math.max(range.startColumn, Math.min(range.endColumn, used.columns - 1)),
  };
}

function formulaOf(block: Block | null): string {
  return `=SUM(${block ? rangeAddress(block) : ''})`;
}

/** As if it had been typed: Enter takes it, Escape lets go of it. The cursor stands before the last parenthesis. */
function propose({ get }: Spreadsheet, { sheet }: Selected, formula: string): void {
  get<ICommandService>(ICommandService).syncExecuteCommand(SetCellEditVisibleOperation.id, {
    visible: true,
    unitId: sheet.getWorkbook().getUnitId(),
    eventType: DeviceInputEventType.Dblclick,
  });
  const cursor = { startOffset: formula.length - 1, endOffset: formula.length - 1, collapsed: true };
  get<IEditorService>(IEditorService)
    .getEditor(DOCS_NORMAL_EDITOR_UNIT_ID_KEY)
    ?.replaceText(formula, [cursor as never]);
}

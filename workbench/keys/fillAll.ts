/**
 * A formula that is put into all selected cells at once (Ctrl+Enter) moves its references from cell to cell, as in Excel. Univer 0.25
 * writes the same text into each.
 */

import {
  ICommandService,
  type ICellData,
  type ICommandInfo,
  type IObjectMatrixPrimitiveType,
  type IRange,
} from '@univerjs/core';
import { LexerTreeBuilder, SetRangeValuesCommand } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import { selected } from './selecting';

/** What the grid asks for when it is done with typing, and nothing else does: `redoUndoId` is there. */
interface Typed {
  readonly redoUndoId?: string;
  readonly range?: IRange;
  value: ICellData | IObjectMatrixPrimitiveType<ICellData>;
}

export function moveReferencesWhenFilling(spreadsheet: Spreadsheet): void {
  const { get } = spreadsheet;
  const lexer = get<LexerTreeBuilder>(LexerTreeBuilder);
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== SetRangeValuesCommand.id) return;
    const typed = params as Typed;
    const cell = typed.value as ICellData;
    const from = selected(spreadsheet)?.active;
    if (!typed.redoUndoId || !typed.range || !from || typeof cell.f !== 'string') return;
    const { startRow, endRow, startColumn, endColumn } = typed.range;
    if (startRow === endRow && startColumn === endColumn) return;
    const filled: IObjectMatrixPrimitiveType<ICellData> = {};
    for (let row = startRow; row <= endRow; row++) {
      filled[row] = {};
      for (let column = startColumn; column <= endColumn; column++)
        filled[row][column] = {
          ...cell,
          f: lexer.moveFormulaRefOffset(cell.f, column - from.column, row - from.row),
        };
    }
    typed.value = filled;
  });
}

/**
 * Stops the measuring of rows that are gone.
 *
 * After many cells have been written, Univer 0.25 measures the heights of their rows bit by bit while the page is idle. It
 * goes on when the sheet has been deleted or its workbook closed meanwhile, and then fails on what is no longer there.
 */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import {
  CancelMarkDirtyRowAutoHeightOperation,
  MarkDirtyRowAutoHeightOperation,
  RemoveSheetMutation,
  type IMarkDirtyRowAutoHeightOperationParams,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from './univer';

export interface RowHeights {
  /** Ends all measuring of a workbook that is about to close. */
  forget(unitId: string): void;
}

interface Measuring {
  readonly id: string;
  readonly unitId: string;
  readonly subUnitId: string;
}

export function watchRowHeights({ get }: Pick<Spreadsheet, 'get'>): RowHeights {
  const commands = get<ICommandService>(ICommandService);
  let begun: Measuring[] = [];
  const cancel = (isOver: (one: Measuring) => boolean): void => {
    const over = begun.filter(isOver);
    begun = begun.filter((one) => !isOver(one));
    // Those that have ended long ago are unknown by now, which does no harm.
    for (const { unitId, subUnitId, id } of over)
      commands.syncExecuteCommand(CancelMarkDirtyRowAutoHeightOperation.id, { unitId, subUnitId, id });
  };
  commands.onCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== MarkDirtyRowAutoHeightOperation.id) return;
    const { id: task, unitId, subUnitId } = params as IMarkDirtyRowAutoHeightOperationParams;
    begun.push({ id: task, unitId, subUnitId });
  });
  commands.beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== RemoveSheetMutation.id) return;
    const gone = params as Omit<Measuring, 'id'>;
    cancel(({ unitId, subUnitId }) => unitId === gone.unitId && subUnitId === gone.subUnitId);
  });
  return { forget: (closing) => cancel(({ unitId }) => unitId === closing) };
}

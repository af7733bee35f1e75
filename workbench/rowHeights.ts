/**
 * Stops the measuring of rows that are gone.
 *
 * After many cells have been written, Univer 0.25 measures the heights of their rows bit by bit while the page is idle. It
 * goes on when their sheet has been deleted meanwhile, and then fails on what is no longer there.
 */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import {
  CancelMarkDirtyRowAutoHeightOperation,
  MarkDirtyRowAutoHeightOperation,
  RemoveSheetMutation,
  type IMarkDirtyRowAutoHeightOperationParams,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from './univer';

interface Measuring {
  readonly id: string;
  readonly unitId: string;
  readonly subUnitId: string;
}

export function stopMeasuringDeletedRows({ get }: Pick<Spreadsheet, 'get'>): void {
  const commands = get<ICommandService>(ICommandService);
  let begun: Measuring[] = [];
  commands.onCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== MarkDirtyRowAutoHeightOperation.id) return;
    const { id: task, unitId, subUnitId } = params as IMarkDirtyRowAutoHeightOperationParams;
    begun.push({ id: task, unitId, subUnitId });
  });
  commands.beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== RemoveSheetMutation.id) return;
    const gone = params as Omit<Measuring, 'id'>;
    const isOver = (one: Measuring) => one.unitId === gone.unitId && one.subUnitId === gone.subUnitId;
    // Those that have ended long ago are unknown by now, which does no harm.
    for (const one of begun.filter(isOver))
      commands.syncExecuteCommand(CancelMarkDirtyRowAutoHeightOperation.id, one);
    begun = begun.filter((one) => !isOver(one));
  });
}

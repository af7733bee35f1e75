import { ICommandService } from '@univerjs/core';
import {
  CancelMarkDirtyRowAutoHeightOperation,
  MarkDirtyRowAutoHeightOperation,
} from '@univerjs/preset-sheets-core';
import { expect, test } from 'vitest';
import { stopMeasuringDeletedRows } from '../../workbench/rowHeights';
import { openHeadless } from './headless';

test('rows of a deleted sheet are measured no longer, those of other sheets are', () => {
  const open = openHeadless([[1]]);
  try {
    stopMeasuringDeletedRows(open);
    const commands = open.get<ICommandService>(ICommandService);
    const cancelled: unknown[] = [];
    commands.onCommandExecuted(({ id, params }) => {
      if (id === CancelMarkDirtyRowAutoHeightOperation.id) cancelled.push(params);
    });
    const workbook = open.api.getActiveWorkbook()!;
    const added = workbook.create('More', 20, 5);
    const [unitId, subUnitId] = [workbook.getId(), added.getSheetId()];
    const ranges = [{ startRow: 0, endRow: 19, startColumn: 0, endColumn: 4 }];
    const measure = (id: string, sheet: string) =>
      commands.syncExecuteCommand(MarkDirtyRowAutoHeightOperation.id, {
        unitId,
        subUnitId: sheet,
        ranges,
        id,
      });
    measure('a', subUnitId);
    measure('b', 'sheet-1');
    measure('c', subUnitId);
    workbook.deleteSheet(added);
    expect(cancelled).toEqual([
      { unitId, subUnitId, id: 'a' },
      { unitId, subUnitId, id: 'c' },
    ]);
  } finally {
    open.close();
  }
});

/**
 * Lets go of a formula that has been begun with fx. Univer 0.25 begins it in the name of its editor instead of the workbook's:
 * Escape then leaves its text behind, and the next change of the sheet fails.
 */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import { SetCellEditVisibleOperation } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from './univer';

export function editInWorkbook({ api, get }: Spreadsheet): void {
  get<ICommandService>(ICommandService).beforeCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    if (id !== SetCellEditVisibleOperation.id) return;
    const editing = params as { unitId?: string };
    const workbook = api.getActiveWorkbook()?.getId();
    if (workbook !== undefined && editing.unitId !== workbook) editing.unitId = workbook;
  });
}

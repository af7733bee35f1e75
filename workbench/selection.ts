/** What is selected, and when that changes. */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import { SetSelectionsOperation, SetWorksheetActiveOperation } from '@univerjs/preset-sheets-core';
import type { RangeAddress } from '../taskpane/host';
import type { Spreadsheet } from './univer';

/** The selected range of the sheet in view; null when there is none. */
export function selectedRange({ api }: Spreadsheet): RangeAddress | null {
  const sheet = api.getActiveWorkbook()?.getActiveSheet();
  const range = sheet?.getSelection()?.getActiveRange()?.getRange();
  if (!sheet || !range) return null;
  return {
    sheet: sheet.getSheetName(),
    row: range.startRow,
    column: range.startColumn,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
}

const CHANGES: readonly string[] = [SetSelectionsOperation.id, SetWorksheetActiveOperation.id];

/**
 * Univer's own event for this stays silent for selections that are not made with the mouse, until one has been: the
 * commands behind it do not.
 *
 * @returns a function that ends the subscription
 */
export function onSelection({ get, api }: Spreadsheet, listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const notify = (): void => {
    clearTimeout(timer);
    timer = setTimeout(listener);
  };
  const subscriptions = [
    get<ICommandService>(ICommandService).onCommandExecuted(({ id }: Readonly<ICommandInfo>) => {
      if (CHANGES.includes(id)) notify();
    }),
    api.addEvent(api.Event.WorkbookCreated, notify),
  ];
  return () => {
    clearTimeout(timer);
    subscriptions.forEach((subscription) => subscription.dispose());
  };
}

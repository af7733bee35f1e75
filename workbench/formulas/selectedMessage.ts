/** Follows the selection and says what the error in the selected cell has to say. */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import { SetFormulaCalculationResultMutation, SetRangeValuesMutation } from '@univerjs/preset-sheets-core';
import { cellAddress } from '../addresses';
import type { Spreadsheet } from '../univer';
import { explainError } from './explain';
import type { ErrorMessages } from './messages';

/** The sentence behind the error in the selected cell. */
export interface SelectedMessage {
  readonly cell: string;
  readonly text: string;
}

/** After these commands a cell may show something else; its function has spoken before that. */
const CHANGES: readonly string[] = [SetFormulaCalculationResultMutation.id, SetRangeValuesMutation.id];

/**
 * Calls `listener` at once and whenever something else is to be said: null for a cell without an error.
 *
 * @returns a function that ends the subscription
 */
export function watchSelectedMessage(
  spreadsheet: Spreadsheet,
  messages: ErrorMessages,
  listener: (message: SelectedMessage | null) => void,
): () => void {
  const { api } = spreadsheet;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const report = (): void => listener(selectedMessage(spreadsheet, messages));
  const reportSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(report);
  };
  const subscriptions = [
    spreadsheet.get<ICommandService>(ICommandService).onCommandExecuted(({ id }: Readonly<ICommandInfo>) => {
      if (CHANGES.includes(id)) reportSoon();
    }),
    api.addEvent(api.Event.SelectionChanged, report),
    api.addEvent(api.Event.ActiveSheetChanged, report),
  ];
  report();
  return () => {
    clearTimeout(timer);
    subscriptions.forEach((subscription) => subscription.dispose());
  };
}

function selectedMessage(spreadsheet: Spreadsheet, messages: ErrorMessages): SelectedMessage | null {
  const workbook = spreadsheet.api.getActiveWorkbook();
  const sheet = workbook?.getActiveSheet();
  const range = sheet?.getSelection()?.getActiveRange()?.getRange();
  if (!workbook || !sheet || !range) return null;
  const { startRow: row, startColumn: column } = range;
  const place = { unitId: workbook.getId(), sheetId: sheet.getSheetId(), row, column };
  const text = explainError(spreadsheet, messages, place);
  return text === null ? null : { cell: cellAddress(row, column), text };
}

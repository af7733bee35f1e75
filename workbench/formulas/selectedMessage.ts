/** Follows the selection and says what the error in the selected cell has to say. */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import { SetFormulaCalculationResultMutation, SetRangeValuesMutation } from '@univerjs/preset-sheets-core';
import { cellAddress } from '../addresses';
import { onSelection, selectedRange } from '../selection';
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const report = (): void => listener(selectedMessage(spreadsheet, messages));
  const reportSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(report);
  };
  const subscription = spreadsheet
    .get<ICommandService>(ICommandService)
    .onCommandExecuted(({ id }: Readonly<ICommandInfo>) => {
      if (CHANGES.includes(id)) reportSoon();
    });
  const stopFollowing = onSelection(spreadsheet, report);
  report();
  return () => {
    clearTimeout(timer);
    subscription.dispose();
    stopFollowing();
  };
}

function selectedMessage(spreadsheet: Spreadsheet, messages: ErrorMessages): SelectedMessage | null {
  const workbook = spreadsheet.api.getActiveWorkbook();
  const range = selectedRange(spreadsheet);
  if (!workbook || !range) return null;
  const { row, column } = range;
  const sheetId = workbook.getActiveSheet().getSheetId();
  const text = explainError(spreadsheet, messages, { unitId: workbook.getId(), sheetId, row, column });
  return text === null ? null : { cell: cellAddress(row, column), text };
}

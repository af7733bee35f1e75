/** What a chart follows: the values of cells. */

import { ICommandService, type ICommandInfo } from '@univerjs/core';
import {
  SetArrayFormulaDataMutation,
  SetFormulaCalculationResultMutation,
  SetRangeValuesMutation,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';

const VALUES: ReadonlySet<string> = new Set([
  SetRangeValuesMutation.id,
  SetFormulaCalculationResultMutation.id,
  SetArrayFormulaDataMutation.id,
]);

/** Time for the values of a calculation to arrive together, in milliseconds. */
const SETTLING = 60;

/** @returns a function that stops listening */
export function onCellsChanged({ get }: Spreadsheet, listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const subscription = get<ICommandService>(ICommandService).onCommandExecuted(
    ({ id }: Readonly<ICommandInfo>) => {
      if (!VALUES.has(id)) return;
      clearTimeout(timer);
      timer = setTimeout(listener, SETTLING);
    },
  );
  return () => {
    clearTimeout(timer);
    subscription.dispose();
  };
}

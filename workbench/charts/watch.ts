/** What a chart follows: the values of cells, and rows and columns that come and go. */

import { ICommandService, type ICommandInfo, type IRange } from '@univerjs/core';
import {
  InsertColMutation,
  InsertRowMutation,
  RemoveColMutation,
  RemoveRowMutation,
  SetArrayFormulaDataMutation,
  SetFormulaCalculationResultMutation,
  SetRangeValuesMutation,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import type { Shift } from './stored';

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

interface Moved {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly range: IRange;
}

type Reading = readonly [along: Shift['along'], sign: 1 | -1];

const MOVES: Readonly<Record<string, Reading>> = {
  [InsertRowMutation.id]: ['rows', 1],
  [RemoveRowMutation.id]: ['rows', -1],
  [InsertColMutation.id]: ['columns', 1],
  [RemoveColMutation.id]: ['columns', -1],
};

/** Calls when rows or columns came or went, with the workbook they are of. */
export function onShift({ get }: Spreadsheet, listener: (unitId: string, shift: Shift) => void): void {
  get<ICommandService>(ICommandService).onCommandExecuted(({ id, params }: Readonly<ICommandInfo>) => {
    const move = MOVES[id];
    if (!move) return;
    const { unitId, subUnitId: sheetId, range } = params as Moved;
    const [along, sign] = move;
    const [first, last] =
      along === 'rows' ? [range.startRow, range.endRow] : [range.startColumn, range.endColumn];
    listener(unitId, { sheetId, along, from: first, count: sign * (last - first + 1) });
  });
}

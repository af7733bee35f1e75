/**
 * Recalculates what depends on cells that a spill has left.
 *
 * Univer 0.25 leaves dependents of a spill stale when the spill shrinks, is blocked or is cleared: after each calculation
 * the spilled ranges are compared with those before, and vacated cells are marked as changed.
 */

import { ICommandService, type ICommandInfo, type IRange } from '@univerjs/core';
import {
  FormulaDataModel,
  SetArrayFormulaDataMutation,
  SetFormulaCalculationResultMutation,
  SetTriggerFormulaCalculationStartMutation,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import { placeKey } from './places';

interface Spill {
  readonly unitId: string;
  readonly sheetId: string;
  readonly range: IRange;
}

/** Time for a calculation's results to arrive together, in milliseconds. */
const SETTLING = 30;

/** @returns a function that ends the watch */
export function repairSpills(spreadsheet: Spreadsheet): () => void {
  const commands = spreadsheet.get<ICommandService>(ICommandService);
  let before = new Map<string, Spill>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    const now = currentSpills(spreadsheet);
    const dirtyRanges = [...before].flatMap(([key, old]) => vacated(old, now.get(key)));
    before = now;
    if (dirtyRanges.length > 0)
      void commands.executeCommand(
        SetTriggerFormulaCalculationStartMutation.id,
        { dirtyRanges },
        { onlyLocal: true },
      );
  };
  const subscription = commands.onCommandExecuted(({ id }: Readonly<ICommandInfo>) => {
    if (id !== SetArrayFormulaDataMutation.id && id !== SetFormulaCalculationResultMutation.id) return;
    clearTimeout(timer);
    timer = setTimeout(check, SETTLING);
  });
  return () => {
    clearTimeout(timer);
    subscription.dispose();
  };
}

/** The spilled ranges of all open workbooks; a blocked spill (#SPILL!) occupies nothing. */
function currentSpills({ api, get }: Spreadsheet): Map<string, Spill> {
  const spills = new Map<string, Spill>();
  const all = get<FormulaDataModel>(FormulaDataModel).getArrayFormulaRange();
  for (const [unitId, sheets] of Object.entries(all))
    for (const [sheetId, rows] of Object.entries(sheets ?? {})) {
      const sheet = api.getWorkbook(unitId)?.getSheetBySheetId(sheetId);
      if (!sheet) continue;
      for (const [row, columns] of Object.entries(rows ?? {}))
        for (const [column, range] of Object.entries(columns ?? {})) {
          if (!range || sheet.getRange(+row, +column).getCellData()?.v === '#SPILL!') continue;
          const key = placeKey({ unitId, sheetId, row: +row, column: +column });
          spills.set(key, { unitId, sheetId, range: { ...(range as IRange) } });
        }
    }
  return spills;
}

/** The cells of an old spill besides its formula, when the new one does not cover them all. */
function vacated(old: Spill, now: Spill | undefined): Spill[] {
  const { unitId, sheetId, range } = old;
  if (now !== undefined && now.range.endRow >= range.endRow && now.range.endColumn >= range.endColumn)
    return [];
  const { startRow, startColumn, endRow, endColumn } = range;
  const beside = { startRow, endRow: startRow, startColumn: startColumn + 1, endColumn };
  const below = { startRow: startRow + 1, endRow, startColumn, endColumn };
  return [beside, below]
    .filter((part) => part.startRow <= part.endRow && part.startColumn <= part.endColumn)
    .map((part) => ({ unitId, sheetId, range: part }));
}

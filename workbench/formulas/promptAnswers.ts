/**
 * What lies between Enter and the result and is neither the reading of cells nor the fit: two waits of Univer, which
 * together are longer than both.
 */

import { CommandType, ICommandService } from '@univerjs/core';
import {
  RangeProtectionRuleModel,
  SetFormulaCalculationStartMutation,
  SetFormulaCalculationStopMutation,
  SheetPermissionCheckController,
  TriggerCalculationController,
  WorksheetProtectionRuleModel,
} from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';

/** To be called when the controllers are there: they come with the first workbook. */
export function answerPromptly(spreadsheet: Pick<Spreadsheet, 'get'>): void {
  calculateSoon(spreadsheet);
  lookForProtectionFirst(spreadsheet);
}

/** Milliseconds without a further change after which formulas are calculated; Univer waits for 100. */
const PAUSE = 10;

interface Trigger {
  _setTimeoutKey: number | ReturnType<typeof setTimeout>;
  _waitingCommandQueue: unknown[];
  _executingDirtyData: object;
  _executionInProgressParams: object | null;
  _restartCalculation: boolean;
  _generateDirty(commands: readonly unknown[]): object;
  _mergeDirty(one: object, other: object): object;
}

/** As the controller does it after its own pause. */
function calculateSoon({ get }: Pick<Spreadsheet, 'get'>): void {
  const trigger = get<Trigger>(TriggerCalculationController);
  const commands = get<ICommandService>(ICommandService);
  const calculate = (): void => {
    trigger._executingDirtyData = trigger._mergeDirty(
      trigger._executingDirtyData,
      trigger._generateDirty(trigger._waitingCommandQueue),
    );
    trigger._waitingCommandQueue = [];
    if (trigger._executionInProgressParams === null) {
      const dirty = { ...trigger._executingDirtyData };
      commands.syncExecuteCommand(SetFormulaCalculationStartMutation.id, dirty, { onlyLocal: true });
    } else {
      trigger._restartCalculation = true;
      commands.syncExecuteCommand(SetFormulaCalculationStopMutation.id, {});
    }
  };
  let last: Trigger['_setTimeoutKey'] = trigger._setTimeoutKey;
  commands.onCommandExecuted(({ type }) => {
    // Only when the controller, which has heard of the command first, has begun to wait anew.
    if (type !== CommandType.MUTATION || trigger._setTimeoutKey === last) return;
    clearTimeout(trigger._setTimeoutKey);
    last = trigger._setTimeoutKey = setTimeout(calculate, PAUSE);
  });
}

interface PermissionCheck {
  _permissionCheckWithFormula(edit: { readonly unitId?: string }): boolean;
}

/**
 * Before a formula is taken every cell that it names is drawn up with its format, for what may be seen of it, a quarter of
 * a second for 100,000 cells. Where nothing is protected there is nothing to find.
 */
function lookForProtectionFirst({ get }: Pick<Spreadsheet, 'get'>): void {
  const controller = get<PermissionCheck>(SheetPermissionCheckController);
  const ofRanges = get<RangeProtectionRuleModel>(RangeProtectionRuleModel);
  const ofSheets = get<WorksheetProtectionRuleModel>(WorksheetProtectionRuleModel);
  const isProtected = (): boolean =>
    Object.values(ofSheets.toObject()).some(({ length }) => length > 0) ||
    Object.values(ofRanges.toObject()).some((sheets) =>
      Object.values(sheets).some(({ length }) => length > 0),
    );
  const check = controller._permissionCheckWithFormula.bind(controller);
  controller._permissionCheckWithFormula = (edit) => !isProtected() || check(edit);
}

/** The spreadsheet without a screen: Univer and its formula engine, in Node or on a page beside the one that is seen. */

import { LocaleType, LogLevel, mergeLocales, Univer } from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import {
  IRenderManagerService,
  TriggerCalculationController,
  UniverFormulaEnginePlugin,
  UniverSheetsFormulaPlugin,
  UniverSheetsPlugin,
} from '@univerjs/preset-sheets-core';
import english from '@univerjs/preset-sheets-core/locales/en-US';
import { ISheetDrawingService } from '@univerjs/preset-sheets-drawing';
import { NEVER } from 'rxjs';
// The scripting interface of sheets and formulas, which the presets bring only with all that is seen of them.
import '@univerjs/engine-formula/facade';
import '@univerjs/sheets/facade';
import '@univerjs/sheets-formula/facade';
import type { CustomFunction } from '../functions/index';
import { repairEngine } from './formulas/engineRepairs';
import type { Surroundings } from './formulas/hostFunction';
import { ErrorMessages } from './formulas/messages';
import { answerPromptly } from './formulas/promptAnswers';
import { registerFunctions, type FunctionsMetadata } from './formulas/register';
import { repairSpills } from './formulas/spillRepair';
import { UNDO_STEPS } from './undoSteps';
import type { Spreadsheet } from './univer';
import { buildWorkbook, SheetBuilder } from './workbook/build';

export interface HeadlessSpreadsheet extends Spreadsheet {
  readonly messages: ErrorMessages;
  close(): void;
}

export interface HeadlessFunctions {
  readonly implementations: Readonly<Record<string, CustomFunction>>;
  readonly metadata: FunctionsMetadata;
  readonly onBlock?: (spreadsheet: Spreadsheet) => Surroundings['onBlock'];
}

interface Progress {
  _startProgress(): void;
}

const NOTHING_DRAWN = {
  created$: NEVER,
  disposed$: NEVER,
  getRenderById: () => null,
  getRenderAll: () => new Map(),
};
const NOTHING_LAID_OVER = { getDrawingOrder: () => [], getDrawingData: () => ({}) };

/** Has a workbook `starting` open, with which the engine's own functions have come. */
export function startHeadless({
  implementations,
  metadata,
  onBlock,
}: HeadlessFunctions): HeadlessSpreadsheet {
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: { [LocaleType.EN_US]: mergeLocales(english) },
    logLevel: LogLevel.ERROR,
    override: UNDO_STEPS,
  });
  univer.registerPlugin(UniverFormulaEnginePlugin);
  univer.registerPlugin(UniverSheetsPlugin);
  univer.registerPlugin(UniverSheetsFormulaPlugin);
  const injector = univer.__getInjector();
  // The scripting interface asks whether anything is drawn.
  injector.add([IRenderManagerService as never, { useValue: NOTHING_DRAWN as never }]);
  injector.add([ISheetDrawingService as never, { useValue: NOTHING_LAID_OVER as never }]);
  const api = FUniver.newAPI(univer);
  const spreadsheet: Spreadsheet = { univer, api, get: (identifier) => injector.get(identifier as never) };
  const messages = new ErrorMessages();
  api.createWorkbook(buildWorkbook('starting', 'Starting', [new SheetBuilder('S')]));
  registerFunctions(spreadsheet, implementations, metadata, messages, onBlock?.(spreadsheet));
  repairEngine(spreadsheet);
  answerPromptly(spreadsheet);
  const stopRepairs = repairSpills(spreadsheet);
  // Of a long calculation its progress is shown after a second, by a timer that nothing stops: here nobody looks.
  spreadsheet.get<Progress>(TriggerCalculationController)._startProgress = () => undefined;
  return {
    ...spreadsheet,
    messages,
    close() {
      stopRepairs();
      univer.dispose();
    },
  };
}

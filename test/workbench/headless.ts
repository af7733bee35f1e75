/** The spreadsheet of the workbench without a screen: Univer and its formula engine in Node. */

import { LocaleType, LogLevel, mergeLocales, Univer } from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import {
  IRenderManagerService,
  UniverFormulaEnginePlugin,
  UniverSheetsFormulaPlugin,
  UniverSheetsPlugin,
} from '@univerjs/preset-sheets-core';
import english from '@univerjs/preset-sheets-core/locales/en-US';
import { ISheetDrawingService } from '@univerjs/preset-sheets-drawing';
import { NEVER } from 'rxjs';
import type { CustomFunction } from '../../functions/index';
import type { CellMatrix } from '../../src/index';
import { repairEngine } from '../../workbench/formulas/engineRepairs';
import { answerPromptly } from '../../workbench/formulas/promptAnswers';
import type { Surroundings } from '../../workbench/formulas/hostFunction';
import { ErrorMessages } from '../../workbench/formulas/messages';
import { registerFunctions } from '../../workbench/formulas/register';
import { repairSpills } from '../../workbench/formulas/spillRepair';
import { UNDO_STEPS } from '../../workbench/undoSteps';
import type { Spreadsheet } from '../../workbench/univer';
import { buildWorkbook, SheetBuilder } from '../../workbench/workbook/build';

export interface Headless extends Spreadsheet {
  readonly messages: ErrorMessages;
  /** What a cell of the sheet shows now, spilled or not, to 12 digits; null for a blank. */
  value(row: number, column: number): unknown;
  /** Types into a cell: a formula, a value, or null to clear it. */
  type(row: number, column: number, content: number | string | null): void;
  close(): void;
}

/** Functions by name, each with its parameters; `data[]` takes a range. They get the invocation as last argument. */
export type TestFunctions = Readonly<
  Record<string, { readonly parameters: readonly string[]; readonly run: (...values: never[]) => unknown }>
>;

const NOTHING_DRAWN = {
  created$: NEVER,
  disposed$: NEVER,
  getRenderById: () => null,
  getRenderAll: () => new Map(),
};
const NOTHING_LAID_OVER = { getDrawingOrder: () => [], getDrawingData: () => ({}) };

/** A workbook `book` with one sheet `S` (id `sheet-1`) that holds `cells`: text that begins with `=` as formulas. */
export function openHeadless(
  cells: CellMatrix,
  functions: TestFunctions = {},
  onBlock?: (spreadsheet: Spreadsheet) => Surroundings['onBlock'],
): Headless {
  const locales = { [LocaleType.EN_US]: mergeLocales(english) };
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales,
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
  register(spreadsheet, functions, messages, onBlock?.(spreadsheet));
  repairEngine(spreadsheet);
  answerPromptly(spreadsheet);
  const stopRepairs = repairSpills(spreadsheet);
  api.createWorkbook(buildWorkbook('book', 'Book', [filled(cells)]));
  api.disposeUnit('starting');
  const at = (row: number, column: number) => api.getActiveWorkbook()!.getActiveSheet().getRange(row, column);
  return {
    ...spreadsheet,
    messages,
    value: (row, column) => at(row, column).getCellData()?.v ?? null,
    type(row, column, content) {
      const isFormula = typeof content === 'string' && content.startsWith('=');
      if (content === null) at(row, column).clearContent();
      else at(row, column).setValue(isFormula ? { f: content, v: null } : content);
    },
    close() {
      stopRepairs();
      univer.dispose();
    },
  };
}

function filled(cells: CellMatrix): SheetBuilder {
  const sheet = new SheetBuilder('S');
  cells.forEach((row, i) =>
    row.forEach((cell, j) => {
      if (typeof cell === 'string' && cell.startsWith('=')) sheet.formula(i, j, cell);
      else sheet.values(i, j, [[cell]]);
    }),
  );
  return sheet;
}

function register(
  spreadsheet: Spreadsheet,
  functions: TestFunctions,
  messages: ErrorMessages,
  onBlock?: Surroundings['onBlock'],
): void {
  const implementations = Object.fromEntries(
    Object.entries(functions).map(([id, { run }]) => [id, run as CustomFunction]),
  );
  const described = Object.entries(functions).map(([id, { parameters }]) => ({
    id,
    description: `What ${id} does`,
    parameters: parameters.map((parameter) => ({
      name: parameter.replace('[]', ''),
      description: `What ${parameter} is`,
      ...(parameter.endsWith('[]') ? { dimensionality: 'matrix' } : {}),
    })),
  }));
  registerFunctions(spreadsheet, implementations, { functions: described }, messages, onBlock);
}

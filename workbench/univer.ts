/** Starts Univer, the spreadsheet of the workbench, and holds what the rest of the workbench needs of it. */

import { LocaleType, LogLevel, mergeLocales, Univer, type IWorkbookData, type Plugin } from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import { UniverSheetsCorePreset } from '@univerjs/preset-sheets-core';
import { UniverSheetsDrawingPreset } from '@univerjs/preset-sheets-drawing';
import { UniverSheetsFilterPreset } from '@univerjs/preset-sheets-filter';
import { UniverSheetsFindReplacePreset } from '@univerjs/preset-sheets-find-replace';
import { UniverSheetsSortPreset } from '@univerjs/preset-sheets-sort';
import { defaultTheme } from '@univerjs/themes';
import coreLocale from '@univerjs/preset-sheets-core/locales/en-US';
import drawingLocale from '@univerjs/preset-sheets-drawing/locales/en-US';
import filterLocale from '@univerjs/preset-sheets-filter/locales/en-US';
import findLocale from '@univerjs/preset-sheets-find-replace/locales/en-US';
import sortLocale from '@univerjs/preset-sheets-sort/locales/en-US';
import '@univerjs/preset-sheets-core/lib/index.css';
import '@univerjs/preset-sheets-drawing/lib/index.css';
import '@univerjs/preset-sheets-filter/lib/index.css';
import '@univerjs/preset-sheets-find-replace/lib/index.css';
import '@univerjs/preset-sheets-sort/lib/index.css';
import { UNDO_STEPS } from './undoSteps';

/** The running spreadsheet: its scripting interface, and the injector behind it for what that does not reach. */
export interface Spreadsheet {
  readonly univer: Univer;
  readonly api: FUniver;
  /** The service registered under an identifier. */
  get<T>(identifier: unknown): T;
}

/** Univer's own theme in the product's petrol. */
const theme = {
  ...defaultTheme,
  primary: {
    50: '#ebf4f6',
    100: '#dcecef',
    200: '#b4dae1',
    300: '#95ccd7',
    400: '#5eb5c4',
    500: '#0994a6',
    600: '#047482',
    700: '#016471',
    800: '#055c68',
    900: '#0a4e57',
  },
};

type PluginEntry = Plugin | readonly [new (...args: never[]) => Plugin, object];

/** In place of Univer's: its dialog that says why nothing was sorted is called "Tooltip". */
const SORT_WORDS = 'sheets-sort-ui';
const OWN_WORDS = { [SORT_WORDS]: { ...sortLocale[SORT_WORDS], info: { tooltip: 'Sort' } } };

/** @param container id of the element that the grid fills */
export function startSpreadsheet(container: string, darkMode: boolean): Spreadsheet {
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: {
      [LocaleType.EN_US]: mergeLocales(
        coreLocale,
        drawingLocale,
        filterLocale,
        findLocale,
        sortLocale,
        OWN_WORDS,
      ),
    },
    logLevel: LogLevel.WARN,
    darkMode,
    theme,
    override: UNDO_STEPS,
  });
  const core = UniverSheetsCorePreset({
    container,
    ribbonType: 'simple',
    // Group labels such as "308" are text on purpose: no marks, no warnings.
    disableTextFormatAlert: true,
    disableTextFormatMark: true,
    sheets: { disableForceStringAlert: true, disableForceStringMark: true },
  });
  const presets = [
    core,
    UniverSheetsDrawingPreset(),
    UniverSheetsFindReplacePreset(),
    UniverSheetsSortPreset(),
    UniverSheetsFilterPreset(),
  ];
  // Several presets bring some plugins; each is registered once.
  const registered = new Set<unknown>();
  for (const entry of presets.flatMap(({ plugins }) => plugins) as unknown as PluginEntry[]) {
    const [plugin, options] = Array.isArray(entry) ? entry : [entry, undefined];
    if (registered.has(plugin)) continue;
    registered.add(plugin);
    univer.registerPlugin(plugin as never, options as never);
  }
  const api = FUniver.newAPI(univer);
  const injector = univer.__getInjector();
  return { univer, api, get: (identifier) => injector.get(identifier as never) };
}

/** Opens a workbook in place of the one that is open. */
export function openWorkbook(spreadsheet: Spreadsheet, data: Partial<IWorkbookData>): void {
  const before = spreadsheet.api.getActiveWorkbook()?.getId();
  // In this order: what a closing workbook takes along (its popups) would be missing in one that is open already.
  if (before !== undefined) spreadsheet.api.disposeUnit(before);
  spreadsheet.api.createWorkbook(data);
}

/** The running workbench: spreadsheet, functions, fit service, pane and files in one page. */

import { FUNCTIONS, getFitService, setFitService, setLargestAnswer } from '../functions/index';
import metadata from '../functions/functions.json';
import { cellAddress } from './addresses';
import { mountPane } from '../taskpane/mount';
import { createFitService } from '../worker/index';
import { spawnFitWorker } from '../worker/spawn';
import { ErrorMessages } from './formulas/messages';
import { registerFunctions } from './formulas/register';
import { repairSpills } from './formulas/spillRepair';
import { workbenchHost } from './host';
import type { ThemeChoice } from './shell/themeChoice';
import { openWorkbook, startSpreadsheet, type Spreadsheet } from './univer';
import { emptyWorkbook, firstWorkbook } from './workbook/first';

/** The sentence behind the error in the selected cell. */
export interface SelectedMessage {
  readonly cell: string;
  readonly text: string;
}

export interface Workbench {
  readonly spreadsheet: Spreadsheet;
  mountPane(element: HTMLElement, theme: ThemeChoice): () => void;
  /** Reports the message of the selected cell, null when it has none, at once and on every change. */
  onSelectedMessage(listener: (message: SelectedMessage | null) => void): () => void;
  newWorkbook(): void;
  openFile(file: File): Promise<void>;
  /** Hands the workbook to the browser as a download. */
  saveFile(): Promise<void>;
}

/** A block of the workbench's own may be as large as a sheet. */
const LARGEST_ANSWER = 2_000_000;

/** @param container id of the element that the grid fills */
export function startWorkbench(container: string, dark: boolean): Workbench {
  setFitService(createFitService({ createWorker: spawnFitWorker }));
  setLargestAnswer(LARGEST_ANSWER);
  const spreadsheet = startSpreadsheet(container, dark);
  const messages = new ErrorMessages();
  // Univer looks for functions of its own when the first workbook is opened: ours come right after.
  openWorkbook(spreadsheet, emptyWorkbook('starting'));
  registerFunctions(spreadsheet, FUNCTIONS, metadata, messages);
  repairSpills(spreadsheet);
  openWorkbook(spreadsheet, firstWorkbook());
  const host = workbenchHost(spreadsheet);

  return {
    spreadsheet,
    mountPane: (element, theme) => mountPane(element, { host, service: getFitService(), theme }),
    onSelectedMessage: (listener) => watchSelectedMessage(spreadsheet, messages, listener),
    newWorkbook: () => openWorkbook(spreadsheet, emptyWorkbook(`book-${Date.now()}`)),
    async openFile(file) {
      const { readWorkbook } = await import('./files/read');
      openWorkbook(spreadsheet, await readWorkbook(file));
    },
    async saveFile() {
      const { writeWorkbook } = await import('./files/write');
      download(await writeWorkbook(spreadsheet), 'workbook.xlsx');
    },
  };
}

function watchSelectedMessage(
  { api }: Spreadsheet,
  messages: ErrorMessages,
  listener: (message: SelectedMessage | null) => void,
): () => void {
  const report = (): void => {
    const workbook = api.getActiveWorkbook();
    const sheet = workbook?.getActiveSheet();
    const range = sheet?.getSelection()?.getActiveRange()?.getRange();
    if (!workbook || !sheet || !range) return listener(null);
    const { startRow: row, startColumn: column } = range;
    const text = messages.at({ unitId: workbook.getId(), sheetId: sheet.getSheetId(), row, column });
    listener(text === null ? null : { cell: cellAddress(row, column), text });
  };
  const stops = [
    messages.onChange(report),
    ...[api.Event.SelectionChanged, api.Event.ActiveSheetChanged].map((event) => {
      const subscription = api.addEvent(event, report);
      return () => subscription.dispose();
    }),
  ];
  report();
  return () => stops.forEach((stop) => stop());
}

function download(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

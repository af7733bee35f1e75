/** The running workbench: spreadsheet, functions, fit service, pane and files in one page. */

import { BooleanNumber, LifecycleService, LifecycleStages, type IWorkbookData } from '@univerjs/core';
import { FUNCTIONS, getFitService, lookOfCall, setFitService, setMessageSizes } from '../functions/index';
import metadata from '../functions/functions.json';
import { courseDesk } from '../taskpane/course/desk';
import { download } from '../taskpane/download';
import { mountPane, type MountedPane, type ThemeChoice } from '../taskpane/mount';
import { createFitService } from '../worker/index';
import { spawnFitWorker } from '../functions/spawn';
import { showCharts } from './charts/figures';
import { explainOnCards } from './formulas/errorCards';
import { copySpills } from './copying';
import { courseBook } from './courseBook';
import { spawnTeacher } from './coursework/spawn';
import { pasteBrokenFormulasAsText, refuseBrokenFormulas } from './brokenFormulas';
import { editInWorkbook, editLines, finishEditing } from './editing';
import { repairEngine } from './formulas/engineRepairs';
import { answerPromptly } from './formulas/promptAnswers';
import { ErrorMessages } from './formulas/messages';
import { registerFunctions } from './formulas/register';
import { showPaper } from './paper';
import { pasteTextTables } from './pasting';
import { TypedLooks } from './formulas/typedLooks';
import { watchSelectedMessage, type SelectedMessage } from './formulas/selectedMessage';
import { repairSpills } from './formulas/spillRepair';
import { workbenchHost } from './host';
import { type Beginning, Keeper } from './kept/keeper';
import { forgetWorks, leftWorks, takeWork, type KeptWork } from './kept/recovery';
import { moveReferencesWhenFilling } from './keys/fillAll';
import { registerKeys } from './keys/register';
import { openFile, type FileRequest, type Opening } from './files/opening';
import { logShifts } from './files/package/log';
import type { OpenedFile } from './files/read';
import { boundLongTexts, type LongText } from './longTexts';
import { stopMeasuringDeletedRows } from './rowHeights';
import { showNumbersAsExcel } from './numberCells';
import { printing, type Printer } from './print/print';
import { respectProtection } from './protection';
import { growForSelections } from './room';
import { offerScripting } from './scripting';
import { markMovedCells } from './shiftWatch';
import { sortBelowHeaders } from './sorting';
import { openWorkbook, startSpreadsheet, type Spreadsheet } from './univer';
import { emptyWorkbook, firstWorkbook } from './workbook/first';

export interface Workbench {
  readonly spreadsheet: Spreadsheet;
  /** Settles when the grid is drawn and takes mouse and keyboard. */
  readonly drawn: Promise<void>;
  mountPane(element: HTMLElement, theme: ThemeChoice): MountedPane;
  /** Reports the message of the selected cell, null when it has none, at once and on every change. */
  onSelectedMessage(listener: (message: SelectedMessage | null) => void): () => void;
  /** Calls when somebody begins to edit a text that is too long for the grid's editor. */
  onLongText(listener: (text: LongText) => void): () => void;
  /** Calls when another workbook has taken the place of the one before. */
  onWorkbook(listener: () => void): () => void;
  newWorkbook(): void;
  /** Rejects with a sentence, or with an AbortError when it was given up. */
  openFile(request: FileRequest, opening: Opening): Promise<Pick<OpenedFile, 'reading' | 'differences'>>;
  /**
   * Hands the workbook to the browser as a download.
   *
   * @param confirm is told what the file had and the saved one would not have, once; resolves with whether it is saved all the same
   * @returns whether it is saved
   */
  saveFile(confirm: (lost: readonly string[]) => Promise<boolean>): Promise<boolean>;
  readonly printer: Printer;
  /** The name of the open workbook when something in it has not been saved, null otherwise. */
  unsaved(): string | null;
  /** Writes into the browser's database at once what has been edited a moment ago. */
  keepNow(): void;
  /** Ends an edit, and resolves with whether the browser keeps all that is not saved. */
  keepAll(): Promise<boolean>;
  /** Work of windows that are gone, the latest first. */
  leftWorks(): Promise<KeptWork[]>;
  /** Rejects with a sentence, too, where another window goes on with it and this one has a copy. */
  continueWork(work: KeptWork): Promise<void>;
  forgetWorks(works: readonly KeptWork[]): Promise<void>;
}

/** A block of the workbench's own may be as large as a sheet. */
const LARGEST_ANSWER = 2_000_000;

/**
 * @param container id of the element that the grid fills
 * @param onProblem told in a sentence what does not work and has nobody waiting for it, and null when that is over
 */
export function startWorkbench(
  container: string,
  dark: boolean,
  onProblem: (sentence: string | null) => void,
): Workbench {
  setFitService(createFitService({ createWorker: spawnFitWorker }));
  setMessageSizes({ arguments: Infinity, answer: LARGEST_ANSWER });
  const spreadsheet = startSpreadsheet(container, dark);
  const messages = new ErrorMessages();
  // Univer looks for functions of its own when the first workbook is opened: ours come right after.
  openWorkbook(spreadsheet, emptyWorkbook('starting'));
  const looks = new TypedLooks(spreadsheet);
  registerFunctions(spreadsheet, FUNCTIONS, metadata, messages, (place, { name, values, addresses }) =>
    looks.settled(place, () => lookOfCall(name, values, addresses)),
  );
  repairEngine(spreadsheet);
  answerPromptly(spreadsheet);
  repairSpills(spreadsheet);
  explainOnCards(spreadsheet, messages);
  copySpills(spreadsheet);
  pasteTextTables(spreadsheet);
  editInWorkbook(spreadsheet);
  editLines(spreadsheet);
  refuseBrokenFormulas(spreadsheet, onProblem);
  pasteBrokenFormulasAsText(spreadsheet, onProblem);
  const textListeners = new Set<(text: LongText) => void>();
  boundLongTexts(spreadsheet, (text) => textListeners.forEach((listener) => listener(text)));
  growForSelections(spreadsheet);
  registerKeys(spreadsheet, () => new Date());
  moveReferencesWhenFilling(spreadsheet);
  sortBelowHeaders(spreadsheet);
  stopMeasuringDeletedRows(spreadsheet);
  showPaper(spreadsheet);
  showCharts(spreadsheet);
  markMovedCells(spreadsheet);
  logShifts(spreadsheet);
  respectProtection(spreadsheet, onProblem);
  showNumbersAsExcel(spreadsheet);
  openWorkbook(spreadsheet, firstWorkbook());
  const keeper = new Keeper(spreadsheet, onProblem);
  const alone = workbenchHost(spreadsheet, () => keeper.touch());
  const book = courseBook(spreadsheet, { bytes: written, save: download });
  const host = { ...alone, course: courseDesk(alone, book, spawnTeacher) };
  offerScripting(host, () => spreadsheet.api.getActiveWorkbook()?.getActiveSheet().getSheetName() ?? '');

  const listeners = new Set<() => void>();
  let accepted: ReadonlySet<string> = new Set();
  const show = (data: IWorkbookData, beginning: Partial<Beginning> = {}): void => {
    openWorkbook(spreadsheet, data);
    accepted = new Set();
    keeper.begin({ isUnsaved: false, former: null, kept: null, ...beginning });
    for (const listener of listeners) listener();
  };

  async function written(): Promise<Uint8Array<ArrayBuffer>> {
    await finishEditing(spreadsheet);
    const { writeWorkbook } = await import('./files/write');
    return (await writeWorkbook(spreadsheet, keeper.kept)).bytes;
  }

  const name = (): string => spreadsheet.api.getActiveWorkbook()?.getName() || 'Workbook';

  return {
    spreadsheet,
    drawn: spreadsheet.get<LifecycleService>(LifecycleService).onStage(LifecycleStages.Rendered),
    mountPane: (element, theme) =>
      mountPane(element, {
        host,
        service: getFitService(),
        theme,
      }),
    printer: printing(spreadsheet),
    onSelectedMessage: (listener) => watchSelectedMessage(spreadsheet, messages, listener),
    onLongText(listener) {
      textListeners.add(listener);
      return () => textListeners.delete(listener);
    },
    onWorkbook(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    newWorkbook: () => show(emptyWorkbook(newId())),
    async openFile(request, opening) {
      const { workbook, differences, active, kept, reading } = await openFile(request, opening);
      show(workbook, { kept });
      const isSeen = active !== null && workbook.sheets[active].hidden !== BooleanNumber.TRUE;
      if (isSeen) spreadsheet.api.getActiveWorkbook()?.setActiveSheet(active);
      return { reading, differences };
    },
    async saveFile(confirm) {
      await finishEditing(spreadsheet);
      const { writeWorkbook } = await import('./files/write');
      const saved = keeper.saving();
      const { bytes, lost } = await writeWorkbook(spreadsheet, keeper.kept);
      if (lost.some((what) => !accepted.has(what)) && !(await confirm(lost))) return false;
      accepted = new Set(lost);
      download(bytes, `${name()}.xlsx`);
      saved();
      return true;
    },
    unsaved: () => (keeper.isUnsaved ? name() : null),
    keepNow: () => keeper.hurry(),
    async keepAll() {
      await finishEditing(spreadsheet);
      return keeper.keepAll();
    },
    leftWorks: async () => leftWorks(await keeper.database),
    async continueWork({ id, name: called }) {
      const { book, work, kept } = await takeWork(await keeper.database, id, newId());
      show(book, { isUnsaved: true, former: work, kept });
      if (work === null) throw new Error(isAlsoOpen(called));
    },
    forgetWorks: async (works) => forgetWorks(await keeper.database, works),
  };
}

function newId(): string {
  return `book-${Date.now()}`;
}

function isAlsoOpen(name: string): string {
  return `“${name}” is open in another window: this is a copy of it, and what you change here is not changed there.`;
}

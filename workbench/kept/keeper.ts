/**
 * Keeps the work of this window in the browser until it is saved, so that a reload or a crash loses nothing.
 *
 * The first edit of a workbook writes all of it, every later one what it has changed, a moment after it: blocks of rows, for
 * to write 100,000 rows at once would hold up the page for a fifth of a second each time.
 */

import {
  generateRandomId,
  ICommandService,
  IResourceManagerService,
  UniverInstanceType,
  type IWorkbookData,
} from '@univerjs/core';
import type { KeptPackage } from '../files/package/keep';
import type { Spreadsheet } from '../univer';
import { changeOf, type Change } from './changes';
import { openDatabase, writeAll, type Manner, type Steps } from './database';
import { Missing } from './missing';
import { forgettingSteps, writingSteps } from './steps';
import { lockWork } from './windows';

/** Edits are written together after this pause, in milliseconds. */
const PAUSE = 300;

/** How a workbook came to be open in this window. */
export interface Beginning {
  /** Whether it is no file, nor can it be had again. */
  readonly isUnsaved: boolean;
  /** The work that it goes on with; null where it is none. */
  readonly former: string | null;
  /** What saving writes back of the file that it came from; null where there is none. */
  readonly kept: KeptPackage | null;
}

export class Keeper {
  /** Fails where the browser keeps nothing, as in some private windows. */
  readonly database = openDatabase();
  private readonly work = generateRandomId();
  private missing = new Missing(true);
  /** The revision that the browser has. */
  private keptRevision = 0;
  /** Counts edits of the open workbook, so that it is known whether what was saved is all of it. */
  private revision = 0;
  private savedRevision = 0;
  /** The work that is continued here, in the database under its own name until it stands there under this window's. */
  private former: string | null = null;
  private ofFile: KeptPackage | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is being written, or was last. */
  private writing: Promise<unknown> = Promise.resolve();
  /** What is being written has been moved or closed meanwhile. */
  private outOfDate = false;

  /** @param onProblem told when this browser keeps nothing */
  constructor(
    private readonly spreadsheet: Spreadsheet,
    private readonly onProblem: (sentence: string) => void,
  ) {
    lockWork(this.work);
    this.database.catch((error: unknown) => this.complain(error));
    spreadsheet.get<ICommandService>(ICommandService).onCommandExecuted((command, options) => {
      const change = changeOf(command, options, this.book?.id ?? '');
      if (change !== null) this.note(change);
    });
  }

  /** What saving writes back of the file that the open workbook came from. */
  get kept(): KeptPackage | null {
    return this.ofFile;
  }

  get isUnsaved(): boolean {
    return this.revision !== this.savedRevision;
  }

  /** Another workbook has been opened; what was kept of the one before is forgotten. */
  begin({ isUnsaved, former, kept }: Beginning): void {
    this.forget();
    this.former = former;
    this.ofFile = kept;
    if (isUnsaved) this.note({ kind: 'everything' });
  }

  /** Settings of the workbook have changed, which no command shows. */
  touch(): void {
    this.note({ kind: 'head' });
  }

  /** To be called when a file is made of the workbook as it is; gives what to call when the file is there. */
  saving(): () => void {
    const { revision } = this;
    return () => {
      this.savedRevision = revision;
      if (!this.isUnsaved) this.forget();
    };
  }

  /** The page may be gone in a moment: what waits for its turn is written at once. */
  hurry(): void {
    this.flush(true);
  }

  /** Keeps everything; resolves with whether all of it is kept, so that the page can be left without losing any. */
  async keepAll(): Promise<boolean> {
    this.flush(true);
    await this.writing;
    return !this.isUnsaved || this.keptRevision === this.revision;
  }

  private get book(): IWorkbookData | undefined {
    return this.spreadsheet.api.getActiveWorkbook()?.getWorkbook().getSnapshot();
  }

  private note(change: Change): void {
    this.revision++;
    this.missing.add(change);
    // Cells may change in the midst of it: their blocks are written again. Rows that move may not.
    if (change.kind !== 'rows' && change.kind !== 'head') this.outOfDate = true;
    this.writeSoon();
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), PAUSE);
  }

  private flush(atOnce = false): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.queue(() => this.write(atOnce));
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.missing = new Missing(true);
    this.revision = this.savedRevision = this.keptRevision = 0;
    this.outOfDate = true;
    this.former = null;
    // At once: the page may be left as soon as its work is saved.
    this.queue(() => this.attempt(forgettingSteps(this.work), { atOnce: true }));
  }

  private queue(action: () => Promise<unknown>): void {
    this.writing = this.writing.then(action);
  }

  private async write(atOnce: boolean): Promise<void> {
    const { book, missing, former, ofFile, revision } = this;
    if (!book || !this.isUnsaved) return;
    this.missing = new Missing(false);
    this.outOfDate = false;
    const withResources = { ...book, resources: this.resources(book.id) };
    const steps = writingSteps(this.work, withResources, missing, former, ofFile);
    if (await this.attempt(steps, { isOver: () => this.outOfDate, atOnce })) {
      this.keptRevision = revision;
      return;
    }
    this.missing.merge(missing);
    if (this.outOfDate && this.isUnsaved) this.writeSoon();
  }

  /** What Univer's plugins keep beside the cells: pictures and names. */
  private resources(book: string): IWorkbookData['resources'] {
    return this.spreadsheet
      .get<IResourceManagerService>(IResourceManagerService)
      .getResources(book, UniverInstanceType.UNIVER_SHEET);
  }

  /** False when nothing of it is kept, because it was out of date before it was done or the browser refuses. */
  private async attempt(steps: Steps, manner?: Manner): Promise<boolean> {
    try {
      return await writeAll(await this.database, steps, manner);
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  private complain(error: unknown): void {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    this.onProblem(`This browser does not keep unsaved work: save it as a file (${reason}).`);
  }
}

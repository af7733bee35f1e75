/**
 * Where work is kept: a database of the browser, for this page alone. A work is one workbook of one window that has not
 * been saved. Its head is all but the cells, its parts are the sheets without cells and blocks of their rows.
 */

import type { ICellData, IWorkbookData, IWorksheetData } from '@univerjs/core';
import type { KeptPackage } from '../files/package/keep';

export type Rows = Record<number, Record<number, ICellData>>;

export interface WorkHead {
  readonly id: string;
  readonly name: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  readonly book: Omit<IWorkbookData, 'sheets'>;
  /** The work that this one goes on with; null where it began here. Works of earlier versions do not say. */
  readonly former?: string | null;
}

/** A sheet without its cells, or the rows of a block; or what saving writes back of the file that the workbook came from. */
export type Part =
  | { readonly sheet: typeof NO_SHEET; readonly kept: KeptPackage }
  | { readonly sheet: string; readonly shell: Partial<IWorksheetData> }
  | { readonly sheet: string; readonly block: number; readonly rows: Rows };

/** What belongs to no sheet has this in its place. */
export const NO_SHEET = '';

const NAME = 'cellmer';
const VERSION = 1;
const HEADS = 'works';
const PARTS = 'parts';

/** Rejects where the browser keeps nothing, which some say by throwing at once. */
export async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(HEADS, { keyPath: 'id' });
    request.result.createObjectStore(PARTS);
  };
  return answerOf(request);
}

/** What goes into a transaction. */
export interface Writing {
  head(head: WorkHead): IDBRequest;
  part(work: string, part: Part): IDBRequest;
  /** Takes away the parts of a sheet. */
  forgetSheet(work: string, sheet: string): IDBRequest;
  /** Takes away a whole work, each of its two halves in one step. */
  forgetHead(work: string): IDBRequest;
  forgetParts(work: string): IDBRequest;
}

export type Steps = Generator<(writing: Writing) => IDBRequest, void>;

export interface Manner {
  /** Asked before each step: whether what the steps say is out of date. */
  readonly isOver?: () => boolean;
  /** All steps in one go, for the page may be gone in a moment. */
  readonly atOnce?: boolean;
}

/**
 * Takes one step after another, each in a task of its own so that the page is never held up for longer than one of them
 * takes. All of them are kept, or none is: when the page dies meanwhile, or they are out of date.
 *
 * @returns whether they are kept
 */
export function writeAll(
  database: IDBDatabase,
  steps: Steps,
  { isOver = () => false, atOnce = false }: Manner = {},
): Promise<boolean> {
  const transaction = database.transaction([HEADS, PARTS], 'readwrite');
  const writing = writingIn(transaction);
  return new Promise((settle, fail) => {
    let problem: unknown;
    const take = (): void => {
      try {
        if (isOver()) return transaction.abort();
        if (atOnce) {
          for (const step of steps) step(writing);
          transaction.commit();
          return;
        }
        const { done, value: step } = steps.next();
        if (!done) step(writing).onsuccess = take;
      } catch (error) {
        problem = error;
        transaction.abort();
      }
    };
    transaction.oncomplete = () => settle(true);
    transaction.onabort = () => {
      const reason = problem ?? transaction.error;
      if (reason) fail(reason as Error);
      else settle(false);
    };
    take();
  });
}

function writingIn(transaction: IDBTransaction): Writing {
  const [heads, parts] = [HEADS, PARTS].map((name) => transaction.objectStore(name));
  return {
    head: (head) => heads.put(head),
    part: (work, part) =>
      parts.put(part, [work, part.sheet, 'rows' in part ? part.block : 'shell' in part ? SHELL : KEPT]),
    forgetSheet: (work, sheet) => parts.delete(below([work, sheet])),
    forgetHead: (work) => heads.delete(work),
    forgetParts: (work) => parts.delete(below([work])),
  };
}

const SHELL = 'shell';
const KEPT = 'kept';

/** All keys that begin so: an array is behind every number and text. */
function below(key: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound(key, [...key, []]);
}

export function readHeads(database: IDBDatabase): Promise<WorkHead[]> {
  return answerOf(database.transaction(HEADS).objectStore(HEADS).getAll());
}

/** A whole work as it is at one moment, or else the one that goes on with it; null where there is neither. */
export async function readWhole(
  database: IDBDatabase,
  work: string,
): Promise<{ readonly head: WorkHead; readonly parts: Part[] } | null> {
  const transaction = database.transaction([HEADS, PARTS]);
  const heads: WorkHead[] = await answerOf(transaction.objectStore(HEADS).getAll());
  const head = heads.find(({ id }) => id === work) ?? heads.find(({ former }) => former === work);
  if (!head) return null;
  return { head, parts: await answerOf(transaction.objectStore(PARTS).getAll(below([head.id]))) };
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((settle, fail) => {
    request.onsuccess = () => settle(request.result);
    request.onerror = () => fail(request.error ?? new Error('the database of the browser does not answer'));
  });
}

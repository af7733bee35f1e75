/** Opens a file in a worker of its own, which ends with it: whatever it costs, the page goes on, and can give it up. */

import type { ICellData } from '@univerjs/core';
import { outOfMemory } from './bounds';
import type { TextOptions } from '../../src/index';
import type { OpenedFile, Progress } from './read';

export type Cells = Record<number, Record<number, ICellData>>;

/** From the worker: it is there; how far it is; cells of a sheet that comes later; done; failed. */
export type FileReport =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'cells'; readonly sheet: string; readonly cells: Cells }
  | { readonly type: 'opened'; readonly opened: OpenedFile }
  | { readonly type: 'failed'; readonly sentence: string };

/** A file, and how it is to be read where it is text. */
export interface FileRequest {
  readonly file: File;
  readonly options: TextOptions;
}

export interface Opening {
  /** Gives it up. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** What is used of a Worker. */
export type FileWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/**
 * @param createWorker of `fileWorker.ts`; where there are no workers the page reads the file itself
 * @throws Error with a sentence that names the file; an AbortError when it was given up
 */
export async function openFile(
  request: FileRequest,
  { signal, onProgress }: Opening,
  createWorker: () => FileWorker = spawnFileWorker,
): Promise<OpenedFile> {
  signal.throwIfAborted();
  const worker = begun(createWorker);
  const opened = worker && (await readIn(worker, request, { signal, onProgress }));
  if (opened) return opened;
  const { readWorkbook } = await import('./read');
  const read = await readWorkbook(request.file, onProgress, request.options);
  signal.throwIfAborted();
  return read;
}

/** The bundler recognises exactly this expression. */
function spawnFileWorker(): Worker {
  return new Worker(new URL('./fileWorker.ts', import.meta.url));
}

function begun(createWorker: () => FileWorker): FileWorker | null {
  try {
    return createWorker();
  } catch {
    return null;
  }
}

/** Null when the worker does not begin: a policy forbids it, or its script cannot be loaded. */
async function readIn(
  worker: FileWorker,
  request: FileRequest,
  { signal, onProgress }: Opening,
): Promise<OpenedFile | null> {
  const cells = new Map<string, Cells>();
  let isReady = false;
  try {
    return await new Promise((settle, fail) => {
      signal.addEventListener('abort', () => fail(signal.reason as Error));
      worker.onerror = (event) => {
        event.preventDefault?.();
        if (isReady) fail(new Error(outOfMemory(request.file.name)));
        else settle(null);
      };
      worker.onmessage = ({ data }: MessageEvent<FileReport>) => {
        if (data.type === 'progress') onProgress(data.progress);
        else if (data.type === 'opened') settle(withCells(data.opened, cells));
        else if (data.type === 'failed') fail(new Error(data.sentence));
        else if (data.type === 'cells')
          cells.set(data.sheet, Object.assign(cells.get(data.sheet) ?? {}, data.cells));
        else {
          isReady = true;
          worker.postMessage(request);
        }
      };
    });
  } finally {
    worker.terminate();
  }
}

function withCells(opened: OpenedFile, cells: ReadonlyMap<string, Cells>): OpenedFile {
  for (const [id, sheet] of Object.entries(opened.workbook.sheets))
    sheet.cellData = Object.assign(cells.get(id) ?? {}, sheet.cellData);
  return opened;
}

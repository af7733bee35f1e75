/** Requests to Excel: errors as sentences, and an end to waiting. */

import type { SyncCall } from '../../../functions/index';
import { text } from '../../text';

/** Longest wait for one answer of Excel, in milliseconds. It can be long: while Excel calculates, it answers nothing. */
const PATIENCE = 60_000;
let patience = PATIENCE;

/** For tests, which cannot wait a minute. */
export function setPatience(milliseconds = PATIENCE): void {
  patience = milliseconds;
}

/** A batch of `Excel.run`; in place of `context.sync` it gets a `sync` that does not wait for ever. */
export type Batch<T> = (context: Excel.RequestContext, sync: () => Promise<void>) => Promise<T>;

/**
 * `Excel.run` with errors as sentences.
 *
 * @param during a call of a function that Excel waits for, which it answers alone until that has its result
 */
export async function run<T>(batch: Batch<T>, during?: SyncCall): Promise<T> {
  try {
    return await Excel.run((context) => {
      // A library that does not know such calls has no way to ask during one.
      if (during) (context as WithInvocation).setInvocation?.(during);
      return batch(context, () => answered(context.sync()));
    });
  } catch (error) {
    throw new Error(sentenceFor(error), { cause: error });
  }
}

/** Of Office.js where it knows calls that Excel waits for. */
type WithInvocation = Excel.RequestContext & { setInvocation?(call: SyncCall): void };

/** Between two attempts while somebody types, in milliseconds. */
const TYPING = 500;

/** Like `run`, and again from its beginning for as long as somebody is typing in a cell: Excel answers nothing then. */
export async function runAfterTyping<T>(batch: Batch<T>): Promise<T> {
  for (;;)
    try {
      return await run(batch);
    } catch (error) {
      if (!isEditing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, TYPING));
    }
}

/** Excel's own code for the error of a batch; undefined for one that is not Excel's. */
export function codeOf(error: unknown): string | undefined {
  return ((error as Error).cause as { code?: string } | undefined)?.code;
}

/** Like `run`; what has been written is taken back when something later fails, so that nothing is left half done. */
export function runOrTakeBack<T>(batch: Batch<T>, takeBack: () => Promise<void>): Promise<T> {
  return run(batch).catch(async (error: unknown) => {
    // That this fails too is no news: the first error says why.
    await takeBack().catch(() => undefined);
    throw error;
  });
}

async function answered(answer: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(text.excel.silent)), patience);
  });
  try {
    await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Codes of Excel's errors that have a sentence of ours. */
const SENTENCES: Readonly<Record<string, string>> = {
  AccessDenied: text.excel.protected,
  ItemNotFound: text.excel.sheetGone,
  InvalidOperationInCellEditMode: text.excel.editing,
  InvalidOrTimedOutSession: text.excel.sessionLost,
  ActivityLimitReached: text.excel.busy,
  RequestPayloadSizeLimitExceeded: text.excel.tooLarge,
  ResponsePayloadSizeLimitExceeded: text.excel.tooLarge,
};

function sentenceFor(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code === undefined) return message ?? String(error);
  return SENTENCES[code] ?? text.excel.failed(message ?? code);
}

/** Whether Excel refused because a cell is being edited. */
export function isEditing(error: unknown): boolean {
  return codeOf(error) === 'InvalidOperationInCellEditMode';
}

/** Whether Excel refused a message because of its size. */
export function isTooLarge(error: unknown): boolean {
  return /^(?:Request|Response)PayloadSizeLimitExceeded$/.test((error as { code?: string }).code ?? '');
}

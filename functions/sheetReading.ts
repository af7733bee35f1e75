/**
 * Reading the sheet for what a function was not told, from a host that cannot always be asked: while somebody types into a
 * cell Excel refuses everything, and answers again when the edit has ended.
 */

import type { CellMatrix } from '../src/index';

/**
 * What Excel says about a call that it waits for without going on, as in Evaluate Formula; whoever reads the sheet for such a
 * call has to hand that over.
 */
export interface SyncCall {
  readonly invocationId: number;
  readonly isInSyncExecution: boolean;
}

/**
 * Reads the cells at an address such as `Sheet1!A1:C181`, blanks as null; rows below the last one in use may be left
 * out. Null when the address is no rectangle of this workbook; rejects with HostRefuses while a cell is edited, and with
 * another error when the host cannot read otherwise.
 */
export type RangeReader = (address: string, during?: SyncCall) => Promise<CellMatrix | null>;

/** The host answers nothing while a cell is edited: it is asked again for as long as that takes. */
export class HostRefuses extends Error {}

/** How often and how patiently the sheet is asked, in milliseconds. */
export interface Patience {
  /** After what is no refusal, one pause before each further try. */
  readonly pauses: readonly number[];
  /** Longest wait for one answer. */
  readonly limit: number;
  /** Between two tries while the host refuses. */
  readonly whileRefused?: number;
}

export const PATIENCE: Patience = { pauses: [250, 1000], limit: 20_000, whileRefused: 300 };

/** A range that is being read. */
export interface Reading {
  /** Rejects with the reader's error when that was no refusal, and it came again at every further try. */
  readonly done: Promise<CellMatrix | null>;
  /** Settles when the host has refused twice: news of what was changed before the edit have arrived by then. */
  readonly refused: Promise<void>;
}

/** Reads until there is an answer, however long a cell is being edited. */
export function readPatiently(address: string, read: RangeReader, patience: Patience): Reading {
  let settle = (): void => undefined;
  const refused = new Promise<void>((resolve) => (settle = resolve));
  return { done: readOn(address, read, patience, settle), refused };
}

async function readOn(
  address: string,
  read: RangeReader,
  { pauses, limit, whileRefused = 0 }: Patience,
  isRefused: () => void,
): Promise<CellMatrix | null> {
  for (let faults = 0, refusals = 0; ;) {
    try {
      return await within(limit, read(address));
    } catch (error) {
      const refuses = error instanceof HostRefuses;
      if (!refuses && faults === pauses.length) throw error;
      if (refuses && ++refusals === 2) isRefused();
      await pause(refuses ? whileRefused : pauses[faults++]);
    }
  }
}

/** Reads once, for a call that the host waits for: the edit in which it asks does not end before the answer. */
export function readDuring(
  address: string,
  read: RangeReader,
  during: SyncCall,
  { limit }: Patience,
): Promise<CellMatrix | null> {
  return within(limit, read(address, during));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The promise, or a rejection when it does not settle in time. */
function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

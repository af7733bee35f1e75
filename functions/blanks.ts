/**
 * Blank cells that arrive as zeros.
 *
 * Excel on the web hands blanks inside a range over as null, some desktop builds as 0. A zero that was a blank would
 * corrupt an analysis silently, so where the workbook can be read every argument with a zero in it is looked at again.
 * Where an argument has no address that can be read (an expression, a range of another workbook) zeros stay zeros; the
 * documentation says so.
 */

import { CellmerError, type CellMatrix } from '../src/index';

/**
 * Reads the cells at an address such as `Sheet1!A1:C181`, blanks as null; rows below the last one in use may be left
 * out. Null when the address is no rectangle of this workbook; rejects when the host cannot read just now.
 */
export type RangeReader = (address: string) => Promise<CellMatrix | null>;

/** How often and how patiently the sheet is asked, in milliseconds; a host refuses while a cell is being edited. */
export interface Patience {
  readonly pauses: readonly number[];
  readonly limit: number;
}

const PATIENCE: Patience = { pauses: [250, 1000], limit: 20_000 };

let reader: RangeReader | null = null;
let patience = PATIENCE;
/**
 * Whether this host has been seen to tell blanks from zeros: a range with blanks was read again, and none of them had
 * arrived as zero. A null or an empty text among the arguments proves nothing, it may be a formula's empty text.
 */
let hostTellsBlanks = false;
/** Reads under way, so that ten functions on the same data read it once. */
const reading = new Map<string, Promise<CellMatrix | null>>();

/** Set by a shell that has the workbook at hand. */
export function setRangeReader(next: RangeReader | null, how: Patience = PATIENCE): void {
  reader = next;
  patience = how;
  hostTellsBlanks = false;
  reading.clear();
}

/** The reader in use, for what is found by its address. */
export function getRangeReader(): RangeReader | null {
  return reader;
}

/**
 * The arguments with those zeros made blank (null) that are blank on the sheet; at once where no zero is in doubt.
 *
 * @param addresses of the arguments, in their order; missing where an argument is no reference
 * Rejects with CellmerError `data` where a zero is in doubt and the sheet cannot be read.
 */
export function withBlanks(
  values: readonly unknown[],
  addresses: readonly (string | null | undefined)[] = [],
): readonly unknown[] | Promise<readonly unknown[]> {
  if (!reader || hostTellsBlanks) return values;
  const inDoubt = values.map((value, i) => !!addresses[i] && hasZero(value));
  if (!inDoubt.includes(true)) return values;
  return Promise.all(values.map((value, i) => (inDoubt[i] ? corrected(value, addresses[i]!) : value)));
}

function hasZero(value: unknown): boolean {
  if (!Array.isArray(value)) return value === 0;
  return (value as unknown[]).some((row) => (Array.isArray(row) ? row.includes(0) : row === 0));
}

async function corrected(value: unknown, address: string): Promise<unknown> {
  const sheet = await readOnce(address);
  if (sheet === null) return value;
  if (!Array.isArray(value)) return isBlank(sheet[0]?.[0]) ? null : value;
  const rows = value as readonly (readonly unknown[])[];
  if (sheet.length > rows.length || (sheet.length > 0 && sheet[0].length !== rows[0].length))
    throw unreadable(address, 'it is not where it was');
  const result = rows.map((row, i) => blankRow(row, sheet[i]));
  if (provesHabit(rows, result, sheet)) hostTellsBlanks = true;
  return result;
}

function blankRow(row: readonly unknown[], onSheet: CellMatrix[number] | undefined): readonly unknown[] {
  return row.map((cell, j) => (cell === 0 && isBlank(onSheet?.[j]) ? null : cell));
}

/** There are blanks, and nothing had to be corrected. */
function provesHabit(
  arrived: readonly (readonly unknown[])[],
  result: readonly (readonly unknown[])[],
  sheet: CellMatrix,
): boolean {
  const wasCorrected = arrived.some((row, i) => row.some((cell, j) => cell !== result[i][j]));
  return !wasCorrected && (sheet.length < arrived.length || sheet.some((row) => row.some(isBlank)));
}

function isBlank(cell: unknown): boolean {
  return cell === null || cell === undefined;
}

function readOnce(address: string): Promise<CellMatrix | null> {
  const underWay = reading.get(address);
  if (underWay) return underWay;
  const promise = readPatiently(address, reader!).finally(() => {
    if (reading.get(address) === promise) reading.delete(address);
  });
  reading.set(address, promise);
  return promise;
}

async function readPatiently(address: string, read: RangeReader): Promise<CellMatrix | null> {
  const { pauses, limit } = patience;
  for (let tries = 0; ; tries++) {
    try {
      return await within(limit, read(address));
    } catch (error) {
      if (tries === pauses.length) throw unreadable(address, reasonOf(error));
      await new Promise((resolve) => setTimeout(resolve, pauses[tries]));
    }
  }
}

/** The promise, or a rejection when it does not settle in time. */
function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
}

function unreadable(address: string, reason: string): CellmerError {
  return new CellmerError(
    'data',
    `${address} has zeros that may be blank cells, and the sheet could not be read to tell them apart (${reason}). ` +
      'Calculate the formula again (F2, then Enter).',
  );
}

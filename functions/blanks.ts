/**
 * Blank cells that arrive as zeros.
 *
 * Excel on the web hands blanks inside a range over as null, some desktop builds as 0. A zero that was a blank would
 * corrupt an analysis silently, so where the workbook can be read every argument with a zero in it is looked at again.
 * Where an argument has no address that can be read (an expression, a range of another workbook) zeros stay zeros; the
 * documentation says so.
 */

import { CellmerError, type CellMatrix } from '../src/index';
import { forgetBlanks, recalledBlanks, rememberBlanks } from './knownBlanks';
import {
  PATIENCE,
  readDuring,
  readPatiently,
  type Patience,
  type RangeReader,
  type Reading,
  type SyncCall,
} from './sheetReading';

type Rows = readonly (readonly unknown[])[];

/** What a shell says besides how the sheet is read. */
export interface ReaderOptions {
  readonly patience?: Patience;
  /** Has everything calculated again: an answer was given from memory, and the memory was wrong. */
  readonly recalculate?: () => void;
}

let reader: RangeReader | null = null;
let patience = PATIENCE;
let recalculate = (): void => undefined;
/**
 * Whether this host has been seen to tell blanks from zeros: a range with blanks was read again, and none of them had
 * arrived as zero. A null or an empty text among the arguments proves nothing, it may be a formula's empty text.
 */
let hostTellsBlanks = false;
/** Reads under way, so that ten functions on the same data read it once. */
const reading = new Map<string, Reading>();

/** Set by a shell that has the workbook at hand. */
export function setRangeReader(next: RangeReader | null, options: ReaderOptions = {}): void {
  reader = next;
  patience = options.patience ?? PATIENCE;
  recalculate = options.recalculate ?? (() => undefined);
  hostTellsBlanks = false;
  reading.clear();
  forgetBlanks(null);
}

/**
 * What stands at an address, as a range reader gives it; null without a workbook at hand. While a cell is edited it is waited
 * for, unless the host waits for the call.
 */
export function readSheet(address: string, during?: SyncCall): Promise<CellMatrix | null> {
  if (!reader) return Promise.resolve(null);
  return during ? readDuring(address, reader, during, patience) : readOnce(address).done;
}

/**
 * The arguments with those zeros made blank (null) that are blank on the sheet; at once where no zero is in doubt.
 *
 * @param addresses of the arguments, in their order; missing where an argument is no reference
 * @param during what the host says of a call that it waits for without going on
 * Rejects with CellmerError `data` where a zero is in doubt and the sheet cannot be read.
 */
export function withBlanks(
  values: readonly unknown[],
  addresses: readonly (string | null | undefined)[] = [],
  during?: SyncCall,
): readonly unknown[] | Promise<readonly unknown[]> {
  if (!reader || hostTellsBlanks) return values;
  const inDoubt = values.map((value, i) => !!addresses[i] && hasZero(value));
  if (!inDoubt.includes(true)) return values;
  return Promise.all(
    values.map((value, i) => (inDoubt[i] ? corrected(value, addresses[i]!, during) : value)),
  );
}

function hasZero(value: unknown): boolean {
  if (!Array.isArray(value)) return value === 0;
  return (value as unknown[]).some((row) => (Array.isArray(row) ? row.includes(0) : row === 0));
}

async function corrected(value: unknown, address: string, during?: SyncCall): Promise<unknown> {
  if (Array.isArray(value)) return correctedRows(value as Rows, address, during);
  const [[cell]] = await correctedRows([[value]], address, during);
  return cell;
}

async function correctedRows(rows: Rows, address: string, during?: SyncCall): Promise<Rows> {
  const told = during ? await toldDuring(rows, address, during) : await toldInTime(rows, address);
  if (told !== rows) rememberBlanks(address, told);
  return told;
}

/** While a cell is edited, what is remembered is the answer; it is checked when the edit has ended. */
async function toldInTime(rows: Rows, address: string): Promise<Rows> {
  const { done, refused } = readOnce(address);
  const told = done.then(
    (sheet) => toldBy(sheet, rows, address),
    (error: unknown) => {
      throw unread(address, reasonOf(error));
    },
  );
  const recalled = refused.then(() => recalledBlanks(address, rows));
  const first = await Promise.race([told, recalled]);
  if (first === null) return told;
  // An error here is one of a sheet that has changed since: the functions on it are called again.
  told.then((now) => !sameBlanks(first, now) && recalculate()).catch(() => undefined);
  return first;
}

/** Nobody waits for the end of the edit here, for it does not end before the answer. */
async function toldDuring(rows: Rows, address: string, during: SyncCall): Promise<Rows> {
  const sheet = await readDuring(address, reader!, during, patience).catch((error: unknown) => {
    const recalled = recalledBlanks(address, rows);
    if (recalled === null) throw unread(address, reasonOf(error));
    return recalled as CellMatrix;
  });
  return toldBy(sheet, rows, address);
}

/** The rows with the blanks of the sheet; the rows themselves where it is no sheet that can be read. */
function toldBy(sheet: CellMatrix | null, rows: Rows, address: string): Rows {
  if (sheet === null) return rows;
  if (sheet.length > rows.length || (sheet.length > 0 && sheet[0].length !== rows[0].length))
    throw unread(address, 'it is not where it was');
  const told = rows.map((row, i) => blankRow(row, sheet[i]));
  if (provesHabit(rows, told, sheet)) hostTellsBlanks = true;
  return told;
}

function sameBlanks(one: Rows, other: Rows): boolean {
  return one.every((row, i) => row.every((cell, j) => isBlank(cell) === isBlank(other[i][j])));
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

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
}

function unread(address: string, reason: string): CellmerError {
  return new CellmerError(
    'data',
    `${address} has zeros that may be blank cells, and the sheet could not be read to tell them apart (${reason}). ` +
      'Calculate the formula again (F2, then Enter).',
  );
}

function readOnce(address: string): Reading {
  const underWay = reading.get(address);
  if (underWay) return underWay;
  const begun = readPatiently(address, reader!, patience);
  reading.set(address, begun);
  const end = () => void (reading.get(address) === begun && reading.delete(address));
  begun.done.then(end, end);
  return begun;
}

/**
 * Blank cells that arrive as zeros.
 *
 * Excel on the web hands blanks inside a range over as null, some desktop builds as 0. A zero that was a blank would
 * corrupt an analysis silently, so where the workbook can be read the doubtful ranges are looked at again.
 */

import type { CellMatrix } from '../src/index';

/** Reads the cells at an address such as `Sheet1!A1:C181`, blanks as null; null when it cannot. */
export type RangeReader = (address: string) => Promise<CellMatrix | null>;

let reader: RangeReader | null = null;
/** Once one blank has arrived as null, this host is known to tell blanks from zeros. */
let hostTellsBlanks = false;
/** Reads under way, so that ten functions on the same data read it once. */
const reading = new Map<string, Promise<CellMatrix | null>>();

/** Set by a shell that has the workbook at hand. */
export function setRangeReader(next: RangeReader | null): void {
  reader = next;
  hostTellsBlanks = false;
  reading.clear();
}

/**
 * The cells with those zeros made blank that are blank on the sheet. Without an address (the argument is an expression),
 * without a reader, or where no zero is in doubt, the cells as they are and at once.
 */
export function withBlanks(cells: CellMatrix, address: string | null): CellMatrix | Promise<CellMatrix> {
  if (!reader || !address || hostTellsBlanks) return cells;
  if (cells.some((row) => row.some((cell) => cell === null || cell === ''))) {
    hostTellsBlanks = true;
    return cells;
  }
  if (!cells.some((row) => row.includes(0))) return cells;
  return readOnce(address, reader).then(
    (sheet) => (sheet && sameShape(sheet, cells) ? cells.map((row, i) => blankRow(row, sheet[i])) : cells),
    () => cells,
  );
}

function readOnce(address: string, read: RangeReader): Promise<CellMatrix | null> {
  const underWay = reading.get(address);
  if (underWay) return underWay;
  const promise = read(address).finally(() => reading.delete(address));
  reading.set(address, promise);
  return promise;
}

function sameShape(a: CellMatrix, b: CellMatrix): boolean {
  return a.length === b.length && a.every((row, i) => row.length === b[i].length);
}

function blankRow(row: CellMatrix[number], onSheet: CellMatrix[number]): CellMatrix[number] {
  return row.map((cell, j) => (cell === 0 && (onSheet[j] === null || onSheet[j] === '') ? null : cell));
}

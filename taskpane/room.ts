/** Where on a sheet there is room for a block. */

import { sentenceOf } from '../src/index';
import type { RangeAddress, RoomReport, SpreadsheetHost } from './host';
import { readAddress } from './state/address';
import { text } from './text';

/** Places to the right of the data that are looked at for room. */
const MOST_STEPS = 30;

/** A block with the column at its right, which stays empty before whatever stands there. */
export function withMargin(place: RangeAddress): RangeAddress {
  return { ...place, columns: place.columns + 1 };
}

/** Whether a place is empty; where there is none such, why. */
export async function roomAt(host: SpreadsheetHost, place: RangeAddress): Promise<RoomReport> {
  try {
    return await host.checkRoom(place);
  } catch (error) {
    return { free: false, firstOccupied: null, problem: sentenceOf(error, text.doing.inserting) };
  }
}

/** Steps past what is in the way, leaving a column free at both sides; null when that leads nowhere. */
export async function findRoom(
  host: SpreadsheetHost,
  from: RangeAddress,
  taken: RoomReport,
): Promise<RangeAddress | null> {
  // With the columns at its left and right, which stay free.
  let place = withMargin(withMargin(from));
  let report = taken;
  for (let step = 0; step < MOST_STEPS; step++) {
    const cell = report.firstOccupied === null ? null : readAddress(report.firstOccupied, place.sheet);
    if (!cell) return null;
    place = { ...place, column: Math.max(place.column, cell.column) + 1 };
    try {
      report = await host.checkRoom(place);
    } catch {
      // Beyond the last column of the sheet.
      return null;
    }
    if (report.free) return { ...from, column: place.column + 1 };
  }
  return null;
}

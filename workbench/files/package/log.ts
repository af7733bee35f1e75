/** Remembers in the workbook which rows, columns and cells have come, gone and moved since it was opened, for what its file says of them. */

import type { FWorkbook } from '@univerjs/preset-sheets-core';
import { takesBack, type Shift } from '../../shifts';
import { onShift } from '../../shiftWatch';
import type { Spreadsheet } from '../../univer';

const SHIFTS = 'shifts';

export function logShifts(spreadsheet: Spreadsheet): void {
  onShift(spreadsheet, (unitId, shift) => {
    const workbook = spreadsheet.api.getWorkbook(unitId);
    const shifts = withShift(shiftsIn(workbook), shift);
    workbook?.setCustomMetadata({ ...workbook.getCustomMetadata(), [SHIFTS]: shifts });
  });
}

export function loggedShifts({ api }: Spreadsheet): readonly Shift[] {
  return shiftsIn(api.getActiveWorkbook());
}

function shiftsIn(workbook: FWorkbook | null): readonly Shift[] {
  const custom = workbook?.getCustomMetadata() ?? {};
  return ((custom as Record<string, unknown>)[SHIFTS] as readonly Shift[] | undefined) ?? [];
}

/**
 * The shifts after one more. What takes back the last one, as an undo does, leaves neither: cells that were deleted are there again then,
 * and so is what the file says of them.
 */
export function withShift(shifts: readonly Shift[], shift: Shift): readonly Shift[] {
  const last = shifts.at(-1);
  return last && takesBack(shift, last) ? shifts.slice(0, -1) : [...shifts, shift];
}

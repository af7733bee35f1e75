/** Remembers in the workbook which rows and columns have come and gone since it was opened, for what its file says of them. */

import type { FWorkbook } from '@univerjs/preset-sheets-core';
import { onShift } from '../../charts/watch';
import type { Shift } from '../../charts/stored';
import type { Spreadsheet } from '../../univer';
import { withShift } from './moves';

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

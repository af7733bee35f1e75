/** Date and time as spreadsheets count them. */

import { CellValueType, ICommandService } from '@univerjs/core';
import { SetRangeValuesCommand } from '@univerjs/preset-sheets-core';
import type { Spreadsheet } from '../univer';
import { selected } from './selecting';

/** Days from the day 0 of spreadsheets to 1 January 1970. */
const DAYS_BEFORE_1970 = 25_569;
const DAY = 86_400_000;

/** The day in the time zone of the machine. */
export function dateSerial(now: Date): number {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY + DAYS_BEFORE_1970;
}

/** The part of the day that is over, to the minute, as Excel's key has it. */
export function timeSerial(now: Date): number {
  return (now.getHours() * 60 + now.getMinutes()) / 1440;
}

const DATE = { value: dateSerial, pattern: 'yyyy-mm-dd', shows: /y|d/i };
const TIME = { value: timeSerial, pattern: 'hh:mm', shows: /h|s/i };

/** Puts the date or the time into the active cell, as a number with a format; one that shows it already is left. */
export function insertNow(spreadsheet: Spreadsheet, what: 'date' | 'time', now: Date): void {
  const from = selected(spreadsheet);
  if (!from) return;
  const { sheet, active } = from;
  const { value, pattern, shows } = what === 'date' ? DATE : TIME;
  const former = sheet.getSheet().getCellStyle(active.row, active.column)?.n?.pattern;
  const style = former !== undefined && shows.test(former) ? {} : { s: { n: { pattern } } };
  const cell = { v: value(now), t: CellValueType.NUMBER, f: null, si: null, p: null, ...style };
  spreadsheet.get<ICommandService>(ICommandService).syncExecuteCommand(SetRangeValuesCommand.id, {
    unitId: sheet.getWorkbook().getUnitId(),
    subUnitId: sheet.getSheetId(),
    value: { [active.row]: { [active.column]: cell } },
  });
}

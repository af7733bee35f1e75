/** A dashed line over the grid around the data that the pane has: no part of the workbook, and in nobody's way. */

import { ICommandService, type ICommandInfo, type IDisposable } from '@univerjs/core';
import { SetCellEditVisibleOperation, SetWorksheetActiveOperation } from '@univerjs/preset-sheets-core';
import type { RangeAddress } from '../taskpane/host';
import { growFor } from './room';
import type { Spreadsheet } from './univer';

/** Its dashes stand still: moving ones would draw the grid without end. */
const STYLE = {
  stroke: '#0994a6',
  strokeWidth: 1.5,
  strokeDash: 6,
  isAnimationDash: false,
  fill: 'rgba(0, 0, 0, 0)',
  widgets: {},
};

/** After these Univer has taken all such lines away, or shows another sheet: it knows none but of the sheet in view. */
const REDRAWN_AFTER: readonly string[] = [SetWorksheetActiveOperation.id, SetCellEditVisibleOperation.id];

/** @returns draws the line around another range, or none */
export function outlining(spreadsheet: Spreadsheet): (range: RangeAddress | null) => void {
  const { api, get } = spreadsheet;
  let wanted: RangeAddress | null = null;
  let drawn: IDisposable | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    drawn?.dispose();
    drawn = null;
    const sheet = api.getActiveWorkbook()?.getActiveSheet();
    if (!wanted || sheet?.getSheetName() !== wanted.sheet) return;
    growFor(spreadsheet, sheet, wanted);
    drawn = sheet.getRange(wanted.row, wanted.column, wanted.rows, wanted.columns).highlight(STYLE);
  };
  get<ICommandService>(ICommandService).onCommandExecuted(({ id }: Readonly<ICommandInfo>) => {
    if (!REDRAWN_AFTER.includes(id)) return;
    clearTimeout(timer);
    timer = setTimeout(draw);
  });
  return (range) => {
    wanted = range;
    draw();
  };
}

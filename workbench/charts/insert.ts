/** Charts over the cells of the workbench, as floating figures of Univer. */

import { DrawingTypeEnum, generateRandomId, ICommandService } from '@univerjs/core';
import {
  InsertSheetDrawingCommand,
  ISheetDrawingService,
  RemoveSheetDrawingCommand,
} from '@univerjs/preset-sheets-drawing';
import type { Chart, RangeAddress } from '../../taskpane/host';
import { placement } from '../drawings';
import { growFor } from '../room';
import type { Spreadsheet } from '../univer';
import { FIGURE, toStored } from './stored';

/** Lays a chart at a cell and returns what takes it away, wherever it has been moved to by then. */
export async function insertChart(
  spreadsheet: Spreadsheet,
  chart: Chart,
  at: RangeAddress,
): Promise<() => Promise<void>> {
  const workbook = spreadsheet.api.getActiveWorkbook();
  const sheet = workbook?.getSheetByName(at.sheet);
  if (!workbook || !sheet) throw new Error(`there is no sheet "${at.sheet}" any more`);
  growFor(spreadsheet, sheet, at);
  workbook.setActiveSheet(sheet);
  const place = {
    unitId: workbook.getId(),
    subUnitId: sheet.getSheetId(),
    drawingId: generateRandomId(),
    drawingType: DrawingTypeEnum.DRAWING_DOM,
  };
  const drawing = {
    ...place,
    ...placement(spreadsheet, sheet, at, chart),
    componentKey: FIGURE,
    data: toStored(chart, (name) => workbook.getSheetByName(name)?.getSheetId()),
    allowTransform: true,
  };
  const commands = spreadsheet.get<ICommandService>(ICommandService);
  await commands.executeCommand(InsertSheetDrawingCommand.id, { unitId: place.unitId, drawings: [drawing] });
  return async () => {
    const found = spreadsheet.get<ISheetDrawingService>(ISheetDrawingService).getDrawingByParam(place);
    // Somebody may have deleted it in the meantime.
    if (found)
      await commands.executeCommand(RemoveSheetDrawingCommand.id, {
        unitId: place.unitId,
        drawings: [place],
      });
  };
}

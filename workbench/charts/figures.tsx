/** Makes the figures of charts known to Univer, and keeps them at the cells that they show. */

import { ICommandService } from '@univerjs/core';
import {
  DrawingApplyType,
  ISheetDrawingService,
  SetDrawingApplyMutation,
} from '@univerjs/preset-sheets-drawing';
import type { Spreadsheet } from '../univer';
import { Figure } from './Figure';
import { FIGURE, isChart, shiftedChart, type StoredChart } from './stored';
import type { Shift } from '../shifts';
import { onShift } from '../shiftWatch';

/** What Univer gives without a type. */
interface Update {
  readonly subUnitId: string;
  readonly redo: unknown;
  readonly objects: unknown;
}

export function showCharts(spreadsheet: Spreadsheet): void {
  spreadsheet.api.registerComponent(FIGURE, ({ data, unitId }: { data: StoredChart; unitId: string }) => (
    <Figure spreadsheet={spreadsheet} chart={data} unitId={unitId} />
  ));
  onShift(spreadsheet, (unitId, shift) => moveCells(spreadsheet, unitId, shift));
}

/** Like the references of formulas, and with them: it is no step of its own to undo. */
function moveCells({ get }: Spreadsheet, unitId: string, shift: Shift): void {
  const drawings = get<ISheetDrawingService>(ISheetDrawingService);
  const bySheet = Object.values(drawings.getDrawingDataForUnit(unitId) ?? {});
  for (const { data } of bySheet) {
    const moved = Object.values(data ?? {}).flatMap((drawing) => {
      if (!isChart(drawing)) return [];
      const chart = shiftedChart(drawing.data, shift);
      return chart === drawing.data ? [] : [{ ...drawing, data: chart as never }];
    });
    if (moved.length === 0) continue;
    const { subUnitId, redo: op, objects } = drawings.getBatchUpdateOp(moved) as Update;
    const update = { unitId, subUnitId, op, objects, type: DrawingApplyType.UPDATE };
    get<ICommandService>(ICommandService).syncExecuteCommand(SetDrawingApplyMutation.id, update);
  }
}

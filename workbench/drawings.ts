/** Where what lies over the cells stands: at a cell, and as large as it is. */

import type { FWorksheet } from '@univerjs/preset-sheets-core';
import { SheetSkeletonService } from '@univerjs/preset-sheets-core';
import {
  drawingPositionToTransform,
  transformToDrawingPosition,
  type ISheetDrawingPosition,
} from '@univerjs/preset-sheets-drawing';
import type { Spreadsheet } from './univer';

export interface Placement {
  readonly sheetTransform: ISheetDrawingPosition;
  readonly axisAlignSheetTransform: ISheetDrawingPosition;
  readonly transform: NonNullable<ReturnType<typeof drawingPositionToTransform>>;
}

/** The corner of a cell, 0-based. */
interface Corner {
  readonly row: number;
  readonly column: number;
}

const corner = ({ row, column }: Corner) => ({ row, column, rowOffset: 0, columnOffset: 0 });

/**
 * At the corner of a cell and of about this size in CSS pixels: it ends where a cell does, as files have it.
 *
 * @throws Error when the sheet is gone
 */
export function placement(
  { get }: Spreadsheet,
  sheet: FWorksheet,
  at: Corner,
  { width, height }: { readonly width: number; readonly height: number },
): Placement {
  const place = { unitId: sheet.getWorkbook().getUnitId(), sheetId: sheet.getSheetId() };
  const skeleton = get<SheetSkeletonService>(SheetSkeletonService).ensureSkeleton(
    place.unitId,
    place.sheetId,
  );
  if (!skeleton) throw new Error(`there is no sheet "${sheet.getSheetName()}" any more`);
  const param = { ...place, skeleton };
  const from = corner(at);
  const start = drawingPositionToTransform({ from, to: from }, param as never)!;
  const exact = transformToDrawingPosition({ left: start.left, top: start.top, width, height }, skeleton);
  const to = corner({ row: exact.to.row + 1, column: exact.to.column + 1 });
  const transform = drawingPositionToTransform({ from, to }, param as never)!;
  return { sheetTransform: { from, to }, axisAlignSheetTransform: { from, to }, transform };
}

/** What lies over the cells, and where it stands: at a cell, and as large as it is. */

import type { FWorksheet } from '@univerjs/preset-sheets-core';
import { SheetSkeletonService } from '@univerjs/preset-sheets-core';
import {
  drawingPositionToTransform,
  ISheetDrawingService,
  type ISheetDrawing,
  type ISheetDrawingPosition,
} from '@univerjs/preset-sheets-drawing';
import type { RangeAddress } from '../taskpane/host';
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
  // Univer's own way from pixels to cells takes them from the corner of the view, wherever that is scrolled to.
  const to = corner({
    row: endOf(at.row, height, (row) => sheet.getRowHeight(row)),
    column: endOf(at.column, width, (column) => sheet.getColumnWidth(column)),
  });
  const transform = drawingPositionToTransform({ from, to }, param as never)!;
  return { sheetTransform: { from, to }, axisAlignSheetTransform: { from, to }, transform };
}

/** Pictures and charts, from the lowest to the one on top. */
export function drawingsOver({ get }: Pick<Spreadsheet, 'get'>, sheet: FWorksheet): ISheetDrawing[] {
  const service = get<ISheetDrawingService>(ISheetDrawingService);
  const [book, id] = [sheet.getWorkbook().getUnitId(), sheet.getSheetId()];
  const data = service.getDrawingData(book, id);
  return service.getDrawingOrder(book, id).flatMap((drawing) => (data[drawing] ? [data[drawing]] : []));
}

/** The cells under one. */
export function cellsUnder({ sheetTransform: { from, to } }: ISheetDrawing, sheet: FWorksheet): RangeAddress {
  return {
    sheet: sheet.getSheetName(),
    row: from.row,
    column: from.column,
    rows: to.row - from.row + (to.rowOffset > 0 ? 1 : 0),
    columns: to.column - from.column + (to.columnOffset > 0 ? 1 : 0),
  };
}

/** The first row or column that is no longer under so many pixels; hidden ones have no size. */
export function endOf(first: number, pixels: number, sizeOf: (index: number) => number): number {
  let [end, covered] = [first, 0];
  while (covered < pixels && end < first + pixels) covered += sizeOf(end++);
  return end;
}

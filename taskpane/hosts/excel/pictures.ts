/** Pictures over the cells. */

import type { Picture, RangeAddress } from '../../host';
import { cellOf, POINTS, rangeOf } from './ranges';
import { run } from './run';

/** It moves with the cells that it stands at, and keeps its size. Undo finds it by its id, whatever became of its name. */
export function insertPicture(
  { png, width, height, title, description }: Picture,
  at: RangeAddress,
): Promise<() => Promise<void>> {
  return run(async (context, sync) => {
    const cell = rangeOf(context, cellOf(at));
    cell.load(['left', 'top']);
    await sync();
    const shape = context.workbook.worksheets.getItem(at.sheet).shapes.addImage(png);
    shape.left = cell.left;
    shape.top = cell.top;
    shape.lockAspectRatio = false;
    shape.width = width * POINTS;
    shape.height = height * POINTS;
    shape.lockAspectRatio = true;
    shape.altTextTitle = title;
    shape.altTextDescription = description;
    shape.load('id');
    await sync();
    const { id } = shape;
    return () =>
      run(async (later, sent) => {
        const { shapes } = later.workbook.worksheets.getItem(at.sheet);
        shapes.load('items/id');
        await sent();
        // Somebody may have deleted it in the meantime.
        shapes.items.find((one) => one.id === id)?.delete();
        await sent();
      });
  });
}

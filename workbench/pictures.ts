/** Pictures over the cells of the workbench. */

import { ImageSourceType } from '@univerjs/core';
import type {} from '@univerjs/preset-sheets-drawing';
import type { Picture, RangeAddress } from '../taskpane/host';
import type { WordedImage } from './files/charts/parts';
import { growFor } from './room';
import type { Spreadsheet } from './univer';

/** Lays a picture at a cell and returns what takes it away, wherever it has been moved to by then. */
export async function insertPicture(
  { api, get }: Spreadsheet,
  { png, width, height, title, description }: Picture,
  at: RangeAddress,
): Promise<() => Promise<void>> {
  const workbook = api.getActiveWorkbook();
  const sheet = workbook?.getSheetByName(at.sheet);
  if (!workbook || !sheet) throw new Error(`there is no sheet "${at.sheet}" any more`);
  growFor({ get }, sheet, at);
  // Only a sheet in view knows how wide its columns are.
  workbook.setActiveSheet(sheet);
  const image = await sheet
    .newOverGridImage()
    .setSource(`data:image/png;base64,${png}`, ImageSourceType.BASE64)
    .setColumn(at.column)
    .setRow(at.row)
    .setWidth(width)
    .setHeight(height)
    .buildAsync();
  // Files have words for those who do not see it; the grid is drawn.
  const worded: WordedImage = { ...image, title, description };
  sheet.insertImages([worded]);
  return async () => {
    const inserted = sheet.getImageById(image.drawingId);
    if (inserted) sheet.deleteImages([inserted]);
  };
}

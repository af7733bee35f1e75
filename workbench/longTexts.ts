/**
 * Long texts in cells, which may have 32,767 characters. Univer 0.25 takes time with the square of the length of a word to lay it
 * out, half a minute for one of that length: of a text that is too long its editor and the field above the grid show the beginning.
 * It cannot be edited there, since the rest would be lost.
 */

import type { ICellData, Nullable } from '@univerjs/core';
import { BEFORE_CELL_EDIT, SheetInterceptorService } from '@univerjs/preset-sheets-core';
import { cellAddress } from './addresses';
import type { Spreadsheet } from './univer';

/** Characters that take a tenth of a second at most. */
const EDITED = 2000;

/** @param onProblem told in a sentence why a text cannot be edited */
export function boundLongTexts(spreadsheet: Spreadsheet, onProblem: (sentence: string) => void): void {
  const service = spreadsheet.get<SheetInterceptorService>(SheetInterceptorService);
  service.writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    // Before all others, which are told the text that is shown.
    priority: 100,
    handler(cell, { worksheet, row, col }, next) {
      const text = longText(worksheet.getCellRaw(row, col));
      return next(text === null ? cell : { ...cell, v: `${text.slice(0, EDITED)} …`, p: null });
    },
  });
  const { api } = spreadsheet;
  api.addEvent(api.Event.BeforeSheetEditStart, (event) => {
    const { row, column, worksheet } = event;
    const text = longText(worksheet.getSheet().getCellRaw(row, column));
    if (text === null) return;
    event.cancel = true;
    onProblem(
      `${cellAddress(row, column)} has ${text.length.toLocaleString('en-US')} characters: texts of more than ${EDITED.toLocaleString('en-US')} cannot be edited here, only deleted.`,
    );
  });
}

/** Null for what is no text, or none that is too long. */
function longText(cell: Nullable<ICellData>): string | null {
  const isText = typeof cell?.v === 'string' && !cell.f && !cell.si;
  return isText && (cell.v as string).length > EDITED ? (cell.v as string) : null;
}

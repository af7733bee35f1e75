/**
 * Long texts in cells, which may have 32,767 characters. Univer 0.25 takes time with the square of the length of a word to lay it
 * out, half a minute for one of that length, and 1.5 s at every key for many words: of a text that is too long its editor and the
 * field above the grid show the beginning. It is edited in a field of the browser's instead.
 */

import { CellValueType, type ICellData, type Nullable } from '@univerjs/core';
import { BEFORE_CELL_EDIT, SheetInterceptorService } from '@univerjs/preset-sheets-core';
import { cellAddress } from './addresses';
import type { Spreadsheet } from './univer';

/** Characters that take a tenth of a second at most. */
const EDITED = 2000;

export interface LongText {
  /** The address of its cell. */
  readonly cell: string;
  readonly text: string;
  /** Puts another text in its place, as one step of undo. */
  write(text: string): void;
}

/** @param onEdit told of a long text that somebody begins to edit */
export function boundLongTexts(spreadsheet: Spreadsheet, onEdit: (text: LongText) => void): void {
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
    onEdit({
      cell: cellAddress(row, column),
      text,
      write: (v) => void worksheet.getRange(row, column).setValue({ v, t: CellValueType.STRING, p: null }),
    });
  });
}

/** Null for what is no text, or none that is too long. */
function longText(cell: Nullable<ICellData>): string | null {
  const isText = typeof cell?.v === 'string' && !cell.f && !cell.si;
  return isText && (cell.v as string).length > EDITED ? (cell.v as string) : null;
}

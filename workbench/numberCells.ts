/**
 * Numbers in cells as Excel shows them: at the right, with as many digits as the cell has room for. Univer 0.25 draws the first
 * digits of a number that is too long, at the left, and cuts off the rest, be it the power of ten.
 */

import {
  CellValueType,
  InterceptorEffectEnum,
  isDefaultFormat,
  type ICellData,
  type IStyleData,
  type Nullable,
  type Worksheet,
} from '@univerjs/core';
import {
  BEFORE_CELL_EDIT,
  INTERCEPTOR_POINT,
  InterceptCellContentPriority,
  SheetInterceptorService,
} from '@univerjs/preset-sheets-core';
import { digitWidth, textWidth } from './fonts';
import { generalText, numberSigns } from './generalText';
import { spilledIn } from './spills';
import type { Spreadsheet } from './univer';

/** At both sides of the text of a cell together, in pixels, and what `E+` is wider than two digits. */
const PADDING = 6;
/** Digits, colons and slashes of a date, and of a percentage the sign, are edited as they are shown. */
const SHOWN_IN_EDITOR = /[ymdhs%]/i;

/** What a cell shows, after number formats; the cell itself and what is computed from it keep all digits. */
export function showNumbersAsExcel(spreadsheet: Spreadsheet): void {
  const service = spreadsheet.get<SheetInterceptorService>(SheetInterceptorService);
  service.intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    effect: InterceptorEffectEnum.Value,
    priority: InterceptCellContentPriority.NUMFMT - 1,
    handler(cell, { worksheet, row, col }, next) {
      if (cell?.t !== CellValueType.NUMBER || cell.v == null || cell.p) return next(cell);
      const style = worksheet.getComposedCellStyleByCellData(row, col, cell);
      const room = cellWidth(worksheet, row, col) - PADDING;
      const isGeneral = isDefaultFormat(style.n?.pattern) && typeof cell.v === 'number';
      const shown = isGeneral
        ? generalText(Number(cell.v), room / digitWidth(style))
        : whole(String(cell.v), room, style);
      // The type says that it stands at the right.
      return next(shown === cell.v ? cell : { ...cell, v: shown });
    },
  });
  service.writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    priority: 1,
    handler(cell, { worksheet, unitId, subUnitId, row, col }, next) {
      if (cell?.t !== CellValueType.NUMBER) return next(cell);
      const { n } = worksheet.getComposedCellStyleByCellData(row, col, cell);
      const isShown = !isDefaultFormat(n?.pattern) && SHOWN_IN_EDITOR.test(unquoted(n!.pattern));
      const spilled = spilledIn(spreadsheet, unitId, subUnitId)[row]?.[col];
      const exact = exactNumber(worksheet.getCellRaw(row, col)) ?? exactNumber(spilled);
      return next(isShown || exact === null ? cell : { ...cell, v: exact });
    },
  });
}

function exactNumber(cell: Nullable<ICellData>): number | null {
  return cell?.t === CellValueType.NUMBER && typeof cell.v === 'number' ? cell.v : null;
}

/** Without texts and conditions in a format, which may have any letters. */
function unquoted(pattern: string): string {
  return pattern.replace(/"[^"]*"|\[[^\]]*\]/g, '');
}

/** The text of a number format: it is shown whole or not at all. */
function whole(text: string, room: number, style: IStyleData): string {
  const digit = digitWidth(style);
  const fits = text.length * digit <= room || textWidth(text, style) <= room;
  return fits ? text : numberSigns(room / digit);
}

/** In pixels; of merged cells all of it. */
function cellWidth(worksheet: Worksheet, row: number, column: number): number {
  const merged = worksheet.getMergedCell(row, column);
  if (!merged) return worksheet.getColumnWidth(column);
  let width = 0;
  for (let j = merged.startColumn; j <= merged.endColumn; j++) width += worksheet.getColumnWidth(j);
  return width;
}

/**
 * Gives the results of formulas that somebody types the look of tables, where their cells have none: at once, again when the
 * result has grown or its numbers need other formats, and no longer when the formula goes.
 *
 * What was there when a file was opened stays as it is, and so do cells that anybody has given a format of their own.
 */

import { ICommandService, type ICellData, type ICommandInfo, type Nullable } from '@univerjs/core';
import { SetRangeValuesMutation, type FWorksheet } from '@univerjs/preset-sheets-core';
import type { BlockLook } from '../../src/index';
import { formatCells, hasFormats, type TakeBack } from '../formats';
import { spillRanges } from '../spills';
import type { Spreadsheet } from '../univer';
import { placeKey, type Place } from './places';

/** How a result looks, asked for only when it is needed. */
export type LookOf = () => Promise<BlockLook | null>;

/** From a result to the end of the calculation that it belongs to, in milliseconds. */
const SETTLING = 60;
/** More rows at a time are not typed. */
const MOST_ROWS = 1000;

interface Given {
  /** The look, to tell whether another one is needed. */
  readonly key: string;
  readonly takeBack: TakeBack;
}

interface CellsWritten {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly cellValue?: Readonly<Record<number, Readonly<Record<number, Nullable<ICellData>>>>>;
}

export class TypedLooks {
  /** Cells with formulas that have been typed. */
  private readonly typed = new Map<string, Place>();
  private readonly given = new Map<string, Given>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly spreadsheet: Spreadsheet) {
    spreadsheet
      .get<ICommandService>(ICommandService)
      .onCommandExecuted(({ id, params }: Readonly<ICommandInfo>, options) => {
        if (id !== SetRangeValuesMutation.id || options?.fromFormula) return;
        this.written(params as CellsWritten);
      });
  }

  /** A block of cells is the result of the formula at a place. */
  readonly settled = (place: Place, lookOf: LookOf): void => {
    const key = placeKey(place);
    if (!this.typed.has(key)) return;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        // A result that has no look, for whatever reason, is shown as it is.
        void this.dress(place, lookOf).catch(() => undefined);
      }, SETTLING),
    );
  };

  private async dress(place: Place, lookOf: LookOf): Promise<void> {
    const look = await lookOf();
    const sheet = this.sheetOf(place);
    if (!look || !sheet || !fills(this.spreadsheet, sheet, place, look)) return;
    const cell = placeKey(place);
    const before = this.given.get(cell);
    const key = JSON.stringify(look);
    if (before?.key === key) return;
    this.given.delete(cell);
    await before?.takeBack(this.whichWidths());
    const at = { sheet: sheet.getSheetName(), row: place.row, column: place.column, rows: 1, columns: 1 };
    if (hasFormats(sheet, { ...at, rows: look.rows, columns: look.columns })) return;
    const takeBack = formatCells(this.spreadsheet, sheet, at, look, 'not on the undo stack');
    this.given.set(cell, { key, takeBack });
  }

  private written({ unitId, subUnitId: sheetId, cellValue = {} }: CellsWritten): void {
    for (const [cell, place] of this.typed)
      if (place.unitId === unitId && place.sheetId === sheetId && !this.hasFormula(place)) this.forget(cell);
    const rows = Object.entries(cellValue);
    if (rows.length > MOST_ROWS) return;
    for (const [row, line] of rows)
      for (const [column, cell] of Object.entries(line)) {
        const place = { unitId, sheetId, row: Number(row), column: Number(column) };
        if (cell?.f) this.typed.set(placeKey(place), place);
      }
  }

  private forget(cell: string): void {
    this.typed.delete(cell);
    const look = this.given.get(cell);
    this.given.delete(cell);
    // The sheet may have gone.
    void look?.takeBack(this.whichWidths()).catch(() => undefined);
  }

  /** Another result in the same columns may need their widths. */
  private whichWidths(): Parameters<TakeBack>[0] {
    return this.given.size > 0 ? 'without widths' : 'with widths';
  }

  private hasFormula(place: Place): boolean {
    const cell = this.sheetOf(place)?.getSheet().getCellRaw(place.row, place.column);
    return Boolean(cell?.f ?? cell?.si);
  }

  private sheetOf({ unitId, sheetId }: Place): FWorksheet | null {
    return this.spreadsheet.api.getWorkbook(unitId)?.getSheetBySheetId(sheetId) ?? null;
  }
}

/** Whether the formula at a place fills a block of the size of a look: it may be in the way of something, or be calculated anew. */
function fills(
  spreadsheet: Spreadsheet,
  sheet: FWorksheet,
  { row, column }: Place,
  look: BlockLook,
): boolean {
  if (sheet.getRange(row, column).getCellData()?.v === '#SPILL!') return false;
  return spillRanges(spreadsheet, sheet).some(
    ({ anchor, size }) =>
      anchor.row === row &&
      anchor.column === column &&
      size.rows === look.rows &&
      size.columns === look.columns,
  );
}

/**
 * A workbook that is calculated without a screen, with the product's own functions. A calculation has a limit: a formula that never
 * ends, or needs itself, gives a sentence and not a standstill.
 */

import { ICommandService } from '@univerjs/core';
import {
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationStartMutation,
  SetTriggerFormulaCalculationStartMutation,
  type FWorksheet,
  type ISetFormulaCalculationNotificationMutation,
} from '@univerjs/preset-sheets-core';
import { FUNCTIONS, type CustomFunction } from '../../functions/index';
import metadata from '../../functions/functions.json';
import { parseAddress, type Cell, type CellMatrix } from '../../src/index';
import { cellAddress, rangeAddress } from '../addresses';
import { plainCell, replacingCell } from '../cells';
import type { OpenedFile } from '../files/read';
import { startHeadless, type HeadlessSpreadsheet } from '../headless';
import { cellReader } from '../reading';
import { spillRanges } from '../spills';
import { CourseworkProblem } from './problem';

/** A rectangle on a sheet; rows and columns are 0-based. */
export interface Block {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** What may be put into a cell: a value, nothing, or a formula, `=` and all. */
export type Content = number | string | boolean | null | { readonly formula: string };

/** How long a workbook may be calculated, in milliseconds. */
const MOST_TIME = 30_000;

/**
 * After so many looks in a row without a change nothing more follows: in milliseconds together, longer than the pauses of what repairs
 * spills. Looks are counted, for where the machine has other work time alone passes without anything having had its turn.
 */
const LOOKS = 12;
const BETWEEN_LOOKS = 5;

export class Book {
  /** Answers of functions that are awaited. */
  private awaited = 0;
  private isCalculating = false;
  /** Since the last change. */
  private looks = 0;
  private readonly spreadsheet: HeadlessSpreadsheet;

  private constructor(private readonly name: string) {
    this.spreadsheet = startHeadless({ implementations: this.watched(), metadata });
    this.spreadsheet.get<ICommandService>(ICommandService).onCommandExecuted(({ id, params }) => {
      if (!id.startsWith('formula.')) return;
      this.looks = 0;
      if (id === SetFormulaCalculationStartMutation.id) this.isCalculating = true;
      if (id !== SetFormulaCalculationNotificationMutation.id) return;
      const { functionsExecutedState } = params as ISetFormulaCalculationNotificationMutation;
      if (functionsExecutedState !== undefined) this.isCalculating = false;
    });
  }

  /**
   * Opens a workbook and calculates all of it.
   *
   * @param name of its file, for sentences
   * @throws CourseworkProblem when that takes longer than `most` milliseconds
   */
  static async open({ workbook }: OpenedFile, name: string, most = MOST_TIME): Promise<Book> {
    const book = new Book(name);
    try {
      const { api } = book.spreadsheet;
      api.createWorkbook(workbook);
      api.disposeUnit('starting');
      void book.spreadsheet
        .get<ICommandService>(ICommandService)
        .executeCommand(
          SetTriggerFormulaCalculationStartMutation.id,
          { forceCalculation: true },
          { onlyLocal: true },
        );
      await book.still(most);
      return book;
    } catch (error) {
      book.close();
      throw error;
    }
  }

  /** Resolves when nothing is calculated any more. */
  async still(most = MOST_TIME): Promise<void> {
    const end = Date.now() + most;
    for (this.looks = 0; this.looks < LOOKS;) {
      if (Date.now() > end) {
        this.spreadsheet.api.getFormula().stopCalculation();
        throw new CourseworkProblem(
          `“${this.name}” is not calculated within ${most / 1000} seconds: a formula in it takes too long or needs itself`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
      this.looks = this.isCalculating || this.awaited > 0 ? 0 : this.looks + 1;
    }
  }

  get sheets(): string[] {
    return this.workbook.getSheets().map((sheet) => sheet.getSheetName());
  }

  cell({ sheet, row, column }: Place): Cell {
    return cellReader(this.spreadsheet, this.sheet(sheet))(row, column);
  }

  cells({ sheet, row, column, rows, columns }: Block): CellMatrix {
    const read = cellReader(this.spreadsheet, this.sheet(sheet));
    return Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (__, j) => read(row + i, column + j)),
    );
  }

  /** `=` and all; null where there is none. */
  formula({ sheet, row, column }: Place): string | null {
    return this.sheet(sheet).getRange(row, column).getFormula() || null;
  }

  /** What a cell has of its own: nothing where a formula elsewhere has filled it. */
  content(place: Place): Content {
    const formula = this.formula(place);
    if (formula !== null) return { formula };
    const own = plainCell(this.sheet(place.sheet).getSheet().getCellRaw(place.row, place.column) ?? null);
    return own === undefined || typeof own === 'object' ? null : own;
  }

  /** The block that the formula of a cell fills, or the cell alone. */
  filled(place: Place): Block {
    const spill = spillRanges(this.spreadsheet, this.sheet(place.sheet)).find(
      ({ anchor }) => anchor.row === place.row && anchor.column === place.column,
    );
    return { ...place, rows: 1, columns: 1, ...spill?.size };
  }

  /** From A1 to the last cell in use. */
  used(sheet: string): Block {
    const { endRow, endColumn } = this.sheet(sheet).getDataRange().getRange();
    const ends = spillRanges(this.spreadsheet, this.sheet(sheet)).map(({ anchor, size }) => [
      anchor.row + size.rows,
      anchor.column + size.columns,
    ]);
    return {
      sheet,
      row: 0,
      column: 0,
      rows: Math.max(endRow + 1, ...ends.map(([row]) => row)),
      columns: Math.max(endColumn + 1, ...ends.map(([, column]) => column)),
    };
  }

  /** The cells that a defined name stands for, or an address with its sheet; null for anything else. */
  block(text: string, sheet: string | null = null): Block | null {
    const named = this.workbook
      .getDefinedNames()
      .find((one) => one.getName().toUpperCase() === text.trim().toUpperCase());
    const address = parseAddress(named ? named.getFormulaOrRefString().replace(/^=/, '') : text);
    const on = address?.sheet ?? sheet;
    if (!address || on === null || !this.sheets.includes(on)) return null;
    const { row, column, rowCount, columnCount } = address;
    return { sheet: on, row, column, rows: rowCount, columns: columnCount };
  }

  /** Puts values or formulas into cells; null clears one. Nothing is calculated before `still`. */
  put(entries: readonly (readonly [Place, Content])[]): void {
    for (const [{ sheet, row, column }, content] of entries) {
      const isFormula = typeof content === 'object' && content !== null && 'formula' in content;
      const data = isFormula ? { f: content.formula, v: null, t: null } : replacingCell(content);
      this.sheet(sheet).getRange(row, column).setValue(data);
    }
  }

  /** For what is written of it. */
  get opened(): HeadlessSpreadsheet {
    return this.spreadsheet;
  }

  close(): void {
    this.spreadsheet.close();
  }

  private get workbook() {
    return this.spreadsheet.api.getActiveWorkbook()!;
  }

  private sheet(name: string): FWorksheet {
    const sheet = this.workbook.getSheetByName(name);
    if (!sheet) throw new CourseworkProblem(`there is no sheet “${name}” in “${this.name}”`);
    return sheet;
  }

  private watched(): Record<string, CustomFunction> {
    const watch = (run: CustomFunction): CustomFunction => {
      const watched = (...values: never[]): unknown => {
        const answer: unknown = run(...values);
        if (typeof (answer as Promise<unknown> | null)?.then !== 'function') return answer;
        this.awaited++;
        const over = (): void => {
          this.awaited--;
          this.looks = 0;
        };
        (answer as Promise<unknown>).then(over, over);
        return answer;
      };
      return watched as CustomFunction;
    };
    return Object.fromEntries(Object.entries(FUNCTIONS).map(([id, run]) => [id, watch(run)]));
  }
}

/** `Key!C4`, for sentences. */
export function placeText({ sheet, row, column }: Place): string {
  return `${cellAddress(row, column)} of ${sheet}`;
}

export function blockText({ sheet, row, column, rows, columns }: Block): string {
  const range = {
    startRow: row,
    startColumn: column,
    endRow: row + rows - 1,
    endColumn: column + columns - 1,
  };
  return `${rangeAddress(range)} of ${sheet}`;
}

/**
 * A simulated Excel: a workbook that calculates, and answers the genuine client library of Office.js. What a person does
 * in it are methods here; what an add-in does comes through `connect`. README.md tells what it can do.
 */

import metadata from '../../functions/functions.json';
import { calledHere } from '../../functions/storedNames';
import { parseAddress } from '../../src/table/address';
import { CustomFunctionCalls, type Blanks, type Entry, type Metadata } from './calculation/customFunctions';
import { Engine } from './calculation/engine';
import { cellRect, outputOf } from './calculation/references';
import { rowsAddress, shiftFormula, shiftRect, type RowShift } from './calculation/shift';
import { Events } from './events';
import { Faults } from './faults';
import { parseFormula } from './formula/parser';
import { entered } from './model/input';
import { eachCell, overlap, type CellValue } from './model/values';
import { Workbook, type Place } from './model/workbook';
import type { FormulaCell, Worksheet } from './model/worksheet';
import type { Core, SpilledFormulas } from './protocol/core';
import { invalidArgument, type HostObject } from './protocol/objects';
import { Session, type Connection } from './session';

export interface ExcelOptions {
  /** Sheets with their cells from A1; entered as if typed. One empty `Sheet1` by default. */
  readonly sheets?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  /** How blanks in ranges are handed to functions. */
  readonly blanks?: Blanks;
  /** What `formulas` gives for spilled cells. */
  readonly spilledFormulas?: SpilledFormulas;
  /** functions.json, or an older one. */
  readonly metadata?: Metadata;
}

export class SimulatedExcel implements Core {
  readonly workbook = new Workbook();
  readonly faults = new Faults();
  readonly references = new Map<string, HostObject>();
  readonly spilledFormulas: SpilledFormulas;
  /** What the simulator was asked for and does not have, and formulas it cannot compute. Empty in a good test. */
  readonly problems: Error[] = [];
  readonly functions: CustomFunctionCalls;
  /** What Excel gives when the page wants the workbook as a file; it gives nothing until somebody says what that is. */
  file: Uint8Array | null = null;
  readonly events: Events;
  private readonly engine: Engine;
  private session: Session | null = null;

  constructor({
    sheets = { Sheet1: [] },
    blanks = 'null',
    spilledFormulas = 'empty',
    metadata: known = metadata,
  }: ExcelOptions = {}) {
    this.spilledFormulas = spilledFormulas;
    this.events = new Events((entry) => this.session?.send([entry]));
    this.functions = new CustomFunctionCalls(known, blanks, (entries) => this.call(entries));
    this.engine = new Engine(this.workbook, this.functions, {
      calculated: (place) => this.events.calculated(place),
      failed: (error) => this.report(error),
    });
    for (const [name, cells] of Object.entries(sheets)) {
      const sheet = this.workbook.addSheet(name);
      if (cells.length > 0) this.enter(corner(sheet, cells), cells);
    }
  }

  /** A page opens; the one before it is gone. Requests go to the session, messages come to the connection. */
  connect(connection: Connection): Session {
    this.session?.close();
    this.references.clear();
    this.events.forget();
    this.session = new Session(this, this.faults, connection);
    return this.session;
  }

  functionsReady(): void {
    if (!this.session) return;
    this.session.isReady = true;
    this.functions.resend();
  }

  settle(results: readonly (readonly unknown[])[]): void {
    results.forEach((result) => this.functions.settle(result));
  }

  /** Nothing that is missing here may go unnoticed. */
  report(error: Error): void {
    this.problems.push(error);
  }

  listen(...args: Parameters<Events['listen']>): void {
    this.events.listen(...args);
  }

  /** Whether entries have left: true too for a page that is not ready, which gets them later. */
  private call(entries: readonly Entry[]): boolean {
    return this.session?.isReady ? this.session.send(entries) : true;
  }

  // What a person does.

  /** Types into a cell or fills a block from it, such as `Sheet1!B2`. */
  type(address: string, input: unknown): void {
    const cells = Array.isArray(input) ? (input as unknown[][]) : [[input]];
    const { sheet, row, column } = this.place(address);
    this.enter({ sheet, row, column, rows: cells.length, columns: cells[0].length }, cells);
  }

  select(at: Place | string | null): void {
    const place = typeof at === 'string' ? this.place(at) : at;
    if (place) this.workbook.active = place.sheet;
    this.workbook.selection = place;
    this.events.selection();
  }

  activate(sheet: Worksheet): void {
    this.workbook.active = sheet;
    this.select({ sheet, row: 0, column: 0, rows: 1, columns: 1 });
  }

  protect(name: string): void {
    this.sheet(name).isProtected = true;
  }

  addTable(name: string, address: string): void {
    const { sheet, ...rect } = this.place(address);
    this.workbook.tables.push({ id: `{table-${this.workbook.nextId()}}`, name, sheet, rect });
  }

  addName(name: string, address: string): void {
    this.workbook.names.set(name.toLowerCase(), this.place(address));
  }

  /** Inserts rows above a row, such as `Sheet1!3:3`, or deletes them; formulas follow, and are all computed again. */
  shiftRows(address: string, change: 'insert' | 'delete'): void {
    const { sheet, row, rows } = this.place(address);
    const shift = { sheet: sheet.name, row, count: change === 'insert' ? rows : -rows };
    const formulas = this.workbook.sheets.flatMap((one) => [...one.formulas.values()]);
    for (const cell of formulas) this.engine.remove(cell);
    sheet.shiftRows(row, shift.count);
    moveTables(this.workbook, sheet, shift);
    for (const cell of formulas) {
      const at = cell.sheet === sheet ? shiftRect({ ...cellRect(cell) }, shift) : cellRect(cell);
      const text = shiftFormula(cell.text, cell.sheet.name, shift);
      if (at) this.engine.enter(cell.sheet, at.row, at.column, text);
    }
    this.engine.schedule();
    this.events.changed(this.place(rowsAddress(shift)), change === 'insert' ? 'RowInserted' : 'RowDeleted');
  }

  /**
   * Saves and opens again, before Excel knows the add-in: formulas with its functions are `#NAME?` until they are entered again.
   *
   * @param shown how the formula bar has them
   */
  reopen(shown: (formula: string) => string): void {
    for (const cell of this.workbook.sheets.flatMap((sheet) => [...sheet.formulas.values()])) {
      if (calledHere(cell.text) === null) continue;
      this.engine.remove(cell);
      this.engine.enterUnknown(cell.sheet, cell.row, cell.column, shown(cell.text));
    }
    this.engine.schedule();
  }

  recalculateAll(): void {
    this.engine.recalculateAll();
  }

  // What a test looks at.

  value(address: string): CellValue {
    const { sheet, row, column } = this.place(address);
    return sheet.value(row, column);
  }

  block(address: string): CellValue[][] {
    const place = this.place(address);
    return place.sheet.block(place);
  }

  /** The block that the formula in a cell fills. */
  spill(address: string): CellValue[][] {
    const cell = this.cell(address);
    if (!cell) throw new Error(`there is no formula in ${address}`);
    return cell.sheet.block(outputOf(cell));
  }

  /** The text of a cell's own formula; null when it has none. */
  formula(address: string): string | null {
    return this.cell(address)?.text ?? null;
  }

  /** Waits until everything is computed, for at most `limit` milliseconds. */
  async settled(limit = 20_000): Promise<void> {
    const end = Date.now() + limit;
    do {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (this.problems.length > 0) throw this.problems[0];
      if (Date.now() > end) throw new Error('a function has not answered');
    } while (!this.engine.isIdle);
  }

  sheet(name: string): Worksheet {
    const sheet = this.workbook.sheet(name);
    if (!sheet) throw new Error(`there is no sheet ${name}`);
    return sheet;
  }

  private cell(address: string): FormulaCell | null {
    const { sheet, row, column } = this.place(address);
    return sheet.formula(row, column);
  }

  /** A rectangle from its address; without a sheet on the one in view. */
  place(address: string): Place {
    const found = parseAddress(address);
    if (!found) throw new Error(`no address: ${address}`);
    const { row, column, rowCount: rows, columnCount: columns } = found;
    const sheet = found.sheet === null ? this.workbook.active : this.sheet(found.sheet);
    return { sheet, row, column, rows, columns };
  }

  // What both do.

  enter(place: Place, inputs: readonly (readonly unknown[])[]): void {
    const cells = inputs.map((row) => row.map((input) => (input === null ? null : readInput(input))));
    this.engine.giveWay(place);
    eachCell(place, (row, column) => {
      const cell = cells[row - place.row][column - place.column];
      if (cell) this.enterCell(place.sheet, row, column, cell);
    });
    this.engine.changed(place);
    this.events.changed(place);
  }

  private enterCell(sheet: Worksheet, row: number, column: number, cell: ReturnType<typeof entered>): void {
    const old = sheet.formula(row, column);
    if (old) this.engine.remove(old);
    if ('formula' in cell) this.engine.enter(sheet, row, column, cell.formula);
    else sheet.setValue(row, column, cell.value);
  }

  clear(place: Place): void {
    const { sheet } = place;
    for (const cell of [...sheet.formulas.values()])
      if (overlap({ ...cell, rows: 1, columns: 1 }, place)) this.engine.remove(cell);
    this.engine.giveWay(place);
    sheet.clear(place);
    this.engine.changed(place);
    this.events.changed(place);
  }

  addSheet(name: string): Worksheet {
    return this.workbook.addSheet(name);
  }

  removeSheet(sheet: Worksheet): void {
    for (const cell of [...sheet.formulas.values()]) this.engine.remove(cell);
    this.workbook.removeSheet(sheet);
    this.engine.recalculateAll();
  }
}

function moveTables(workbook: Workbook, sheet: Worksheet, shift: RowShift): void {
  workbook.tables.forEach((table, i) => {
    const rect = table.sheet === sheet ? shiftRect(table.rect, shift) : table.rect;
    if (rect) workbook.tables[i] = { ...table, rect };
  });
}

function corner(sheet: Worksheet, cells: readonly (readonly unknown[])[]): Place {
  return { sheet, row: 0, column: 0, rows: cells.length, columns: cells[0].length };
}

function readInput(input: unknown): ReturnType<typeof entered> {
  try {
    const read = entered(input);
    if ('formula' in read) parseFormula(read.formula);
    return read;
  } catch (error) {
    throw invalidArgument((error as Error).message);
  }
}

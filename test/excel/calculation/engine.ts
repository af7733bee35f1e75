/**
 * Recalculation: what reads a changed cell is computed again, after what it waits for; results spill where there is
 * room. A cell whose custom function has not answered shows #BUSY!.
 */

import { MAX_COLUMNS, MAX_ROWS } from '../../../src/table/address';
import { parseFormula } from '../formula/parser';
import type { Place, Workbook } from '../model/workbook';
import { contains, eachCell, overlap, type CellBlock, type CellValue, type Rect } from '../model/values';
import type { FormulaCell, Worksheet } from '../model/worksheet';
import { evaluate, single, type CallFunction } from './evaluate';
import { cellRect, outputOf, reads, referencesOf } from './references';

export interface CustomFunctionHost {
  isCustom(name: string): boolean;
  /** The way to the functions for one evaluation of one cell. */
  caller(cell: FormulaCell): CallFunction;
  /** Nobody waits for what this cell has asked for. */
  cancel(cell: FormulaCell): void;
}

export interface EngineEvents {
  /** A block was computed again. */
  calculated(place: Place): void;
  /** A formula that the simulator cannot compute. */
  failed(error: Error): void;
}

const BUSY: CellValue = { error: '#BUSY!' };

export class Engine {
  private isScheduled = false;

  constructor(
    private readonly workbook: Workbook,
    private readonly functions: CustomFunctionHost,
    private readonly events: EngineEvents,
  ) {}

  /** Puts a formula into a cell; it is computed soon. Throws a sentence for one that cannot be read. */
  enter(sheet: Worksheet, row: number, column: number, text: string): void {
    const tree = parseFormula(text);
    const place = { sheet, row, column };
    const fresh = { state: 'dirty' as const, run: 0, result: single(null), spill: null, blocked: null };
    sheet.setFormula({ ...place, text, tree, references: referencesOf(tree), ...fresh });
  }

  /** Puts a formula into a cell that Excel does not recognise: it is `#NAME?` until the cell is entered again. */
  enterUnknown(sheet: Worksheet, row: number, column: number, text: string): void {
    const tree = { kind: 'literal', value: { error: '#NAME?' } } as const;
    const fresh = { state: 'dirty' as const, run: 0, result: single(null), spill: null, blocked: null };
    sheet.setFormula({ sheet, row, column, text, tree, references: [], ...fresh });
  }

  /** Takes a formula out, and what it has spilled with it. */
  remove(cell: FormulaCell): void {
    this.functions.cancel(cell);
    cell.run++;
    cell.sheet.clear(outputOf(cell));
    cell.sheet.removeFormula(cell);
    this.changed(outputOf(cell));
  }

  /** Cells have changed: what reads them is out of date, and blocks that had no room may have some. */
  changed(place: Place): void {
    for (const cell of this.cells()) {
      if (reads(cell, place, this.workbook)) this.markDirty(cell);
      const { blocked, spill, sheet } = cell;
      if (sheet !== place.sheet || cell.state !== 'settled') continue;
      const wanted = blocked ?? spill;
      if (wanted && overlap(wanted, place) && !contains(place, cell.row, cell.column)) this.respill(cell);
    }
    this.schedule();
  }

  /** Computes everything again, as Ctrl+Alt+F9 does. */
  recalculateAll(): void {
    for (const cell of this.cells()) this.markDirty(cell);
    this.schedule();
  }

  /** Whether no cell waits to be computed. */
  get isIdle(): boolean {
    return this.cells().every(({ state }) => state === 'settled');
  }

  private cells(): FormulaCell[] {
    return this.workbook.sheets.flatMap((sheet) => [...sheet.formulas.values()]);
  }

  private markDirty(cell: FormulaCell): void {
    if (cell.state === 'dirty') return;
    if (cell.state === 'running') this.functions.cancel(cell);
    cell.state = 'dirty';
    cell.run++;
    // What reads this cell is out of date too.
    const place = outputOf(cell);
    for (const other of this.cells())
      if (other !== cell && reads(other, place, this.workbook)) this.markDirty(other);
  }

  schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setTimeout(() => {
      this.isScheduled = false;
      this.start();
    }, 0);
  }

  private start(): void {
    const waiting = this.cells().filter(({ state }) => state !== 'settled');
    const outputs = waiting.map(outputOf);
    const isBlocked = (cell: FormulaCell) => outputs.some((output) => reads(cell, output, this.workbook));
    const ready = waiting.filter((cell) => cell.state === 'dirty' && !isBlocked(cell));
    if (ready.length === 0 && waiting.length > 0 && waiting.every(({ state }) => state === 'dirty'))
      this.events.failed(new Error(`circular reference in ${waiting[0].text}`));
    for (const cell of ready) void this.run(cell);
  }

  private async run(cell: FormulaCell): Promise<void> {
    const run = ++cell.run;
    cell.state = 'running';
    const call = this.functions.caller(cell);
    const around = {
      cell,
      workbook: this.workbook,
      isCustom: (name: string) => this.functions.isCustom(name),
      call: ((name, args) => {
        this.show(cell, single(BUSY));
        return call(name, args);
      }) as CallFunction,
    };
    try {
      const { cells } = await evaluate(cell.tree, around);
      if (cell.run === run) this.settle(cell, cells);
    } catch (error) {
      if (cell.run !== run) return;
      this.settle(cell, single({ error: '#NAME?' }));
      this.events.failed(error as Error);
    }
  }

  private settle(cell: FormulaCell, result: CellBlock): void {
    cell.state = 'settled';
    // A formula never leaves its cell blank.
    cell.result = result.map((row) => row.map((value) => value ?? 0));
    this.respill(cell);
    this.events.calculated(outputOf(cell));
    this.schedule();
  }

  /** Makes room for what is entered at `place`: a block that it cuts into shrinks to its own cell. */
  giveWay(place: Place): void {
    for (const cell of place.sheet.formulas.values())
      if (cell.spill && overlap(cell.spill, place) && !contains(place, cell.row, cell.column)) {
        const wanted = cell.spill;
        this.show(cell, single({ error: '#SPILL!' }));
        cell.blocked = wanted;
      }
  }

  private respill(cell: FormulaCell): void {
    const wanted = { ...cellRect(cell), rows: cell.result.length, columns: cell.result[0].length };
    this.collapse(cell);
    if (this.hasRoom(cell, wanted)) return this.show(cell, cell.result);
    this.show(cell, single({ error: '#SPILL!' }));
    cell.blocked = wanted;
  }

  private hasRoom(cell: FormulaCell, wanted: Rect): boolean {
    if (wanted.rows * wanted.columns === 1) return true;
    const { sheet } = cell;
    if (wanted.row + wanted.rows > MAX_ROWS || wanted.column + wanted.columns > MAX_COLUMNS) return false;
    if (this.workbook.tables.some((table) => table.sheet === sheet && overlap(table.rect, wanted)))
      return false;
    let isFree = true;
    eachCell(wanted, (row, column) => {
      const isOwn = row === cell.row && column === cell.column;
      if (!isOwn && sheet.isOccupied(row, column)) isFree = false;
    });
    return isFree;
  }

  private collapse(cell: FormulaCell): void {
    if (cell.spill) cell.sheet.clear(cell.spill);
  }

  /** Writes a block from the formula's cell on, in place of what it showed before. */
  private show(cell: FormulaCell, block: CellBlock): void {
    const { sheet, row, column } = cell;
    const before = outputOf(cell);
    this.collapse(cell);
    const after = { ...cellRect(cell), rows: block.length, columns: block[0].length };
    block.forEach((line, i) => line.forEach((value, j) => sheet.setValue(row + i, column + j, value)));
    cell.blocked = null;
    cell.spill = after.rows * after.columns > 1 ? after : null;
    for (const other of this.cells())
      if (other !== cell && [before, { sheet, ...after }].some((place) => reads(other, place, this.workbook)))
        this.markDirty(other);
  }
}

/**
 * The pane at work: holds the state, and does what has to be done when it changes. It reads ranges, starts and stops
 * fits, checks room, inserts, and stores the model. No React here.
 */

import {
  CellmerError,
  predictionCells,
  residualCells,
  type AnovaTable,
  type CodeLanguage,
  type Comparison,
  type OutputMatrix,
} from '../src/index';
import type { FitService } from '../worker/types';
import { loadExample, type ExampleId } from './examples';
import type { RangeAddress, SheetContent, SpreadsheetHost } from './host';
import { findRoom } from './room';
import type { Action } from './state/actions';
import { addressText, cellBeside, isSingleCell, sameRange } from './state/address';
import { sameCells } from './state/cells';
import { insertedFormulas, insertedValues, type Footprint, type RowBlock } from './state/insertion';
import type { StackedFormula } from './state/oneway';
import { specificationFromFormula } from './state/openFormula';
import { reduce } from './state/reducer';
import {
  insertedModel,
  insertTarget,
  isAutomatic,
  wantedFit,
  wantedRoom,
  type WantedFit,
  type WantedRoom,
} from './state/selectors';
import {
  readSpecification,
  sameSpecification,
  SPECIFICATION_KEY,
  specificationOf,
  writeSpecification,
  type Specification,
} from './state/specification';
import { DEFAULT_OPTIONS, INITIAL_STATE, type Origin, type PaneState } from './state/state';
import { longCells, wideData } from './state/wide';
import { text } from './text';

/** Milliseconds. */
const DELAY = {
  /** Between a click and the fit it asks for; clicks that follow each other make one fit. */
  fit: 80,
  /** The same for keys in the formula. */
  typing: 350,
  /** Without a key for this long, a formula that cannot be read is called wrong. */
  settle: 700,
  /** A fit that takes longer than this shows that it is under way. */
  blink: 150,
  /** Edits in the sheet that follow each other are read once. */
  data: 150,
  room: 80,
  save: 400,
  /** Cells that are only passed by with the arrow keys are not opened. */
  open: 250,
} as const;

/** What the formulas of these blocks ask for. */
const PREDICTIONS = {
  kind: 'predict',
  random: true,
  interval: 'none',
  level: 0.95,
  newData: null,
  newDataAddress: null,
} as const;
const RESIDUALS = { kind: 'residuals', types: ['response'] } as const;

/** Rows of a whole column. */
const WHOLE_COLUMN = 1_048_576;

export class PaneController {
  private state = INITIAL_STATE;
  private readonly listeners = new Set<() => void>();
  private readonly cleanups: (() => void)[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private stopWatchingData: (() => void) | null = null;
  private watched: RangeAddress | null = null;
  private running: AbortController | null = null;
  private scheduledFit: string | null = null;
  private checkedRoom: string | null = null;
  private stored: string | null = null;
  private undo: (() => Promise<void>) | null = null;
  /** Takes away the sheet that was made last. */
  private undoSheet: (() => Promise<void>) | null = null;
  /** Goes up with each reading, so that one that comes late is recognised. */
  private reading = 0;
  private disposed = false;

  constructor(
    private readonly host: SpreadsheetHost,
    private readonly service: FitService,
  ) {}

  /** Looks for the selection and the stored model, and begins to listen to the sheet. */
  start(): void {
    const onSelection = (range: RangeAddress | null) => this.dispatch({ type: 'selection', range });
    this.cleanups.push(
      this.host.onSelectionChanged((range) => {
        onSelection(range);
        this.checkedRoom = null;
        this.follow();
        if (isSingleCell(range)) this.later('open', DELAY.open, () => this.run(this.openBehind(range)));
      }),
    );
    this.run(this.host.getSelection().then(onSelection));
    this.run(this.restore());
  }

  dispose(): void {
    this.disposed = true;
    this.timers.forEach((timer) => clearTimeout(timer));
    this.running?.abort();
    this.stopWatchingData?.();
    this.cleanups.forEach((cleanup) => cleanup());
    this.listeners.clear();
  }

  readonly getState = (): PaneState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly dispatch = (action: Action): void => {
    if (this.disposed) return;
    const before = this.state;
    this.state = reduce(before, action);
    if (this.state === before) return;
    this.listeners.forEach((listener) => listener());
    const isTyping = action.type === 'formula/text' && action.typing === true;
    if (isTyping) this.later('settle', DELAY.settle, () => this.dispatch({ type: 'formula/settled' }));
    this.follow(isTyping ? DELAY.typing : DELAY.fit);
  };

  /** A sheet with example data, the analysis beside them, and their model in the pane. */
  async insertExample(id: ExampleId): Promise<void> {
    await this.attempt(async () => {
      const { content, model } = await loadExample(id);
      await this.onNewSheet(content, 'example', model);
    });
  }

  /** The same data with one row per observation, on a sheet of their own. */
  async makeLong(): Promise<void> {
    const { data } = this.state;
    const wide = data?.summary ? wideData(data.summary) : null;
    if (!data || !wide) return;
    const cells = longCells(data.cells, wide);
    await this.attempt(() => this.onNewSheet({ name: text.data.longSheet, cells, more: [] }, 'long', null));
  }

  private async onNewSheet(content: SheetContent, kind: Origin['kind'], model: string | null): Promise<void> {
    const before = specificationOf(this.state);
    const { range, undo } = await this.host.addSheet(content);
    this.undoSheet = undo;
    const specification = { range, headers: 'auto', formula: '', options: DEFAULT_OPTIONS } as const;
    this.dispatch({ type: 'opened', specification, origin: { kind, at: range.sheet, before } });
    await this.useRange(range);
    if (model !== null) this.dispatch({ type: 'formula/text', text: model });
  }

  /** Back to the model before the one that was opened; a sheet that was made for it goes. */
  async goBack(): Promise<void> {
    const { origin } = this.state;
    if (!origin) return;
    await this.attempt(async () => {
      if (origin.kind !== 'cell') await this.undoSheet?.();
      this.undoSheet = null;
      if (origin.before) await this.open(origin.before, null);
      else this.dispatch({ type: 'closed' });
    });
  }

  private async open(specification: Specification, origin: Origin | null): Promise<void> {
    const known = this.state.data;
    this.dispatch({ type: 'opened', specification, origin });
    if (!known?.summary || !sameRange(known.range, specification.range))
      await this.useRange(specification.range);
  }

  /** A cell with one of our formulas was clicked: its model comes into the pane. */
  private async openBehind(cell: RangeAddress): Promise<void> {
    const found = await this.host.formulaBehind(cell).catch(() => null);
    const specification = found && specificationFromFormula(found.formula, found.at.sheet);
    const current = specificationOf(this.state);
    if (!specification || this.state.insert.busy) return;
    if (current && sameSpecification(current, specification)) return;
    await this.open(specification, { kind: 'cell', at: addressText(found.at), before: current });
  }

  /** Named tables, for the menu of the data. */
  listTables(): ReturnType<SpreadsheetHost['listTables']> {
    return this.host.listTables().catch(() => []);
  }

  /** Models side by side; throws what the core has to say. */
  async compare(formulas: readonly string[]): Promise<Comparison> {
    const wanted = wantedFit(this.state);
    if (!wanted) throw new Error(text.code.none);
    const [model, ...others] = formulas;
    return this.service.analyse({ ...wanted.request, model, others }, { kind: 'comparison', refit: true });
  }

  /** F tests of the terms; null where they cannot be had. */
  async anova(): Promise<AnovaTable | null> {
    const wanted = wantedFit(this.state);
    if (!wanted) return null;
    try {
      return await this.service.analyse(wanted.request, { kind: 'anova', type: 3 });
    } catch {
      return null;
    }
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.dispatch({ type: 'data/failed', message: sentence(error) });
    }
  }

  /** Takes the selected cells as data; from a single cell, the block around it. */
  async useSelection(): Promise<void> {
    const selection = (await this.host.getSelection()) ?? this.state.selection;
    if (selection) await this.useRange(selection);
  }

  async useRange(wanted: RangeAddress): Promise<void> {
    const token = ++this.reading;
    try {
      const isOpen = isSingleCell(wanted) || wanted.rows >= WHOLE_COLUMN;
      const range = isOpen ? await this.host.getSurroundingRegion(wanted) : wanted;
      const cells = await this.host.readRange(range);
      if (token !== this.reading) return;
      this.dispatch({ type: 'data/read', range, cells });
    } catch (error) {
      if (token === this.reading) this.dispatch({ type: 'data/failed', message: sentence(error) });
    }
  }

  /** Fits now, whatever it costs; a finished fit is looked at again. */
  readonly fitNow = (): void => {
    const wanted = wantedFit(this.state);
    if (wanted && this.state.fit.running?.key !== wanted.key) this.startFit(wanted);
  };

  /** The model as a program of another language, line by line; a sentence where there is none. */
  async code(language: CodeLanguage): Promise<readonly string[]> {
    const wanted = wantedFit(this.state);
    if (!wanted) return [text.code.none];
    try {
      const [{ lines }] = await this.service.analyse(wanted.request, { kind: 'code', languages: [language] });
      return lines;
    } catch (error) {
      return [sentence(error)];
    }
  }

  readonly cancelFit = (): void => {
    const { running } = this.state.fit;
    if (!running) return;
    this.running?.abort();
    this.dispatch({ type: 'fit/cancelled', key: running.key });
  };

  /** Writes the chosen blocks, if there is room. */
  async insert(what: 'formulas' | 'values'): Promise<void> {
    const room = wantedRoom(this.state);
    const model = insertedModel(this.state);
    const target = insertTarget(this.state);
    const { result } = this.state.fit;
    if (!room || !model || !target || !result) return;
    this.never('room');
    this.checkedRoom = room.key;
    this.dispatch({ type: 'insert/busy' });
    try {
      const report = await this.host.checkRoom(room.place);
      this.dispatch({ type: 'insert/room', key: room.key, report });
      if (!report.free) return this.dispatch({ type: 'insert/outcome', outcome: null });
      this.undo =
        what === 'formulas'
          ? await this.host.writeFormulas(insertedFormulas(target, room.footprint, model))
          : await this.host.writeValues(
              room.place,
              insertedValues(result, room.footprint, await this.rowBlocks(room.footprint)),
            );
      // It may stand where nobody is looking.
      await this.host.select(target);
      this.dispatch({
        type: 'insert/outcome',
        outcome: { kind: 'inserted', at: addressText(target), what },
      });
    } catch (error) {
      this.dispatch({ type: 'insert/outcome', outcome: { kind: 'failed', message: sentence(error) } });
    }
  }

  /** Blocks that no fit holds, since they are as high as the data. */
  private async rowBlocks({ blocks }: Footprint): Promise<Partial<Record<RowBlock, OutputMatrix>>> {
    const { request } = wantedFit(this.state)!;
    const wants = (name: RowBlock): boolean => blocks.some(({ block }) => block === name);
    const rows: Partial<Record<RowBlock, OutputMatrix>> = {};
    if (wants('predictions'))
      rows.predictions = predictionCells(await this.service.analyse(request, PREDICTIONS));
    if (wants('residuals')) rows.residuals = residualCells(await this.service.analyse(request, RESIDUALS));
    return rows;
  }

  /** Writes formulas one below the other, at the first place to the right of the data that has room for all. */
  async insertStack(stack: readonly StackedFormula[]): Promise<void> {
    const { data } = this.state;
    if (!data || stack.length === 0) return;
    this.dispatch({ type: 'insert/busy' });
    try {
      const place = {
        ...cellBeside(data.range, 1),
        rows: stack.reduce((sum, { rows }) => sum + rows + 1, -1),
        columns: Math.max(...stack.map(({ columns }) => columns)),
      };
      const report = await this.host.checkRoom(place);
      const free = report.free ? place : await findRoom(this.host, place, report);
      if (!free) throw new Error(text.insert.noRoom);
      const offsets = stack.map((_, i) => stack.slice(0, i).reduce((sum, { rows }) => sum + rows + 1, 0));
      this.undo = await this.host.writeFormulas(
        stack.map(({ formula }, i) => ({
          at: { ...free, row: free.row + offsets[i], rows: 1, columns: 1 },
          formula,
        })),
      );
      const at = { ...free, rows: 1, columns: 1 };
      await this.host.select(at);
      this.dispatch({
        type: 'insert/outcome',
        outcome: { kind: 'inserted', at: addressText(at), what: 'formulas' },
      });
    } catch (error) {
      this.dispatch({ type: 'insert/outcome', outcome: { kind: 'failed', message: sentence(error) } });
    }
  }

  async undoInsert(): Promise<void> {
    const { undo } = this;
    this.undo = null;
    if (!undo) return;
    try {
      await undo();
      this.checkedRoom = null;
      this.dispatch({ type: 'insert/outcome', outcome: null });
    } catch (error) {
      this.dispatch({ type: 'insert/outcome', outcome: { kind: 'failed', message: sentence(error) } });
    }
  }

  /** Takes the selected cell as the place to insert at. */
  async targetSelection(): Promise<void> {
    const selection = await this.host.getSelection();
    if (selection)
      this.dispatch({ type: 'insert/target', target: addressText({ ...selection, rows: 1, columns: 1 }) });
  }

  readonly show = (range: RangeAddress): void => this.run(this.host.select(range));

  private async restore(): Promise<void> {
    const specification = readSpecification(await this.host.loadSetting(SPECIFICATION_KEY));
    this.stored = specification && writeSpecification(specification);
    // Somebody may have chosen a range in the meantime.
    if (this.state.data) return this.dispatch({ type: 'restored', specification: null });
    this.dispatch({ type: 'restored', specification });
    if (specification) await this.useRange(specification.range);
  }

  /** Does what the new state asks for. */
  private follow(fitDelay: number = DELAY.fit): void {
    this.followData();
    this.followFit(fitDelay);
    this.followRoom();
    this.followSpecification();
  }

  private followData(): void {
    const range = this.state.data?.range ?? null;
    if (sameRange(range, this.watched)) return;
    this.watched = range;
    this.stopWatchingData?.();
    const reread = () => this.later('data', DELAY.data, () => this.run(this.rereadData()));
    this.stopWatchingData = range && this.host.onDataChanged(range, reread);
  }

  private async rereadData(): Promise<void> {
    const range = this.state.data?.range;
    if (!range) return;
    const token = ++this.reading;
    const cells = await this.host.readRange(range);
    const before = this.state.data?.cells ?? [];
    if (token === this.reading && !sameCells(cells, before))
      this.dispatch({ type: 'data/read', range, cells });
  }

  private followFit(delay: number): void {
    const wanted = wantedFit(this.state);
    const { running, resultKey, failure } = this.state.fit;
    const key = wanted?.key ?? null;
    if (running && running.key !== key) {
      this.running?.abort();
      return this.dispatch({ type: 'fit/dropped', key: running.key });
    }
    const isDone = key === null || key === resultKey || key === failure?.key || key === running?.key;
    if (isDone || !isAutomatic(this.state, key)) {
      this.scheduledFit = null;
      this.never('fit');
    } else if (key !== this.scheduledFit) {
      this.scheduledFit = key;
      this.later('fit', delay, () => {
        this.scheduledFit = null;
        const now = wantedFit(this.state);
        if (now?.key === key) this.startFit(now);
      });
    }
  }

  private startFit({ key, request }: WantedFit): void {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    const isCurrent = () => this.running === controller && !controller.signal.aborted;
    this.dispatch({ type: 'fit/started', key });
    const slow = setTimeout(() => isCurrent() && this.dispatch({ type: 'fit/slow', key }), DELAY.blink);
    const started = performance.now();
    const onStep = ({ evaluation, criterion }: { evaluation: number; criterion: number }) =>
      isCurrent() && this.dispatch({ type: 'fit/step', key, evaluation, criterion });
    const fit = async () => this.service.fit(request, { signal: controller.signal, onStep });
    const settled = fit().then(
      (result) => {
        const milliseconds = performance.now() - started;
        if (isCurrent()) this.dispatch({ type: 'fit/done', key, result, milliseconds });
      },
      (error: unknown) => {
        if (isCurrent()) this.dispatch({ type: 'fit/failed', key, error: asCellmerError(error) });
      },
    );
    this.run(settled.finally(() => clearTimeout(slow)));
  }

  private followRoom(): void {
    const { tab, insert } = this.state;
    // What is being inserted is itself in the way.
    if (tab !== 'results' || insert.busy || insert.outcome?.kind === 'inserted') return;
    const wanted = wantedRoom(this.state);
    if (!wanted || wanted.key === this.checkedRoom) return;
    this.checkedRoom = wanted.key;
    this.later('room', DELAY.room, () => this.run(this.checkRoom(wanted)));
  }

  /** Looks whether there is room, and where no cell was asked for, for the first place to the right that has room. */
  private async checkRoom({ key, place }: WantedRoom): Promise<void> {
    const report = await this.host.checkRoom(place);
    if (key !== this.checkedRoom) return;
    if (!report.free && this.state.insert.target === null) {
      const found = await findRoom(this.host, place, report);
      if (key !== this.checkedRoom) return;
      if (found) {
        this.checkedRoom = addressText(found);
        this.dispatch({ type: 'insert/suggestion', target: { ...found, rows: 1, columns: 1 } });
        return this.dispatch({
          type: 'insert/room',
          key: this.checkedRoom,
          report: { free: true, firstOccupied: null },
        });
      }
    }
    this.dispatch({ type: 'insert/room', key, report });
  }

  private followSpecification(): void {
    const specification = specificationOf(this.state);
    if (!this.state.restored || !specification || !this.state.data?.summary) return;
    const written = writeSpecification(specification);
    if (written === this.stored) return;
    this.stored = written;
    this.later('save', DELAY.save, () => this.run(this.host.saveSetting(SPECIFICATION_KEY, written)));
  }

  private later(name: keyof typeof DELAY, delay: number, action: () => void): void {
    this.never(name);
    this.timers.set(name, setTimeout(action, delay));
  }

  private never(name: keyof typeof DELAY): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }

  /** Lets a promise go on by itself; what goes wrong with it is said where data problems are. */
  private run(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.dispatch({ type: 'data/failed', message: sentence(error) }));
  }
}

function asCellmerError(error: unknown): CellmerError {
  return error instanceof CellmerError
    ? error
    : new CellmerError('numeric', text.unexpected(sentence(error)));
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

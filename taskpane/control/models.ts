/** Which model is on show: the one stored in the workbook, one behind a cell, or one on a sheet made for it. */

import { loadExample } from '../examples';
import type { ExampleId } from '../exampleSheets';
import type { RangeAddress, SheetContent } from '../host';
import { loadLesson } from '../lessons/index';
import { addressText, sameRange } from '../state/address';
import { columnTerm, EMPTY_FORM, formulaText } from '../state/form';
import { DEFAULT_OPTIONS } from '../state/modelOptions';
import { isOpened, openFormula } from '../state/openFormula';
import { specificationOf } from '../state/selectors';
import {
  readSpecification,
  sameSpecification,
  SPECIFICATION_KEY,
  writeSpecification,
  type Specification,
} from '../state/specification';
import type { Origin } from '../state/state';
import { longTable, wideData, type LongNames } from '../state/wide';
import { text } from '../text';
import type { DataReader } from './dataReader';
import { attempt, type Desk } from './desk';

export class Models {
  /** The model as the workbook has it. */
  private stored: string | null = null;
  /** Takes away the sheet that was made last. */
  private undoSheet: (() => Promise<void>) | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly data: DataReader,
  ) {}

  /** Brings back the model that the workbook keeps. */
  async restore(): Promise<void> {
    const { getState, timers, dispatch } = this.desk;
    timers.later('restore', () => dispatch({ type: 'late' }));
    const specification = readSpecification(await this.loadStored());
    this.stored = specification && writeSpecification(specification);
    // Somebody may have chosen a range in the meantime.
    if (getState().data) return dispatch({ type: 'restored', specification: null });
    dispatch({ type: 'restored', specification });
    if (specification) await this.data.useRange(specification.range);
  }

  /** What the workbook keeps; where that cannot be learned, what is built from now on takes its place. */
  private async loadStored(): Promise<string | null> {
    const { host, timers, dispatch } = this.desk;
    try {
      return await host.loadSetting(SPECIFICATION_KEY);
    } catch (error) {
      dispatch({ type: 'restored', specification: null });
      throw error;
    } finally {
      timers.never('restore');
    }
  }

  /** Stores the model on show in the workbook. */
  follow(): void {
    const { host, getState, timers, run } = this.desk;
    const specification = specificationOf(getState());
    if (!getState().restored || !specification || !getState().data?.summary) return;
    const written = writeSpecification(specification);
    if (written === this.stored) return;
    this.stored = written;
    timers.later('save', () => run(host.saveSetting(SPECIFICATION_KEY, written)));
  }

  /** A cell with one of our formulas was clicked: its model comes into the pane, or why it does not. */
  async openBehind(cell: RangeAddress): Promise<void> {
    const { host, getState, dispatch } = this.desk;
    const found = await host.formulaBehind(cell).catch(() => null);
    const opened = found && (await openFormula(found, host).catch(() => null));
    // Something else may have been selected in the meantime.
    if (getState().insert.busy || !sameRange(getState().selection, cell)) return;
    if (!opened) return;
    const at = addressText(found.at);
    if (!isOpened(opened)) return dispatch({ type: 'not-opened', reason: { ...opened, at } });
    const current = specificationOf(getState());
    if (current && sameSpecification(current, opened)) return;
    await this.open(opened, { kind: 'cell', at, before: current });
  }

  /** A sheet with example data, the analysis beside them, and their model in the pane. */
  async insertExample(id: ExampleId): Promise<void> {
    await attempt(this.desk, async () => {
      const { content, model, plot } = await loadExample(id);
      const { sheet } = await this.onNewSheet(content, 'example', model);
      if (!plot) return;
      const at = { sheet, row: plot.row, column: plot.column, rows: 1, columns: 1 };
      this.desk.dispatch({ type: 'plot-wanted', plot: { ...plot, at } });
    });
  }

  /** A sheet with a lesson and its figure; the model on show stays. */
  async insertLesson(number: number | string): Promise<void> {
    const { host } = this.desk;
    await attempt(this.desk, async () => {
      const { content, figure } = await loadLesson(number);
      const { range } = await host.addSheet(content);
      const { chart, at } = figure(range.sheet);
      await host.insertChart(chart, at);
      await host.select({ ...range, rows: 1, columns: 1 });
    });
  }

  /** The same data with one row per observation, on a sheet of their own; what was measured is what the model explains. */
  async makeLong(names: LongNames): Promise<void> {
    const { data } = this.desk.getState();
    const wide = data?.summary ? wideData(data.summary) : null;
    if (!data || !wide) return;
    const { cells, unit } = longTable(data.cells, wide, names);
    const group =
      unit === null ? [] : [{ group: columnTerm(unit), intercept: true, slopes: [], correlated: true }];
    const model = formulaText({ ...EMPTY_FORM, outcome: names.measure, varies: group });
    await attempt(this.desk, async () => {
      await this.onNewSheet({ name: text.data.longSheet, cells, more: [] }, 'long', model);
    });
  }

  /** Back to the model before the one that was opened; a sheet that was made for it goes. */
  async goBack(): Promise<void> {
    const { origin } = this.desk.getState();
    if (!origin) return;
    await attempt(this.desk, async () => {
      if (origin.kind !== 'cell') await this.undoSheet?.();
      this.undoSheet = null;
      if (origin.before) await this.open(origin.before, null);
      else this.desk.dispatch({ type: 'closed' });
    });
  }

  /** @returns where the cells stand */
  private async onNewSheet(
    content: SheetContent,
    kind: Origin['kind'],
    model: string | null,
  ): Promise<RangeAddress> {
    const { host, getState, dispatch } = this.desk;
    const before = specificationOf(getState());
    const { range, undo } = await host.addSheet(content);
    this.undoSheet = undo;
    const specification = { range, headers: 'auto', formula: '', options: DEFAULT_OPTIONS } as const;
    dispatch({ type: 'opened', specification, origin: { kind, at: range.sheet, before } });
    await this.data.useRange(range);
    if (model !== null) dispatch({ type: 'formula/text', text: model });
    return range;
  }

  private async open(specification: Specification, origin: Origin | null): Promise<void> {
    const known = this.desk.getState().data;
    this.desk.dispatch({ type: 'opened', specification, origin });
    if (!known?.summary || !sameRange(known.range, specification.range))
      await this.data.useRange(specification.range);
  }
}

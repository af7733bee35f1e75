/**
 * The pane at work: holds the state, and does what has to be done when it changes. Each kind of work has a module in
 * `control/`; this one puts them together and is what the components call. No React here.
 */

import {
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type AnovaTable,
  type CodeLanguage,
  type Comparison,
  type LikelihoodPlace,
  sentenceOf,
  type NumbersAsText,
} from '../src/index';
import type { FitService } from '../worker/types';
import { analyseModel, compareModels, modelCode, termTests } from './control/analyses';
import { DataReader } from './control/dataReader';
import type { Desk } from './control/desk';
import { Fitting } from './control/fitting';
import { Insertion, type Laid, type Put } from './control/insertion';
import { makeNumbers, type TakeBack } from './control/makeNumbers';
import { Models } from './control/models';
import { Pictures } from './control/pictures';
import { ResultFormat } from './control/resultFormat';
import { ChartWatch } from './control/chartWatch';
import { RoomWatch } from './control/room';
import { roomAt } from './room';
import { Store } from './control/store';
import { Studies } from './control/studies';
import { DELAY, Timers } from './control/timers';
import type { ExampleId } from './exampleSheets';
import type { Picture, RangeAddress, RoomReport, SpreadsheetHost } from './host';
import type { LivePlot } from './plots/live/live';
import type { Action } from './state/actions';
import { isSingleCell, readAddress } from './state/address';
import type { StackedFormula } from './state/stack';
import type { LongNames } from './state/wide';
import { text } from './text';

export class PaneController {
  private readonly store = new Store();
  private readonly timers = new Timers();
  private readonly cleanups: (() => void)[] = [];
  private isHealing = false;
  private readonly desk: Desk;
  private readonly data: DataReader;
  private readonly fitting: Fitting;
  private readonly chart: ChartWatch;
  private readonly room: RoomWatch;
  private readonly insertion: Insertion;
  private readonly models: Models;
  private readonly pictures: Pictures;
  private readonly studies: Studies;
  private readonly resultFormat: ResultFormat;

  constructor(
    private readonly host: SpreadsheetHost,
    service: FitService,
  ) {
    const { timers } = this;
    const { getState, dispatch } = this.store;
    this.desk = { host, service, timers, getState, dispatch, run: this.run };
    this.data = new DataReader(this.desk);
    this.fitting = new Fitting(this.desk);
    this.chart = new ChartWatch(this.desk);
    this.room = new RoomWatch(this.desk);
    this.pictures = new Pictures(this.desk);
    this.insertion = new Insertion(this.desk, this.room, this.pictures);
    this.models = new Models(this.desk, this.data);
    this.studies = new Studies(this.desk);
    this.resultFormat = new ResultFormat(this.desk);
  }

  /** Looks for the selection and the stored model, and begins to listen to the sheet. */
  start(): void {
    this.cleanups.push(
      this.store.subscribe(this.afterAction),
      this.host.onSelectionChanged((range) => this.selected(range)),
      this.host.course?.watch((course) => this.dispatch({ type: 'course', course })) ?? (() => undefined),
    );
    this.run(this.host.getSelection().then((range) => this.dispatch({ type: 'selection', range })));
    this.run(this.models.restore());
    this.run(this.studies.restore());
    this.heal();
  }

  /** Enters formulas of ours again that the spreadsheet has not recognised, unless it is being done. */
  heal = (): void => {
    if (this.isHealing || !this.host.healFormulas) return;
    this.isHealing = true;
    const healing = this.host
      .healFormulas()
      .then((found) => this.dispatch({ type: 'healing', healing: found }))
      .finally(() => (this.isHealing = false));
    this.run(healing);
  };

  dispose(): void {
    this.cleanups.forEach((cleanup) => cleanup());
    this.store.close();
    this.timers.stop();
    this.fitting.stop();
    this.studies.stop();
    this.chart.stop();
    this.data.stop();
  }

  readonly getState = this.store.getState;
  readonly subscribe = this.store.subscribe;
  readonly dispatch = this.store.dispatch;

  useSelection = (): Promise<void> => this.data.useSelection();
  useRange = (range: RangeAddress): Promise<void> => this.data.useRange(range);
  useHeaders = (headers: boolean): Promise<void> => this.data.useHeaders(headers);
  show = (range: RangeAddress): void => this.run(this.host.select(range));
  /** Named tables, for the menu of the data. */
  listTables = (): ReturnType<SpreadsheetHost['listTables']> => this.host.listTables().catch(() => []);

  insertExample = (id: ExampleId): Promise<void> => this.models.insertExample(id);
  insertLesson = (number: number | string): Promise<void> => this.models.insertLesson(number);
  makeLong = (names: LongNames): Promise<void> => this.models.makeLong(names);
  makeNumbers = (columns: readonly NumbersAsText[]): Promise<TakeBack | null> =>
    makeNumbers(this.desk, columns);
  goBack = (): Promise<void> => this.models.goBack();

  get course(): SpreadsheetHost['course'] {
    return this.host.course;
  }

  fitNow = (): void => this.fitting.now();
  cancelFit = (): void => this.fitting.cancel();

  analyse = <K extends AnalysisKind>(
    analysis: Analysis<K>,
    signal: AbortSignal,
  ): Promise<AnalysisResult<K>> => analyseModel(this.desk, analysis, signal);
  compare = (formulas: readonly string[]): Promise<Comparison> => compareModels(this.desk, formulas);
  anova = (): Promise<AnovaTable | null> => termTests(this.desk);
  code = (language: CodeLanguage): Promise<readonly string[]> => modelCode(this.desk, language);

  studyNow = (): void => this.studies.now();
  cancelStudy = (): void => this.studies.cancel();
  likelihoodAt = (values: readonly number[]): Promise<LikelihoodPlace | null> => this.studies.placeAt(values);

  insert = (what: 'formulas' | 'values'): Promise<void> => this.insertion.blocks(what);
  insertStack = (stack: readonly StackedFormula[], target?: RangeAddress): Promise<void> =>
    this.insertion.stack(stack, target ?? null);
  /** What is laid over the sheet stands to the right of the formulas. */
  insertTogether = (
    stack: readonly StackedFormula[],
    laid: Laid,
    target: RangeAddress | null = null,
  ): Promise<void> => this.insertion.together(stack, laid, target);
  /** Whether the cells of a place are empty; null where the address is none. */
  checkRoomAt = async (address: string, sheet: string): Promise<RoomReport | null> => {
    const place = readAddress(address, sheet);
    return place && roomAt(this.host, place);
  };
  /** The same place, or the next to its right that is empty; null where there is none. */
  freePlace = (place: RangeAddress): Promise<RangeAddress | null> => this.insertion.freePlace(place);
  formatResult = (): Promise<void> => this.resultFormat.format();
  undoFormat = (): Promise<void> => this.resultFormat.takeBack();
  replaceByValues = (): Promise<void> => this.insertion.byValues();
  undoInsert = (): Promise<void> => this.insertion.takeBack();
  insertPicture = (picture: Picture, at?: RangeAddress): ReturnType<Pictures['insert']> =>
    at ? this.pictures.insertAt(picture, at) : this.pictures.insert(picture);
  /** A chart with the formulas that it shows, which begin at a cell, or beside the data. */
  insertChart = (live: LivePlot, target: RangeAddress | null = null): Promise<Put> =>
    this.insertion.chart(live, target);
  /** At a cell that is known to be free. */
  layPicture = (picture: Picture, at: RangeAddress): void => this.run(this.host.insertPicture(picture, at));
  targetSelection = (): Promise<void> => this.insertion.targetSelection();

  private selected(range: RangeAddress): void {
    this.room.forget();
    this.dispatch({ type: 'selection', range });
    if (!isSingleCell(range)) return;
    this.timers.later('open', () => {
      this.run(this.models.openBehind(range));
      this.run(this.resultFormat.look(range));
    });
  }

  /** Does what the new state asks for. */
  private readonly afterAction = (action: Action): void => {
    const isTyping = action.type === 'formula/text' && action.typing === true;
    if (isTyping) this.timers.later('settle', () => this.dispatch({ type: 'formula/settled' }));
    this.data.follow();
    this.fitting.follow(isTyping ? DELAY.typing : DELAY.fit);
    this.chart.follow();
    this.room.follow();
    this.models.follow();
    this.studies.follow();
  };

  /** Says where data problems are said that something has gone wrong; all else stays as it is. */
  report = (problem: string): void => this.dispatch({ type: 'data/failed', message: problem });

  private readonly run = (promise: Promise<unknown>): void => {
    promise.catch((error: unknown) =>
      this.dispatch({ type: 'data/failed', message: sentenceOf(error, text.doing.anything) }),
    );
  };
}

/** Writes blocks into the sheet, and takes them back. */

import { answerReport, lookOf, type Report, sentenceOf, stackedLook, toCells } from '../../src/index';
import { SOFTWARE } from '../../functions/software';
import type { LaidOver, Picture, PlacedFormula, RangeAddress } from '../host';
import { FLAT_SIZE, placedChart, type LivePlot } from '../plots/live/live';
import { findRoom, withMargin } from '../room';
import { addressText, cellBeside } from '../state/address';
import {
  footprint,
  insertedFormulas,
  insertedValues,
  placeAt,
  type AskedBlock,
  type Footprint,
  type OfAsked,
} from '../state/insertion';
import { stackTables, titlesOf, type Stack, type StackedFormula, type TitledTable } from '../state/stack';
import { stackPlace } from '../state/studioFormulas';
import {
  chosenBlocks,
  chosenChart,
  insertedModel,
  insertTarget,
  isChartPending,
  wantedFit,
  wantedRoom,
} from '../state/selectors';
import { text } from '../text';
import { replaceByValues } from './byValues';
import type { Desk } from './desk';
import { lookOfFormula } from './formulaLook';
import { modelRequest } from './modelRequest';
import { asOneStep } from './oneStep';
import type { InsertedPicture, Pictures } from './pictures';
import type { RoomWatch } from './room';
import { whereItWas } from './whereItWas';

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
const WORDS = { kind: 'words', style: 'apa', software: SOFTWARE } as const;

type Written = 'formulas' | 'values';
type Undo = () => Promise<void>;

const ONE_CELL = { rows: 1, columns: 1 };

/** Whatever is inserted above or among them moves one of these. */
const firstAndLast = <T>(all: readonly T[]): readonly T[] =>
  all.length < 2 ? all : [all[0], all[all.length - 1]];

/** What may be laid over the sheet beside formulas. */
export interface Laid {
  readonly picture?: Picture | null;
  readonly live?: LivePlot | null;
}

/** The formulas of a table, the first of them at a cell. */
function placedFormulas({ formula, beside = [] }: StackedFormula, at: RangeAddress): PlacedFormula[] {
  const others = beside.map((one) => ({
    at: { ...at, column: at.column + one.right },
    formula: one.formula,
  }));
  return [{ at, formula }, ...others];
}

const isSame = (one: StackedFormula, other: StackedFormula): boolean => one.formula === other.formula;
const isAmong = (stack: readonly StackedFormula[], one: StackedFormula): boolean =>
  stack.some((other) => isSame(one, other));

/** What stands in the sheet now: where it begins, and the way back. */
export interface Put {
  readonly at: RangeAddress;
  /** What lies over the sheet beside it. */
  readonly laid: LaidOver | null;
  undo(): Promise<void>;
}

interface PlannedStack {
  readonly first: RangeAddress;
  /** All the cells that the formulas fill, and the first of each. */
  readonly place: RangeAddress;
  readonly cells: readonly RangeAddress[];
  readonly tables: Stack<StackedFormula>;
}

export class Insertion {
  private undo: Undo | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly room: RoomWatch,
    private readonly pictures: Pictures,
  ) {}

  /** Writes the chosen blocks of the model, if there is room, and lays the chart among them. */
  async blocks(what: Written): Promise<void> {
    const { host, getState, dispatch } = this.desk;
    const room = wantedRoom(getState());
    const model = insertedModel(getState());
    const target = insertTarget(getState());
    const { result } = getState().fit;
    if (!room || !model || !target || !result || isChartPending(getState())) return;
    const chart = chosenChart(getState());
    this.room.taken(room.key);
    await this.write(what, async () => {
      const report = await host.checkRoom(room.place);
      dispatch({ type: 'insert/room', key: room.key, report });
      if (!report.free) {
        // Where no cell was asked for, the next place is looked for.
        this.room.forget();
        return null;
      }
      const asked = { ...(await this.askedReports(room.footprint)), ...(chart && { shown: chart.report }) };
      const blocks = chosenBlocks(getState());
      const print = footprint(result, blocks, room.dataRows, mapped(asked, lookOf), chart?.live.formulas[0]);
      const formulas = insertedFormulas(target, print, model);
      const [written, write] =
        what === 'formulas'
          ? [firstAndLast(formulas.map(({ at }) => at)), () => host.writeFormulas(formulas)]
          : [
              [room.place],
              () => host.writeValues(room.place, insertedValues(result, print, mapped(asked, toCells))),
            ];
      const over: InsertedPicture[] = [];
      const cellOf = (name: 'chart' | 'shown'): RangeAddress =>
        placeAt(target, ONE_CELL, print.tables.find(({ block }) => block === name)!.offset);
      const lays = chart
        ? [
            () =>
              this.pictures.insertChartAt(
                placedChart(chart.live, [cellOf('shown')], FLAT_SIZE),
                cellOf('chart'),
              ),
          ]
        : [];
      this.undo = await asOneStep(host, () =>
        this.withLaid(() => this.writeTables(target, print, what, write), written, lays, over),
      );
      return { at: target, laid: over[0]?.laid ?? null };
    });
  }

  /** Titles, what `write` puts below them, and formats; all of it or nothing. Returns an undo of all. */
  private async writeTables(
    first: RangeAddress,
    stack: Stack<TitledTable>,
    what: Written,
    write: () => Promise<Undo>,
  ): Promise<Undo> {
    const { host } = this.desk;
    const undos: Undo[] = [];
    const undo = async () => {
      while (undos.length > 0) await undos.pop()!();
    };
    try {
      if (what === 'formulas')
        for (const { row, title } of titlesOf(stack))
          undos.push(await host.writeValues(placeAt(first, ONE_CELL, row), [[title]]));
      undos.push(await write());
      undos.push(await host.formatCells(first, stack.look));
    } catch (error) {
      await undo().catch(() => undefined);
      throw error;
    }
    return undo;
  }

  /** Of blocks that no fit holds. */
  private async askedReports({ tables }: Footprint): Promise<OfAsked<Report>> {
    const { service, getState } = this.desk;
    const wants = (name: AskedBlock): boolean => tables.some(({ block }) => block === name);
    if (!wants('words') && !wants('predictions') && !wants('residuals')) return {};
    const request = await modelRequest(wantedFit(getState())!);
    return {
      ...(wants('words') && { words: answerReport('words', await service.analyse(request, WORDS)) }),
      ...(wants('predictions') && {
        predictions: answerReport('predict', await service.analyse(request, PREDICTIONS)),
      }),
      ...(wants('residuals') && {
        residuals: answerReport('residuals', await service.analyse(request, RESIDUALS)),
      }),
    };
  }

  /**
   * Writes formulas one below the other.
   *
   * @param target the first cell; null for the first place to the right of the data that has room for all
   */
  async stack(stack: readonly StackedFormula[], target: RangeAddress | null = null): Promise<void> {
    if (stack.length === 0) return;
    await this.together(stack, {}, target);
  }

  /**
   * The same beside the data, or at a cell; and to their right what is laid over the sheet, which may be missing, as the formulas
   * may. All of it is taken back together.
   */
  async together(
    stack: readonly StackedFormula[],
    laid: Laid,
    target: RangeAddress | null = null,
  ): Promise<void> {
    await this.write('formulas', async () => {
      const put = await this.lay(stack, laid, target);
      this.undo = put?.undo ?? null;
      return put;
    });
  }

  /**
   * A chart with the formulas that it shows: beside the data, or from a cell on or the next to its right with room for them.
   *
   * @throws Error with a sentence where there are no data or no room
   */
  async chart(live: LivePlot, target: RangeAddress | null = null): Promise<Put> {
    const from = target && (await this.freePlace(stackPlace(target, live.formulas)));
    if (target && !from) throw new Error(text.insert.noRoom);
    const put = await this.lay([], { live }, from && { ...from, ...ONE_CELL });
    if (!put) throw new Error(text.picture.noData);
    // The formulas, and beside them what shows them.
    await this.desk.host.select(put.at, put.laid ?? undefined);
    return put;
  }

  private async lay(
    stack: readonly StackedFormula[],
    laid: Laid,
    target: RangeAddress | null,
  ): Promise<Put | null> {
    const all = [...stack, ...(laid.live?.formulas ?? []).filter((one) => !isAmong(stack, one))];
    const planned = all.length === 0 ? null : await this.planned(all, target);
    if (all.length > 0 && !planned) return null;
    const over: InsertedPicture[] = [];
    const lays: (() => Promise<InsertedPicture>)[] = [];
    const { live, picture } = laid;
    if (live && planned) {
      const cells = live.formulas.map((one) => planned.cells[all.findIndex((other) => isSame(one, other))]);
      lays.push(() => this.pictures.insertChart(placedChart(live, cells), planned.place));
    }
    if (picture) lays.push(() => this.pictures.insert(picture, planned?.place));
    const write = planned && (() => this.writeStack(planned));
    const written = firstAndLast(planned?.cells ?? []);
    const undo = await asOneStep(this.desk.host, () => this.withLaid(write, written, lays, over));
    const at = planned?.first ?? (over.length > 0 ? { ...over[0].place, ...ONE_CELL } : null);
    return at && { at, laid: over.length > 0 ? over[0].laid : null, undo };
  }

  /**
   * What `write` writes, among it to the places `written`, and then what is laid over it, each added to `over`: all of it, or nothing
   * when a part of it fails.
   */
  private async withLaid(
    write: (() => Promise<Undo>) | null,
    written: readonly RangeAddress[],
    lays: readonly (() => Promise<InsertedPicture>)[],
    over: InsertedPicture[],
  ): Promise<Undo> {
    const takeBack = await write?.();
    const undo = async (): Promise<void> => {
      for (const one of [...over].reverse()) await one.undo();
      await takeBack?.();
    };
    try {
      for (const lay of lays) over.push(await lay());
      return await whereItWas(this.desk.host, written, undo);
    } catch (error) {
      await undo();
      throw error;
    }
  }

  /**
   * Formulas one below the other, from a cell on or beside the data; null without data to stand beside.
   *
   * @throws Error with a sentence where there is no room
   */
  private async planned(
    stack: readonly StackedFormula[],
    target: RangeAddress | null,
  ): Promise<PlannedStack | null> {
    const { host, getState } = this.desk;
    const { data } = getState();
    const from = target ?? (data && cellBeside(data.range, 1));
    if (!from) return null;
    const dressed = await Promise.all(stack.map((one) => this.dressed(one, from)));
    const wanted = stackPlace(from, dressed);
    const report = await host.checkRoom(target ? wanted : withMargin(wanted));
    const place = report.free || target ? wanted : await findRoom(host, wanted, report);
    if (!place) throw new Error(text.insert.noRoom);
    if (place === wanted && !report.free)
      throw new Error(
        report.problem ?? text.insert.occupied(addressText(wanted), report.firstOccupied ?? ''),
      );
    const first = { ...place, rows: 1, columns: 1 };
    const tables = stackTables(dressed);
    const cells = tables.tables.map(({ offset }) => placeAt(first, ONE_CELL, offset));
    return { first, place, cells, tables };
  }

  private writeStack({ first, cells, tables }: PlannedStack): Promise<Undo> {
    const formulas = tables.tables.flatMap((table, i) => placedFormulas(table, cells[i]));
    return this.writeTables(first, tables, 'formulas', () => this.desk.host.writeFormulas(formulas));
  }

  /** A place, or the next to its right that is empty; null where there is none, or it cannot be known. */
  async freePlace(place: RangeAddress): Promise<RangeAddress | null> {
    const { host } = this.desk;
    const report = await host.checkRoom(withMargin(place)).catch(() => null);
    return report?.free ? place : report && findRoom(host, place, report);
  }

  /** With the look of its result, where nothing is known of it but how large it may become. */
  private async dressed(one: StackedFormula, at: RangeAddress): Promise<StackedFormula> {
    if (one.look.areas.length > 0) return one;
    const parts = [{ formula: one.formula, right: 0 }, ...(one.beside ?? [])];
    const looks = await Promise.all(
      parts.map(({ formula }) => lookOfFormula({ formula, at }, this.desk.host).catch(() => null)),
    );
    const known = looks.flatMap((look, i) => (look ? [{ look, offset: 0, right: parts[i].right }] : []));
    if (known.length === 0) return one;
    return { ...one, look: stackedLook([{ look: one.look, offset: 0 }, ...known]) };
  }

  /** Values in place of all our formulas in the workbook. */
  async byValues(): Promise<void> {
    const { host, dispatch } = this.desk;
    dispatch({ type: 'insert/busy' });
    try {
      this.undo = await asOneStep(host, async () => {
        const { count, kept, undo } = await replaceByValues(host);
        dispatch({ type: 'insert/outcome', outcome: { kind: 'replaced', count, kept } });
        return undo;
      });
    } catch (error) {
      this.failed(error);
    }
  }

  async takeBack(): Promise<void> {
    const { undo } = this;
    this.undo = null;
    if (!undo) return;
    try {
      await undo();
      this.room.forget();
      this.desk.dispatch({ type: 'insert/outcome', outcome: null });
    } catch (error) {
      this.failed(error);
    }
  }

  /** Takes the selected cell as the place to insert at. */
  async targetSelection(): Promise<void> {
    const selection = await this.desk.host.getSelection();
    if (!selection) return;
    const target = addressText({ ...selection, rows: 1, columns: 1 });
    this.desk.dispatch({ type: 'insert/target', target });
  }

  /** `action` writes and returns the first cell, or null when it wrote nothing. What came of it is said. */
  private async write(what: Written, action: () => Promise<Pick<Put, 'at' | 'laid'> | null>): Promise<void> {
    const { host, dispatch } = this.desk;
    dispatch({ type: 'insert/busy' });
    try {
      const put = await action();
      if (!put) return dispatch({ type: 'insert/outcome', outcome: null });
      const { at, laid } = put;
      // It may stand where nobody is looking.
      await host.select(at, laid ?? undefined);
      dispatch({ type: 'insert/outcome', outcome: { kind: 'inserted', at: addressText(at), what } });
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const outcome = { kind: 'failed', message: sentenceOf(error, text.doing.inserting) } as const;
    this.desk.dispatch({ type: 'insert/outcome', outcome });
  }
}

function mapped<T>(reports: OfAsked<Report>, make: (report: Report) => T): OfAsked<T> {
  return Object.fromEntries(Object.entries(reports).map(([name, report]) => [name, make(report)]));
}

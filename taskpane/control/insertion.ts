/** Writes blocks into the sheet, and takes them back. */

import { answerReport, lookOf, toCells, type Report } from '../../src/index';
import type { Picture, RangeAddress } from '../host';
import { findRoom, withMargin } from '../room';
import { addressText, cellBeside } from '../state/address';
import {
  footprint,
  insertedFormulas,
  insertedValues,
  placeAt,
  type Footprint,
  type RowBlock,
} from '../state/insertion';
import { stackTables, titlesOf, type Stack, type StackedFormula, type TitledTable } from '../state/stack';
import { stackPlace } from '../state/studioFormulas';
import { insertedModel, insertTarget, wantedFit, wantedRoom } from '../state/selectors';
import { text } from '../text';
import { replaceByValues } from './byValues';
import { sentence, type Desk } from './desk';
import { modelRequest } from './modelRequest';
import type { Pictures } from './pictures';
import type { RoomWatch } from './room';

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

type Written = 'formulas' | 'values';
type Undo = () => Promise<void>;
type RowReports = Readonly<Partial<Record<RowBlock, Report>>>;

const ONE_CELL = { rows: 1, columns: 1 };

export class Insertion {
  private undo: Undo | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly room: RoomWatch,
    private readonly pictures: Pictures,
  ) {}

  /** Writes the chosen blocks of the model, if there is room. */
  async blocks(what: Written): Promise<void> {
    const { host, getState, dispatch } = this.desk;
    const room = wantedRoom(getState());
    const model = insertedModel(getState());
    const target = insertTarget(getState());
    const { result } = getState().fit;
    if (!room || !model || !target || !result) return;
    this.room.taken(room.key);
    await this.write(what, async () => {
      const report = await host.checkRoom(room.place);
      dispatch({ type: 'insert/room', key: room.key, report });
      if (!report.free) return null;
      const rows = await this.rowReports(room.footprint);
      const print = footprint(result, getState().insert.blocks, room.dataRows, mapped(rows, lookOf));
      const write = () =>
        what === 'formulas'
          ? host.writeFormulas(insertedFormulas(target, print, model))
          : host.writeValues(room.place, insertedValues(result, print, mapped(rows, toCells)));
      this.undo = await this.writeTables(target, print, what, write);
      return target;
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

  /** Of blocks that no fit holds, since they are as high as the data. */
  private async rowReports({ tables }: Footprint): Promise<RowReports> {
    const { service, getState } = this.desk;
    const wants = (name: RowBlock): boolean => tables.some(({ block }) => block === name);
    if (!wants('predictions') && !wants('residuals')) return {};
    const request = await modelRequest(wantedFit(getState())!);
    return {
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
    await this.write('formulas', async () => (await this.writeStack(stack, target))?.first ?? null);
  }

  /** The same beside the data, and a picture to their right; either may be missing. Both are taken back together. */
  async stackAndPicture(stack: readonly StackedFormula[], picture: Picture | null): Promise<void> {
    await this.write('formulas', async () => {
      const written = stack.length === 0 ? null : await this.writeStack(stack, null);
      if (!picture) return written?.first ?? null;
      const undoFormulas = this.undo;
      const { place, undo } = await this.pictures.insert(picture, written?.place);
      this.undo = async () => {
        await undo();
        if (written) await undoFormulas?.();
      };
      return written?.first ?? { ...place, rows: 1, columns: 1 };
    });
  }

  /** @returns the cells that the formulas fill and the first of them; null without data to stand beside */
  private async writeStack(
    stack: readonly StackedFormula[],
    target: RangeAddress | null,
  ): Promise<{ readonly first: RangeAddress; readonly place: RangeAddress } | null> {
    const { host, getState } = this.desk;
    const { data } = getState();
    const from = target ?? (data && cellBeside(data.range, 1));
    if (!from) return null;
    const wanted = stackPlace(from, stack);
    const report = await host.checkRoom(target ? wanted : withMargin(wanted));
    const place = report.free || target ? wanted : await findRoom(host, wanted, report);
    if (!place) throw new Error(text.insert.noRoom);
    if (place === wanted && !report.free)
      throw new Error(text.insert.occupied(addressText(wanted), report.firstOccupied ?? ''));
    const first = { ...place, rows: 1, columns: 1 };
    const tables = stackTables(stack);
    this.undo = await this.writeTables(first, tables, 'formulas', () =>
      host.writeFormulas(
        tables.tables.map(({ formula, offset }) => ({ at: placeAt(first, ONE_CELL, offset), formula })),
      ),
    );
    return { first, place };
  }

  /** Values in place of all our formulas in the workbook. */
  async byValues(): Promise<void> {
    const { host, dispatch } = this.desk;
    dispatch({ type: 'insert/busy' });
    try {
      const { count, kept, undo } = await replaceByValues(host);
      this.undo = undo;
      dispatch({ type: 'insert/outcome', outcome: { kind: 'replaced', count, kept } });
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
  private async write(what: Written, action: () => Promise<RangeAddress | null>): Promise<void> {
    const { host, dispatch } = this.desk;
    dispatch({ type: 'insert/busy' });
    try {
      const at = await action();
      if (!at) return dispatch({ type: 'insert/outcome', outcome: null });
      // It may stand where nobody is looking.
      await host.select(at);
      dispatch({ type: 'insert/outcome', outcome: { kind: 'inserted', at: addressText(at), what } });
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const outcome = { kind: 'failed', message: sentence(error) } as const;
    this.desk.dispatch({ type: 'insert/outcome', outcome });
  }
}

function mapped<T>(reports: RowReports, make: (report: Report) => T): Partial<Record<RowBlock, T>> {
  return Object.fromEntries(Object.entries(reports).map(([name, report]) => [name, make(report)]));
}

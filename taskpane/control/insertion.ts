/** Writes blocks into the sheet, and takes them back. */

import { answerReport, toCells, type OutputMatrix } from '../../src/index';
import type { Picture, RangeAddress } from '../host';
import { findRoom } from '../room';
import { addressText, cellBeside } from '../state/address';
import { insertedFormulas, insertedValues, type Footprint, type RowBlock } from '../state/insertion';
import type { StackedFormula } from '../state/oneway';
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

export class Insertion {
  private undo: (() => Promise<void>) | null = null;

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
      this.undo =
        what === 'formulas'
          ? await host.writeFormulas(insertedFormulas(target, room.footprint, model))
          : await host.writeValues(
              room.place,
              insertedValues(result, room.footprint, await this.rowBlocks(room.footprint)),
            );
      return target;
    });
  }

  /** Blocks that no fit holds, since they are as high as the data. */
  private async rowBlocks({ blocks }: Footprint): Promise<Partial<Record<RowBlock, OutputMatrix>>> {
    const { service, getState } = this.desk;
    const wants = (name: RowBlock): boolean => blocks.some(({ block }) => block === name);
    const rows: Partial<Record<RowBlock, OutputMatrix>> = {};
    if (!wants('predictions') && !wants('residuals')) return rows;
    const request = await modelRequest(wantedFit(getState())!);
    if (wants('predictions'))
      rows.predictions = toCells(answerReport('predict', await service.analyse(request, PREDICTIONS)));
    if (wants('residuals'))
      rows.residuals = toCells(answerReport('residuals', await service.analyse(request, RESIDUALS)));
    return rows;
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
    const report = await host.checkRoom(wanted);
    const place = report.free || target ? wanted : await findRoom(host, wanted, report);
    if (!place) throw new Error(text.insert.noRoom);
    if (place === wanted && !report.free)
      throw new Error(text.insert.occupied(addressText(wanted), report.firstOccupied ?? ''));
    const first = { ...place, rows: 1, columns: 1 };
    const above = (i: number): number => stack.slice(0, i).reduce((sum, { rows }) => sum + rows + 1, 0);
    this.undo = await host.writeFormulas(
      stack.map(({ formula }, i) => ({ at: { ...first, row: first.row + above(i) }, formula })),
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

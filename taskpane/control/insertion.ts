/** Writes blocks into the sheet, and takes them back. */

import { answerReport, toCells, type OutputMatrix } from '../../src/index';
import type { RangeAddress } from '../host';
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
    const { host, getState } = this.desk;
    const { data } = getState();
    const from = target ?? (data && cellBeside(data.range, 1));
    if (!from || stack.length === 0) return;
    await this.write('formulas', async () => {
      const place = stackPlace(from, stack);
      const report = await host.checkRoom(place);
      const free = report.free || target ? place : await findRoom(host, place, report);
      if (!free) throw new Error(text.insert.noRoom);
      if (free === place && !report.free)
        throw new Error(text.insert.occupied(addressText(place), report.firstOccupied ?? ''));
      const at = { ...free, rows: 1, columns: 1 };
      const above = (i: number): number => stack.slice(0, i).reduce((sum, { rows }) => sum + rows + 1, 0);
      this.undo = await host.writeFormulas(
        stack.map(({ formula }, i) => ({ at: { ...at, row: at.row + above(i) }, formula })),
      );
      return at;
    });
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

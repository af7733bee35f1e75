/** Reads the data from the sheet, and again when they are edited there. */

import type { RangeAddress } from '../host';
import { isSingleCell, sameRange } from '../state/address';
import { sameCells } from '../state/cells';
import { sentence, type Desk } from './desk';

/** Rows of a whole column. */
const WHOLE_COLUMN = 1_048_576;

export class DataReader {
  private watched: RangeAddress | null = null;
  private stopWatching: (() => void) | null = null;
  /** Goes up with each reading, so that one that comes late is recognised. */
  private reading = 0;

  constructor(private readonly desk: Desk) {}

  /** Takes the selected cells as data; from a single cell, the block around it. */
  async useSelection(): Promise<void> {
    const selection = (await this.desk.host.getSelection()) ?? this.desk.getState().selection;
    if (selection) await this.useRange(selection);
  }

  async useRange(wanted: RangeAddress): Promise<void> {
    const { host, dispatch } = this.desk;
    const token = ++this.reading;
    try {
      const isOpen = isSingleCell(wanted) || wanted.rows >= WHOLE_COLUMN;
      const range = isOpen ? await host.getSurroundingRegion(wanted) : wanted;
      const cells = await host.readRange(range);
      if (token !== this.reading) return;
      dispatch({ type: 'data/read', range, cells });
    } catch (error) {
      if (token === this.reading) dispatch({ type: 'data/failed', message: sentence(error) });
    }
  }

  /** Watches the cells of the range on show. */
  follow(): void {
    const range = this.desk.getState().data?.range ?? null;
    if (sameRange(range, this.watched)) return;
    this.watched = range;
    this.stopWatching?.();
    const { host, timers, run } = this.desk;
    const onEdit = () => timers.later('data', () => run(this.readAgain()));
    this.stopWatching = range && host.onDataChanged(range, onEdit);
  }

  private async readAgain(): Promise<void> {
    const { host, getState, dispatch } = this.desk;
    const range = getState().data?.range;
    if (!range) return;
    const token = ++this.reading;
    const cells = await host.readRange(range);
    const before = getState().data?.cells ?? [];
    if (token === this.reading && !sameCells(cells, before)) dispatch({ type: 'data/read', range, cells });
  }

  stop(): void {
    this.stopWatching?.();
  }
}

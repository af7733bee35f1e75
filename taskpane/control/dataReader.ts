/** Reads the data from the sheet, and again when they are edited there. */

import { type CellMatrix, sentenceOf } from '../../src/index';
import { inSlices } from '../../worker/slices';
import type { RangeAddress } from '../host';
import { addressText, isSingleCell, sameRange } from '../state/address';
import { comparingCells } from '../state/cells';
import { readingData } from '../state/columns';
import { summarizingGroups } from '../state/grouping';
import { text } from '../text';
import type { Desk } from './desk';

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
    const { host, getState, dispatch } = this.desk;
    const token = ++this.reading;
    try {
      const isOpen = isSingleCell(wanted) || wanted.rows >= WHOLE_COLUMN;
      const range = isOpen ? await host.getSurroundingRegion(wanted) : wanted;
      const cells = await host.readRange(range);
      const before = getState().data;
      await this.take(
        range,
        cells,
        sameRange(before?.range ?? null, range) ? before!.headers : 'auto',
        token,
      );
    } catch (error) {
      if (token === this.reading)
        dispatch({ type: 'data/failed', message: sentenceOf(error, text.doing.data) });
    }
  }

  /** Takes the first row of the data as names, or as data. */
  async useHeaders(headers: boolean): Promise<void> {
    const { data } = this.desk.getState();
    if (data) await this.take(data.range, data.cells, headers, ++this.reading);
  }

  /** Looks through the cells, and shows them unless others have been asked for meanwhile. */
  private async take(
    range: RangeAddress,
    cells: CellMatrix,
    headers: boolean | 'auto',
    token: number,
  ): Promise<void> {
    const reading = await inSlices(readingData(cells, headers, addressText(range)));
    // The form shows them at once.
    await inSlices(summarizingGroups(reading.summary?.columns ?? []));
    if (token === this.reading) this.desk.dispatch({ type: 'data/read', range, cells, headers, reading });
  }

  /** Watches the cells of the range on show. */
  follow(): void {
    const range = this.desk.getState().data?.range ?? null;
    if (sameRange(range, this.watched)) return;
    this.watched = range;
    this.desk.host.outline?.(range);
    this.stopWatching?.();
    const { host, timers, run } = this.desk;
    const onEdit = () => timers.later('data', () => run(this.readAgain()));
    this.stopWatching = range && host.onDataChanged(range, onEdit);
  }

  private async readAgain(): Promise<void> {
    const { data } = this.desk.getState();
    if (!data) return;
    const token = ++this.reading;
    const cells = await this.desk.host.readRange(data.range);
    const isSame = await inSlices(comparingCells(cells, data.cells));
    if (!isSame) await this.take(data.range, cells, data.headers, token);
  }

  stop(): void {
    this.stopWatching?.();
  }
}

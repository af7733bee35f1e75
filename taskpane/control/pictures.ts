/**
 * Lays pictures and charts over the sheet: beside the data or what was inserted with them, over empty cells, each below the
 * one before it.
 */

import type { Chart, LaidOver, Picture, RangeAddress } from '../host';
import { findRoom } from '../room';
import { addressText, cellBeside, cellsUnder, overlap } from '../state/address';
import { text } from '../text';
import type { Desk } from './desk';
import { asOneStep } from './oneStep';

/** What is laid over the sheet has a size, in CSS pixels. */
type Size = Pick<Picture, 'width' | 'height'>;

export interface InsertedPicture {
  /** The cell at its top left corner, as text. */
  readonly at: string;
  /** The cells under it. */
  readonly place: RangeAddress;
  readonly laid: LaidOver;
  undo(): Promise<void>;
}

export class Pictures {
  /** The cells under those that were inserted and not undone, for hosts that do not say. */
  private readonly taken = new Set<RangeAddress>();

  constructor(private readonly desk: Desk) {}

  /**
   * @param beside to whose right it stands; the data, where nothing is said
   * @throws Error with a sentence where there are no data or no room
   */
  insert(picture: Picture, beside?: RangeAddress): Promise<InsertedPicture> {
    return this.lay(picture, this.firstBeside(beside), (at) => this.desk.host.insertPicture(picture, at));
  }

  /** The same at a cell, or at the next to its right from which there is room. */
  insertAt(picture: Picture, cell: RangeAddress): Promise<InsertedPicture> {
    return this.lay(picture, cell, (at) => this.desk.host.insertPicture(picture, at));
  }

  /** The same of a chart. */
  insertChart(chart: Chart, beside?: RangeAddress): Promise<InsertedPicture> {
    return this.insertChartAt(chart, this.firstBeside(beside));
  }

  /** The same of a chart, at a cell. */
  insertChartAt(chart: Chart, cell: RangeAddress): Promise<InsertedPicture> {
    return this.lay(chart, cell, (at) => this.desk.host.insertChart(chart, at));
  }

  private firstBeside(beside?: RangeAddress): RangeAddress {
    const range = beside ?? this.desk.getState().data?.range;
    if (!range) throw new Error(text.picture.noData);
    return cellBeside(range, 1);
  }

  private async lay(
    size: Size,
    cell: RangeAddress,
    put: (at: RangeAddress) => Promise<() => Promise<void>>,
  ): Promise<InsertedPicture> {
    const { host } = this.desk;
    const place = await this.placeFor(size, cell);
    const at = { ...place, rows: 1, columns: 1 };
    const undo = await asOneStep(host, () => put(at));
    this.taken.add(place);
    // It may stand where nobody is looking.
    const laid = { at, width: size.width };
    await host.select(at, laid);
    return {
      at: addressText(at),
      place,
      laid,
      undo: async () => {
        await undo();
        this.taken.delete(place);
      },
    };
  }

  private async placeFor(size: Size, cell: RangeAddress): Promise<RangeAddress> {
    const { host } = this.desk;
    const wanted = { ...cell, ...cellsUnder(size) };
    const report = await host.checkRoom(wanted);
    const free = report.free ? wanted : await findRoom(host, wanted, report);
    if (!free) throw new Error(text.insert.noRoom);
    const others = (await host.laidOver?.(free.sheet)) ?? [...this.taken];
    return below(free, others);
  }
}

/** The same place, or the first below it, over which nothing else lies. */
function below(place: RangeAddress, others: readonly RangeAddress[]): RangeAddress {
  const inTheWay = others.find((other) => overlap(place, other));
  return inTheWay ? below({ ...place, row: inTheWay.row + inTheWay.rows + 1 }, others) : place;
}

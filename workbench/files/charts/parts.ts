/** What lies over the cells, between Univer's snapshots and the library for .xlsx. */

import type { IWorkbookData } from '@univerjs/core';
import type { ISheetDrawing, ISheetDrawingPosition, ISheetImage } from '@univerjs/preset-sheets-drawing';

/** Where snapshots keep what lies over the cells. */
export const DRAWINGS = 'SHEET_DRAWING_PLUGIN';

/** With the words that files have for those who do not see it. */
export type WordedImage = ISheetImage & { readonly title?: string; readonly description?: string };

/** By the id of the sheet. */
export type DrawingResource = Readonly<
  Record<
    string,
    { readonly data: Readonly<Record<string, ISheetDrawing>>; readonly order: readonly string[] }
  >
>;

/** What lies over the cells of a sheet, from the lowest up. */
export function drawingsOf({ resources }: IWorkbookData, sheetId: string): ISheetDrawing[] {
  const kept = resources?.find(({ name }) => name === DRAWINGS)?.data;
  const all = (kept ? JSON.parse(kept) : {}) as DrawingResource;
  const { data = {}, order = [] } = all[sheetId] ?? {};
  const ids = [...order, ...Object.keys(data).filter((id) => !order.includes(id))];
  return ids.flatMap((id) => (data[id] ? [data[id]] : []));
}

/** From a corner inside of a cell to another one; offsets in CSS pixels. */
export type Anchor = Pick<ISheetDrawingPosition, 'from' | 'to'>;

export interface CellAnchor {
  readonly from: { readonly row: number; readonly col: number };
  readonly to: { readonly row: number; readonly col: number };
}

/** The cells alone: where in them is said by `anchorOffsets`. */
export function cellAnchor({ from, to }: Anchor): CellAnchor {
  return { from: { row: from.row, col: from.column }, to: { row: to.row, col: to.column } };
}

/** English metric units to the CSS pixel. */
const EMU = 9525;
const OFFSET = /<xdr:(col|row)Off>\d+<\/xdr:\1Off>/g;

/** A part with drawings of the library, which puts all of them at corners of cells, with the true places in it. */
export function withOffsets(xml: string, anchors: readonly Anchor[]): string {
  const offsets = anchors.flatMap(({ from, to }) => [
    from.columnOffset,
    from.rowOffset,
    to.columnOffset,
    to.rowOffset,
  ]);
  let k = 0;
  return xml.replace(OFFSET, (_, of: string) => {
    const emu = Math.round((offsets[k++] ?? 0) * EMU);
    return `<xdr:${of}Off>${emu}</xdr:${of}Off>`;
  });
}

/** Offsets by the cells of their anchor: the library reads the cells alone. */
export class Offsets {
  private readonly known = new Map<string, readonly number[]>();

  /** Takes note of the anchors in a part with drawings. */
  note(xml: string): void {
    for (const [anchor] of xml.matchAll(/<(?:\w+:)?twoCellAnchor[\s>][\s\S]*?<\/(?:\w+:)?twoCellAnchor>/g)) {
      const said = (name: string): number[] =>
        [...anchor.matchAll(new RegExp(`<(?:\\w+:)?${name}>(-?\\d+)</`, 'g'))].map(([, digits]) =>
          Number(digits),
        );
      const [rows, columns] = [said('row'), said('col')];
      const [rowOffsets, columnOffsets] = [said('rowOff'), said('colOff')];
      this.known.set(
        key({ from: { row: rows[0], col: columns[0] }, to: { row: rows[1], col: columns[1] } }),
        [columnOffsets[0], rowOffsets[0], columnOffsets[1], rowOffsets[1]].map((emu) => (emu ?? 0) / EMU),
      );
    }
  }

  of(anchor: CellAnchor): Anchor {
    const [fromColumn, fromRow, toColumn, toRow] = this.known.get(key(anchor)) ?? [0, 0, 0, 0];
    const { from, to } = anchor;
    return {
      from: { row: from.row, column: from.col, rowOffset: fromRow, columnOffset: fromColumn },
      to: { row: to.row, column: to.col, rowOffset: toRow, columnOffset: toColumn },
    };
  }
}

const key = ({ from, to }: CellAnchor): string => [from.row, from.col, to.row, to.col].join();

/** Takes back what the pane has written only where it still stands, so that nothing else is overwritten. */

import { CellmerError } from '../../src/index';
import type { RangeAddress, SpreadsheetHost } from '../host';
import { addressText } from '../state/address';
import { text } from '../text';

type Undo = () => Promise<void>;

/**
 * @param written places just written, each a cell with a formula or a block of values: rows that are inserted above, a sheet with
 * another name and edits show in them
 * @param undo puts back what stood there before
 * @returns `undo`, which rejects with a sentence and changes nothing once something else stands in one of the places
 */
export async function whereItWas(
  host: SpreadsheetHost,
  written: readonly RangeAddress[],
  undo: Undo,
): Promise<Undo> {
  const before = await Promise.all(written.map((place) => standing(host, place)));
  return async () => {
    for (const [i, place] of written.entries()) {
      const now = await standing(host, place).catch(() => null);
      if (now !== before[i]) throw new CellmerError('data', text.insert.moved(addressText(place)));
    }
    await undo();
  };
}

/** A formula, whatever its result is by now, or values. */
async function standing(host: SpreadsheetHost, place: RangeAddress): Promise<string> {
  const behind = await host.formulaBehind(place);
  if (behind === null) return JSON.stringify(await host.readRange(place));
  const { formula, at } = behind;
  return JSON.stringify([formula, at.row, at.column]);
}

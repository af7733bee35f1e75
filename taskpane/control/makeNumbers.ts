/** Puts numbers in place of texts that are numbers with the decimal mark of another language. */

import { CellmerError, type NumbersAsText } from '../../src/index';
import type { RangeAddress, SpreadsheetHost } from '../host';
import { addressText } from '../state/address';
import { text } from '../text';
import { attempt, type Desk } from './desk';

export type TakeBack = () => Promise<void>;

/** @returns an undo; null when it has failed, which is said where data problems are */
export async function makeNumbers(desk: Desk, columns: readonly NumbersAsText[]): Promise<TakeBack | null> {
  const { data } = desk.getState();
  if (!data?.summary) return null;
  const { range } = data;
  const row = range.row + (data.summary.hasHeaders ? 1 : 0);
  const places = columns.map(({ column, cells }) => ({
    ...range,
    row,
    column: range.column + column,
    rows: cells.length,
    columns: 1,
  }));
  const undos: TakeBack[] = [];
  const takeBack: TakeBack = async () => {
    while (undos.length > 0) await undos.pop()!();
  };
  let isDone = false;
  await attempt(desk, async () => {
    await refuseFormulas(desk.host, places);
    try {
      for (const [i, column] of columns.entries()) {
        const cells = column.cells.map((cell) => [cell]);
        undos.push(await desk.host.writeValues(places[i], cells));
        if (await stayText(desk.host, places[i], column))
          throw new CellmerError('data', text.data.staysText(addressText(places[i])));
      }
      isDone = true;
    } finally {
      if (!isDone) await takeBack();
    }
  });
  return isDone ? () => attempt(desk, takeBack) : null;
}

/** @throws CellmerError when a formula makes any of these cells: its result cannot be overwritten without losing it */
async function refuseFormulas(host: SpreadsheetHost, places: readonly RangeAddress[]): Promise<void> {
  const formulas = await host.listFormulas(() => true);
  const formula = formulas.find(({ at }) => places.some((place) => overlap(at, place)));
  if (formula) throw new CellmerError('data', text.data.madeByFormula(addressText(formula.at)));
}

function overlap(a: RangeAddress, b: RangeAddress): boolean {
  return (
    a.sheet === b.sheet &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

/** Cells with the number format Text turn numbers into text again. */
async function stayText(
  host: SpreadsheetHost,
  place: RangeAddress,
  { cells: wanted }: NumbersAsText,
): Promise<boolean> {
  const cells = await host.readRange(place);
  return cells.some(([cell], i) => typeof wanted[i] === 'number' && typeof cell !== 'number');
}

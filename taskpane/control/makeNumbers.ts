/** Puts numbers in place of texts that are numbers with the decimal mark of another language. */

import { CellmerError, type NumbersAsText } from '../../src/index';
import type { RangeAddress, SpreadsheetHost } from '../host';
import { addressText, overlap } from '../state/address';
import { text } from '../text';
import { attempt, type Desk } from './desk';
import { asOneStep } from './oneStep';
import { whereItWas } from './whereItWas';

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
  let takeBack: TakeBack | null = null;
  await attempt(desk, async () => {
    await refuseFormulas(desk.host, places);
    takeBack = await asOneStep(desk.host, async () =>
      whereItWas(desk.host, places, await write(desk.host, columns, places)),
    );
  });
  return takeBack && (() => attempt(desk, takeBack!));
}

/** All of it or nothing; returns an undo. */
async function write(
  host: SpreadsheetHost,
  columns: readonly NumbersAsText[],
  places: readonly RangeAddress[],
): Promise<TakeBack> {
  const undos: TakeBack[] = [];
  const takeBack: TakeBack = async () => {
    while (undos.length > 0) await undos.pop()!();
  };
  try {
    for (const [i, column] of columns.entries()) {
      const cells = column.cells.map((cell) => [cell]);
      undos.push(await host.writeValues(places[i], cells));
      if (await stayText(host, places[i], column))
        throw new CellmerError('data', text.data.staysText(addressText(places[i])));
    }
    return takeBack;
  } catch (error) {
    await takeBack();
    throw error;
  }
}

/** @throws CellmerError when a formula makes any of these cells: its result cannot be overwritten without losing it */
async function refuseFormulas(host: SpreadsheetHost, places: readonly RangeAddress[]): Promise<void> {
  const formulas = await host.listFormulas(() => true);
  const formula = formulas.find(({ at }) => places.some((place) => overlap(at, place)));
  if (formula) throw new CellmerError('data', text.data.madeByFormula(addressText(formula.at)));
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

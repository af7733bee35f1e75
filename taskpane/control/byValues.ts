/**
 * Puts values in place of our formulas, for people without the add-in: their Excel shows #NAME? as soon as it
 * recalculates.
 */

import { calledHere } from '../../functions/storedNames';
import type { Cell, CellMatrix, OutputCell, OutputMatrix } from '../../src/index';
import type { PlacedFormula, SpreadsheetHost } from '../host';
import { whereItWas } from './whereItWas';

export interface Replaced {
  readonly count: number;
  /** Formulas that stay, since they show no result: one that is still being computed, or an error such as #SPILL!. */
  readonly kept: number;
  /** Puts the formulas back. */
  undo(): Promise<void>;
}

export async function replaceByValues(host: SpreadsheetHost): Promise<Replaced> {
  const formulas = await host.listFormulas((formula) => calledHere(formula) !== null);
  // All are read before the first is written: they may depend on each other.
  const shown: { readonly formula: PlacedFormula; readonly cells: OutputMatrix }[] = [];
  for (const formula of formulas) {
    const cells = asOutput(await host.readRange(formula.at));
    if (cells) shown.push({ formula, cells });
  }
  for (const { formula, cells } of shown) await host.writeValues(formula.at, cells);
  const replaced = shown.map(({ formula }) => formula);
  const places = replaced.map(({ at }) => at);
  return {
    count: shown.length,
    kept: formulas.length - shown.length,
    undo: await whereItWas(host, places, () => putBack(host, replaced)),
  };
}

/** The cells that a result fills have to be empty before its formula comes back. */
async function putBack(host: SpreadsheetHost, formulas: readonly PlacedFormula[]): Promise<void> {
  for (const { at } of formulas)
    await host.writeValues(
      at,
      Array.from({ length: at.rows }, () => new Array<null>(at.columns).fill(null)),
    );
  await host.writeFormulas(
    formulas.map(({ at, formula }) => ({ formula, at: { ...at, rows: 1, columns: 1 } })),
  );
}

/** Errors that are results of ours. */
const RESULTS: readonly string[] = ['#N/A', '#NUM!'];

/** null when a cell shows an error that is no result. */
function asOutput(cells: CellMatrix): OutputMatrix | null {
  const isResult = (cell: Cell): cell is OutputCell | undefined =>
    typeof cell !== 'object' || cell === null || RESULTS.includes(cell.error);
  const rows = cells.map((row) => row.filter(isResult).map((cell) => cell ?? null));
  return rows.every((row, i) => row.length === cells[i].length) ? rows : null;
}

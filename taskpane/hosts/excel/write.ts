/** Writes cells, so that they can be put back as they were. */

import type { OutputCell } from '../../../src/index';
import type { PlacedFormula, RangeAddress } from '../../host';
import { formulaHere } from './names';
import { cellOf, inPieces, rangeOf } from './ranges';
import { holds, spillsOver } from './spills';
import { run, runOrTakeBack } from './run';

/** What stood in a piece of a sheet, as it is entered again. */
interface Former {
  readonly piece: RangeAddress;
  readonly inputs: readonly (readonly unknown[])[];
}

/** Puts formulas into their cells. When one is refused, the others are taken back. */
export async function writeFormulas(entries: readonly PlacedFormula[]): Promise<() => Promise<void>> {
  const former: Former[] = [];
  const takeBack = () => putBack(former);
  await runOrTakeBack(async (context, sync) => {
    const cells = entries.map(({ at }) => rangeOf(context, cellOf(at)));
    cells.forEach(loadFormer);
    await sync();
    for (const [i, cell] of cells.entries())
      former.push({ piece: cellOf(entries[i].at), inputs: await formerInputs(cell, sync) });
    entries.forEach(({ formula }, i) => (cells[i].formulas = [[formulaHere(formula)]]));
    await sync();
  }, takeBack);
  return takeBack;
}

/** Puts values from the top left of `at` on, in as many messages as it takes; all of them or none. */
export async function writeValues(
  at: RangeAddress,
  cells: readonly (readonly OutputCell[])[],
): Promise<() => Promise<void>> {
  const place = { ...at, rows: cells.length, columns: cells[0]?.length ?? 0 };
  const former: Former[] = [];
  const takeBack = () => putBack(former);
  await runOrTakeBack(
    (context, sync) =>
      inPieces(place, async (piece) => {
        const range = rangeOf(context, piece);
        loadFormer(range);
        await sync();
        const inputs = await formerInputs(range, sync);
        const from = piece.row - place.row;
        // Known before it is written: when the answer gets lost, it may have been.
        former.push({ piece, inputs });
        range.values = cells.slice(from, from + piece.rows).map((row) => row.map(writtenCell));
        await sync();
      }),
    takeBack,
  );
  return takeBack;
}

function loadFormer(range: Excel.Range): void {
  range.load([
    'formulas',
    'values',
    'valueTypes',
    'rowIndex',
    'columnIndex',
    ...(knowsSpills() ? ['hasSpill'] : []),
  ]);
}

/** Before ExcelApi 1.12 there are no spills. */
function knowsSpills(): boolean {
  return Office.context.requirements.isSetSupported('ExcelApi', '1.12');
}

/**
 * Formulas as they were, and texts behind an apostrophe: `007` would come back as 7, `=A1` as a formula. A constant has
 * the same text as formula and as value. Cells that a spill fills stay empty: what Excel says of their formulas is not
 * theirs, and whatever was written into them would be in its way.
 */
async function formerInputs(range: Excel.Range, sync: () => Promise<void>): Promise<unknown[][]> {
  const { formulas, values, valueTypes } = range;
  const inputs = (formulas as unknown[][]).map((row, i) =>
    row.map((formula, j) => {
      const isText = valueTypes[i][j] === 'String' && typeof formula === 'string' && formula !== '';
      return isText && formula === values[i][j] ? `'${formula}` : formula;
    }),
  );
  if (!knowsSpills() || range.hasSpill === false) return inputs;
  const blocks = await spillsOver(range, sync);
  const isSpilled = (row: number, column: number) =>
    blocks.some((block) => holds(block, row, column) && !(block.row === row && block.column === column));
  return inputs.map((row, i) =>
    row.map((input, j) => (isSpilled(range.rowIndex + i, range.columnIndex + j) ? '' : input)),
  );
}

/** A piece that is too large to go back at once goes in smaller ones. */
function putBack(former: readonly Former[]): Promise<void> {
  return run(async (context, sync) => {
    for (const { piece, inputs } of former)
      await inPieces(piece, async (part) => {
        const from = part.row - piece.row;
        rangeOf(context, part).formulas = inputs.slice(from, from + part.rows) as unknown[][];
        await sync();
      });
  });
}

/** The apostrophe that Excel swallows makes text of whatever follows: `=A1`, `-x`, `007`, `1-2`, `TRUE`. */
export function writtenCell(cell: OutputCell): string | number | boolean {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.error;
  return typeof cell === 'string' && cell !== '' ? `'${cell}` : cell;
}

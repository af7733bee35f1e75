/** The formulas of the whole workbook. */

import type { PlacedFormula, RangeAddress } from '../../host';
import { addressOf, cellOf, inPieces, PLACE, rangeOf } from './ranges';
import { run, type Batch } from './run';

/** Sheet by sheet, and large sheets in pieces; each with the block that it fills, where this Excel can tell. */
export function listFormulas(isWanted: (formula: string) => boolean): Promise<PlacedFormula[]> {
  return run(async (context, sync) => {
    const sheets = context.workbook.worksheets;
    sheets.load('items/name');
    await sync();
    const used = sheets.items.map((sheet) => sheet.getUsedRangeOrNullObject());
    used.forEach((range) => range.load(PLACE));
    await sync();
    const found: PlacedFormula[] = [];
    for (const range of used)
      if (!range.isNullObject) found.push(...(await formulasIn(context, sync, addressOf(range), isWanted)));
    return withBlocks(context, sync, found);
  });
}

type Sync = Parameters<Batch<unknown>>[1];

async function formulasIn(
  context: Excel.RequestContext,
  sync: Sync,
  area: RangeAddress,
  isWanted: (formula: string) => boolean,
): Promise<PlacedFormula[]> {
  const found: PlacedFormula[] = [];
  await inPieces(area, async (piece) => {
    const range = rangeOf(context, piece);
    range.load(['formulas', 'values']);
    await sync();
    (range.formulas as unknown[][]).forEach((row, i) =>
      row.forEach((formula, j) => {
        if (typeof formula !== 'string' || !formula.startsWith('=') || !isWanted(formula)) return;
        // A text that looks like a formula is none.
        if (range.values[i][j] === formula) return;
        found.push({ at: cellOf({ ...piece, row: piece.row + i, column: piece.column + j }), formula });
      }),
    );
  });
  return found;
}

/** Without cells that repeat the formula of the block they lie in. */
async function withBlocks(
  context: Excel.RequestContext,
  sync: Sync,
  found: readonly PlacedFormula[],
): Promise<PlacedFormula[]> {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.12')) return [...found];
  const spills = found.map(({ at }) => {
    const spill = rangeOf(context, at).getSpillingToRangeOrNullObject();
    spill.load(PLACE);
    return spill;
  });
  await sync();
  const blocks: PlacedFormula[] = [];
  found.forEach(({ at, formula }, i) => {
    if (blocks.some((block) => contains(block.at, at))) return;
    blocks.push({ formula, at: spills[i].isNullObject ? at : addressOf(spills[i]) });
  });
  return blocks;
}

function contains(block: RangeAddress, cell: RangeAddress): boolean {
  return (
    block.sheet === cell.sheet &&
    cell.row >= block.row &&
    cell.row < block.row + block.rows &&
    cell.column >= block.column &&
    cell.column < block.column + block.columns
  );
}

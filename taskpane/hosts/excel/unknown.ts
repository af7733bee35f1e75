/** Finds cells with formulas of ours that Excel has not recognised. */

import type { RangeAddress } from '../../host';
import { onSheetChanged } from './listen';
import { oursHere } from './names';
import { addressOf, cellOf, piecesOf, PLACE, rangeOf } from './ranges';
import { isTooLarge, runAfterTyping, type Batch } from './run';

/** Cells that one message reads at most. */
const READ_AT_ONCE = 5_000;

type Sync = Parameters<Batch<unknown>>[1];

export interface Unknown {
  readonly cell: RangeAddress;
  /** What to enter. */
  readonly formula: string;
}

/** Cells with formulas of ours that show `#NAME?`, sheet by sheet. */
export async function findUnknown(context: Excel.RequestContext, sync: Sync): Promise<Unknown[][]> {
  const { worksheets } = context.workbook;
  worksheets.load('items/name');
  await sync();
  return unknownAmong(
    context,
    sync,
    worksheets.items.map((sheet) => sheet.getRange()),
  );
}

async function unknownAmong(
  context: Excel.RequestContext,
  sync: Sync,
  ranges: readonly Excel.Range[],
): Promise<Unknown[][]> {
  // Excel itself finds the cells, however large the sheets are.
  const found = ranges.map((range) =>
    range.getSpecialCellsOrNullObject(Excel.SpecialCellType.formulas, Excel.SpecialCellValueType.errors),
  );
  found.forEach((cells) => cells.load('cellCount'));
  await sync();
  const areas = found.filter(({ isNullObject }) => !isNullObject).map((cells) => cells.areas);
  areas.forEach((each) => each.load(PLACE.map((property) => `items/${property}`)));
  await sync();
  const unknown: Unknown[][] = [];
  for (const { items } of areas) {
    const pieces = items.flatMap((area) => piecesOf(addressOf(area), READ_AT_ONCE));
    unknown.push(await unknownIn(context, sync, pieces));
  }
  return unknown;
}

async function unknownIn(
  context: Excel.RequestContext,
  sync: Sync,
  pieces: readonly RangeAddress[],
): Promise<Unknown[]> {
  const unknown: Unknown[] = [];
  for (const together of inMessages(pieces)) {
    const ranges = together.map((piece) => rangeOf(context, piece));
    ranges.forEach((range) => range.load(['formulas', 'values']));
    try {
      await sync();
    } catch (error) {
      const smaller = halves(together);
      if (!isTooLarge(error) || smaller === null) throw error;
      for (const half of smaller) unknown.push(...(await unknownIn(context, sync, half)));
      continue;
    }
    ranges.forEach(({ formulas, values }, k) =>
      (formulas as unknown[][]).forEach((row, i) =>
        row.forEach((shown, j) => {
          const formula = enteredAgain(shown, values[i][j]);
          const { row: top, column: left } = together[k];
          const cell = cellOf({ ...together[k], row: top + i, column: left + j });
          if (formula !== null) unknown.push({ cell, formula });
        }),
      ),
    );
  }
  return unknown;
}

/** What to enter into a cell; null where it is well, or none of ours. */
export function enteredAgain(formula: unknown, value: unknown): string | null {
  const isUnknown = value === '#NAME?' && typeof formula === 'string' && formula.startsWith('=');
  return isUnknown ? oursHere(formula) : null;
}

function inMessages(pieces: readonly RangeAddress[]): RangeAddress[][] {
  const messages: RangeAddress[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const cells = piece.rows * piece.columns;
    if (cells > room) {
      messages.push([]);
      room = READ_AT_ONCE;
    }
    messages.at(-1)!.push(piece);
    room -= cells;
  }
  return messages;
}

/** null for a single cell. */
function halves(pieces: readonly RangeAddress[]): RangeAddress[][] | null {
  const middle = Math.ceil(pieces.length / 2);
  if (pieces.length > 1) return [pieces.slice(0, middle), pieces.slice(middle)];
  const [{ rows, columns }] = pieces;
  if (rows * columns === 1) return null;
  const parts =
    rows > 1
      ? piecesOf(pieces[0], Math.ceil(rows / 2) * columns)
      : Array.from({ length: columns }, (_, j) => ({
          ...pieces[0],
          column: pieces[0].column + j,
          columns: 1,
        }));
  return parts.map((part) => [part]);
}

/** Tells a cell apart. */
export function keyOf({ sheet, row, column }: RangeAddress): string {
  return `${row},${column},${sheet}`;
}

/** Milliseconds between a change and the look at it, and between two reports of the same cell. */
const SOON = 1_000;
const LATER = 60_000;
/** Changes that are looked at one by one: of more than that, whole sheets. */
const FEW = 50;

/**
 * Calls when a cell that has been changed, by whomever, shows `#NAME?` for a formula of ours: one that a colleague without the add-in
 * has entered, or that was pasted. Only what has changed is looked at, once a second at most, and the same cell is reported once a minute.
 */
export function onUnknown(listener: () => void, soon = SOON): () => void {
  const changed = new Map<string, readonly [sheet: string, address: string]>();
  const reported = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const places = [...changed.values()];
    changed.clear();
    const sheets = new Set(places.map(([sheet]) => sheet));
    const unknown = await runAfterTyping(async (context, sync) => {
      const { worksheets } = context.workbook;
      const there = [...sheets].map((id) => worksheets.getItemOrNullObject(id));
      there.forEach((sheet) => sheet.load('id'));
      await sync();
      const byId = new Map(
        there.flatMap((sheet) => (sheet.isNullObject ? [] : [[sheet.id, sheet] as const])),
      );
      const ranges =
        places.length > FEW
          ? [...byId.values()].map((sheet) => sheet.getRange())
          : places.flatMap(([id, address]) => byId.get(id)?.getRange(address) ?? []);
      return (await unknownAmong(context, sync, ranges)).flat();
    });
    const now = Date.now();
    const fresh = unknown.filter(({ cell }) => now - (reported.get(keyOf(cell)) ?? -Infinity) >= LATER);
    unknown.forEach(({ cell }) => reported.set(keyOf(cell), now));
    if (fresh.length > 0) listener();
  };
  const stop = onSheetChanged((sheet, address) => {
    changed.set(`${sheet} ${address}`, [sheet, address]);
    // A change that cannot be looked at, as of a sheet that is gone meanwhile, is nobody's concern.
    timer ??= setTimeout(() => {
      timer = undefined;
      look().catch(() => undefined);
    }, soon);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

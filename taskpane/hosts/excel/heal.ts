/**
 * Enters formulas again that Excel has not recognised.
 *
 * A formula that was there before Excel knew the add-in, after reopening, from a colleague without it or in a file from
 * elsewhere, stays `#NAME?` whatever is calculated. Entering it again helps (OfficeDev/office-js issue 6611).
 */

import type { Healing, RangeAddress } from '../../host';
import { oursHere } from './names';
import { addressOf, cellOf, piecesOf, PLACE, rangeOf } from './ranges';
import { codeOf, isTooLarge, runAfterTyping, type Batch } from './run';

/**
 * Milliseconds before each look. The first looks enter what they find; the next one tells what that has helped. Excel may know the
 * functions only some time after it has loaded the page.
 */
const PAUSES: readonly number[] = [0, 2_000, 8_000];
/** Cells that one message reads at most, and that one enters: what somebody types between reading and entering would be lost. */
const READ_AT_ONCE = 5_000;
const ENTERED_AT_ONCE = 50;

/** null when nothing shows `#NAME?` that is ours. */
export async function healFormulas(pauses = PAUSES): Promise<Healing | null> {
  const entered = new Map<string, RangeAddress>();
  const locked = new Map<string, RangeAddress>();
  let unknown: RangeAddress[] = [];
  for (const [look, pause] of pauses.entries()) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const sheets = await runAfterTyping(findUnknown);
    unknown = sheets.flat().map(({ cell }) => cell);
    if (unknown.every((cell) => locked.has(keyOf(cell)))) break;
    if (look < pauses.length - 1) for (const cells of sheets) await enterAll(cells, entered, locked);
  }
  const left = unknown.filter((cell) => !locked.has(keyOf(cell)));
  left.forEach((cell) => entered.delete(keyOf(cell)));
  if (entered.size + left.length + locked.size === 0) return null;
  return { healed: [...entered.values()], unknown: left, locked: [...locked.values()] };
}

interface Unknown {
  readonly cell: RangeAddress;
  /** What to enter. */
  readonly formula: string;
}

type Cells = Map<string, RangeAddress>;
type Sync = Parameters<Batch<unknown>>[1];

function keyOf({ sheet, row, column }: RangeAddress): string {
  return `${row},${column},${sheet}`;
}

/** Cells with formulas of ours that show `#NAME?`, sheet by sheet. */
async function findUnknown(context: Excel.RequestContext, sync: Sync): Promise<Unknown[][]> {
  const { worksheets } = context.workbook;
  worksheets.load('items/name');
  await sync();
  // Excel itself finds the cells, however large the sheets are.
  const found = worksheets.items.map((sheet) =>
    sheet
      .getRange()
      .getSpecialCellsOrNullObject(Excel.SpecialCellType.formulas, Excel.SpecialCellValueType.errors),
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
function enteredAgain(formula: unknown, value: unknown): string | null {
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

/** Cells of one sheet. */
async function enterAll(cells: readonly Unknown[], entered: Cells, locked: Cells): Promise<void> {
  let isLocked = false;
  const enterSome = async (some: readonly Unknown[]): Promise<void> => {
    if (isLocked) return some.forEach(({ cell }) => void locked.set(keyOf(cell), cell));
    try {
      await enterAgain(some, entered);
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (some.length > 1) {
        // Too much for a message, or one of them cannot be entered.
        const middle = Math.ceil(some.length / 2);
        await enterSome(some.slice(0, middle));
        return enterSome(some.slice(middle));
      }
      // Of anything else, such as a part of an array that was entered into several cells, the next look says that it is not known.
      isLocked = code === 'AccessDenied';
      if (isLocked) locked.set(keyOf(some[0].cell), some[0].cell);
    }
  };
  for (let at = 0; at < cells.length; at += ENTERED_AT_ONCE)
    await enterSome(cells.slice(at, at + ENTERED_AT_ONCE));
}

/** What has changed since it was found stays as it is. */
function enterAgain(cells: readonly Unknown[], entered: Cells): Promise<void> {
  return runAfterTyping(async (context, sync) => {
    const ranges = cells.map(({ cell }) => rangeOf(context, cell));
    ranges.forEach((range) => range.load(['formulas', 'values']));
    const knowsSpills = Office.context.requirements.isSetSupported('ExcelApi', '1.12');
    const parents = knowsSpills ? ranges.map((range) => range.getSpillParentOrNullObject()) : [];
    parents.forEach((parent) => parent.load('rowIndex'));
    await sync();
    const wanted = cells.filter(({ formula }, i) => {
      // A cell that another one's formula fills has none of its own, whatever Excel says.
      const isFilled = knowsSpills && !parents[i].isNullObject;
      const [[shown], [value]] = [ranges[i].formulas[0], ranges[i].values[0]];
      if (isFilled || enteredAgain(shown, value) !== formula) return shown === formula;
      ranges[i].formulas = [[formula]];
      return true;
    });
    await sync();
    for (const { cell } of wanted) entered.set(keyOf(cell), cell);
  });
}

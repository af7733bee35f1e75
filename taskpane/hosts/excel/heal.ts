/**
 * Enters formulas again that Excel has not recognised.
 *
 * A formula that was there before Excel knew the add-in, after reopening, from a colleague without it or in a file from
 * elsewhere, stays `#NAME?` whatever is calculated. Entering it again helps (OfficeDev/office-js issue 6611).
 */

import type { Healing, RangeAddress } from '../../host';
import { rangeOf } from './ranges';
import { codeOf, runAfterTyping } from './run';
import { enteredAgain, findUnknown, keyOf, type Unknown } from './unknown';

/**
 * Milliseconds before each look. The first looks enter what they find; the next one tells what that has helped. Excel may know the
 * functions only some time after it has loaded the page.
 */
const PAUSES: readonly number[] = [0, 2_000, 8_000];
/** Cells that one message enters at most: what somebody types between reading and entering would be lost. */
const ENTERED_AT_ONCE = 50;

/** null when nothing shows `#NAME?` that is ours. */
export async function healFormulas(pauses = PAUSES): Promise<Healing | null> {
  const entered = new Map<string, RangeAddress>();
  const locked = new Map<string, RangeAddress>();
  let unknown: RangeAddress[] = [];
  for (const [look, pause] of pauses.entries()) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const sheets = await runAfterTyping((context, sync) => findUnknown(context, sync));
    unknown = sheets.flat().map(({ cell }) => cell);
    if (unknown.every((cell) => locked.has(keyOf(cell)))) break;
    if (look < pauses.length - 1) for (const cells of sheets) await enterAll(cells, entered, locked);
  }
  const left = unknown.filter((cell) => !locked.has(keyOf(cell)));
  left.forEach((cell) => entered.delete(keyOf(cell)));
  if (entered.size + left.length + locked.size === 0) return null;
  return { healed: [...entered.values()], unknown: left, locked: [...locked.values()] };
}

type Cells = Map<string, RangeAddress>;

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

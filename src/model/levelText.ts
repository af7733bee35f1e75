/**
 * The option levels as people write it: `dose(low, mid, high), site(B, A)`. With `<` in place of the commas the order
 * means something, as in `dose(low < mid < high)`: such a factor has polynomial contrasts.
 */

import { CellmerError } from '../errors';
import type { LevelOrder } from '../table';

/** A column's name (perhaps between backquotes), and its levels between brackets; those with marks in them are quoted. */
const COLUMN = /\s*(?:`([^`]+)`|([^(,`]+?))\s*\(((?:"[^"]*"|[^")])*)\)\s*(?:,|$)/gy;
const LEVEL = /\s*(?:"([^"]*)"|([^",<]+?))\s*(,|<|$)/gy;

/** @throws CellmerError `option` for anything else */
export function readLevels(text: string): Readonly<Record<string, LevelOrder>> {
  const columns = [...text.matchAll(COLUMN)];
  const end = columns.reduce((sum, [whole]) => sum + whole.length, 0);
  if (columns.length === 0 || end < text.length) throw unreadable(text);
  const names = columns.map(([, quoted, plain]) => quoted ?? plain);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new CellmerError('option', `The option levels names ${twice} twice: expected each column once.`);
  return Object.fromEntries(columns.map(([, , , list], i) => [names[i], readOrder(list, text)]));
}

/** As `readLevels` reads it. */
export function writeLevels(orders: Readonly<Record<string, LevelOrder>>): string {
  return Object.entries(orders)
    .map(([name, { levels, ordered }]) => {
      const column = /^[^\s(,`=][^(,`=]*$/.test(name) ? name : `\`${name}\``;
      const listed = levels.map((level) => (/^[^\s"',;<()=]+$/.test(level) ? level : `"${level}"`));
      return `${column}(${listed.join(ordered ? ' < ' : ', ')})`;
    })
    .join(', ');
}

function readOrder(list: string, text: string): LevelOrder {
  const levels = [...list.matchAll(LEVEL)];
  const end = levels.reduce((sum, [whole]) => sum + whole.length, 0);
  const marks = new Set(levels.slice(0, -1).map(([, , , mark]) => mark));
  if (levels.length < 2 || end < list.length || levels.at(-1)![3] !== '' || marks.size > 1)
    throw unreadable(text);
  return { levels: levels.map(([, quoted, plain]) => quoted ?? plain), ordered: marks.has('<') };
}

function unreadable(text: string): CellmerError {
  return new CellmerError(
    'option',
    `The option levels is "${text}": expected columns with all their levels in order, such as ` +
      '"dose(low, mid, high)", or "dose(low < mid < high)" for polynomial contrasts.',
  );
}

/** Values at which variables are held, as people write them: `age=10,12; dose=0`, `treatment=A,B`, `age=8:14`. */

import { CellmerError } from '../errors';

/** A column's name (perhaps between backquotes), and its values up to a semicolon or the next name. */
const ENTRY =
  /\s*(?:`([^`]+)`|([^=,;`]+?))\s*=\s*((?:"[^"]*"|(?!,\s*(?:`[^`]+`|[^=,;`"]+?)\s*=)[^;"])*)(?:[;,]|$)/gy;
const VALUE = /\s*(?:"([^"]*)"|([^",]+?))\s*(?:,|$)/gy;

/** Wrapped as R writes lists: `c(10, 12)`, `list(age = 10)`. */
const LIST = /^list\s*\((.*)\)$/s;
const VECTOR = /^c\s*\((.*)\)$/s;
const SEQUENCE = /^\s*(-?\d+)\s*:\s*(-?\d+)\s*$/;

/** Most values of a sequence such as `8:14`. */
const LONGEST = 1000;

/**
 * The texts of the values by column, in the order in which they are given.
 *
 * @throws CellmerError `option` for anything else
 */
export function readAt(text: string): ReadonlyMap<string, readonly string[]> {
  const source = LIST.exec(text.trim())?.[1] ?? text.trim();
  // R's vectors have commas of their own.
  const plain = source.replace(/=\s*c\s*\(([^()]*)\)/g, (_, list: string) => `=${list}`);
  const entries = [...plain.matchAll(ENTRY)];
  const end = entries.reduce((sum, [whole]) => sum + whole.length, 0);
  if (entries.length === 0 || end < plain.length) throw unreadable(text);
  const found = new Map<string, readonly string[]>();
  for (const [, quoted, name, list] of entries) {
    const column = quoted ?? name;
    if (found.has(column))
      throw new CellmerError('option', `The option at names ${column} twice: expected each variable once.`);
    found.set(column, valuesOf(list.trim(), text));
  }
  return found;
}

function valuesOf(list: string, text: string): string[] {
  const inner = VECTOR.exec(list)?.[1] ?? list;
  const values = [...inner.matchAll(VALUE)];
  const end = values.reduce((sum, [whole]) => sum + whole.length, 0);
  if (values.length === 0 || end < inner.length) throw unreadable(text);
  return [
    ...new Set(values.flatMap(([, quoted, plain]) => (quoted === undefined ? spread(plain) : [quoted]))),
  ];
}

/** `8:14` is 8, 9, ..., 14. */
function spread(value: string): string[] {
  const sequence = SEQUENCE.exec(value);
  if (sequence === null) return [value];
  const [from, to] = [Number(sequence[1]), Number(sequence[2])];
  const length = Math.abs(to - from) + 1;
  if (length > LONGEST)
    throw new CellmerError(
      'option',
      `The option at asks for ${length} values, ${value}: expected at most ${LONGEST}.`,
    );
  return Array.from({ length }, (_, i) => String(from + Math.sign(to - from) * i));
}

function unreadable(text: string): CellmerError {
  return new CellmerError(
    'option',
    `The option at is "${text}": expected variables and their values, such as "age=10,12; dose=0" or "treatment=A,B".`,
  );
}

/** Looking columns up by name, with sentences for names that are wrong or ambiguous. */

import { CellmerError } from '../errors';
import { columnLetters, type RangeAddress } from './address';
import { quote, shorten } from './place';

/** Most names that a message lists. */
const LISTED = 12;

/**
 * The error for a column that is not there: `column "dose" is not in the data: it has Reaction, Days, Subject`, with
 * the closest name where one is close.
 *
 * @param names all columns of the data, in order
 * @param hasHeaders whether the names are the user's own headers
 */
export function unknownColumn(name: string, names: readonly string[], hasHeaders: boolean): CellmerError {
  const closest = closestName(name, names);
  const suggestion = closest === null ? '' : `; did you mean ${quote(closest)}?`;
  const origin = hasHeaders ? '' : ' (no header row was recognised)';
  return new CellmerError(
    'data',
    `column ${quote(name)} is not in the data: it has ${listNames(names)}${origin}${suggestion}`,
  );
}

function listNames(names: readonly string[]): string {
  if (names.length <= LISTED) return names.map(shorten).join(', ');
  return `${listNames(names.slice(0, LISTED - 2))} and ${names.length - LISTED + 2} more`;
}

/** The name that a slip of the keyboard may have meant: up to one edit in three characters; null if none is close. */
export function closestName(name: string, names: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let closest: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    // Case alone is closer than any edit.
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least && distance < Math.max(name.length, candidate.length)) {
      least = distance;
      closest = candidate;
    }
  }
  return closest;
}

/**
 * The error for a text that is none of a few: `adjust is "tuckey". Did you mean tukey? Expected one of tukey, …`, and the list alone
 * where none is close.
 *
 * @param found what is wrong, as a sentence begins
 * @param expected what there is, in place of a list of the names
 */
export function unknownChoice(
  found: string,
  name: string,
  names: readonly string[],
  expected = `expected one of ${names.join(', ')}`,
): CellmerError {
  const closest = closestName(name, names);
  const rest =
    closest === null
      ? `: ${expected}`
      : `. Did you mean ${closest}? ${expected[0].toUpperCase()}${expected.slice(1)}`;
  return new CellmerError('option', `${found}${rest}.`);
}

/** Fewest insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(last[j] + 1, current[j - 1] + 1, substitution);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length];
}

/**
 * The 0-based position of each name asked for, without repetitions, in sheet order.
 *
 * Throws CellmerError `data` at a name that no column has, and at one that several have.
 */
export function findColumns(
  wanted: Iterable<string>,
  names: readonly string[],
  hasHeaders: boolean,
  address: RangeAddress | null,
): number[] {
  const found = new Set<number>();
  for (const name of new Set(wanted)) {
    const first = names.indexOf(name);
    if (first < 0) throw unknownColumn(name, names, hasHeaders);
    if (names.includes(name, first + 1)) throw ambiguousColumn(name, names, address);
    found.add(first);
  }
  return [...found].sort((a, b) => a - b);
}

function ambiguousColumn(name: string, names: readonly string[], address: RangeAddress | null): CellmerError {
  const places = names.flatMap((other, c) => {
    if (other !== name) return [];
    return [address ? columnLetters(address.column + c) : String(c + 1)];
  });
  const list = `${places.slice(0, -1).join(', ')} and ${places[places.length - 1]}`;
  return new CellmerError(
    'data',
    `${places.length} columns are called ${quote(name)}, columns ${list}${address ? '' : ' of the data'}: ` +
      'expected different headers for the columns that a model uses',
  );
}

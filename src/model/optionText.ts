/**
 * Options as people write them: text such as `level=0.9; ddf=residual`, or a range of names and values. A comma parts
 * two options where another `name=` follows it outside of brackets, so that lists of values can have commas too:
 * `start=1,0,1, level=0.9`.
 */

import { CellmerError } from '../errors';
import { composed, unknownChoice } from '../table';
import type { Cell, CellMatrix } from '../table/types';
import { timeBudgetOf, type OptionValue } from './optionValues';

/** Other names of options, in lower case, and what they stand for. */
export type Aliases = Readonly<Record<string, string>>;

/**
 * @param cells the argument: one cell or column of texts, or two columns of names and values; blanks are no options
 * @throws CellmerError `option` for an unknown name (listing those there are), one given twice, or unreadable text
 */
export function readOptions(
  cells: CellMatrix,
  known: readonly string[],
  aliases: Aliases = {},
): OptionValue[] {
  const options = allOptions(cells, known, aliases);
  // Every function has this one; whoever calls the function looks at it.
  options.filter(({ name }) => name === TIMEOUT).forEach(timeBudgetOf);
  return options.filter(({ name }) => name !== TIMEOUT);
}

const TIMEOUT = 'timeout';

/** Milliseconds that the option `timeout` gives a function; undefined where it is missing or wrong, which `readOptions` says. */
export function timeBudgetIn(cells: CellMatrix): number | undefined {
  try {
    const found = pairsIn(cells).find(([name]) => name.toLowerCase() === TIMEOUT);
    return found && timeBudgetOf({ name: TIMEOUT, text: unquoted(found[1]) });
  } catch {
    return undefined;
  }
}

function allOptions(cells: CellMatrix, known: readonly string[], aliases: Aliases): OptionValue[] {
  const width = cells[0]?.length ?? 0;
  if (width > 2)
    throw new CellmerError(
      'option',
      `The options have ${width} columns: expected text, or two columns, name and value.`,
    );
  const options = pairsIn(cells).map(([name, text]) => ({
    name: knownName(name, known, aliases),
    text: unquoted(text),
  }));
  options.forEach(({ name }, i) => {
    if (options.findIndex((other) => other.name === name) < i)
      throw new CellmerError('option', `The option ${name} is given twice.`);
  });
  return options;
}

/** Names, in lower case and the same for all that mean the same, and values as they are written. */
export function optionPairs(cells: CellMatrix, aliases: Aliases = {}): [name: string, text: string][] {
  return pairsIn(cells).map(([name, text]) => [named(name, aliases), unquoted(text)]);
}

function named(name: string, aliases: Aliases): string {
  const lower = name.toLowerCase();
  return Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
}

function pairsIn(cells: CellMatrix): Pair[] {
  return cells.flatMap((row) => (row.length === 2 ? rowPair(row) : textPairs(row[0])));
}

type Pair = readonly [name: string, text: string];

function rowPair([name, value]: readonly Cell[]): Pair[] {
  const label = textOf(name);
  return label === '' ? [] : [[label, textOf(value)]];
}

function textPairs(cell: Cell): Pair[] {
  return partsOf(textOf(cell))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Pair => {
      const sign = part.indexOf('=');
      if (sign > 0) return [part.slice(0, sign).trim(), part.slice(sign + 1).trim()];
      throw new CellmerError(
        'option',
        `The options hold "${part}": expected name=value, with semicolons between them.`,
      );
    });
}

/** A comma before a name and one equals sign. */
const NEXT_NAME = /,\s*[A-Za-z][\w.]*\s*=(?!=)/y;

/** What is one piece up to its other end: texts, and sets such as `{1/3; 1/2}`. */
const ENDS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '{': '}' };

/**
 * Up to a semicolon, a new line, or a comma before the next name, outside of quotes and braces; that comma outside of other
 * brackets too.
 */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let [start, depth] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const closing = Object.hasOwn(ENDS, character) ? text.indexOf(ENDS[character], i + 1) : -1;
    if (closing > 0) i = closing;
    if ('(['.includes(character)) depth++;
    if (')]'.includes(character)) depth = Math.max(0, depth - 1);
    NEXT_NAME.lastIndex = i;
    if (character !== ';' && character !== '\n' && (depth > 0 || !NEXT_NAME.test(text))) continue;
    parts.push(text.slice(start, i));
    [start, depth] = [i + 1, 0];
  }
  return [...parts, text.slice(start)];
}

function textOf(cell: Cell): string {
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError('option', `The options hold the error ${cell.error}.`);
  return composed(String(cell ?? '').trim());
}

function knownName(name: string, known: readonly string[], aliases: Aliases): string {
  const found = named(name, aliases);
  if (known.includes(found) || found === TIMEOUT) return found;
  throw unknownChoice(`"${name}" is not an option`, name, known, `there are ${known.join(', ')}`);
}

/** Quotes around the whole of a text; those of two texts in it, as in `"a" == g & h == "b"`, are none. */
const QUOTED = /^(?:"([^"]*)"|'([^']*)')$/;

function unquoted(text: string): string {
  const match = QUOTED.exec(text);
  return match === null ? text : (match[1] ?? match[2]).trim();
}

/**
 * `name=value`, so that reading it gives the value back, alone and among others: in quotes where it would be cut, or would
 * lose quotes of its own.
 */
export function optionText(name: string, value: string): string {
  const candidates = [value, `"${value}"`, `'${value}'`].map((text) => `${name}=${text}`);
  return candidates.find((text) => isReadAs(text, name, value)) ?? candidates[0];
}

function isReadAs(text: string, name: string, value: string): boolean {
  const parts = partsOf(`${text}; x=1`);
  const [read] = parts.length === 2 ? textPairs(parts[0]) : [];
  return read !== undefined && read[0] === name && unquoted(read[1]) === value;
}

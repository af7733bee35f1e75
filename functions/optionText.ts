/**
 * Options as people write them: text such as `level=0.9; ddf=residual`, or a range of names and values. A comma parts
 * two options where another `name=` follows it, so that lists of values can have commas too: `start=1,0,1, level=0.9`.
 */

import { CellmerError, closestName, type Cell, type CellMatrix } from '../src/index';
import { timeBudgetOf } from './optionValues';

export interface OptionValue {
  /** One of the known names, in lower case. */
  readonly name: string;
  /** Trimmed, without quotes around it. */
  readonly text: string;
}

/**
 * @param cells the argument: one cell or column of texts, or two columns of names and values; blanks are no options
 * @throws CellmerError `option` for an unknown name (listing those there are), one given twice, or unreadable text
 */
export function readOptions(cells: CellMatrix, known: readonly string[]): OptionValue[] {
  const options = allOptions(cells, known);
  // Every function has this one; whoever calls the function looks at it.
  options.filter(({ name }) => name === TIMEOUT).forEach(timeBudgetOf);
  return options.filter(({ name }) => name !== TIMEOUT);
}

const TIMEOUT = 'timeout';

/**
 * Milliseconds that the option `timeout` gives a function; undefined where it is missing or wrong, which `readOptions` says.
 *
 * @param argument the options as they arrive, plain cells
 */
export function timeBudgetIn(argument: unknown): number | undefined {
  const cells = (Array.isArray(argument) ? argument : [[argument ?? null]]) as CellMatrix;
  try {
    const found = pairsIn(cells).find(([name]) => name.toLowerCase() === TIMEOUT);
    return found && timeBudgetOf({ name: TIMEOUT, text: unquoted(found[1]) });
  } catch {
    return undefined;
  }
}

function allOptions(cells: CellMatrix, known: readonly string[]): OptionValue[] {
  const width = cells[0]?.length ?? 0;
  if (width > 2)
    throw new CellmerError(
      'option',
      `The options have ${width} columns: expected text, or two columns, name and value.`,
    );
  const options = pairsIn(cells).map(([name, text]) => ({
    name: knownName(name, known),
    text: unquoted(text),
  }));
  options.forEach(({ name }, i) => {
    if (options.findIndex((other) => other.name === name) < i)
      throw new CellmerError('option', `The option ${name} is given twice.`);
  });
  return options;
}

/** Names, in lower case, and values as they are written. */
export function optionPairs(cells: CellMatrix): [name: string, text: string][] {
  return pairsIn(cells).map(([name, text]) => [name.toLowerCase(), unquoted(text)]);
}

function pairsIn(cells: CellMatrix): Pair[] {
  return cells.flatMap((row) => (row.length === 2 ? rowPair(row) : textPairs(row[0])));
}

type Pair = readonly [name: string, text: string];

function rowPair([name, value]: readonly Cell[]): Pair[] {
  const label = textOf(name);
  return label === '' ? [] : [[label, textOf(value)]];
}

/** Up to a semicolon, a new line, or a comma with a name and one equals sign behind it, outside of quotes. */
const OPTION = /(?:"[^"]*"|'[^']*'|[^;\n,]|,(?!\s*[A-Za-z][\w.]*\s*=(?!=)))+/g;

function textPairs(cell: Cell): Pair[] {
  return (textOf(cell).match(OPTION) ?? [])
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

function textOf(cell: Cell): string {
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError('option', `The options hold the error ${cell.error}.`);
  return String(cell ?? '').trim();
}

function knownName(name: string, known: readonly string[]): string {
  const found = name.toLowerCase();
  if (known.includes(found) || found === TIMEOUT) return found;
  const closest = closestName(name, known);
  const suggestion = closest === null ? '' : ` Did you mean ${closest}?`;
  throw new CellmerError('option', `"${name}" is not an option: there are ${known.join(', ')}.${suggestion}`);
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1).trim() : text;
}

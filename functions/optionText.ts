/**
 * Options as people write them: text such as `level=0.9; ddf=residual`, or a range of names and values. A comma parts
 * two options where another `name=` follows it, so that lists of values can have commas too: `start=1,0,1, level=0.9`.
 */

import { CellmerError, closestName, type Cell, type CellMatrix } from '../src/index';

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
  const width = cells[0]?.length ?? 0;
  if (width > 2)
    throw new CellmerError(
      'option',
      `The options have ${width} columns: expected text, or two columns, name and value.`,
    );
  const pairs = cells.flatMap((row) => (width === 2 ? rowPair(row) : textPairs(row[0])));
  const options = pairs.map(([name, text]) => ({ name: knownName(name, known), text: unquoted(text) }));
  options.forEach(({ name }, i) => {
    if (options.findIndex((other) => other.name === name) < i)
      throw new CellmerError('option', `The option ${name} is given twice.`);
  });
  return options;
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
  if (known.includes(found)) return found;
  const closest = closestName(name, known);
  const suggestion = closest === null ? '' : ` Did you mean ${closest}?`;
  throw new CellmerError('option', `"${name}" is not an option: there are ${known.join(', ')}.${suggestion}`);
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1).trim() : text;
}

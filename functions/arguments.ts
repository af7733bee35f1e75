/** The stock of arguments that functions are declared with. */

import {
  CellmerError,
  composed,
  numberBetween,
  readOptions,
  yesOrNo,
  type Cell,
  type CellMatrix,
} from '../src/index';
import type { Argument, Choices, Given } from './declare';

/** Confidence level where none is given. */
export const DEFAULT_LEVEL = 0.95;

/** A range as rows of cells, and where it stands. */
export interface Range {
  readonly cells: CellMatrix;
  readonly address: string | null;
}

/** A range, whatever it holds; one empty cell where it is left out. */
export function range(words: string): Argument<Range> {
  return cellsAs(words, (cells, { address }) => ({ cells, address }));
}

/** What `read` makes of the cells of a range. */
export function cellsAs<T>(words: string, read: (cells: CellMatrix, given: Given) => T): Argument<T> {
  return { words, isOptional: false, isRange: true, read: (given) => read(given.cells, given) };
}

/** A range of numbers. */
export function numbers(words: string, code: 'data' | 'option' = 'data'): Argument<number[][]> {
  return cellsAs(words, (cells, { name }) =>
    cells.map((row) => row.map((cell) => numberIn(cell, name, code))),
  );
}

function numberIn(cell: Cell, name: string, code: 'data' | 'option'): number {
  if (typeof cell === 'number') return cell;
  const found = cell === null || cell === undefined || cell === '' ? 'an empty cell' : JSON.stringify(cell);
  throw new CellmerError(code, `${name} has ${found}: expected numbers.`);
}

/** What `read` makes of a text, trimmed and composed; it is empty where the argument is left out. */
function textAs<T>(words: string, read: (text: string, given: Given) => T): Argument<T> {
  return { words, isOptional: false, isRange: false, read: (given) => read(textOf(given), given) };
}

/** A text, trimmed and composed. */
export function text(words: string): Argument<string> {
  return textAs(words, (given) => given);
}

/** A text that must be there, trimmed and composed. */
export function neededText(words: string): Argument<string> {
  return textAs(words, (found, { name }) => {
    if (found !== '') return found;
    throw new CellmerError('option', `${name} is empty: expected text.`);
  });
}

/** A text that is one of a few, offered while it is typed. `read` refuses all others. */
export function choice<T>(words: string, choices: Choices, read: (text: string) => T): Argument<T> {
  return { ...textAs(words, read), choices };
}

/** A number; null where it is left out. */
export function number(words: string): Argument<number | null> {
  return { words, isOptional: false, isRange: false, read: numberOf };
}

/** A number that must be there. */
export function neededNumber(words: string): Argument<number> {
  const read = (given: Given): number => {
    const found = numberOf(given);
    if (found !== null) return found;
    throw new CellmerError('option', `${given.name} is empty: expected a number.`);
  };
  return { words, isOptional: false, isRange: false, read };
}

/** A whole number within limits, `initial` where it is left out. */
export function wholeBetween(words: string, least: number, most: number, initial: number): Argument<number> {
  const read = (given: Given): number => {
    const found = numberOf(given) ?? initial;
    if (Number.isInteger(found) && found >= least && found <= most) return found;
    throw new CellmerError(
      'option',
      `${given.name} is ${found}: expected a whole number from ${least} to ${most}.`,
    );
  };
  return { words, isOptional: true, isRange: false, read };
}

/** Seeds are whole numbers up to here. */
const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

/** The seed of random numbers; null where it is left out. */
export function seedNumber(words: string): Argument<number | null> {
  const read = (given: Given): number | null => {
    const found = numberOf(given);
    if (found === null || (Number.isInteger(found) && found >= 0 && found <= LARGEST_SEED)) return found;
    throw new CellmerError(
      'option',
      `${given.name} is ${found}: expected a whole number from 0 to ${LARGEST_SEED}.`,
    );
  };
  return { words, isOptional: false, isRange: false, read };
}

/** A confidence level: a number between 0 and 1 or text such as `90%`; null where it is left out. */
export function level(words: string): Argument<number | null> {
  return textAs(words, (given, { name }) =>
    given === '' ? null : numberBetween({ name, text: given }, 0, 1),
  );
}

/** TRUE or FALSE, as people write them; FALSE where it is left out. */
export function yesNo(words: string): Argument<boolean> {
  return textAs(words, (given, { name }) => given !== '' && yesOrNo({ name, text: given }));
}

/** The density of the LIKELIHOOD functions: a name or an expression. */
export function density(words: string): Argument<string> {
  return { words, isOptional: false, isRange: false, read: densityOf };
}

export interface PlainOptions {
  readonly level: number;
  readonly labels: boolean;
}

/** The options of functions whose only ones are `level` and `labels`. */
export function plainOptions(words: string): Argument<PlainOptions> {
  return { ...cellsAs(words, readPlainOptions), isOptional: true };
}

function readPlainOptions(cells: CellMatrix): PlainOptions {
  let found: PlainOptions = { level: DEFAULT_LEVEL, labels: true };
  for (const option of readOptions(cells, ['level', 'labels']))
    found =
      option.name === 'level'
        ? { ...found, level: numberBetween(option, 0, 1) }
        : { ...found, labels: yesOrNo(option) };
  return found;
}

/** How options are described: `Text such as "level=0.9", or a range of names and values.` */
export function optionWords(example: string, more = ''): string {
  return `Text such as "${example}", or a range of names and values.${more === '' ? '' : ` ${more}`}`;
}

/** The first of them, where there is no more than one. */
export function firstCell(cells: CellMatrix): Cell {
  return cells[0]?.[0] ?? null;
}

/** A block of cells where one is expected would lose all but its first. */
function singleCell({ name, cells }: Given, expected: string): Cell {
  const count = cells.flat().length;
  if (count <= 1) return firstCell(cells);
  throw new CellmerError('option', `${name} is a range of ${count} cells: expected ${expected}.`);
}

function textOf(given: Given): string {
  const cell = singleCell(given, 'text');
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError('option', `${given.name} is the error ${cell.error}: expected text.`);
  return composed(String(cell ?? '').trim());
}

/** A number; null for an empty cell. @throws CellmerError `option` */
export function numberOf(given: Given): number | null {
  const cell = singleCell(given, 'a number');
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return cell;
  const found = typeof cell === 'object' ? `the error ${cell.error}` : JSON.stringify(cell);
  throw new CellmerError('option', `${given.name} is ${found}: expected a number.`);
}

function densityOf(given: Given): string {
  if (given.cells.flat().length > 1)
    throw new CellmerError(
      'option',
      'density is a range: expected a name such as "normal", or a log-density as text. The density comes first, then the data.',
    );
  const found = textOf(given);
  if (found !== '') return found;
  throw new CellmerError(
    'option',
    'density is empty: expected a name such as "normal", or a log-density such as "y*LN(p) + (1-y)*LN(1-p)".',
  );
}

/** Names of terms or columns, between commas outside of brackets. */
export function namesIn(text: string): string[] {
  const terms = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) terms.push('');
    else terms[terms.length - 1] += character;
  }
  return terms.map((term) => term.trim()).filter((term) => term !== '');
}

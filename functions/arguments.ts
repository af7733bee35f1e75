/** Arguments that several families of functions have. */

import {
  CellmerError,
  composed,
  type Cell,
  type CellMatrix,
  numberBetween,
  yesOrNo,
  readOptions,
} from '../src/index';
import { incoming, incomingCell } from './runtime';

/** What Excel says about a call besides its arguments. */
export interface Call {
  readonly parameterAddresses?: readonly string[];
}

/** Confidence level where none is given. */
export const DEFAULT_LEVEL = 0.95;

/**
 * Goes on with the cells of a range and its address.
 *
 * @param position of the argument among all, counted from 0
 */
export function withRange<R>(
  argument: unknown,
  call: Call | undefined,
  position: number,
  next: (cells: CellMatrix, address: string | null) => R,
): R {
  return next(incoming(argument), call?.parameterAddresses?.[position] ?? null);
}

/** A text argument, trimmed and composed; empty where it is omitted. */
export function textArgument(name: string, argument: unknown): string {
  const cell = singleCell(name, argument, 'text');
  if (typeof cell === 'object' && cell !== null)
    throw new CellmerError('option', `${name} is the error ${cell.error}: expected text.`);
  return composed(String(cell ?? '').trim());
}

/** A block of cells where one is expected would lose all but its first. */
function singleCell(name: string, argument: unknown, expected: string): Cell {
  const count = Array.isArray(argument) ? argument.flat().length : 1;
  if (count <= 1) return incomingCell(argument);
  throw new CellmerError('option', `${name} is a range of ${count} cells: expected ${expected}.`);
}

/** The density of the LIKELIHOOD functions: a name or an expression. */
export function densityArgument(density: unknown): string {
  if (Array.isArray(density) && density.flat().length > 1)
    throw new CellmerError(
      'option',
      'density is a range: expected a name such as "normal", or a log-density as text. The density comes first, then the data.',
    );
  const text = textArgument('density', density);
  if (text !== '') return text;
  throw new CellmerError(
    'option',
    'density is empty: expected a name such as "normal", or a log-density such as "y*LN(p) + (1-y)*LN(1-p)".',
  );
}

/** A number argument; null where it is omitted. */
export function numberArgument(name: string, argument: unknown): number | null {
  const cell = singleCell(name, argument, 'a number');
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return cell;
  const found = typeof cell === 'object' ? `the error ${cell.error}` : JSON.stringify(cell);
  throw new CellmerError('option', `${name} is ${found}: expected a number.`);
}

/** A confidence level: a number between 0 and 1 or text such as `90%`; `fallback` where it is omitted. */
export function levelArgument(argument: unknown, fallback = DEFAULT_LEVEL): number {
  const text = textArgument('level', argument);
  if (text === '') return fallback;
  return numberBetween({ name: 'level', text }, 0, 1);
}

/** The options of functions whose only ones are `level` and `labels`. */
export function plainOptions(argument: unknown): { readonly level: number; readonly labels: boolean } {
  let level = DEFAULT_LEVEL;
  let labels = true;
  for (const option of readOptions(incoming(argument), ['level', 'labels']))
    if (option.name === 'level') level = numberBetween(option, 0, 1);
    else labels = yesOrNo(option);
  return { level, labels };
}

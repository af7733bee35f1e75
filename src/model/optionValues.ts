/** Single values among the options. */

import { CellmerError } from '../errors';

export interface OptionValue {
  /** One of the known names, in lower case. */
  readonly name: string;
  /** Trimmed, without quotes around it. */
  readonly text: string;
}

/** Both bounds excluded; `90%` is 0.9. */
export function numberBetween({ name, text }: OptionValue, low: number, high: number): number {
  const percent = text.endsWith('%');
  const number = toNumber(percent ? text.slice(0, -1) : text) / (percent ? 100 : 1);
  if (number > low && number < high) return number;
  throw new CellmerError(
    'option',
    `The option ${name} is "${text}": expected a number between ${low} and ${high}.`,
  );
}

/** NaN for what is no number, blank text included. */
export function toNumber(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

const YES = ['1', 'true', 'yes', 'on'];
const NO = ['0', 'false', 'no', 'off'];

export function yesOrNo({ name, text }: OptionValue): boolean {
  const word = text.toLowerCase();
  if (YES.includes(word) || NO.includes(word)) return YES.includes(word);
  throw new CellmerError('option', `The option ${name} is "${text}": expected 1 or 0.`);
}

/** @throws CellmerError `option` for anything but a whole number of at least 1 */
export function wholeNumber({ name, text }: OptionValue): number {
  const number = toNumber(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new CellmerError('option', `The option ${name} is "${text}": expected a whole number, at least 1.`);
}

/** Numbers with blanks or commas between them. */
export function numberList({ name, text }: OptionValue): number[] {
  const list = text.split(/[\s,]+/).map(toNumber);
  if (list.every(Number.isFinite)) return list;
  throw new CellmerError(
    'option',
    `The option ${name} is "${text}": expected numbers with blanks between them.`,
  );
}

/** A day. */
const LONGEST_TIMEOUT = 86_400;

/** Milliseconds from a number of seconds. */
export function timeBudgetOf({ name, text }: OptionValue): number {
  const seconds = toNumber(text);
  if (seconds >= 1 && seconds <= LONGEST_TIMEOUT) return 1000 * seconds;
  throw new CellmerError(
    'option',
    `The option ${name} is "${text}": expected a number of seconds from 1 to ${LONGEST_TIMEOUT}.`,
  );
}

/** Numbers for parameters, by name or in order: starting values, bounds, values to hold. */

import { CellmerError } from '../errors';
import { unknownChoice } from '../table';

/** What was given: a name, or null for the next parameter in order; and its number. */
export interface GivenValue {
  readonly name: string | null;
  readonly value: number;
}

/**
 * One number per parameter, `fallback` where none was given. Names are compared as they are written, then without
 * regard to case.
 *
 * @param what what the numbers are, for messages: `start`
 * @param isComplete whether every parameter must have one
 * @throws CellmerError `option` for unknown names, too many or too few numbers, or a parameter given twice
 */
export function parameterValues(
  given: readonly GivenValue[],
  names: readonly string[],
  what: string,
  fallback: number,
  isComplete = false,
): Float64Array {
  const values = new Float64Array(names.length).fill(fallback);
  const isGiven = names.map(() => false);
  given.forEach(({ name, value }, place) => {
    const i = name === null ? place : indexOf(name, names, what);
    if (i >= names.length) throw wrongCount(given.length, names, what);
    if (isGiven[i]) throw new CellmerError('option', `${what} gives ${names[i]} twice.`);
    isGiven[i] = true;
    values[i] = value;
  });
  const absent = names.filter((_, i) => !isGiven[i]);
  if (!isComplete || absent.length === 0) return values;
  if (given.every(({ name }) => name === null)) throw wrongCount(given.length, names, what);
  throw new CellmerError('option', `${what} gives no number for ${absent.join(', ')}.`);
}

function wrongCount(count: number, names: readonly string[], what: string): CellmerError {
  return new CellmerError(
    'option',
    `${what} has ${count} ${count === 1 ? 'number' : 'numbers'}: expected ${names.length}, for ${names.join(', ')}.`,
  );
}

function indexOf(name: string, names: readonly string[], what: string): number {
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const alike = names.flatMap((one, i) => (one.toLowerCase() === name.toLowerCase() ? [i] : []));
  if (alike.length === 1) return alike[0];
  throw unknownChoice(`${what} names ${name}`, name, names, `the parameters are ${names.join(', ')}`);
}

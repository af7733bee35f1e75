/** Names that stand for formulas with names in them: Univer puts the one into the other, without end where they go in a circle. */

import { EXCEL } from './bounds';

export interface NamedFormula {
  readonly name: string;
  readonly range: string;
}

/** Texts, and names of sheets. */
const QUOTED = /"[^"]*"|'[^']*'!?/g;
/** Rows and columns, as in `$A$1` and `A:A`, are none. */
const NAME = /(?<![\p{L}\p{N}_.\\$:])[\p{L}_\\][\p{L}\p{N}_.\\]*(?![\p{L}\p{N}_.\\(!$:])/gu;

/**
 * Whether a name has at most as many characters and levels as a formula may have, with all that it stands for in their place.
 * Case makes no difference.
 */
export function nestingBound(names: readonly NamedFormula[]): (name: string) => boolean {
  const known = new Set(names.map(({ name }) => name.toUpperCase()));
  let left = names.map(({ name, range }) => {
    const used = range.replace(QUOTED, '').toUpperCase().match(NAME) ?? [];
    return { name: name.toUpperCase(), length: range.length, used: used.filter((one) => known.has(one)) };
  });
  const lengths = new Map<string, number>();
  // In each round those that need no names but such as were there before.
  for (let level = 0; level < EXCEL.levels && left.length > 0; level++) {
    const [before, count] = [new Map(lengths), left.length];
    left = left.filter(({ name, length, used }) => {
      const whole = used.reduce((sum, one) => sum + (before.get(one) ?? Infinity), length);
      if (whole > EXCEL.formula) return true;
      lengths.set(name, Math.max(whole, lengths.get(name) ?? 0));
      return false;
    });
    if (left.length === count) break;
  }
  // Sheets may have names of their own that are called the same.
  const unbounded = new Set(left.map(({ name }) => name));
  return (name) => !unbounded.has(name.toUpperCase());
}

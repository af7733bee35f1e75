/** The interactions that can be added at once. */

import { quoteName } from '../../src/index';
import { typedTerm, typeOf } from './columnTypes';
import { partsOf, sameParts, type FormTerm, type ModelForm } from './form';
import { usable, type Columns } from './varies';

export type Pair = readonly [first: FormTerm, second: FormTerm];

export interface Interactions {
  /** The nearest at hand, those of terms in the model before the others. */
  readonly first: readonly Pair[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
  /** What can be multiplied: fixed effects, and columns that may become such. */
  readonly terms: readonly FormTerm[];
}

/** So many are offered at first sight. */
const MOST_AT_ONCE = 6;
/** Labels with more levels than this are names, whose products are no effects. */
const MOST_LEVELS = 20;

/** The products that are not in the model yet. */
export function interactionsOf(form: ModelForm, columns: Columns): Interactions {
  const [standing, others] = candidates(form, columns);
  const pairs = pairsOf(form, standing, others);
  const first: Pair[] = [];
  for (const pair of pairs) {
    if (first.length === MOST_AT_ONCE) return { first, hasMore: true, terms: [...standing, ...others] };
    first.push(pair);
  }
  return { first, hasMore: false, terms: [...standing, ...others] };
}

/** Those that a term can be multiplied with. */
export function partnersOf(form: ModelForm, term: FormTerm, terms: readonly FormTerm[]): FormTerm[] {
  return terms.filter((other) => canMultiply(form, term, other));
}

/** One after the other, since many columns have very many pairs. */
function* pairsOf(
  form: ModelForm,
  standing: readonly FormTerm[],
  others: readonly FormTerm[],
): Generator<Pair, void> {
  for (const [i, a] of standing.entries()) yield* pairsWith(form, a, standing.slice(i + 1));
  for (const a of standing) yield* pairsWith(form, a, others);
  for (const [i, a] of others.entries()) yield* pairsWith(form, a, others.slice(i + 1));
}

function* pairsWith(form: ModelForm, a: FormTerm, terms: readonly FormTerm[]): Generator<Pair, void> {
  for (const b of terms) if (canMultiply(form, a, b)) yield [a, b];
}

/** The single terms as they stand, then the columns that are in none. */
function candidates(form: ModelForm, columns: Columns): [standing: FormTerm[], others: FormTerm[]] {
  const standing = form.fixed.filter(({ text }) => partsOf(text).length === 1);
  const groups = form.varies.map(({ group }) => group.text);
  const others = usable(columns).filter((column) => {
    const { name, distinct } = column;
    return (
      name !== form.outcome &&
      !groups.includes(quoteName(name)) &&
      !form.fixed.some((term) => term.columns.includes(name)) &&
      distinct > 1 &&
      (typeOf(column) !== 'group' || distinct <= MOST_LEVELS)
    );
  });
  return [standing, others.map(typedTerm)];
}

function canMultiply({ fixed }: ModelForm, a: FormTerm, b: FormTerm): boolean {
  return (
    !a.columns.some((name) => b.columns.includes(name)) &&
    !fixed.some(({ text }) => sameParts(text, `${a.text}:${b.text}`))
  );
}

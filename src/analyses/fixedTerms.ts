/** Terms of the fixed effects that may be left out of a model, and what is left without one. */

import type { ModelTerms, Terms } from '../formula/ast';

/** Places of the terms whose variables no other term has all of, as R's `drop.scope()` finds them. */
export function marginalTerms({ terms }: Terms): number[] {
  const isWithin = (some: readonly number[], all: readonly number[]): boolean =>
    some.length < all.length && some.every((v) => all.includes(v));
  return [...terms.keys()].filter(
    (t) => !terms.some((other) => isWithin(terms[t].variables, other.variables)),
  );
}

export function withoutTerm(model: ModelTerms, t: number): ModelTerms {
  const terms = model.fixed.terms.filter((_, i) => i !== t);
  return { ...model, fixed: { ...model.fixed, terms } };
}

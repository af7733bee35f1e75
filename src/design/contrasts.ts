/**
 * How each factor of each term is coded: by contrasts or by one dummy column per level.
 *
 * Chambers and Hastie (1992), Statistical Models in S, page 38: a factor stands by contrasts in a term when the term
 * without it is in the model, or inside an earlier term. R's model.c, TermCode() and modelmatrix(), have two habits that
 * are kept here, since they decide column names: "in the model" means contained in any term before, and without an
 * intercept the first factor of the first term with a factor gets a column per level.
 */

import type { Terms } from '../formula/ast';

export type Coding = 'contrasts' | 'dummies';

/**
 * @param isFactor by variable index
 * @returns for each term the coding of each of its variables; that of a numeric variable means nothing
 */
export function termCodings(
  { intercept, terms }: Pick<Terms, 'intercept' | 'terms'>,
  isFactor: readonly boolean[],
): Coding[][] {
  const sets = terms.map((term) => bitsOf(term.variables));
  const codings = terms.map((term, t) =>
    term.variables.map((v): Coding => {
      if (!isFactor[v]) return 'contrasts';
      const margin = sets[t] & ~(1n << BigInt(v));
      const isCovered = margin === 0n || sets.slice(0, t).some((earlier) => (margin & ~earlier) === 0n);
      return isCovered ? 'contrasts' : 'dummies';
    }),
  );
  if (!intercept) replaceIntercept(codings, terms, isFactor);
  return codings;
}

function bitsOf(variables: readonly number[]): bigint {
  return variables.reduce((bits, v) => bits | (1n << BigInt(v)), 0n);
}

/** The first factor stands in for the missing intercept. */
function replaceIntercept(codings: Coding[][], terms: Terms['terms'], isFactor: readonly boolean[]): void {
  for (let t = 0; t < terms.length; t++) {
    const first = terms[t].variables.findIndex((v) => isFactor[v]);
    if (first < 0) continue;
    codings[t][first] = 'dummies';
    return;
  }
}

/** Sets of variables, the terms of a model's algebra. */

/**
 * The set of variables of a term: a string with one character per variable, whose code is the variable's index, in
 * ascending order. Strings compare and hash by content, whatever the number of variables.
 */
export type VariableSet = string;

/** Distinct terms in order of appearance. */
export type TermSet = readonly VariableSet[];

/** The number of variables in all terms. */
export function sizeOf(terms: TermSet): number {
  return terms.reduce((sum, { length }) => sum + length, 0);
}

/** The interaction of all variables of all terms. */
export function together(terms: TermSet): VariableSet {
  const variables = new Set<string>();
  for (const set of terms) for (let i = 0; i < set.length; i++) variables.add(set.charAt(i));
  return [...variables].sort().join('');
}

/** The union of two sets of variables. */
export function merge(a: VariableSet, b: VariableSet): VariableSet {
  // Most often one stands behind the other.
  if (a === '' || a === b) return b;
  if (b === '') return a;
  if (a.charAt(a.length - 1) < b.charAt(0)) return a + b;
  if (b.charAt(b.length - 1) < a.charAt(0)) return b + a;
  let union = '';
  let i = 0;
  for (let j = 0; j < b.length; j++) {
    const variable = b.charAt(j);
    while (i < a.length && a.charAt(i) < variable) union += a.charAt(i++);
    if (a.charAt(i) === variable) i++;
    union += variable;
  }
  return union + a.slice(i);
}

/** Sets of variables, the terms of a model's algebra. */

/**
 * The set of variables of a term: a string with one character per variable, whose code is the variable's index, in
 * ascending order. Strings compare and hash by content, whatever the number of variables.
 */
export type VariableSet = string;

/** Distinct terms in order of appearance. */
export type TermSet = readonly VariableSet[];

/** The interaction of all variables of all terms. */
export function together(terms: TermSet): VariableSet {
  return terms.reduce(merge, '');
}

/** The union of two sets of variables. */
export function merge(a: VariableSet, b: VariableSet): VariableSet {
  let union = '';
  let i = 0;
  for (const variable of b.split('')) {
    while (i < a.length && a.charAt(i) < variable) union += a.charAt(i++);
    if (a.charAt(i) === variable) i++;
    union += variable;
  }
  return union + a.slice(i);
}

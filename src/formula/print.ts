/** Formulas and terms back to text. */

import type { Formula, ModelTerms, RandomTerm, Term, Terms, Variable } from './ast';
import { deparse } from './deparse';
import { quoteName } from './names';
import { operatorCount } from './walk';

/**
 * A formula as text: as it was written, with R's spacing, or, from expanded terms, with every term spelt out, as
 * in `Reaction ~ 1 + Days + (1 | Subject)`. Either can be parsed again and gives the same model.
 */
export function printFormula(formula: Formula | ModelTerms): string {
  if ('right' in formula)
    return withResponse(formula.response && deparse(formula.response), deparse(formula.right));
  const { response, fixed, random } = formula;
  const summands = [...summandsOf(fixed), ...random.map(({ label }) => `(${label})`)];
  return withResponse(response && deparse(response.expr), summands.join(' + '));
}

/**
 * The formula of a model with additive fixed effects and a random intercept per group.
 *
 * @param response name of the column to explain
 * @param fixed names of the columns that explain it
 * @param group name of the column with the groups
 * @returns for example `Reaction ~ 1 + Days + (1 | Subject)`
 */
export function formulaForGroup(response: string, fixed: readonly string[], group: string): string {
  const summands = ['1', ...fixed.map(quoteName), `(1 | ${quoteName(group)})`];
  return `${quoteName(response)} ~ ${summands.join(' + ')}`;
}

/** A term as it has to stand in a formula: like its label, with parentheses around operators, as in `a:(x > 2)`. */
export function termText(term: Term, variables: readonly Variable[]): string {
  return term.variables.flatMap((index) => operandText(variables[index])).join(':');
}

/** A random term with other effects, and the label that belongs to it. */
export function withEffects(term: RandomTerm, terms: Terms): RandomTerm {
  const [intercept, ...effects] = summandsOf(terms);
  const left = terms.intercept && effects.length > 0 ? effects : [intercept, ...effects];
  return { ...term, terms, label: `${left.join(' + ')} | ${term.groupText}` };
}

/** How many operators the terms have when they are spelt out, the plus before each included. */
export function operatorsOf({ terms, variables, offsets }: Terms): number {
  const inVariables = variables.map(({ expr }) => 1 + operatorCount(expr));
  const inTerms = terms.reduce(
    (sum, term) => sum + term.variables.reduce((of, index) => of + inVariables[index], 0),
    0,
  );
  return inTerms + offsets.reduce((sum, offset) => sum + 1 + operatorCount(offset), 0);
}

function operandText(variable: Variable | undefined): string[] {
  if (variable === undefined) return [];
  const { type } = variable.expr;
  const text = deparse(variable.expr);
  return [type === 'binary' || type === 'unary' ? `(${text})` : text];
}

function summandsOf({ intercept, terms, variables, offsets }: Terms): string[] {
  return [
    intercept ? '1' : '0',
    ...terms.map((term) => termText(term, variables)),
    ...offsets.map((offset) => `offset(${deparse(offset)})`),
  ];
}

function withResponse(response: string | null, right: string): string {
  return response === null ? `~${right}` : `${response} ~ ${right}`;
}

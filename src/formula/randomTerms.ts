/** Random terms: where they stand in a formula, and what `||` and `/` make of them. */

import type { BinaryExpr, Expr, Formula, ParenExpr, RandomTerm, Term, Terms, Variable } from './ast';
import { deparse } from './deparse';
import { groupings, type Grouping } from './grouping';
import { syntaxErrorAt } from './messages';
import { isBar } from './operators';
import { operatorsOf, termText } from './print';
import { expandSide, type TermContext } from './terms';
import { operatorCount, operatorPosition, summands, withoutParens } from './walk';

/** `(terms | group)` as it stands in the formula. */
export interface RandomNode {
  readonly paren: ParenExpr;
  readonly bar: BinaryExpr;
}

/** The random terms that are added to the right side of a formula, in order, within parentheses or not. */
export function randomNodes(right: Expr): RandomNode[] {
  return summands(right).flatMap(({ operator, operand }) => (operator === '-' ? [] : nodesOf(operand)));
}

function nodesOf(summand: Expr): RandomNode[] {
  if (summand.type === 'unary' && summand.operator === '+') return randomNodes(summand.operand);
  if (summand.type !== 'paren') return [];
  const { inner } = summand;
  return inner.type === 'binary' && isBar(inner.operator)
    ? [{ paren: summand, bar: inner }]
    : randomNodes(inner);
}

/** Whether a random term has a sum or product of grouping factors, which only some programs read. */
export function hasCombinedGroups({ right }: Formula): boolean {
  return randomNodes(right).some(({ bar }) => isCombined(bar.right));
}

function isCombined(group: Expr): boolean {
  const expr = withoutParens(group);
  if (expr.type !== 'binary') return false;
  return ['+', '*'].includes(expr.operator) || isCombined(expr.left) || isCombined(expr.right);
}

/**
 * All that `(terms | group)` stands for, in lme4's order: one random term per piece of `||` and, within it, one
 * per grouping factor of `/`.
 */
export function expandRandomNode({ paren, bar }: RandomNode, context: TermContext): RandomTerm[] {
  const { source, effort } = context;
  const { operator, left, right } = bar;
  const leftInner = withoutParens(left);
  if (leftInner.type === 'binary' && isBar(leftInner.operator)) {
    const second = operatorPosition(source, left, operator);
    throw syntaxErrorAt('Expected one bar in a random term, but found a second one', source, second);
  }
  const before = effort.soFar();
  const terms = expandSide(left, { ...context, skipped: new Set(), allowOffset: false });
  if (!terms.intercept && terms.terms.length === 0) {
    const message = `Expected an intercept or a variable in a random term, but found (${deparse(bar)})`;
    throw syntaxErrorAt(message, source, paren.start);
  }
  const factors = groupings(right, source, effort);
  const pieces = operator === '||' ? uncorrelated(terms) : [{ terms, text: deparse(left) }];
  // Spelt out there is a term for each factor, with the same text before the bar.
  if (operator === '|') effort.again(before, factors.length - 1, paren.start);
  const ofText = operator === '|' ? operatorCount(left) : 0;
  effort.print(operatorsSpeltOut(pieces, factors, ofText), paren.start);
  return pieces.flatMap((piece) =>
    factors.map(({ variables, label, text }) => ({
      terms: piece.terms,
      group: variables,
      groupLabel: label,
      groupText: text,
      label: `${piece.text} | ${text}`,
    })),
  );
}

interface Piece {
  readonly terms: Terms;
  readonly text: string;
}

/** Of all terms together, one for each piece with each factor. @param ofText operators of the text before the bar, where it remains */
function operatorsSpeltOut(pieces: readonly Piece[], factors: readonly Grouping[], ofText: number): number {
  const ofPieces = pieces.reduce((sum, { terms }) => sum + Math.max(operatorsOf(terms), ofText) + 2, 0);
  const ofFactors = factors.reduce(
    (sum, { variables }) => variables.reduce((of, { expr }) => of + 1 + operatorCount(expr), sum),
    0,
  );
  return factors.length * ofPieces + pieces.length * ofFactors;
}

/** `1 + x || g` to `1 | g` and `0 + x | g`, each with a covariance matrix of its own. */
function uncorrelated({ intercept, variables, terms }: Terms): Piece[] {
  const pieces = terms.map((term) => ({
    terms: singleTerm(term, variables),
    text: `0 + ${termText(term, variables)}`,
  }));
  const constant: Terms = { intercept: true, variables: [], terms: [], offsets: [] };
  return intercept ? [{ terms: constant, text: '1' }, ...pieces] : pieces;
}

function singleTerm(term: Term, variables: readonly Variable[]): Terms {
  const used = term.variables.flatMap((index) => variables[index] ?? []);
  const only: Term = { variables: used.map((_, index) => index), label: term.label };
  return { intercept: false, variables: used, terms: [only], offsets: [] };
}

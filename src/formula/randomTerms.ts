/** Random terms: where they stand in a formula, and what `||` and `/` make of them. */

import type { BinaryExpr, Expr, Formula, ParenExpr, RandomTerm, Term, Terms, Variable } from './ast';
import { deparse } from './deparse';
import { groupings } from './grouping';
import { syntaxErrorAt } from './messages';
import { isBar } from './operators';
import { termText } from './print';
import { expandSide, type TermContext } from './terms';
import { operatorPosition, withoutParens } from './walk';

/** `(terms | group)` as it stands in the formula. */
export interface RandomNode {
  readonly paren: ParenExpr;
  readonly bar: BinaryExpr;
}

/** The random terms that are added to the right side of a formula, in order, within parentheses or not. */
export function randomNodes(right: Expr): RandomNode[] {
  switch (right.type) {
    case 'paren':
      return right.inner.type === 'binary' && isBar(right.inner.operator)
        ? [{ paren: right, bar: right.inner }]
        : randomNodes(right.inner);
    case 'unary':
      return right.operator === '+' ? randomNodes(right.operand) : [];
    case 'binary':
      if (right.operator === '+') return [...randomNodes(right.left), ...randomNodes(right.right)];
      return right.operator === '-' ? randomNodes(right.left) : [];
    default:
      return [];
  }
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
  const { source } = context;
  const { operator, left, right } = bar;
  const leftInner = withoutParens(left);
  if (leftInner.type === 'binary' && isBar(leftInner.operator)) {
    const second = operatorPosition(source, left, operator);
    throw syntaxErrorAt('Expected one bar in a random term, but found a second one', source, second);
  }
  const terms = expandSide(left, { ...context, skipped: new Set(), allowOffset: false });
  if (!terms.intercept && terms.terms.length === 0) {
    const message = `Expected an intercept or a variable in a random term, but found (${deparse(bar)})`;
    throw syntaxErrorAt(message, source, paren.start);
  }
  const factors = groupings(right, source);
  const pieces = operator === '||' ? uncorrelated(terms) : [{ terms, text: deparse(left) }];
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

/** The syntax tree back to text, as R's deparse() prints it in term labels and coefficient names. */

import type { Argument, BinaryExpr, Expr } from './ast';
import { escapeText, nameText, quoteName } from './names';
import { numberText } from './numberText';
import { binaryOperator, unaryPrecedence } from './operators';

/**
 * R's text of an expression: `log(x)`, `I(x^2)`, `poly(Days, 2)`, `x > 2`, `n - s`, `-x`. Strings stand between
 * double quotes, names that are not syntactic between backquotes, numbers have up to 15 significant digits.
 * Parentheses are added only where the tree could not be read back without them.
 */
export function deparse(expr: Expr): string {
  switch (expr.type) {
    case 'number':
      return numberText(expr.value);
    case 'string':
      return `"${escapeText(expr.value, '"')}"`;
    case 'name':
      return nameText(expr.name);
    case 'paren':
      return `(${deparse(expr.inner)})`;
    case 'call':
      return `${quoteName(expr.name)}(${expr.args.map(argumentText).join(', ')})`;
    case 'unary':
      return unaryText(expr.operator, expr.operand);
    case 'binary':
      return binaryText(expr);
  }
}

function argumentText(argument: Argument): string {
  const value = deparse(argument.value);
  return argument.name === undefined ? value : `${quoteName(argument.name)} = ${value}`;
}

function unaryText(operator: string, operand: Expr): string {
  const precedence = unaryPrecedence(operator) ?? 0;
  const loose = operand.type === 'binary' && looseness(operand) < precedence;
  return operator + enclosed(operand, loose);
}

/** A chain of operators that group to the left is taken apart from its right end, so that its length is no recursion. */
function binaryText(expr: BinaryExpr): string {
  const pieces: string[] = [];
  let at: Expr = expr;
  while (at.type === 'binary') {
    pieces.push(rightText(at));
    if (isLeftLoose(at)) return [...pieces, `(${deparse(at.left)})`].reverse().join('');
    at = at.left;
  }
  return [...pieces, deparse(at)].reverse().join('');
}

/** The operator and what stands behind it. */
function rightText({ operator, right }: BinaryExpr): string {
  const { precedence, associativity, spaced } = binaryOperator(operator) ?? NO_OPERATOR;
  const loose =
    right.type === 'binary' &&
    (looseness(right) < precedence || (looseness(right) === precedence && associativity !== 'right'));
  const gap = spaced ? ' ' : '';
  return `${gap}${operator}${gap}${enclosed(right, loose)}`;
}

function isLeftLoose({ operator, left }: BinaryExpr): boolean {
  const { precedence, associativity } = binaryOperator(operator) ?? NO_OPERATOR;
  return rightEdge(left) < precedence || (looseness(left) === precedence && associativity !== 'left');
}

const NO_OPERATOR = { precedence: 0, associativity: undefined, spaced: true };

function enclosed(expr: Expr, needed: boolean): string {
  return needed ? `(${deparse(expr)})` : deparse(expr);
}

/** How tightly the outermost operator of `expr` binds; infinite where there is none. */
function looseness(expr: Expr): number {
  if (expr.type === 'binary') return binaryOperator(expr.operator)?.precedence ?? 0;
  return expr.type === 'unary' ? (unaryPrecedence(expr.operator) ?? 0) : Infinity;
}

/**
 * The loosest operator on the right edge of `expr`, which would swallow what follows it: in `a^!b` the `!` does,
 * so that (a^!b) + c keeps its parentheses.
 */
function rightEdge(expr: Expr): number {
  let loosest = Infinity;
  let at = expr;
  while (at.type === 'binary' || at.type === 'unary') {
    loosest = Math.min(loosest, looseness(at));
    at = at.type === 'binary' ? at.right : at.operand;
  }
  return loosest;
}

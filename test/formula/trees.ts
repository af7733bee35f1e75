/** Syntax trees as compact text, and trees without what a test does not compare. */

import { deparse, type Argument, type Expr, type Formula } from '../../src/formula/index';
import { quoteName } from '../../src/formula/names';

/** `(+ a (log x))`: operators and functions first, parentheses as `(paren inner)`. */
export function treeText(expr: Expr): string {
  switch (expr.type) {
    case 'number':
    case 'string':
    case 'name':
      return deparse(expr);
    case 'paren':
      return `(paren ${treeText(expr.inner)})`;
    case 'unary':
      return `(${expr.operator} ${treeText(expr.operand)})`;
    case 'binary':
      return `(${expr.operator} ${treeText(expr.left)} ${treeText(expr.right)})`;
    case 'call':
      return `(${[quoteName(expr.name), ...expr.args.map(argumentText)].join(' ')})`;
  }
}

function argumentText({ name, value }: Argument): string {
  return name === undefined ? treeText(value) : `${name}=${treeText(value)}`;
}

export function formulaTree({ response, right }: Formula): string {
  return response === null ? `(~ ${treeText(right)})` : `(~ ${treeText(response)} ${treeText(right)})`;
}

/** The tree without its parentheses, as text: what has to survive printing and parsing. */
export function shape(expr: Expr): string {
  return treeText(stripParens(expr));
}

function stripParens(expr: Expr): Expr {
  switch (expr.type) {
    case 'paren':
      return stripParens(expr.inner);
    case 'unary':
      return { ...expr, operand: stripParens(expr.operand) };
    case 'binary':
      return { ...expr, left: stripParens(expr.left), right: stripParens(expr.right) };
    case 'call':
      return { ...expr, args: expr.args.map((arg) => ({ ...arg, value: stripParens(arg.value) })) };
    default:
      return expr;
  }
}

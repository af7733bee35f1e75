/** Looking through syntax trees. */

import type { Expr, NameExpr } from './ast';

/** The direct parts of an expression, left to right. */
export function parts(expr: Expr): readonly Expr[] {
  switch (expr.type) {
    case 'number':
    case 'string':
    case 'name':
      return [];
    case 'unary':
      return [expr.operand];
    case 'paren':
      return [expr.inner];
    case 'binary':
      return [expr.left, expr.right];
    case 'call':
      return expr.args.map((argument) => argument.value);
  }
}

/** Every name in an expression that stands for a value, left to right: no functions and no argument names. */
export function namesIn(expr: Expr): NameExpr[] {
  const found: NameExpr[] = [];
  const visit = (node: Expr): void => {
    if (node.type === 'name') found.push(node);
    else parts(node).forEach(visit);
  };
  visit(expr);
  return found;
}

/** The expression inside any number of parentheses. */
export function withoutParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.type === 'paren') inner = inner.inner;
  return inner;
}

/** Where the operator between the operands of a binary expression stands in the source. */
export function operatorPosition(source: string, left: Expr, operator: string): number {
  const found = source.indexOf(operator, left.end);
  return found < 0 ? left.end : found;
}

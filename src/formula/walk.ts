/** Looking through syntax trees. What may be long, sums and other chains of operators, is no recursion. */

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

/** Every expression within an expression, itself included, left to right, with how many it stands in. */
function* within(expr: Expr): Generator<{ readonly node: Expr; readonly depth: number }, void, void> {
  const waiting = [{ node: expr, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const inner = parts(next.node);
    for (let i = inner.length - 1; i >= 0; i--) waiting.push({ node: inner[i], depth: next.depth + 1 });
  }
}

/** Every name in an expression that stands for a value, left to right: no functions and no argument names. */
export function namesIn(expr: Expr): NameExpr[] {
  const found: NameExpr[] = [];
  for (const { node } of within(expr)) if (node.type === 'name') found.push(node);
  return found;
}

/** How many expressions the innermost one of an expression stands in. */
export function depthOf(expr: Expr): number {
  let deepest = 0;
  for (const { depth } of within(expr)) deepest = Math.max(deepest, depth);
  return deepest;
}

/** How many operators an expression has. */
export function operatorCount(expr: Expr): number {
  let count = 0;
  for (const { node } of within(expr)) if (node.type === 'binary' || node.type === 'unary') count++;
  return count;
}

/** An operand of a chain, with the operator before it; none before the first. */
export interface Operand {
  readonly operator: string | null;
  readonly operand: Expr;
}

/** The operands of `a + b - c`, from left to right, for operators that group to the left; an expression alone is one. */
export function operandsOf(expr: Expr, operators: readonly string[]): Operand[] {
  const found: Operand[] = [];
  let at = expr;
  while (at.type === 'binary' && operators.includes(at.operator)) {
    found.push({ operator: at.operator, operand: at.right });
    at = at.left;
  }
  found.push({ operator: null, operand: at });
  return found.reverse();
}

/** The operands of a sum. */
export function summands(expr: Expr): Operand[] {
  return operandsOf(expr, ['+', '-']);
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

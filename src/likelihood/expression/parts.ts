/** Expressions taken apart and put together. */

import { functionNamed } from './functions';
import type { Expression } from './syntax';

export type Call = Extract<Expression, { kind: 'call' }>;
export type Operation = Extract<Expression, { kind: 'binary' }>;

export interface Factor {
  readonly factor: Expression;
  /** Whether it divides. */
  readonly isBelow: boolean;
}

/** The terms of sums within one another, from left to right; what is subtracted with a minus sign. */
export function addendsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.op !== '+') {
    const isDifference = expression.kind === 'binary' && expression.op === '-';
    return isDifference ? [...addendsOf(expression.left), negative(expression.right)] : [expression];
  }
  return [...addendsOf(expression.left), ...addendsOf(expression.right)];
}

/** The factors and divisors of products within one another, from left to right. */
export function factorsOf(expression: Expression, isBelow = false): Factor[] {
  if (expression.kind !== 'binary' || (expression.op !== '*' && expression.op !== '/'))
    return [{ factor: expression, isBelow }];
  const other = expression.op === '/' ? !isBelow : isBelow;
  return [...factorsOf(expression.left, isBelow), ...factorsOf(expression.right, other)];
}

export function productOf(factors: readonly Factor[]): Expression {
  const [first, ...others] = factors;
  const start = first.isBelow ? joined('/', number(1), first.factor) : first.factor;
  return others.reduce((product, { factor, isBelow }) => joined(isBelow ? '/' : '*', product, factor), start);
}

/** A number, or one with a minus sign; null for anything else. */
export function numberOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind !== 'unary' || expression.op !== '-') return null;
  const inner = numberOf(expression.operand);
  return inner === null ? null : -inner;
}

/** The proper name of the function that is called; empty for anything else. */
export function nameOf(expression: Expression): string {
  return expression.kind === 'call' ? (functionNamed(expression.name)?.name ?? '') : '';
}

export function argumentsOf(expression: Expression): Expression[] {
  return expression.kind === 'call' ? expression.args.map(({ value }) => value) : [];
}

export function replaced(call: Call, values: readonly Expression[]): Call {
  return { ...call, args: call.args.map((argument, i) => ({ ...argument, value: values[i] })) };
}

export function number(value: number): Expression {
  return { kind: 'number', value, position: 0 };
}

export function joined(op: '+' | '-' | '*' | '/', left: Expression, right: Expression): Expression {
  return { kind: 'binary', op, left, right, position: left.position };
}

export function times(factor: Expression, expression: Expression): Expression {
  return joined('*', factor, expression);
}

export function negative(operand: Expression): Expression {
  return { kind: 'unary', op: '-', operand, position: operand.position };
}

/** A product that begins with a minus sign, without it; null for all others. */
export function withoutMinus(expression: Expression): Expression | null {
  if (expression.kind === 'unary') return expression.op === '-' ? expression.operand : null;
  if (expression.kind !== 'binary' || (expression.op !== '*' && expression.op !== '/')) return null;
  const left = withoutMinus(expression.left);
  return left && { ...expression, left };
}

export function logCall(value: Expression): Expression {
  return { kind: 'call', name: 'LN', args: [{ name: null, value }], position: value.position };
}

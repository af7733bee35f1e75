/** Expressions of columns, such as `log(x + 1)` or `Days > 1 & g != "b"`, in other languages than R. */

import { deparse } from '../formula';
import type { Expr } from '../formula/ast';

/** Something that a language has no words for; the message says what. */
export class NoCounterpart {
  constructor(readonly message: string) {}
}

/** How a language writes what R writes. */
export interface Dialect {
  /** A column by its name in the data. */
  readonly column: (name: string) => string;
  readonly text: (value: string) => string;
  readonly truth: (value: boolean) => string;
  readonly power: string;
  /** R's `!`, in front of something in parentheses. */
  readonly not: string;
  readonly functions: Readonly<Record<string, string>>;
}

function withoutParens(expr: Expr): Expr {
  return expr.type === 'paren' ? withoutParens(expr.inner) : expr;
}

/** R's functions of one number that several languages call the same. */
export const COMMON_FUNCTIONS = {
  exp: 'exp',
  log: 'log',
  log10: 'log10',
  sqrt: 'sqrt',
  abs: 'abs',
  sign: 'sign',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  floor: 'floor',
} as const;

const SAME = ['+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!='];
const LOGIC: Readonly<Record<string, string>> = { '&': '&', '&&': '&', '|': '|', '||': '|' };

/** @throws NoCounterpart */
export function expressionIn(dialect: Dialect, expr: Expr): string {
  const inner = (part: Expr): string => expressionIn(dialect, part);
  // Comparison binds tighter than & in R, and looser in others.
  const enclosed = (part: Expr): string => (part.type === 'binary' ? `(${inner(part)})` : inner(part));
  switch (expr.type) {
    case 'number':
      return deparse(expr);
    case 'string':
      return dialect.text(expr.value);
    case 'name':
      if (expr.name === 'TRUE' || expr.name === 'T') return dialect.truth(true);
      if (expr.name === 'FALSE' || expr.name === 'F') return dialect.truth(false);
      return dialect.column(expr.name);
    case 'paren':
      return `(${inner(expr.inner)})`;
    case 'unary':
      if (expr.operator === '!') return `${dialect.not}(${inner(withoutParens(expr.operand))})`;
      return `${expr.operator}${inner(expr.operand)}`;
    case 'call':
      return callIn(dialect, expr);
    case 'binary': {
      const { operator, left, right } = expr;
      if (operator === '^') return `${inner(left)}${dialect.power}${inner(right)}`;
      if (SAME.includes(operator)) return `${inner(left)} ${operator} ${inner(right)}`;
      const logic = LOGIC[operator];
      if (logic !== undefined) return `${enclosed(left)} ${logic} ${enclosed(right)}`;
      throw new NoCounterpart(`${deparse(expr)} has no counterpart`);
    }
  }
}

function callIn(dialect: Dialect, expr: Extract<Expr, { type: 'call' }>): string {
  const { name, args } = expr;
  if (args.length === 1 && args[0].name === undefined) {
    const argument = expressionIn(dialect, args[0].value);
    if (name === 'I') return args[0].value.type === 'name' ? argument : `(${argument})`;
    if (Object.hasOwn(dialect.functions, name)) return `${dialect.functions[name]}(${argument})`;
  }
  throw new NoCounterpart(`${deparse(expr)} has no counterpart`);
}

/** Text between double quotes, with quotes and backslashes escaped as most languages have it. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}

/** What stands in front of the response in a formula, such as log(y), and how to undo it. */

import type { ModelFrame } from '../design';
import { deparse, namesIn } from '../formula';
import type { BinaryExpr, CallExpr, Expr } from '../formula/ast';
import {
  type DifferenceLink,
  exponential,
  line,
  type Link,
  logarithm,
  power,
  shareOf,
  SINE,
  type Step,
} from './link';

/** The inverse of a transformed response; null where it is a column itself, in other units perhaps, or cannot be undone. */
export function responseLink({ terms, bases }: ModelFrame): Link | null {
  const expr = terms.response?.expr;
  if (expr === undefined) return null;
  const steps = stepsBack(expr, bases);
  if (steps === null || steps.every((step) => step.isUnits)) return null;
  return { name: nameOf(expr), steps, difference: differenceOf(expr) };
}

/** Whether a function stands in front of the response that cannot be undone. */
export function isUnknownResponse({ terms, bases }: ModelFrame): boolean {
  const expr = terms.response?.expr;
  return expr !== undefined && stepsBack(expr, bases) === null;
}

interface OwnStep extends Step {
  /** Whether it only changes units. */
  readonly isUnits?: boolean;
}

/** From the value of an expression back to its one column. */
function stepsBack(expr: Expr, bases: ModelFrame['bases']): OwnStep[] | null {
  const steps: OwnStep[] = [];
  let node = expr;
  for (;;) {
    if (node.type === 'name') return steps;
    const undone = undo(node, bases);
    if (undone === null) return null;
    if (undone.step !== null) steps.push(undone.step);
    node = undone.inner;
  }
}

interface Undone {
  readonly inner: Expr;
  /** From the value of the whole to that of the inner; null where they are the same. */
  readonly step: OwnStep | null;
}

function undo(expr: Expr, bases: ModelFrame['bases']): Undone | null {
  switch (expr.type) {
    case 'paren':
      return { inner: expr.inner, step: null };
    case 'unary':
      if (expr.operator === '+') return { inner: expr.operand, step: null };
      return expr.operator === '-' ? { inner: expr.operand, step: units(0, -1) } : null;
    case 'call':
      return undoCall(expr, bases);
    case 'binary':
      return undoBinary(expr);
    default:
      return null;
  }
}

const units = (a: number, b: number): OwnStep => ({ ...line(a, b), isUnits: true });

/** Steps that undo functions of one argument. */
const INVERSES: Readonly<Record<string, readonly Step[]>> = {
  I: [],
  'as.numeric': [],
  log: [exponential(1)],
  log2: [exponential(Math.LN2)],
  log10: [exponential(Math.LN10)],
  exp: [logarithm(1)],
  sqrt: [power(2)],
  asin: [SINE],
};

function undoCall(call: CallExpr, bases: ModelFrame['bases']): Undone | null {
  const [first, second] = call.args;
  if (first === undefined) return null;
  const inner = first.value;
  if (call.name === 'log' && second !== undefined) {
    const base = constantOf(second.value);
    return base === null ? null : { inner, step: exponential(Math.log(base)) };
  }
  if (call.name === 'log1p') return { inner: plusOne(inner), step: exponential(1) };
  if (call.name === 'expm1') return { inner, step: shifted(logarithm(1)) };
  if (call.name === 'scale') {
    const basis = bases.get(deparse(call));
    return basis?.type === 'scale' ? { inner, step: line(basis.center ?? 0, basis.scale ?? 1) } : null;
  }
  if (!Object.hasOwn(INVERSES, call.name) || call.args.length > 1) return null;
  return { inner, step: INVERSES[call.name][0] ?? null };
}

/** The expression x + 1, of which log1p(x) is the logarithm. */
function plusOne(x: Expr): Expr {
  const one: Expr = { type: 'number', value: 1, start: x.start, end: x.end };
  return { type: 'binary', operator: '+', left: x, right: one, start: x.start, end: x.end };
}

/** log(v + 1). */
function shifted({ at }: Step): Step {
  return { at: (v) => at(v + 1), domain: () => [-1, Infinity] };
}

function undoBinary(expr: BinaryExpr): Undone | null {
  const { operator, left, right } = expr;
  const odds = operator === '/' ? oddsOf(left, right) : null;
  if (odds !== null) return { inner: left, step: shareOf(odds) };
  const [a, b] = [constantOf(left), constantOf(right)];
  if (b !== null) {
    const step = undoWithRight(operator, b);
    return step && { inner: left, step };
  }
  if (a === null) return null;
  const step = undoWithLeft(operator, a);
  return step && { inner: right, step };
}

/** x ∘ c. */
function undoWithRight(operator: string, c: number): OwnStep | null {
  if (operator === '+') return units(-c, 1);
  if (operator === '-') return units(c, 1);
  if (operator === '*' && c !== 0) return units(0, 1 / c);
  if (operator === '/' && c !== 0) return units(0, c);
  return operator === '^' && c !== 0 ? power(1 / c) : null;
}

/** c ∘ x. */
function undoWithLeft(operator: string, c: number): OwnStep | null {
  if (operator === '+') return units(-c, 1);
  if (operator === '-') return units(c, -1);
  if (operator === '*' && c !== 0) return units(0, 1 / c);
  if (operator === '/' && c !== 0) return reciprocal(c);
  return operator === '^' && c > 0 && c !== 1 ? logarithm(Math.log(c)) : null;
}

/** c/v, on the side of v. */
function reciprocal(c: number): Step {
  const { at, domain } = power(-1);
  return {
    at: (v) => {
      const [value, first, second, third] = at(v);
      return [c * value, c * first, c * second, c * third];
    },
    domain,
  };
}

/** The c of x/(c − x), with the same x. */
function oddsOf(left: Expr, right: Expr): number | null {
  const below = right.type === 'paren' ? right.inner : right;
  if (below.type !== 'binary' || below.operator !== '-' || deparse(below.right) !== deparse(left))
    return null;
  return constantOf(below.left);
}

/** The number that an expression without columns is; null for others. */
function constantOf(expr: Expr): number | null {
  if (expr.type === 'number') return expr.value;
  if (expr.type === 'paren') return constantOf(expr.inner);
  if (expr.type === 'name') return expr.name === 'pi' ? Math.PI : null;
  if (expr.type === 'unary') {
    const value = constantOf(expr.operand);
    return value === null || expr.operator !== '-' ? value : -value;
  }
  if (expr.type !== 'binary') return null;
  const [a, b] = [constantOf(expr.left), constantOf(expr.right)];
  if (a === null || b === null) return null;
  const results: Readonly<Record<string, number>> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '^': a ** b,
  };
  return results[expr.operator] ?? null;
}

/** A function of the column itself by its name, others as they are written. */
function nameOf(expr: Expr): string {
  return expr.type === 'call' &&
    expr.args.length === 1 &&
    expr.args[0].value.type === 'name' &&
    expr.name !== 'I'
    ? expr.name
    : deparse(expr);
}

/** Differences of logarithms are logarithms of ratios, those of logarithms of odds of odds ratios. */
function differenceOf(expr: Expr): DifferenceLink | null {
  if (expr.type === 'paren') return differenceOf(expr.inner);
  if (expr.type !== 'call' || namesIn(expr).length === 0) return null;
  if (expr.name === 'I') return differenceOf(expr.args[0].value);
  const [first, second] = expr.args;
  const bases: Readonly<Record<string, number | null>> = {
    log: second === undefined ? Math.E : constantOf(second.value),
    log1p: Math.E,
    log2: 2,
    log10: 10,
  };
  const base = bases[expr.name] ?? null;
  if (base === null) return null;
  const inner = first.value.type === 'paren' ? first.value.inner : first.value;
  const isOdds =
    inner.type === 'binary' && inner.operator === '/' && oddsOf(inner.left, inner.right) !== null;
  return {
    name: isOdds ? 'odds ratio' : 'ratio',
    base,
    of: deparse(expr.name === 'log1p' ? plusOne(inner) : inner),
    link: { steps: [exponential(Math.log(base))] },
  };
}

/** R's operators on columns. */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { BinaryExpr, Expr, UnaryExpr } from '../formula/ast';
import { asNumbers, type Evaluation, formulaError, numbersOf, truthsOf } from './evaluationContext';
import { labelsOf } from './labelFunctions';
import {
  describeValue,
  indices,
  type LabelValue,
  lengthOf,
  LOGICAL_LEVELS,
  logicals,
  mapNumbers,
  numbers,
  numbersFromCodes,
  type Value,
  zipNumbers,
} from './values';

type Binary = (a: number, b: number) => number;

/** R's `%%`: the exact remainder, with the sign of `b`. */
export function remainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

/** R's `%/%`: the whole number q for which a = q·b + a %% b. */
export function integerQuotient(a: number, b: number): number {
  const q = a / b;
  if (!Number.isFinite(q) || Math.abs(q) * Number.EPSILON > 1) return q;
  return Math.round((a - remainder(a, b)) / b);
}

const ARITHMETIC = new Map<string, Binary>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['^', (a, b) => (b === 2 ? a * a : a === 1 ? 1 : a ** b)],
  ['%%', remainder],
  ['%/%', integerQuotient],
]);

/** A comparison with something missing is missing. */
function comparison(holds: (a: number, b: number) => boolean): Binary {
  return (a, b) => (a !== a || b !== b ? NaN : holds(a, b) ? 1 : 0);
}

const COMPARISONS = new Map<string, Binary>([
  ['==', comparison((a, b) => a === b)],
  ['!=', comparison((a, b) => a !== b)],
  ['<', comparison((a, b) => a < b)],
  ['>', comparison((a, b) => a > b)],
  ['<=', comparison((a, b) => a <= b)],
  ['>=', comparison((a, b) => a >= b)],
]);

/** R's three-valued logic: FALSE & NA is FALSE, TRUE | NA is TRUE. */
const LOGIC = new Map<string, Binary>([
  ['&', (a, b) => (a === 0 || b === 0 ? 0 : a * b)],
  ['|', (a, b) => (a === 1 || b === 1 ? 1 : a + b)],
]);

const KNOWN = [...ARITHMETIC.keys(), ...COMPARISONS.keys(), ...LOGIC.keys(), '%in%', '!'];

export function evaluateUnary({ operator, operand }: UnaryExpr, evaluation: Evaluation): Value {
  if (operator === '!') return logicals(mapNumbers(truthsOf(operand, operator, evaluation), (v) => 1 - v));
  if (operator === '~') throw unknownOperator(operator, operand, evaluation);
  const values = numbersOf(operand, operator, evaluation);
  return numbers(operator === '-' ? mapNumbers(values, (v) => -v) : values);
}

export function evaluateBinary(expr: BinaryExpr, evaluation: Evaluation): Value {
  const { operator, left, right } = expr;
  const arithmetic = ARITHMETIC.get(operator);
  if (arithmetic)
    return numbers(
      zipNumbers(numbersOf(left, operator, evaluation), numbersOf(right, operator, evaluation), arithmetic),
    );
  const logic = LOGIC.get(operator);
  if (logic) {
    const a = truthsOf(left, operator, evaluation);
    return logicals(zipNumbers(a, truthsOf(right, operator, evaluation), logic));
  }
  if (operator === '%in%') return logicals(membership(expr, evaluation));
  const compare = COMPARISONS.get(operator);
  if (compare) return evaluateComparison(expr, compare, evaluation);
  throw unknownOperator(operator, left, evaluation);
}

/** x %in% c(a, b): whether the value is one of those listed; never missing. */
function membership({ left, right }: BinaryExpr, evaluation: Evaluation): Float64Array {
  const listed = right.type === 'call' && right.name === 'c' ? right.args.map(({ value }) => value) : [right];
  const tests = listed.map((value): Float64Array => {
    const equals: BinaryExpr = { ...right, type: 'binary', operator: '==', left, right: value };
    return asNumbers(evaluateBinary(equals, evaluation), equals, '%in%');
  });
  return tests.reduce((any, test) => any.map((v, i) => (v === 1 || test[i] === 1 ? 1 : 0)));
}

function unknownOperator(operator: string, near: Expr, evaluation: Evaluation): CellmerError {
  const advice =
    operator === '&&' || operator === '||' ? `; write ${operator[0]} for a condition per row` : '';
  return formulaError(
    `Expected one of the operators ${KNOWN.join(' ')}, but found ${operator}${advice}`,
    near,
    evaluation,
  );
}

function evaluateComparison(expr: BinaryExpr, compare: Binary, evaluation: Evaluation): Value {
  const { operator, left, right } = expr;
  const a = evaluation.evaluate(left);
  const b = evaluation.evaluate(right);
  if (a.kind !== 'label' && b.kind !== 'label')
    return logicals(zipNumbers(asNumbers(a, left, operator), asNumbers(b, right, operator), compare));
  if (operator !== '==' && operator !== '!=' && a.kind === b.kind)
    throw new CellmerError(
      'data',
      `${deparse(expr)} asks which text is larger: expected == or != between texts`,
    );
  if ((operator !== '==' && operator !== '!=') || !areComparable(a, b))
    throw new CellmerError(
      'data',
      `${deparse(expr)} compares ${describeValue(a)} with ${describeValue(b)}: expected the same kind on both sides`,
    );
  // As in R, a number or a truth value beside a text is compared as the text it is printed as.
  const textA = labelsOf(a, left, operator, evaluation);
  const textB = labelsOf(b, right, operator, evaluation);
  const mixed = textA.mixedCell ?? textB.mixedCell;
  if (mixed !== undefined) throw new CellmerError('data', mixed);
  const [idsA, idsB] = commonIds(textA, textB);
  return logicals(zipNumbers(idsA, idsB, compare));
}

/** Whether one may be the other's text at all: no number is "a". */
function areComparable(a: Value, b: Value): boolean {
  const [text, other] = a.kind === 'label' ? [a, b] : [b, a];
  if (text.kind !== 'label' || other.kind === 'label' || lengthOf(text) > 1) return other.kind !== 'matrix';
  const isText = (level: string): boolean =>
    other.kind === 'number' ? level.trim() !== '' && Number.isFinite(Number(level)) : isTruth(level);
  return other.kind !== 'matrix' && text.levels.every(isText);
}

function isTruth(level: string): boolean {
  return LOGICAL_LEVELS.includes(level);
}

/** The labels of two values as numbers that agree where the labels do; missing is NaN. */
function commonIds(a: LabelValue, b: LabelValue): [Float64Array, Float64Array] {
  const known = new Map(a.levels.map((level, i) => [level, i]));
  const idOf = b.levels.map((level, i) => known.get(level) ?? a.levels.length + i);
  return [numbersFromCodes(a.codes, indices(a.levels)), numbersFromCodes(b.codes, idOf)];
}

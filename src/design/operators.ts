/** R's operators on columns. */

import { CellmerError } from '../errors';
import { deparse } from '../formula';
import type { BinaryExpr, Expr, UnaryExpr } from '../formula/ast';
import {
  asLogicals,
  asNumbers,
  type Evaluation,
  formulaError,
  numbersOf,
  truthsOf,
} from './evaluationContext';
import { labelsOf } from './labelFunctions';
import { mapped, SUM, type Smooth, type SmoothPair, stepPair, PRODUCT, zipped } from './smooth';
import {
  describeValue,
  indices,
  type LabelValue,
  lengthOf,
  LOGICAL_LEVELS,
  logicals,
  type LogicalValue,
  numbers,
  numbersFromCodes,
  type Slopes,
  type Value,
} from './values';

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

const POWER: SmoothPair = {
  value: (a, b) => (b === 2 ? a * a : a === 1 ? 1 : a ** b),
  slopes: [(a, b) => (b === 0 ? 0 : b * a ** (b - 1)), (a, _, y) => (y === 0 ? 0 : y * Math.log(a))],
};

const isMultiple = (a: number, b: number): boolean => a % b === 0;

const ARITHMETIC = new Map<string, SmoothPair>([
  ['+', SUM],
  ['-', { value: (a, b) => a - b, slopes: [() => 1, () => -1] }],
  ['*', PRODUCT],
  ['/', { value: (a, b) => a / b, slopes: [(_, b) => 1 / b, (_, b, y) => -y / b] }],
  ['^', POWER],
  [
    '%%',
    {
      value: remainder,
      slopes: [
        (a, b) => (isMultiple(a, b) ? NaN : 1),
        (a, b) => (isMultiple(a, b) ? NaN : -integerQuotient(a, b)),
      ],
    },
  ],
  ['%/%', stepPair(integerQuotient, isMultiple)],
]);

/** A comparison with something missing is missing, and turns where both sides are alike. */
function comparison(holds: (a: number, b: number) => boolean): SmoothPair {
  return stepPair(
    (a, b) => (a !== a || b !== b ? NaN : holds(a, b) ? 1 : 0),
    (a, b) => a === b,
  );
}

const COMPARISONS = new Map<string, SmoothPair>([
  ['==', comparison((a, b) => a === b)],
  ['!=', comparison((a, b) => a !== b)],
  ['<', comparison((a, b) => a < b)],
  ['>', comparison((a, b) => a > b)],
  ['<=', comparison((a, b) => a <= b)],
  ['>=', comparison((a, b) => a >= b)],
]);

/** What decides an "or": nothing does where the other is TRUE already. */
const OTHERWISE: SmoothPair['slopes'] = [(_, b) => 1 - b, (a) => 1 - a];

/** R's three-valued logic: FALSE & NA is FALSE, TRUE | NA is TRUE. */
const LOGIC = new Map<string, SmoothPair>([
  ['&', { value: (a, b) => (a === 0 || b === 0 ? 0 : a * b), slopes: PRODUCT.slopes }],
  ['|', { value: (a, b) => (a === 1 || b === 1 ? 1 : a + b), slopes: OTHERWISE }],
]);

/** The same where nothing is ever missing. */
const EITHER: SmoothPair = { value: (a, b) => (a === 1 || b === 1 ? 1 : 0), slopes: OTHERWISE };

const NEVER = logicals(Float64Array.of(0));

const NOT: Smooth = { value: (v) => 1 - v, slope: () => -1 };
const MINUS: Smooth = { value: (v) => -v, slope: () => -1 };

const KNOWN = [...ARITHMETIC.keys(), ...COMPARISONS.keys(), ...LOGIC.keys(), '%in%', '!'];

export function evaluateUnary({ operator, operand }: UnaryExpr, evaluation: Evaluation): Value {
  if (operator === '!') return asLogicals(mapped(truthsOf(operand, operator, evaluation), NOT));
  if (operator === '~') throw unknownOperator(operator, operand, evaluation);
  const value = numbersOf(operand, operator, evaluation);
  return operator === '-' ? mapped(value, MINUS) : numbers(value.values, value.slopes);
}

export function evaluateBinary(expr: BinaryExpr, evaluation: Evaluation): Value {
  const { operator, left, right } = expr;
  const arithmetic = ARITHMETIC.get(operator);
  if (arithmetic)
    return zipped(numbersOf(left, operator, evaluation), numbersOf(right, operator, evaluation), arithmetic);
  const logic = LOGIC.get(operator);
  if (logic) {
    const a = truthsOf(left, operator, evaluation);
    return asLogicals(zipped(a, truthsOf(right, operator, evaluation), logic));
  }
  if (operator === '%in%') return membership(expr, evaluation);
  const compare = COMPARISONS.get(operator);
  if (compare) return evaluateComparison(expr, compare, evaluation);
  throw unknownOperator(operator, left, evaluation);
}

/** x %in% c(a, b): whether the value is one of those listed; never missing. */
function membership({ left, right }: BinaryExpr, evaluation: Evaluation): LogicalValue {
  const listed = right.type === 'call' && right.name === 'c' ? right.args.map(({ value }) => value) : [right];
  const [first, ...rest] = listed.map((value) => {
    const equals: BinaryExpr = { ...right, type: 'binary', operator: '==', left, right: value };
    return asNumbers(evaluateBinary(equals, evaluation), equals, '%in%');
  });
  // What is missing is equal to nothing.
  return asLogicals(rest.reduce((any, test) => zipped(any, test, EITHER), zipped(first, NEVER, EITHER)));
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

function evaluateComparison(expr: BinaryExpr, compare: SmoothPair, evaluation: Evaluation): Value {
  const { operator, left, right } = expr;
  const a = evaluation.evaluate(left);
  const b = evaluation.evaluate(right);
  if (a.kind !== 'label' && b.kind !== 'label')
    return asLogicals(zipped(asNumbers(a, left, operator), asNumbers(b, right, operator), compare));
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
  const textA = labelsOf(atRest(a), left, operator, evaluation);
  const textB = labelsOf(atRest(b), right, operator, evaluation);
  const mixed = textA.mixedCell ?? textB.mixedCell;
  if (mixed !== undefined) throw new CellmerError('data', mixed);
  const [idsA, idsB] = commonIds(textA, textB);
  return asLogicals(zipped(numbers(idsA, slopesOf(a)), numbers(idsB, slopesOf(b)), compare));
}

/** The same numbers, taken for labels: what is asked of them does not depend on how fast they move. */
function atRest(value: Value): Value {
  return value.kind === 'number' ? numbers(value.values) : value;
}

function slopesOf(value: Value): Slopes {
  return value.kind === 'matrix' ? null : (value.slopes ?? null);
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

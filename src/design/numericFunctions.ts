/** Functions of numbers, entry by entry. */

import type { CallExpr } from '../formula/ast';
import { type Evaluation, formulaError, matchArguments, numbersOf } from './evaluationContext';
import { roundDigits } from './rounding';
import { mapped, type Smooth, type SmoothPair, step, stepPair, zipped } from './smooth';
import { constantNumber, type Value } from './values';

/** Functions of one argument, with their derivatives. */
const SIMPLE = new Map<string, Smooth>([
  ['exp', { value: Math.exp, slope: (_, y) => y }],
  ['expm1', { value: Math.expm1, slope: Math.exp }],
  ['log2', { value: Math.log2, slope: (x) => Math.LOG2E / x }],
  ['log10', { value: Math.log10, slope: (x) => Math.LOG10E / x }],
  ['log1p', { value: Math.log1p, slope: (x) => 1 / (1 + x) }],
  ['sqrt', { value: Math.sqrt, slope: (_, y) => 0.5 / y }],
  ['abs', { value: Math.abs, slope: (x) => (x === 0 ? NaN : Math.sign(x)) }],
  ['sign', step(Math.sign, (x) => x === 0)],
  ['sin', { value: Math.sin, slope: Math.cos }],
  ['cos', { value: Math.cos, slope: (x) => -Math.sin(x) }],
  ['tan', { value: Math.tan, slope: (_, y) => 1 + y * y }],
  ['asin', { value: Math.asin, slope: (x) => 1 / Math.sqrt((1 - x) * (1 + x)) }],
  ['acos', { value: Math.acos, slope: (x) => -1 / Math.sqrt((1 - x) * (1 + x)) }],
  ['atan', { value: Math.atan, slope: (x) => 1 / (1 + x * x) }],
  ['floor', step(Math.floor, Number.isInteger)],
  ['ceiling', step(Math.ceil, Number.isInteger)],
  ['trunc', step(Math.trunc, (x) => Number.isInteger(x) && x !== 0)],
]);

type Handler = (call: CallExpr, evaluation: Evaluation) => Value;

function simple(name: string, f: Smooth): Handler {
  return (call, evaluation) => {
    const { x } = matchArguments(call, ['x'], evaluation);
    return mapped(numbersOf(x!, `${name}()`, evaluation), f);
  };
}

const LOG: Smooth = { value: Math.log, slope: (x) => 1 / x };

const LOG_BASE: SmoothPair = {
  value: logBase,
  slopes: [(x, base) => 1 / (x * Math.log(base)), (_, base, y) => -y / (base * Math.log(base))],
};

/** log(x) and log(x, base). */
function log(call: CallExpr, evaluation: Evaluation): Value {
  const { x, base } = matchArguments(call, ['x', 'base'], evaluation);
  const values = numbersOf(x!, 'log()', evaluation);
  if (base === undefined) return mapped(values, LOG);
  return zipped(values, numbersOf(base, 'log()', evaluation), LOG_BASE);
}

function logBase(x: number, base: number): number {
  if (base === 2) return Math.log2(x);
  return base === 10 ? Math.log10(x) : Math.log(x) / Math.log(base);
}

const ROUND = stepPair(
  (v, d) => roundDigits(v, Math.floor(d + 0.5)),
  (v, d) => Math.abs((v * 10 ** Math.floor(d + 0.5)) % 1) === 0.5,
);

function round(call: CallExpr, evaluation: Evaluation): Value {
  const { x, digits } = matchArguments(call, ['x', 'digits'], evaluation);
  const values = numbersOf(x!, 'round()', evaluation);
  const places = digits === undefined ? constantNumber(0) : numbersOf(digits, 'round()', evaluation);
  return zipped(values, places, ROUND);
}

/** pmin() and pmax(): the smallest or largest of the arguments in each row; missing when one is missing. */
function parallel(name: string, value: (a: number, b: number) => number): Handler {
  // Where both are alike there is a kink.
  const isPicked = (own: number, other: number, picked: number): number =>
    own === other ? NaN : own === picked ? 1 : 0;
  const pick: SmoothPair = { value, slopes: [isPicked, (a, b, picked) => isPicked(b, a, picked)] };
  return (call, evaluation) => {
    const named = call.args.find((argument) => argument.name !== undefined);
    if (call.args.length === 0 || named !== undefined)
      throw formulaError(
        `Expected ${name}() with columns or numbers, but found ${named ? `the argument ${named.name}` : 'nothing'}`,
        named?.value ?? call,
        evaluation,
      );
    const [first, ...rest] = call.args.map(({ value }) => numbersOf(value, `${name}()`, evaluation));
    return rest.reduce((a, b) => zipped(a, b, pick), first);
  };
}

export const NUMERIC_FUNCTIONS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...Array.from(SIMPLE, ([name, f]): [string, Handler] => [name, simple(name, f)]),
  ['log', log],
  ['round', round],
  ['pmin', parallel('pmin', Math.min)],
  ['pmax', parallel('pmax', Math.max)],
]);

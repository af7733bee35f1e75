/** Functions of numbers, entry by entry. */

import type { CallExpr } from '../formula/ast';
import { type Evaluation, formulaError, matchArguments, numbersOf } from './evaluationContext';
import { roundDigits } from './rounding';
import { mapNumbers, numbers, type Value, zipNumbers } from './values';

/** Functions of one argument. */
const SIMPLE = new Map<string, (x: number) => number>([
  ['exp', Math.exp],
  ['expm1', Math.expm1],
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['log1p', Math.log1p],
  ['sqrt', Math.sqrt],
  ['abs', Math.abs],
  ['sign', Math.sign],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['asin', Math.asin],
  ['acos', Math.acos],
  ['atan', Math.atan],
  ['floor', Math.floor],
  ['ceiling', Math.ceil],
  ['trunc', Math.trunc],
]);

type Handler = (call: CallExpr, evaluation: Evaluation) => Value;

function simple(name: string, f: (x: number) => number): Handler {
  return (call, evaluation) => {
    const { x } = matchArguments(call, ['x'], evaluation);
    return numbers(mapNumbers(numbersOf(x!, `${name}()`, evaluation), f));
  };
}

/** log(x) and log(x, base). */
function log(call: CallExpr, evaluation: Evaluation): Value {
  const { x, base } = matchArguments(call, ['x', 'base'], evaluation);
  const values = numbersOf(x!, 'log()', evaluation);
  if (base === undefined) return numbers(mapNumbers(values, Math.log));
  return numbers(zipNumbers(values, numbersOf(base, 'log()', evaluation), logBase));
}

function logBase(x: number, base: number): number {
  if (base === 2) return Math.log2(x);
  return base === 10 ? Math.log10(x) : Math.log(x) / Math.log(base);
}

function round(call: CallExpr, evaluation: Evaluation): Value {
  const { x, digits } = matchArguments(call, ['x', 'digits'], evaluation);
  const values = numbersOf(x!, 'round()', evaluation);
  const places = digits === undefined ? Float64Array.of(0) : numbersOf(digits, 'round()', evaluation);
  return numbers(zipNumbers(values, places, (v, d) => roundDigits(v, Math.floor(d + 0.5))));
}

/** pmin() and pmax(): the smallest or largest of the arguments in each row; missing when one is missing. */
function parallel(name: string, pick: (a: number, b: number) => number): Handler {
  return (call, evaluation) => {
    const named = call.args.find((argument) => argument.name !== undefined);
    if (call.args.length === 0 || named !== undefined)
      throw formulaError(
        `Expected ${name}() with columns or numbers, but found ${named ? `the argument ${named.name}` : 'nothing'}`,
        named?.value ?? call,
        evaluation,
      );
    const [first, ...rest] = call.args.map(({ value }) => numbersOf(value, `${name}()`, evaluation));
    return numbers(rest.reduce((a, b) => zipNumbers(a, b, pick), first));
  };
}

export const NUMERIC_FUNCTIONS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...Array.from(SIMPLE, ([name, f]): [string, Handler] => [name, simple(name, f)]),
  ['log', log],
  ['round', round],
  ['pmin', parallel('pmin', Math.min)],
  ['pmax', parallel('pmax', Math.max)],
]);

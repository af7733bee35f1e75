/**
 * Limits in rows where a part of the expression is infinite and the whole is not, as in a·exp(−b/t) at t = 0. Where the data
 * make a part zero or infinite, all its derivatives by parameters are at most about as large as itself, so that a factor
 * of zero in the chain rule wins over an infinite one.
 */

import type { GraphNode } from './node';

/** What a node holds of a row. */
export interface Held {
  readonly node: GraphNode;
  readonly operands: readonly Held[];
  readonly stride: 0 | 1;
  readonly value: Float64Array;
}

/** Zero there, or in the limit, faster than any power grows. */
const VANISHING: ReadonlySet<string> = new Set(['exp', 'logistic', 'normalCdf', 'softplus', 'logNormalCdf']);
/** Infinite at zero more slowly than any power. */
const SLOW: ReadonlySet<string> = new Set(['log', 'log1p', 'lgamma']);
/** Zero or infinite, where their operands are neither, by the range of the numbers only. */
const FLOWS_OVER: ReadonlySet<string> = new Set(
  'exp expm1 multiply scale divide power powerOf gammaRise'.split(' '),
);
/** Sums and multiples are as slow as their parts. */
const KEEPS_PACE: ReadonlySet<string> = new Set(['add', 'subtract', 'scale']);

function valueAt({ value, stride }: Held, row: number): number {
  return value[row * stride];
}

/**
 * The value of an operation of operands that are numbers, which came out as none; NaN where no limit is known: zero by an
 * infinity, 0/0 and ∞/∞, where an exponential or a logarithm decides.
 */
export function limitAt(held: Held, row: number): number {
  const { op } = held.node;
  const [a, b] = held.operands;
  if (held.operands.some((operand) => Number.isNaN(valueAt(operand, row)))) return NaN;
  if (op === 'divide') return vanishes(a, row) || outgrows(b, row) ? 0 : NaN;
  if (op !== 'multiply' && op !== 'scale') return NaN;
  const [zero, infinite] = valueAt(a, row) === 0 ? [a, b] : [b, a];
  return vanishes(zero, row) || isSlow(infinite, row) ? 0 : NaN;
}

/** Whether the value is zero as an exponential is, which no power and no logarithm makes up for. */
export function vanishes(held: Held, row: number): boolean {
  if (valueAt(held, row) !== 0) return false;
  const { op } = held.node;
  if (VANISHING.has(op)) return true;
  const [a, b] = held.operands;
  if (a === undefined) return false;
  if (op === 'multiply' || op === 'scale') return vanishes(a, row) || vanishes(b, row);
  if (op === 'divide') return vanishes(a, row) || outgrows(b, row);
  if (op !== 'power' && op !== 'powerOf' && op !== 'sqrt') return false;
  return vanishes(a, row) || (op !== 'sqrt' && !Number.isFinite(valueAt(b, row)));
}

function outgrows(held: Held, row: number): boolean {
  return held.node.op === 'exp' && valueAt(held, row) === Infinity;
}

function isSlow(held: Held, row: number): boolean {
  if (Number.isFinite(valueAt(held, row))) return true;
  const { op } = held.node;
  return SLOW.has(op) || (KEEPS_PACE.has(op) && held.operands.every((operand) => isSlow(operand, row)));
}

/** Whether zero times an infinity in the chain rule of this operation is zero: its operands are regular, or not, by the data. */
export function zeroWins(held: Held, row: number): boolean {
  return held.operands.every((operand) => isRegular(operand, row) || isByData(operand, row));
}

function isRegular(held: Held, row: number): boolean {
  const value = valueAt(held, row);
  return value !== 0 && Number.isFinite(value);
}

/** Whether a zero or an infinity is there for any parameters. */
export function isByData(held: Held, row: number): boolean {
  const { node, operands } = held;
  if (node.isConstant || (FLOWS_OVER.has(node.op) && operands.every((operand) => isRegular(operand, row))))
    return true;
  const [a, b] = operands;
  switch (node.op) {
    case 'scale':
    case 'multiply':
    case 'divide':
      return operands.some((operand) => !isRegular(operand, row) && isByData(operand, row));
    case 'add':
    case 'subtract':
      return operands.some((operand) => !Number.isFinite(valueAt(operand, row)) && isByData(operand, row));
    case 'power':
    case 'powerOf':
    case 'log':
    case 'sqrt':
    case 'abs':
      return !isRegular(a, row) && isByData(a, row);
    case 'exp':
    case 'logistic':
    case 'softplus':
    case 'normalCdf':
      return Number.isFinite(valueAt(a, row)) || isByData(a, row);
    case 'choose':
    case 'where': {
      const chosen = valueAt(a, row) !== 0 ? b : operands[2];
      return chosen !== undefined && isByData(chosen, row);
    }
    default:
      return false;
  }
}

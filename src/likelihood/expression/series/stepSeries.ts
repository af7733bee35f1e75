/** The nodes of a graph as series in a step that all parameters take together. */

import type { Derivatives } from '../../../optimize/objective';
import type { GraphNode, NodeId } from '../node';
import type { NodeValues } from '../nodeValues';
import { isUnary, type Operation } from '../operations';
import { inverse, log, power, powerTo, follow, unaryOf } from './functions';
import {
  add,
  constant,
  isInfinite,
  isZero,
  limitOf,
  multiply,
  scale,
  STEP,
  subtract,
  withLimit,
  ZERO,
  type Series,
} from './series';
import { slopesOf } from './slopes';

/** What a sum over the rows is made of: the rows with derivatives, added up, and the others. */
export interface SumParts {
  /** By all d parameters. */
  readonly regular: Derivatives;
  readonly singular: readonly number[];
}

/** A limit is that of the value, but for rounding. */
const SAME = 1e-9;

export class StepSeries {
  private readonly numbers = new Map<NodeId, Series | null>();
  private readonly rows = new Map<NodeId, Series | null>();
  private row = -1;
  /** Operations on series that are numbered as they come. */
  private readonly done = new Map<string, Series | null>();
  private readonly numbered = new WeakMap<Series, number>();
  private count = 0;

  /** @param step d numbers: what the parameters become is par + h·step for h > 0 */
  constructor(
    private readonly values: NodeValues,
    private readonly sums: ReadonlyMap<NodeId, SumParts>,
    private readonly step: readonly number[],
  ) {}

  /** Null where it is not known, or the node has no value beside the point. */
  of(id: NodeId, row: number): Series | null {
    const node = this.values.graph.nodes[id];
    if (node.isRow && row !== this.row) {
      this.row = row;
      this.rows.clear();
      this.done.clear();
    }
    const known = node.isRow ? this.rows : this.numbers;
    const found = known.get(id);
    if (found !== undefined) return found;
    const series = this.compute(node, id, row);
    known.set(id, series);
    return series;
  }

  private compute(node: GraphNode, id: NodeId, row: number): Series | null {
    const { op, args, isConstant, deps } = node;
    const value = this.values.at(id, row);
    if (op === 'parameter') return add(constant(value), scale(STEP, this.step[node.value]));
    if (op === 'sum') return this.sum(id, args[0]);
    // Neither a step function nor what is held moves with the parameters.
    if (isConstant || deps.length === 0) return Number.isNaN(value) ? null : constant(value);
    if (op === 'choose') return this.of(args[this.values.at(args[0], row) === 0 ? 2 : 1], row);
    if (op === 'where') return this.of(args[1], row);
    const operands = args.map((one) => this.of(one, row));
    if (operands.includes(null)) return null;
    return this.operation(op as Operation, operands as Series[], value);
  }

  /** The same of the same is the same object, which a difference knows. */
  private operation(op: Operation, operands: readonly Series[], value: number): Series | null {
    const numbers = operands.map((one) => this.numberOf(one));
    const key = [op, ...(op === 'add' || op === 'multiply' ? numbers.sort((i, j) => i - j) : numbers)].join(
      ' ',
    );
    let found = this.done.get(key);
    if (found === undefined) {
      found = rounded(operation(op, operands), value);
      this.done.set(key, found);
    }
    return found;
  }

  private numberOf(series: Series): number {
    const found = this.numbered.get(series) ?? this.count++;
    this.numbered.set(series, found);
    return found;
  }

  /** The derivative by a parameter, beside the point. */
  slope(id: NodeId, row: number, by: number): Series | null {
    const { op, args, isConstant, deps, value } = this.values.graph.nodes[id];
    if (op === 'parameter') return constant(value === by ? 1 : 0);
    if (isConstant || !deps.includes(by)) return ZERO;
    if (op === 'sum') return this.sumOfSlopes(id, args[0], by);
    if (op === 'choose') return this.slope(args[this.values.at(args[0], row) === 0 ? 2 : 1], row, by);
    if (op === 'where') return this.slope(args[1], row, by);
    const operands = args.map((one) => this.of(one, row));
    const f = this.of(id, row);
    if (f === null || operands.includes(null)) return null;
    const slopes = slopesOf(op as Operation, operands as Series[], f);
    const inner = args.map((one) => this.slope(one, row, by));
    return inner.reduce<Series | null>((total, one, k) => {
      if (total === null || one === null || isZero(one)) return one && total;
      // Here a zero does not win over an infinity: the parameters may have made both.
      return follow(slopes[k], (outer) =>
        isInfinite(outer) || isInfinite(one) ? null : add(total, multiply(outer, one)),
      );
    }, ZERO);
  }

  private sumOfSlopes(id: NodeId, of: NodeId, by: number): Series | null {
    const parts = this.sums.get(id);
    if (!parts) return null;
    const d = this.step.length;
    const { gradient, hessian } = parts.regular;
    const bend = this.step.reduce((sum, s, i) => sum + s * hessian[by * d + i], 0);
    const taylor = polynomial([gradient[by], bend]);
    return parts.singular.reduce<Series | null>((total, row) => {
      const one = this.slope(of, row, by);
      return total && one && add(total, one);
    }, taylor);
  }

  private sum(id: NodeId, of: NodeId): Series | null {
    const parts = this.sums.get(id);
    if (!parts) return null;
    let total: Series | null = taylor(parts.regular, this.step);
    for (const row of parts.singular) {
      const one = this.of(of, row);
      total = total && one && add(total, one);
    }
    return total;
  }
}

/** With the value that was computed for the limit, to its last digit. */
function rounded(series: Series | null, value: number): Series | null {
  if (!series || isInfinite(series) || !Number.isFinite(value)) return series;
  const limit = limitOf(series);
  const isSame = limit === value || Math.abs(limit - value) > SAME * Math.abs(value);
  return isSame ? series : withLimit(series, value);
}

/** To second order. */
function taylor({ value, gradient, hessian }: Derivatives, step: readonly number[]): Series {
  const d = step.length;
  const slope = step.reduce((sum, s, i) => sum + s * gradient[i], 0);
  const bend = step.reduce(
    (sum, s, i) => sum + step.reduce((inner, t, j) => inner + s * t * hessian[i * d + j], 0),
    0,
  );
  return polynomial([value, slope, 0.5 * bend]);
}

/** What comes after the last coefficient is left out. */
function polynomial(coefficients: readonly number[]): Series {
  const terms = coefficients.map((c, k) => ({ exponents: [-k, 0, 0] as const, c }));
  return { terms: terms.filter(({ c }) => c !== 0), rest: [-coefficients.length, 0, 0] };
}

function operation(op: Operation, [a, b]: readonly Series[]): Series | null {
  if (isUnary(op)) return unaryOf(op, a);
  switch (op) {
    case 'add':
      return add(a, b);
    case 'subtract':
      return subtract(a, b);
    case 'scale':
    case 'multiply':
      return multiply(a, b);
    case 'divide':
      if (a === b && !isZero(a) && !isInfinite(a)) return constant(1);
      return follow(inverse(b), (c) => multiply(a, c));
    case 'power':
      return powerTo(a, b);
    case 'powerOf':
      return isInfinite(b) ? powerTo(a, b) : power(a, limitOf(b));
    case 'gammaRise':
      return follow(add(a, b), (c) => difference(unaryOf('lgamma', c), unaryOf('lgamma', a)));
    case 'deviance':
      return isZero(a) ? b : deviance(a, b, log(b));
    case 'logDeviance':
      return follow(unaryOf('exp', b), (mean) => (isZero(a) ? mean : deviance(a, mean, b)));
    case 'relative':
      if (isZero(a)) return ZERO;
      return follow(add(a, b), (c) => follow(difference(log(a), log(c)), (share) => multiply(a, share)));
    default:
      return null;
  }
}

/** x·log(x/m) + m − x. */
function deviance(x: Series, mean: Series, logMean: Series | null): Series | null {
  const ratio = follow(difference(log(x), logMean), (r) => multiply(x, r));
  return follow(ratio, (main) => follow(subtract(mean, x), (rest) => add(main, rest)));
}

function difference(a: Series | null, b: Series | null): Series | null {
  return a && b && subtract(a, b);
}

/**
 * Sums over the rows of deviances that one number for all rows stands for, so that a million rows cost what one costs.
 * With weights w, and W the sum of w·c, Σ w·D(x, c·μ) is Σ w·D(x, c·M) + W·D(M, μ) for M = Σ w·x/W, since the deviance D
 * is linear in x and in its last argument but for x·log x; and with W the sum of w, Σ w·D(a, c·μ) is W·D(a, g·μ) + μ·Σ
 * w·(c − g), where g is the geometric mean of c.
 */

import { deviance } from './deviance';
import type { Arithmetic, GraphNode, NodeId } from './node';

type Numbers = number | Float64Array;

/** What has one value per row apart from what has one for all: the node is c·inner, or log c + inner. */
interface Parted {
  readonly c: Numbers;
  readonly inner: NodeId;
}

/** Whether the sum over the rows can be had from one number for all. */
export function isCondensed(
  nodes: readonly GraphNode[],
  { op, args }: Pick<GraphNode, 'op' | 'args'>,
): boolean {
  if (op !== 'deviance' && op !== 'logDeviance') return false;
  const [x, mean] = args.map((id) => nodes[id]);
  const parted = part(nodes, op, args[1]);
  if (!parted || mean.isConstant || !every(parted.c, (c) => c > 0 && c < Infinity)) return false;
  if (x.isConstant) return every(x.column ?? x.value, (value) => value >= 0 && value < Infinity);
  return op === 'deviance' && !x.isRow;
}

/** @param a a node that is condensed; @param weights constant, from 0 on */
export function sumOfDeviances(g: Arithmetic, a: NodeId, weights: Numbers): NodeId {
  const { op, args } = g.nodes[a];
  const [x] = args;
  const { c, inner } = part(g.nodes, op, args[1]) as Parted;
  const n = g.rowCount;
  const total = (f: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += f(i);
    return sum;
  };
  if (!g.nodes[x].isConstant) return aroundGeometricMean(g, x, inner, { c, weights, total });
  const counts = g.nodes[x].column ?? g.nodes[x].value;
  const W = total((i) => at(weights, i) * at(c, i));
  if (W === 0) return g.constant(0);
  const mean = total((i) => at(weights, i) * at(counts, i)) / W;
  const own = total((i) => at(weights, i) * deviance(at(counts, i), at(c, i) * mean));
  const rest = g.apply(op as 'deviance' | 'logDeviance', g.constant(mean), inner);
  return g.add(g.constant(own), g.multiply(g.constant(W), rest));
}

function aroundGeometricMean(
  g: Arithmetic,
  x: NodeId,
  inner: NodeId,
  { c, weights, total }: { c: Numbers; weights: Numbers; total: (f: (i: number) => number) => number },
): NodeId {
  const W = total((i) => at(weights, i));
  if (W === 0) return g.constant(0);
  const mean = total((i) => at(weights, i) * at(c, i)) / W;
  // The geometric mean is mean·exp(shift), and the sum of c − g is −W·mean·(exp(shift) − 1), to all digits, together with
  // what rounding has left between c and their mean: it is multiplied by a parameter, which may be large.
  const left = total((i) => at(weights, i) * (at(c, i) - mean));
  const shift = total((i) => at(weights, i) * logRatio(at(c, i), mean)) / W;
  const geometric = g.multiply(g.constant(mean * Math.exp(shift)), inner);
  const whole = g.multiply(g.constant(W), g.apply('deviance', x, geometric));
  return g.add(whole, g.multiply(g.constant(left - W * mean * Math.expm1(shift)), inner));
}

/** log(c/mean), near 1 by the distance, and by the logarithms where that has lost what c is. */
function logRatio(c: number, mean: number): number {
  const distance = (c - mean) / mean;
  return Math.abs(distance) < 0.5 ? Math.log1p(distance) : Math.log(c) - Math.log(mean);
}

function part(nodes: readonly GraphNode[], op: GraphNode['op'], id: NodeId): Parted | null {
  const { isRow, op: own, args } = nodes[id];
  if (!isRow) return { c: 1, inner: id };
  if (own !== (op === 'deviance' ? 'scale' : 'add')) return null;
  const place = args.findIndex((one) => nodes[one].isConstant);
  const inner = args[1 - place];
  if (place < 0 || nodes[inner].isRow) return null;
  const { column, value } = nodes[args[place]];
  const factor = column ?? value;
  if (op === 'deviance') return { c: factor, inner };
  return { c: typeof factor === 'number' ? Math.exp(factor) : factor.map(Math.exp), inner };
}

function every(values: Numbers, test: (value: number) => boolean): boolean {
  return typeof values === 'number' ? test(values) : values.every(test);
}

function at(values: Numbers, i: number): number {
  return typeof values === 'number' ? values : values[i];
}

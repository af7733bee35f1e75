/**
 * Where the parameters can be: log(p) needs p > 0, log(1 − p) needs p < 1. Found from every logarithm, root and condition
 * whose argument is linear in one parameter; parts that are computed under a condition only do not count.
 */

import type { BuiltExpression } from './build';
import type { GraphNode } from './node';

/** slope·parameter + intercept, numbers or one per row. */
interface Affine {
  /** −1 without a parameter. */
  readonly parameter: number;
  readonly slope: Values;
  readonly intercept: Values;
}

type Values = number | Float64Array;

export interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Defined from 0 on, or above. */
const FROM_ZERO: ReadonlySet<string> = new Set(['log', 'sqrt', 'logBesselI0', 'besselRatio']);

export function domainOf({ graph, root, positive }: BuiltExpression, parameterCount: number): Bounds {
  const bounds: Bounds = {
    lower: new Float64Array(parameterCount).fill(-Infinity),
    upper: new Float64Array(parameterCount).fill(Infinity),
  };
  const forms = graph.nodes.map<Affine | null>(() => null);
  graph.nodes.forEach((node, id) => (forms[id] = affine(node, forms)));
  const { everywhere, somewhere } = computed(graph.nodes, root);
  for (const id of [...everywhere, ...somewhere]) {
    const { op, args, isRow } = graph.nodes[id];
    // In which of the rows it is computed is not known.
    if (isRow && !everywhere.has(id)) continue;
    const [first] = args;
    if (FROM_ZERO.has(op)) restrict(bounds, forms[first], 0);
    if (op === 'log1p') restrict(bounds, forms[first], -1);
    if (op === 'deviance') restrict(bounds, forms[args[1]], 0);
    const test = op === 'where' ? graph.nodes[first] : null;
    if ((test?.op === 'less' || test?.op === 'lessEqual') && graph.nodes[test.args[0]].op === 'constant')
      restrict(bounds, forms[test.args[1]], graph.nodes[test.args[0]].value);
  }
  for (const id of positive) restrict(bounds, forms[id], 0);
  return bounds;
}

/** What is computed whatever the parameters are: in all rows, and in some of them. */
function computed(nodes: readonly GraphNode[], root: number) {
  const everywhere = new Set([root]);
  const somewhere = new Set<number>();
  for (const set of [everywhere, somewhere])
    for (const id of set) {
      const { op, args, isConstant } = nodes[id];
      if (isConstant) continue;
      if (op !== 'choose') {
        for (const a of args) set.add(a);
        continue;
      }
      set.add(args[0]);
      const { column, isConstant: isSettled, value } = nodes[args[0]];
      if (!isSettled) continue;
      const tests = column ?? Float64Array.of(value);
      if (tests.every((x) => x !== 0)) set.add(args[1]);
      else if (tests.every((x) => x === 0)) set.add(args[2]);
      else somewhere.add(args[1]).add(args[2]);
    }
  return { everywhere, somewhere };
}

function affine({ op, args, isConstant, value, column }: GraphNode, forms: readonly (Affine | null)[]) {
  if (isConstant) return { parameter: -1, slope: 0, intercept: column ?? value };
  if (op === 'parameter') return { parameter: value, slope: 1, intercept: 0 };
  const [a, b] = args.map((id) => forms[id]);
  if (!a || !b) return null;
  if (op === 'add') return together(a, b, 1);
  if (op === 'subtract') return together(a, b, -1);
  if (op === 'scale')
    return {
      parameter: b.parameter,
      slope: combine(a.intercept, b.slope, (x, y) => x * y),
      intercept: combine(a.intercept, b.intercept, (x, y) => x * y),
    };
  if (op === 'divide' && b.parameter < 0)
    return {
      parameter: a.parameter,
      slope: combine(a.slope, b.intercept, (x, y) => x / y),
      intercept: combine(a.intercept, b.intercept, (x, y) => x / y),
    };
  return null;
}

function together(a: Affine, b: Affine, sign: number): Affine | null {
  if (a.parameter >= 0 && b.parameter >= 0 && a.parameter !== b.parameter) return null;
  const add = (x: number, y: number) => x + sign * y;
  return {
    parameter: Math.max(a.parameter, b.parameter),
    slope: combine(a.slope, b.slope, add),
    intercept: combine(a.intercept, b.intercept, add),
  };
}

function combine(a: Values, b: Values, f: (x: number, y: number) => number): Values {
  if (typeof a === 'number' && typeof b === 'number') return f(a, b);
  if (typeof a === 'number') return (b as Float64Array).map((y) => f(a, y));
  if (typeof b === 'number') return a.map((x) => f(x, b));
  return a.map((x, i) => f(x, b[i]));
}

/** Keeps slope·parameter + intercept above `least` in every row. */
function restrict({ lower, upper }: Bounds, form: Affine | null, least: number): void {
  if (!form || form.parameter < 0) return;
  const { parameter, slope, intercept } = form;
  const count = Math.max(typeof slope === 'number' ? 1 : slope.length, lengthOf(intercept));
  for (let i = 0; i < count; i++) {
    const s = at(slope, i);
    const limit = (least - at(intercept, i)) / s;
    if (s > 0 && limit > lower[parameter]) lower[parameter] = limit;
    if (s < 0 && limit < upper[parameter]) upper[parameter] = limit;
  }
}

function lengthOf(values: Values): number {
  return typeof values === 'number' ? 1 : values.length;
}

function at(values: Values, i: number): number {
  return typeof values === 'number' ? values : values[i];
}

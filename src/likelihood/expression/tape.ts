/**
 * The graph of a log-likelihood run for given parameters: value, exact gradient and exact Hessian by automatic
 * differentiation. Rows are taken in blocks that stay in the processor's cache; each node carries its value and its
 * derivatives by the parameters that it depends on (forward mode of second order, Griewank & Walther 2008, ch. 13).
 */

import type { Derivatives } from '../../optimize/objective';
import type { Graph } from './graph';
import { isByData, limitAt, vanishes, zeroWins } from './limits';
import type { GraphNode, NodeId } from './node';
import { NodeValues } from './nodeValues';
import { computeInto, isLinear, partialsInto, type Operation, type Partials } from './operations';
import { withSides } from './series/sides';
import { SplitSum } from './splitSum';

/** Numbers that all buffers of a block together may have, about. */
const BLOCK_NUMBERS = 65_536;
const LARGEST_BLOCK = 256;
const SMALLEST_BLOCK = 16;

/** A node with room for what it computes; one number when it is the same for all rows. */
interface Slot {
  readonly id: NodeId;
  readonly node: GraphNode;
  readonly operands: readonly Slot[];
  /** 1 when there is one value per row, else 0. */
  readonly stride: 0 | 1;
  readonly value: Float64Array;
  /** By each of the node's parameters. */
  readonly gradient: readonly Float64Array[];
  /** Packed lower triangle over the node's parameters; empty when the node is not curved. */
  readonly hessian: readonly Float64Array[];
  /** Per operand: where the node's parameters are among the operand's; −1 where they are not. */
  readonly places: readonly (readonly number[])[];
  readonly strides: readonly number[];
  readonly values: readonly Float64Array[];
}

/** What to run: numbers first, then one pass over the rows for all sums that are ready then, and so on. */
interface Stage {
  readonly numbers: readonly Slot[];
  readonly columns: readonly Slot[];
  readonly rows: readonly Slot[];
  readonly sums: readonly Slot[];
}

export class Tape {
  private readonly slots = new Map<NodeId, Slot>();
  private readonly stages: Stage[];
  private readonly root: Slot;
  private readonly parameters: Slot[] = [];
  private readonly block: number;
  private readonly scratch: Partials;
  private takesLimits = false;
  /** Of the last run that took limits. */
  private readonly sums = new Map<NodeId, SplitSum>();

  /** @param root one number, not one per row */
  constructor(
    private readonly graph: Graph,
    root: NodeId,
    private readonly d: number,
  ) {
    const used = reachable(graph, [root]);
    this.block = blockSize(graph, used);
    this.scratch = {
      a: new Float64Array(this.block),
      b: new Float64Array(this.block),
      aa: new Float64Array(this.block),
      ab: new Float64Array(this.block),
      bb: new Float64Array(this.block),
    };
    for (const id of used) this.slots.set(id, this.slotFor(id));
    this.root = this.slot(root);
    this.stages = this.plan(used);
  }

  /** The value; NaN where the expression has none. */
  value(par: Float64Array): number {
    this.run(par, false);
    if (Number.isNaN(this.root.value[0])) this.runWithLimits(par, false);
    return this.root.value[0];
  }

  derivatives(par: Float64Array): Derivatives {
    this.run(par, true);
    const { value, gradient, hessian } = this.root;
    if ([value, ...gradient, ...hessian].every(([x]) => Number.isFinite(x))) return this.found();
    this.runWithLimits(par, true);
    const found = this.found();
    if (!Number.isFinite(found.value) || [...found.gradient, ...found.hessian].every(Number.isFinite))
      return found;
    return withSides(new NodeValues(this.graph, par), this.root.id, found, this.sums);
  }

  private found(): Derivatives {
    const { d, root } = this;
    const gradient = new Float64Array(d);
    const hessian = new Float64Array(d * d);
    root.node.deps.forEach((p, k) => {
      gradient[p] = root.gradient[k][0];
      if (!root.node.isCurved) return;
      root.node.deps.slice(0, k + 1).forEach((q, l) => {
        hessian[p * d + q] = hessian[q * d + p] = root.hessian[(k * (k + 1)) / 2 + l][0];
      });
    });
    return { value: root.value[0], gradient, hessian };
  }

  private slot(id: NodeId): Slot {
    return this.slots.get(id) as Slot;
  }

  private slotFor(id: NodeId): Slot {
    const node = this.graph.nodes[id];
    const length = node.isRow ? this.block : 1;
    const room = (count: number) => Array.from({ length: count }, () => new Float64Array(length));
    const operands = node.isConstant ? [] : node.args.map((id) => this.slot(id));
    const n = node.deps.length;
    const slot: Slot = {
      id,
      node,
      operands,
      stride: node.isRow ? 1 : 0,
      value: new Float64Array(length).fill(node.value),
      gradient: room(n),
      hessian: room(node.isCurved ? (n * (n + 1)) / 2 : 0),
      places: operands.map((operand) => node.deps.map((p) => operand.node.deps.indexOf(p))),
      strides: operands.map(({ stride }) => stride),
      values: operands.map(({ value }) => value),
    };
    if (node.op === 'parameter') {
      slot.gradient[0][0] = 1;
      this.parameters.push(slot);
    }
    return slot;
  }

  private plan(used: readonly NodeId[]): Stage[] {
    const { nodes } = this.graph;
    const last = Math.max(...used.map((id) => nodes[id].level));
    return Array.from({ length: last + 1 }, (_, level) => {
      const isComputed = (id: NodeId): boolean => !nodes[id].isConstant && nodes[id].op !== 'parameter';
      const numbers = used.filter(
        (id) => nodes[id].level === level && isComputed(id) && !nodes[id].isRow && nodes[id].op !== 'sum',
      );
      const sums = used.filter((id) => nodes[id].op === 'sum' && nodes[id].level === level + 1);
      const rows = reachable(
        this.graph,
        sums.flatMap((id) => nodes[id].args),
      ).filter((id) => nodes[id].isRow);
      const slotsOf = (ids: readonly NodeId[]) => ids.map((id) => this.slot(id));
      return {
        numbers: slotsOf(numbers),
        columns: slotsOf(rows.filter((id) => nodes[id].column)),
        rows: slotsOf(rows.filter((id) => !nodes[id].column)),
        sums: slotsOf(sums),
      };
    });
  }

  /** Once more, with an eye on every row. */
  private runWithLimits(par: Float64Array, withDerivatives: boolean): void {
    this.takesLimits = true;
    this.run(par, withDerivatives);
    this.takesLimits = false;
  }

  private run(par: Float64Array, withDerivatives: boolean): void {
    for (const slot of this.parameters) slot.value[0] = par[slot.node.value];
    for (const { numbers, columns, rows, sums } of this.stages) {
      for (const slot of numbers) this.evaluate(slot, 1, withDerivatives);
      if (sums.length === 0) continue;
      for (const slot of sums) clear(slot);
      if (this.takesLimits)
        for (const slot of sums) this.sums.set(slot.id, new SplitSum(slot.operands[0], this.d));
      for (let from = 0; from < this.graph.rowCount; from += this.block) {
        const count = Math.min(this.block, this.graph.rowCount - from);
        for (const { node, value } of columns)
          value.set((node.column as Float64Array).subarray(from, from + count));
        for (const slot of rows) this.evaluate(slot, count, withDerivatives);
        for (const slot of sums) {
          accumulate(slot, count, withDerivatives);
          if (this.takesLimits && withDerivatives) this.sums.get(slot.id)?.add(from, count);
        }
      }
    }
  }

  private evaluate(slot: Slot, count: number, withDerivatives: boolean): void {
    const op = slot.node.op as Operation;
    computeInto(slot.value, op, slot.values, slot.strides, count);
    if (this.takesLimits) takeLimits(slot, count);
    if (!withDerivatives || slot.node.deps.length === 0) return;
    if (op === 'scale') return differentiateScaled(slot, count);
    if (op === 'choose' || op === 'where') return differentiateChoice(slot, count);
    if (isLinear(op) === 'linear') return differentiateSum(slot, count, op === 'subtract' ? -1 : 1);
    const ofB = slot.operands.length > 1 && slot.operands[1].node.deps.length > 0;
    partialsInto(this.scratch, op, slot.value, slot.values, slot.strides, count, ofB);
    chain(slot, this.scratch, count);
    if (this.takesLimits) takeLimitsOfDerivatives(slot, this.scratch, count);
  }
}

function takeLimits(slot: Slot, count: number): void {
  for (let i = 0; i < count; i++) if (Number.isNaN(slot.value[i])) slot.value[i] = limitAt(slot, i);
}

/** Derivatives of a row that are no numbers although its value is one. */
function takeLimitsOfDerivatives(slot: Slot, partials: Partials, count: number): void {
  const arrays = [...slot.gradient, ...slot.hessian];
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(slot.value[i]) || !arrays.some((array) => Number.isNaN(array[i]))) continue;
    if (vanishes(slot, i) && isByData(slot, i)) arrays.forEach((array) => (array[i] = 0));
    else if (zeroWins(slot, i)) chainAt(slot, partials, i);
  }
}

/** The chain rule in one row, with zero for zero times anything. */
function chainAt(slot: Slot, partials: Partials, row: number): void {
  const { gradient, hessian, operands, places, strides } = slot;
  const first = (o: number, k: number): number => {
    const place = places[o]?.[k] ?? -1;
    return place < 0 ? 0 : operands[o].gradient[place][row * strides[o]];
  };
  const second = (o: number, k: number, l: number): number =>
    operands[o] ? (secondOf(operands[o], places[o][k], places[o][l])?.[row * strides[o]] ?? 0) : 0;
  const product = (...factors: number[]): number =>
    factors.includes(0) ? 0 : factors.reduce((x, y) => x * y);
  const { a, b, aa, ab, bb } = partials;
  gradient.forEach((out, k) => (out[row] = product(a[row], first(0, k)) + product(b[row], first(1, k))));
  if (!slot.node.isCurved) return;
  for (let k = 0, at = 0; k < gradient.length; k++)
    for (let l = 0; l <= k; l++, at++)
      hessian[at][row] =
        product(a[row], second(0, k, l)) +
        product(b[row], second(1, k, l)) +
        product(aa[row], first(0, k), first(0, l)) +
        product(ab[row], first(0, k), first(1, l)) +
        product(ab[row], first(0, l), first(1, k)) +
        product(bb[row], first(1, k), first(1, l));
}

/** The nodes that `roots` are computed from, ascending, so that operands come first. Parts of constants are not needed. */
function reachable(graph: Graph, roots: readonly NodeId[]): NodeId[] {
  const found = new Set(roots);
  for (const id of found) if (!graph.nodes[id].isConstant) for (const a of graph.nodes[id].args) found.add(a);
  return [...found].sort((i, j) => i - j);
}

function blockSize(graph: Graph, used: readonly NodeId[]): number {
  let numbers = 1;
  for (const id of used) {
    const { isRow, deps, isCurved } = graph.nodes[id];
    const n = deps.length;
    if (isRow) numbers += 1 + n + (isCurved ? (n * (n + 1)) / 2 : 0);
  }
  return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, Math.floor(BLOCK_NUMBERS / numbers)));
}

function clear(slot: Slot): void {
  slot.value[0] = 0;
  for (const array of slot.gradient) array[0] = 0;
  for (const array of slot.hessian) array[0] = 0;
}

/** Adds a block of rows to their sum. */
function accumulate(slot: Slot, count: number, withDerivatives: boolean): void {
  const [of] = slot.operands;
  slot.value[0] += total(of.value, count);
  if (!withDerivatives) return;
  slot.gradient.forEach((array, k) => (array[0] += total(of.gradient[k], count)));
  slot.hessian.forEach((array, k) => (array[0] += total(of.hessian[k], count)));
}

function total(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  return sum;
}

/** Calls back with each derivative array of the slot and where each operand has its own; undefined where it has none. */
function eachDerivative(
  slot: Slot,
  visit: (out: Float64Array, sources: readonly (Float64Array | undefined)[]) => void,
): void {
  const { gradient, hessian, operands, places } = slot;
  gradient.forEach((out, k) =>
    visit(
      out,
      operands.map((operand, o) => (places[o][k] < 0 ? undefined : operand.gradient[places[o][k]])),
    ),
  );
  if (!slot.node.isCurved) return;
  for (let k = 0, at = 0; k < gradient.length; k++)
    for (let l = 0; l <= k; l++, at++)
      visit(
        hessian[at],
        operands.map((operand, o) => secondOf(operand, places[o][k], places[o][l])),
      );
}

/** Where an operand has its second derivative by two of its parameters, k-th not before l-th. */
function secondOf(operand: Slot, k: number, l: number): Float64Array | undefined {
  return operand.node.isCurved && k >= 0 && l >= 0 ? operand.hessian[(k * (k + 1)) / 2 + l] : undefined;
}

function differentiateSum(slot: Slot, count: number, sign: number): void {
  const [sa, sb] = slot.strides;
  eachDerivative(slot, (out, [a, b]) => {
    if (a && b) for (let i = 0; i < count; i++) out[i] = a[i * sa] + sign * b[i * sb];
    else if (a) for (let i = 0; i < count; i++) out[i] = a[i * sa];
    else if (b) for (let i = 0; i < count; i++) out[i] = sign * b[i * sb];
    else out.fill(0, 0, count);
  });
}

function differentiateScaled(slot: Slot, count: number): void {
  const [sa, sb] = slot.strides;
  const [factor] = slot.values;
  eachDerivative(slot, (out, [, b]) => {
    if (!b) out.fill(0, 0, count);
    // Zero for all values of the parameters, whatever the derivative of what it multiplies is.
    else for (let i = 0; i < count; i++) out[i] = factor[i * sa] === 0 ? 0 : factor[i * sa] * b[i * sb];
  });
}

function differentiateChoice(slot: Slot, count: number): void {
  const [st, sa, sb] = slot.strides;
  const [test] = slot.values;
  eachDerivative(slot, (out, [, a, b]) => {
    for (let i = 0; i < count; i++) {
      if (test[i * st] !== 0) out[i] = a ? a[i * sa] : 0;
      else out[i] = b ? b[i * sb] : 0;
    }
  });
}

/** The chain rule: first derivatives f_a·a′ + f_b·b′, second ones with the products of first ones besides. */
function chain(slot: Slot, partials: Partials, count: number): void {
  const { gradient, hessian, operands, places, strides } = slot;
  const [sa, sb] = strides;
  const [a, b] = operands as [Slot, Slot | undefined];
  const ofA = (k: number) => (places[0][k] < 0 ? undefined : a.gradient[places[0][k]]);
  const ofB = (k: number) => (!b || places[1][k] < 0 ? undefined : b.gradient[places[1][k]]);
  for (let k = 0; k < gradient.length; k++) {
    const out = gradient[k].fill(0, 0, count);
    addProduct(out, partials.a, ofA(k), sa, count);
    addProduct(out, partials.b, ofB(k), sb, count);
  }
  if (!slot.node.isCurved) return;
  for (let k = 0, at = 0; k < gradient.length; k++)
    for (let l = 0; l <= k; l++, at++) {
      const out = hessian[at].fill(0, 0, count);
      addProduct(out, partials.a, secondOf(a, places[0][k], places[0][l]), sa, count);
      addProducts(out, partials.aa, ofA(k), sa, ofA(l), sa, count);
      if (!b) continue;
      addProduct(out, partials.b, secondOf(b, places[1][k], places[1][l]), sb, count);
      addProducts(out, partials.ab, ofA(k), sa, ofB(l), sb, count);
      addProducts(out, partials.ab, ofA(l), sa, ofB(k), sb, count);
      addProducts(out, partials.bb, ofB(k), sb, ofB(l), sb, count);
    }
}

/** out += x·y; nothing where there is no y. */
function addProduct(
  out: Float64Array,
  x: Float64Array,
  y: Float64Array | undefined,
  sy: number,
  count: number,
): void {
  if (y) for (let i = 0; i < count; i++) out[i] += x[i] * y[i * sy];
}

/** out += x·y·z; nothing where one of them is not there. */
function addProducts(
  out: Float64Array,
  x: Float64Array,
  y: Float64Array | undefined,
  sy: number,
  z: Float64Array | undefined,
  sz: number,
  count: number,
): void {
  if (y && z) for (let i = 0; i < count; i++) out[i] += x[i] * y[i * sy] * z[i * sz];
}

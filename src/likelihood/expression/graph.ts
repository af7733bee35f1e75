/**
 * The graph of an expression over data: equal parts exist once, parts without parameters are numbers, or columns with one
 * number per row, computed when they are built and never again.
 */

import { isCondensed, sumOfDeviances } from './devianceSums';
import { logarithm } from './logarithm';
import type { Arithmetic, GraphNode, NodeId } from './node';
import { compute, isLinear, type Operation } from './operations';

type NodeData = Pick<GraphNode, 'op' | 'isRow' | 'isConstant' | 'value' | 'column'>;

export class Graph implements Arithmetic {
  readonly nodes: GraphNode[] = [];
  /** What there is already, a map for each kind of node, so that no header can be taken for anything but a column. */
  private readonly constants = new Map<number | '-0', NodeId>();
  private readonly columns = new Map<string, NodeId>();
  private readonly parameters = new Map<number, NodeId>();
  private readonly operations = new Map<string, NodeId>();
  private ones: NodeId | null = null;

  constructor(readonly rowCount: number) {}

  constant(value: number): NodeId {
    const node = { op: 'constant' as const, isRow: false, isConstant: true, value, column: null };
    return this.intern(this.constants, Object.is(value, -0) ? '-0' : value, node, []);
  }

  column(name: string, column: Float64Array): NodeId {
    return this.intern(this.columns, name, columnNode(column), []);
  }

  /** @param index position among the parameters */
  parameter(index: number): NodeId {
    const node = { op: 'parameter' as const, isRow: false, isConstant: false, value: index, column: null };
    return this.intern(this.parameters, index, node, []);
  }

  add(a: NodeId, b: NodeId): NodeId {
    if (this.isNumber(a, 0) && !this.nodes[b].isConstant) return b;
    if (this.isNumber(b, 0) && !this.nodes[a].isConstant) return a;
    return this.apply('add', Math.min(a, b), Math.max(a, b));
  }

  subtract(a: NodeId, b: NodeId): NodeId {
    return this.isNumber(b, 0) && !this.nodes[a].isConstant ? a : this.apply('subtract', a, b);
  }

  /** A factor without parameters comes first: zero times an infinity is zero then, as in y·log(p) at y = 0, p = 0. */
  multiply(a: NodeId, b: NodeId): NodeId {
    if (this.isNumber(a, 1)) return b;
    if (this.isNumber(b, 1)) return a;
    if (this.nodes[a].isConstant) return this.apply('scale', a, b);
    if (this.nodes[b].isConstant) return this.apply('scale', b, a);
    return this.apply('multiply', Math.min(a, b), Math.max(a, b));
  }

  divide(a: NodeId, b: NodeId): NodeId {
    return this.isNumber(b, 1) ? a : this.apply('divide', a, b);
  }

  negate(a: NodeId): NodeId {
    return this.multiply(this.constant(-1), a);
  }

  power(a: NodeId, b: NodeId): NodeId {
    if (this.isNumber(b, 1)) return a;
    return this.apply(this.nodes[b].deps.length === 0 ? 'powerOf' : 'power', a, b);
  }

  log(a: NodeId): NodeId {
    return logarithm(this, a);
  }

  apply(op: Operation, ...args: NodeId[]): NodeId {
    if (op === 'sqrt' && this.isSquare(args[0])) return this.apply('abs', this.nodes[args[0]].args[0]);
    const operands = args.map((id) => this.nodes[id]);
    const key = `${op} ${args.join(' ')}`;
    const found = this.operations.get(key);
    if (found !== undefined) return found;
    const isRow = operands.some((node) => node.isRow);
    const chosen = op === 'choose' ? settled(operands[0]) : null;
    if (chosen !== null) return this.perRow(args[chosen ? 1 : 2], isRow);
    if (!operands.every((node) => node.isConstant))
      return this.intern(
        this.operations,
        key,
        { op, isRow, isConstant: false, value: NaN, column: null },
        args,
      );
    const values = operands.map(({ column, value }) => column ?? value);
    const count = isRow ? this.rowCount : 1;
    const folded = op === 'scale' ? productOf(values, count) : compute(op, values, count);
    if (isRow)
      return this.intern(
        this.operations,
        key,
        { op, isRow, isConstant: true, value: NaN, column: folded },
        args,
      );
    return this.constant(folded[0]);
  }

  /** The sum over the rows of something that has one value per row. */
  sum(a: NodeId): NodeId {
    const node = this.nodes[a];
    const [x, y] = node.args;
    if (!node.isRow) return this.multiply(this.constant(this.rowCount), a);
    if (node.column) return this.constant(sumOf(node.column));
    if (isCondensed(this.nodes, node)) return sumOfDeviances(this, a, 1);
    if (isWeighted(this.nodes, node)) return sumOfDeviances(this, y, this.nodes[x].column as Float64Array);
    const canSplit = node.isSeparable || this.nodes[x].isSeparable || this.nodes[y]?.isSeparable;
    if (node.op === 'add' && canSplit) return this.add(this.sum(x), this.sum(y));
    if (node.op === 'subtract' && canSplit) return this.subtract(this.sum(x), this.sum(y));
    if (node.op === 'scale' || node.op === 'multiply') {
      if (!this.nodes[x].isRow) return this.multiply(x, this.sum(y));
      if (!this.nodes[y].isRow && (node.op === 'multiply' || node.isSeparable))
        return this.multiply(this.sum(x), y);
    }
    if (node.op === 'where' && !this.nodes[x].isRow) return this.apply('where', x, this.sum(y));
    if (node.op === 'divide' && !this.nodes[y].isRow) return this.divide(this.sum(x), y);
    const level = node.level + 1;
    const data = { op: 'sum' as const, isRow: false, isConstant: false, value: NaN, column: null };
    return this.intern(this.operations, `sum ${a}`, data, [a], level);
  }

  /** The same, with one value per row if it is to be. */
  private perRow(a: NodeId, isRow: boolean): NodeId {
    if (!isRow || this.nodes[a].isRow) return a;
    this.ones ??= this.push(columnNode(new Float64Array(this.rowCount).fill(1)), [], 0);
    return this.apply('scale', this.ones, a);
  }

  private isSquare(a: NodeId): boolean {
    const { op, args, isConstant } = this.nodes[a];
    return !isConstant && op === 'powerOf' && this.isNumber(args[1], 2);
  }

  private isNumber(a: NodeId, value: number): boolean {
    const node = this.nodes[a];
    return node.op === 'constant' && node.value === value;
  }

  private intern<Key>(
    known: Map<Key, NodeId>,
    key: Key,
    node: NodeData,
    args: readonly NodeId[],
    ownLevel = 0,
  ): NodeId {
    const found = known.get(key);
    if (found !== undefined) return found;
    const id = this.push(node, args, ownLevel);
    known.set(key, id);
    return id;
  }

  private push(node: NodeData, args: readonly NodeId[], ownLevel: number): NodeId {
    const operands = args.map((id) => this.nodes[id]);
    this.nodes.push({
      ...node,
      args,
      deps: depsOf(node.op, node.value, operands),
      isCurved: isCurved(node.op, operands),
      level: Math.max(ownLevel, ...operands.map((operand) => operand.level)),
      isSeparable:
        isSeparable(node, operands) ||
        isCondensed(this.nodes, { op: node.op, args }) ||
        isWeighted(this.nodes, { op: node.op, args }),
    });
    return this.nodes.length - 1;
  }
}

function columnNode(column: Float64Array): NodeData {
  return { op: 'column', isRow: true, isConstant: true, value: NaN, column };
}

/** Whether a condition without parameters is true, or false, in all rows; null where neither is. */
function settled({ isConstant, column, value }: GraphNode): boolean | null {
  if (!isConstant) return null;
  const tests = column ?? Float64Array.of(value);
  if (tests.every((x) => x === x && x !== 0)) return true;
  return tests.every((x) => x === 0) ? false : null;
}

function depsOf(op: GraphNode['op'], value: number, operands: readonly GraphNode[]): number[] {
  if (op === 'parameter') return [value];
  if (op !== 'sum' && op !== 'constant' && op !== 'column' && isLinear(op) === 'steps') return [];
  // The condition of a choice has no derivatives.
  const counted = op === 'choose' || op === 'where' ? operands.slice(1) : operands;
  return [...new Set(counted.flatMap(({ deps }) => deps))].sort((i, j) => i - j);
}

function isCurved(op: GraphNode['op'], operands: readonly GraphNode[]): boolean {
  if (op === 'constant' || op === 'column' || op === 'parameter') return false;
  const inherited = operands.some((operand) => operand.isCurved);
  if (op === 'sum') return inherited;
  if (op === 'divide' && operands[1].deps.length === 0) return inherited;
  const kind = isLinear(op);
  if (kind === 'linear' || kind === 'steps') return inherited;
  return operands.some(({ deps }) => deps.length > 0);
}

/** A column of weights times a deviance whose sum one number stands for. */
function isWeighted(nodes: readonly GraphNode[], { op, args }: Pick<GraphNode, 'op' | 'args'>): boolean {
  if (op !== 'scale') return false;
  const { column } = nodes[args[0]];
  return column !== null && isCondensed(nodes, nodes[args[1]]) && column.every((w) => w >= 0 && w < Infinity);
}

function isSeparable(
  { op, isRow, isConstant, column }: Pick<GraphNode, 'op' | 'isRow' | 'isConstant' | 'column'>,
  operands: readonly GraphNode[],
): boolean {
  if (!isRow) return true;
  if (isConstant) return column !== null && column.every(Number.isFinite);
  const [a, b] = operands;
  if (op === 'add' || op === 'subtract') return a.isSeparable && b.isSeparable;
  if (op === 'scale' || op === 'multiply') return (!a.isRow && b.isSeparable) || (!b.isRow && a.isSeparable);
  if (op === 'where') return !a.isRow && b.isSeparable;
  return op === 'divide' && a.isSeparable && !b.isRow;
}

/** In blocks, so that rounding does not grow with the number of rows. */
function sumOf(values: Float64Array): number {
  let total = 0;
  for (let from = 0; from < values.length; from += 256) {
    const to = Math.min(from + 256, values.length);
    let block = 0;
    for (let i = from; i < to; i++) block += values[i];
    total += block;
  }
  return total;
}

/** Of two factors without parameters: zero times an infinity is zero in either order, as in LN(k)*k at k = 0. */
function productOf(factors: readonly (number | Float64Array)[], count: number): Float64Array {
  const product = compute('scale', factors, count);
  if (!product.some(Number.isNaN)) return product;
  const other = compute('scale', [...factors].reverse(), count);
  return product.map((v, i) => (Number.isNaN(v) ? other[i] : v));
}

/** The values of the nodes of a graph at given parameters, each computed when it is first asked for and kept whole. */

import type { Graph } from './graph';
import type { GraphNode, NodeId } from './node';
import { compute, type Operation } from './operations';

export class NodeValues {
  private readonly known = new Map<NodeId, Float64Array>();

  constructor(
    readonly graph: Graph,
    readonly par: Float64Array,
  ) {}

  at(id: NodeId, row: number): number {
    const values = this.valuesOf(id);
    return values[values.length > 1 ? row : 0];
  }

  /** One number, or one per row. */
  private valuesOf(id: NodeId): Float64Array {
    const found = this.known.get(id) ?? this.compute(this.graph.nodes[id]);
    this.known.set(id, found);
    return found;
  }

  private compute(node: GraphNode): Float64Array {
    const { op, args, column, value, isRow } = node;
    if (op === 'parameter') return Float64Array.of(this.par[value]);
    if (column) return column;
    if (node.isConstant) return Float64Array.of(value);
    const operands = args.map((id) => this.valuesOf(id));
    if (op === 'sum') return Float64Array.of(operands[0].reduce((sum, x) => sum + x, 0));
    const isOne = (id: NodeId) => !this.graph.nodes[id].isRow;
    const given = operands.map((values, k) => (isOne(args[k]) ? values[0] : values));
    return compute(op as Operation, given, isRow ? this.graph.rowCount : 1);
  }
}

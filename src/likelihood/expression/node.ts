/** What the graph of an expression consists of, and the arithmetic by which parts are added to it. */

import type { Operation } from './operations';

export type NodeId = number;

export interface GraphNode {
  readonly op: Operation | 'constant' | 'column' | 'parameter' | 'sum';
  readonly args: readonly NodeId[];
  /** One value per row of the data, or one for all. */
  readonly isRow: boolean;
  /** Whether no parameter has to do with it; its value is then `value` or `column`. */
  readonly isConstant: boolean;
  readonly value: number;
  readonly column: Float64Array | null;
  /** The parameters that it has derivatives by, ascending. */
  readonly deps: readonly number[];
  /** Whether second derivatives can differ from zero. */
  readonly isCurved: boolean;
  /** How many sums over the rows must be known before it can be computed. */
  readonly level: number;
  /** Whether its sum over the rows can be had without visiting them: sums of products of a number and a column. */
  readonly isSeparable: boolean;
}

/** Makes of parts of a graph others: what is there already, or known without its rows, becomes no new one. */
export interface Arithmetic {
  readonly nodes: readonly GraphNode[];
  readonly rowCount: number;
  constant(value: number): NodeId;
  add(a: NodeId, b: NodeId): NodeId;
  subtract(a: NodeId, b: NodeId): NodeId;
  multiply(a: NodeId, b: NodeId): NodeId;
  divide(a: NodeId, b: NodeId): NodeId;
  negate(a: NodeId): NodeId;
  apply(op: Operation, ...args: NodeId[]): NodeId;
}

/** The tree of an expression and its data made into a graph. */

import type { ExpressionData } from './data';
import { placedArguments, type FunctionDefinition } from './definition';
import { functionNamed } from './functions';
import { Graph } from './graph';
import { syntaxErrorIn } from './lexer';
import { hasSum, namesOutsideSums } from './names';
import type { NodeId } from './node';
import type { BinaryOperator, Expression } from './syntax';

export interface BuiltExpression {
  readonly graph: Graph;
  /** The log-likelihood: one number. */
  readonly root: NodeId;
  /** Whether the expression was one log-density per row. */
  readonly isSummed: boolean;
  /** What must be above zero besides what is in a logarithm. */
  readonly positive: readonly NodeId[];
}

/** @throws CellmerError `syntax` for a wrong number of arguments, or a column where one number is expected */
export function buildExpression(
  expression: Expression,
  source: string,
  data: ExpressionData,
  positive: readonly Expression[] = [],
): BuiltExpression {
  const graph = new Graph(data.rowCount);
  const builder = new Builder(graph, source, data);
  const node = builder.build(expression);
  const isSummed = !hasSum(expression);
  const built = { graph, isSummed, positive: positive.map((one) => builder.build(one)) };
  if (isSummed) return { ...built, root: graph.sum(node) };
  if (!graph.nodes[node].isRow) return { ...built, root: node };
  const outside = namesOutsideSums(expression).find(
    ({ name }) => data.names.meanings.get(name)?.kind === 'column',
  );
  throw syntaxErrorIn(
    source,
    `The expression has a SUM, so it must be one number, but the column ${outside?.name ?? ''} stands outside of it`,
    outside?.position ?? 0,
  );
}

/** The number that an expression without data or parameters is; NaN for all others. */
export function constantOf(expression: Expression, source: string, data: ExpressionData): number {
  const graph = new Graph(data.rowCount);
  const node = graph.nodes[new Builder(graph, source, data).build(expression)];
  return node.op === 'constant' ? node.value : NaN;
}

class Builder {
  constructor(
    private readonly graph: Graph,
    private readonly source: string,
    private readonly data: ExpressionData,
  ) {}

  build(expression: Expression): NodeId {
    const { graph } = this;
    switch (expression.kind) {
      case 'number':
        return graph.constant(expression.value);
      case 'name':
        return this.name(expression.name);
      case 'unary': {
        const operand = this.build(expression.operand);
        return expression.op === '-' ? graph.negate(operand) : graph.apply('not', operand);
      }
      case 'binary':
        return binary(graph, expression.op, this.build(expression.left), this.build(expression.right));
      case 'call':
        return this.call(expression);
    }
  }

  private name(name: string): NodeId {
    const { graph, data } = this;
    const meaning = data.names.meanings.get(name);
    if (meaning?.kind === 'column')
      return graph.column(meaning.name, data.columns.get(meaning.name) as Float64Array);
    if (meaning?.kind === 'constant') return graph.constant(meaning.value);
    return graph.parameter(meaning?.index ?? 0);
  }

  private call(call: Extract<Expression, { kind: 'call' }>): NodeId {
    const error = (message: string) => syntaxErrorIn(this.source, message, call.position);
    const definition = functionNamed(call.name) as FunctionDefinition;
    const { least, most, formals } = definition;
    if (call.args.length < least || call.args.length > most)
      throw error(
        `The function ${call.name} has ${counted(call.args.length)}: expected ${range(least, most)}${
          formals ? ` (${formals.join(', ')})` : ''
        }`,
      );
    const { values, twice } = placedArguments(call.args, formals);
    if (twice !== null) throw error(`The argument ${twice} is given twice`);
    const args = values.map((value) => value && this.build(value));
    return definition.build(args, { graph: this.graph, error });
  }
}

function counted(count: number): string {
  return count === 1 ? '1 argument' : `${count} arguments`;
}

function range(least: number, most: number): string {
  if (least === most) return String(least);
  return most >= 50 ? `at least ${least}` : `${least} to ${most}`;
}

function binary(g: Graph, op: BinaryOperator, a: NodeId, b: NodeId): NodeId {
  switch (op) {
    case '+':
      return g.add(a, b);
    case '-':
      return g.subtract(a, b);
    case '*':
      return g.multiply(a, b);
    case '/':
      return g.divide(a, b);
    case '^':
      return g.power(a, b);
    case '=':
      return g.apply('equal', a, b);
    case '<>':
      return g.apply('not', g.apply('equal', a, b));
    case '<':
      return g.apply('less', a, b);
    case '<=':
      return g.apply('lessEqual', a, b);
    case '>':
      return g.apply('less', b, a);
    case '>=':
      return g.apply('lessEqual', b, a);
    case '&':
      return g.apply('and', a, b);
    case '|':
      return g.apply('or', a, b);
  }
}

/** What a function of the expression language is. */

import type { Graph } from './graph';
import type { NodeId } from './node';
import type { Argument, Expression } from './syntax';

export interface CallContext {
  readonly graph: Graph;
  /** An error at the call. */
  readonly error: (message: string) => Error;
}

export interface FunctionDefinition {
  /** As it is printed and suggested. */
  readonly name: string;
  /** The names of the arguments; those that may be given by name have an R function's names. */
  readonly formals: readonly string[] | null;
  /** Fewest and most arguments. */
  readonly least: number;
  readonly most: number;
  /** Arguments that were left out are undefined. */
  readonly build: (args: readonly (NodeId | undefined)[], context: CallContext) => NodeId;
  /** Position of the switch that asks for the logarithm of a density or probability, null without one; undefined for all others. */
  readonly logSwitch?: number | null;
}

/**
 * Arguments at the places of their formals; as in R, those without a name go to the places that no name has taken. Where
 * one is given twice the later one stands there and `twice` names it.
 */
export function placedArguments(
  args: readonly Argument[],
  formals: readonly string[] | null,
): { readonly values: readonly (Expression | undefined)[]; readonly twice: string | null } {
  const values: (Expression | undefined)[] = [];
  const taken = args.map(({ name }) => (name === null ? -1 : (formals?.indexOf(name) ?? -1)));
  let place = 0;
  let twice: string | null = null;
  args.forEach(({ name, value }, i) => {
    if (taken[i] < 0) while (taken.includes(place)) place++;
    const at = taken[i] < 0 ? place++ : taken[i];
    if (values[at] !== undefined) twice = name ?? '';
    values[at] = value;
  });
  return { values, twice };
}

/** A function of fixed arguments that are all there. */
export function plain(
  name: string,
  count: number,
  build: (graph: Graph, args: readonly NodeId[], context: CallContext) => NodeId,
): FunctionDefinition {
  return {
    name,
    formals: null,
    least: count,
    most: count,
    build: (args, context) => build(context.graph, args as NodeId[], context),
  };
}

/** TRUE or FALSE; what a switch such as `log` must be. */
export function flag(
  value: NodeId | undefined,
  fallback: boolean,
  name: string,
  { graph, error }: CallContext,
): boolean {
  if (value === undefined) return fallback;
  const node = graph.nodes[value];
  if (node.op === 'constant') return node.value !== 0;
  throw error(`The argument ${name} must be TRUE or FALSE`);
}

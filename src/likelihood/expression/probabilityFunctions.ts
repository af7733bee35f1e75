/**
 * Distribution functions by the names and arguments that R gives them, with `lower.tail` and `log.p`. The logarithm of either
 * tail is exact however far out it is.
 */

import { flag, type CallContext, type FunctionDefinition } from './definition';
import type { Graph } from './graph';
import { logOneMinusExp } from './logarithm';
import type { NodeId } from './node';

/** A probability, and its logarithm by itself: of numbers the probability may be 0 already. */
interface Tail {
  readonly value: NodeId;
  readonly log: NodeId;
}
type Tails = Readonly<Record<'lower' | 'upper', Tail>>;

/**
 * @param formals an argument with `=` has that number when it is left out; `lower.tail` and `log.p` are added
 * @param tails of all the arguments that are named
 */
function ofR(
  name: string,
  formals: readonly string[],
  tails: (g: Graph, args: readonly NodeId[]) => Tails,
): FunctionDefinition {
  const names = formals.map((formal) => formal.split('=')[0]);
  const defaults = formals.map((formal) => formal.split('=')[1] as string | undefined);
  const count = formals.length;
  const argument = (given: NodeId | undefined, i: number, { graph, error }: CallContext): NodeId => {
    if (given !== undefined) return given;
    if (defaults[i] !== undefined) return graph.constant(Number(defaults[i]));
    throw error(`The function ${name} needs the argument ${names[i]}`);
  };
  return {
    name,
    formals: [...names, 'lower.tail', 'log.p'],
    least: defaults.filter((one) => one === undefined).length,
    most: count + 2,
    logSwitch: count + 1,
    build: (given, context) => {
      const { lower, upper } = tails(
        context.graph,
        names.map((_, i) => argument(given[i], i, context)),
      );
      const tail = flag(given[count], true, 'lower.tail', context) ? lower : upper;
      return flag(given[count + 1], false, 'log.p', context) ? tail.log : tail.value;
    },
  };
}

/** Of a distribution that is symmetric about 0. */
function symmetric(op: 'normalCdf' | 'logistic', g: Graph, z: NodeId): Tails {
  const below = (x: NodeId): Tail => ({
    value: g.apply(op, x),
    log: op === 'normalCdf' ? g.apply('logNormalCdf', x) : g.negate(g.apply('softplus', g.negate(x))),
  });
  return { lower: below(z), upper: below(g.negate(z)) };
}

function standardized(g: Graph, [q, location, scale]: readonly NodeId[]): NodeId {
  return g.divide(g.subtract(q, location), scale);
}

/** Of a distribution above 0, from the logarithm of its upper tail there. */
function fromSurvival(g: Graph, q: NodeId, logUpper: NodeId): Tails {
  const zero = g.constant(0);
  const log = g.apply('choose', g.apply('less', zero, q), logUpper, zero);
  return {
    lower: { value: g.negate(g.apply('expm1', log)), log: logOneMinusExp(g, log) },
    upper: { value: g.apply('exp', log), log },
  };
}

/** log q, where q is above 0, and of below that −∞. */
function logOf(g: Graph, q: NodeId): NodeId {
  return g.apply('choose', g.apply('less', g.constant(0), q), g.log(q), g.constant(-Infinity));
}

function wherePositive(g: Graph, parameter: NodeId, value: NodeId): NodeId {
  return g.apply('where', g.apply('less', g.constant(0), parameter), value);
}

export const PROBABILITY_FUNCTIONS: readonly FunctionDefinition[] = [
  ofR('pnorm', ['q', 'mean=0', 'sd=1'], (g, args) => symmetric('normalCdf', g, standardized(g, args))),
  ofR('plogis', ['q', 'location=0', 'scale=1'], (g, args) => symmetric('logistic', g, standardized(g, args))),
  ofR('plnorm', ['q', 'meanlog=0', 'sdlog=1'], (g, [q, mean, sd]) =>
    symmetric('normalCdf', g, standardized(g, [logOf(g, q), mean, sd])),
  ),
  ofR('pexp', ['q', 'rate=1'], (g, [q, rate]) =>
    fromSurvival(g, q, wherePositive(g, rate, g.negate(g.multiply(rate, q)))),
  ),
  ofR('pweibull', ['q', 'shape', 'scale=1'], (g, [q, shape, scale]) => {
    const power = g.power(g.divide(q, scale), shape);
    return fromSurvival(g, q, wherePositive(g, shape, wherePositive(g, scale, g.negate(power))));
  }),
];

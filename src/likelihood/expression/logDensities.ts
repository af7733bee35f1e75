/**
 * Log-densities as parts of a graph. Impossible data have −Infinity, impossible parameters no value. Factors that do not
 * depend on parameters stand first in products, so that zero counts stay harmless at the edge, as in 0·log(0).
 */

import type { Graph, NodeId } from './graph';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

type LogDensity = (g: Graph, x: NodeId, ...parameters: NodeId[]) => NodeId;

/** `value` where the data are possible. */
function supported(g: Graph, isPossible: NodeId, value: NodeId): NodeId {
  return g.apply('choose', isPossible, value, g.constant(-Infinity));
}

function atLeast(g: Graph, x: NodeId, bound: number): NodeId {
  return g.apply('lessEqual', g.constant(bound), x);
}

function isCount(g: Graph, x: NodeId): NodeId {
  return g.apply('and', atLeast(g, x, 0), g.apply('isWhole', x));
}

/** `value` where the parameter is positive, no value elsewhere. */
export function wherePositive(g: Graph, parameter: NodeId, value: NodeId): NodeId {
  return g.apply('where', g.apply('less', g.constant(0), parameter), value);
}

function squared(g: Graph, x: NodeId): NodeId {
  return g.power(x, g.constant(2));
}

function total(g: Graph, ...terms: NodeId[]): NodeId {
  return terms.reduce((sum, term) => g.add(sum, term));
}

export function logBeta(g: Graph, a: NodeId, b: NodeId): NodeId {
  const both = g.add(g.apply('lgamma', a), g.apply('lgamma', b));
  return g.subtract(both, g.apply('lgamma', g.add(a, b)));
}

/** log C(n, k). */
export function logChoose(g: Graph, n: NodeId, k: NodeId): NodeId {
  const one = g.constant(1);
  const below = g.add(g.apply('lgamma', g.add(k, one)), g.apply('lgamma', g.add(g.subtract(n, k), one)));
  return g.subtract(g.apply('lgamma', g.add(n, one)), below);
}

/** log(1 − x). */
function logOneMinus(g: Graph, x: NodeId): NodeId {
  return g.apply('log1p', g.negate(x));
}

const normal: LogDensity = (g, x, mean, sd) => {
  const z = g.divide(g.subtract(x, mean), sd);
  const square = g.multiply(g.constant(-0.5), squared(g, z));
  return g.subtract(square, g.add(g.log(sd), g.constant(HALF_LOG_TWO_PI)));
};

const binomial: LogDensity = (g, x, n, p) => {
  const isPossible = g.apply(
    'and',
    isCount(g, x),
    g.apply('and', g.apply('lessEqual', x, n), g.apply('isWhole', n)),
  );
  const failures = g.multiply(g.subtract(n, x), logOneMinus(g, p));
  return supported(g, isPossible, total(g, logChoose(g, n, x), g.multiply(x, g.log(p)), failures));
};

const poisson: LogDensity = (g, x, mean) => {
  const factorial = g.apply('lgamma', g.add(x, g.constant(1)));
  const value = g.subtract(g.subtract(g.multiply(x, g.log(mean)), mean), factorial);
  return supported(g, isCount(g, x), value);
};

const exponential: LogDensity = (g, x, rate) =>
  supported(g, atLeast(g, x, 0), g.subtract(g.log(rate), g.multiply(x, rate)));

const gamma: LogDensity = (g, x, shape, rate) => {
  const powers = g.add(
    g.multiply(shape, g.log(rate)),
    g.multiply(g.subtract(shape, g.constant(1)), g.log(x)),
  );
  const rest = g.add(g.multiply(rate, x), g.apply('lgamma', shape));
  return wherePositive(g, shape, supported(g, atLeast(g, x, 0), g.subtract(powers, rest)));
};

const beta: LogDensity = (g, x, a, b) => {
  const one = g.constant(1);
  const powers = g.add(
    g.multiply(g.subtract(a, one), g.log(x)),
    g.multiply(g.subtract(b, one), logOneMinus(g, x)),
  );
  const isPossible = g.apply('and', atLeast(g, x, 0), g.apply('lessEqual', x, one));
  const value = supported(g, isPossible, g.subtract(powers, logBeta(g, a, b)));
  return wherePositive(g, a, wherePositive(g, b, value));
};

const studentT: LogDensity = (g, x, df) => {
  const half = g.constant(0.5);
  const up = g.multiply(half, g.add(df, g.constant(1)));
  const tail = g.multiply(up, g.apply('log1p', g.divide(squared(g, x), df)));
  // Γ((df + 1)/2)/Γ(df/2), which grows as the root of df/2 that it is divided by.
  const ways = g.apply('gammaRise', g.multiply(half, df), half);
  const root = g.multiply(half, g.log(g.multiply(g.constant(Math.PI), df)));
  return wherePositive(g, df, g.subtract(g.subtract(ways, root), tail));
};

const weibull: LogDensity = (g, x, shape, scale) => {
  const share = g.divide(x, scale);
  const powers = g.multiply(g.subtract(shape, g.constant(1)), g.log(share));
  const value = total(g, g.subtract(g.log(shape), g.log(scale)), powers, g.negate(g.power(share, shape)));
  return wherePositive(g, shape, wherePositive(g, scale, supported(g, atLeast(g, x, 0), value)));
};

const lognormal: LogDensity = (g, x, mean, sd) => {
  const log = g.log(x);
  return supported(g, g.apply('less', g.constant(0), x), g.subtract(normal(g, log, mean, sd), log));
};

const geometric: LogDensity = (g, x, p) =>
  supported(g, isCount(g, x), g.add(g.log(p), g.multiply(x, logOneMinus(g, p))));

/** x failures before `size` successes. */
const negativeBinomial: LogDensity = (g, x, size, p) => {
  const one = g.constant(1);
  const ways = g.subtract(g.apply('gammaRise', size, x), g.apply('lgamma', g.add(x, one)));
  const value = total(g, ways, g.multiply(size, g.log(p)), g.multiply(x, logOneMinus(g, p)));
  return wherePositive(g, size, supported(g, isCount(g, x), value));
};

/** The same with its mean in place of the probability. */
const negativeBinomialMean: LogDensity = (g, x, size, mean) => {
  const one = g.constant(1);
  const both = g.add(size, mean);
  const ways = g.subtract(g.apply('gammaRise', size, x), g.apply('lgamma', g.add(x, one)));
  const value = total(
    g,
    ways,
    g.negate(g.multiply(size, g.apply('log1p', g.divide(mean, size)))),
    g.multiply(x, g.subtract(g.log(mean), g.log(both))),
  );
  return wherePositive(g, size, supported(g, isCount(g, x), value));
};

const uniform: LogDensity = (g, x, low, high) => {
  const isPossible = g.apply('and', g.apply('lessEqual', low, x), g.apply('lessEqual', x, high));
  return supported(g, isPossible, g.negate(g.log(g.subtract(high, low))));
};

const logistic: LogDensity = (g, x, location, scale) => {
  const z = g.divide(g.subtract(x, location), scale);
  const twice = g.multiply(g.constant(-2), g.apply('softplus', g.negate(z)));
  return g.subtract(g.subtract(twice, z), g.log(scale));
};

const cauchy: LogDensity = (g, x, location, scale) => {
  const z = g.divide(g.subtract(x, location), scale);
  const tail = g.apply('log1p', squared(g, z));
  return g.negate(total(g, g.constant(Math.log(Math.PI)), g.log(scale), tail));
};

const chiSquare: LogDensity = (g, x, df) => {
  const half = g.constant(0.5);
  return gamma(g, x, g.multiply(half, df), half);
};

export const LOG_DENSITIES = {
  normal,
  binomial,
  poisson,
  exponential,
  gamma,
  beta,
  studentT,
  weibull,
  lognormal,
  geometric,
  negativeBinomial,
  negativeBinomialMean,
  uniform,
  logistic,
  cauchy,
  chiSquare,
} satisfies Record<string, LogDensity>;

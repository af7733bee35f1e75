/**
 * Log-densities as parts of a graph. Impossible data have −Infinity, impossible parameters no value. Factors that do not
 * depend on parameters stand first in products, so that zero counts stay harmless at the edge, as in 0·log(0).
 */

import type { Graph } from './graph';
import { hasExponential } from './logarithm';
import type { NodeId } from './node';

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
function wherePositive(g: Graph, parameter: NodeId, value: NodeId): NodeId {
  return g.apply('where', g.apply('less', g.constant(0), parameter), value);
}

function squared(g: Graph, x: NodeId): NodeId {
  return g.power(x, g.constant(2));
}

function total(g: Graph, ...terms: NodeId[]): NodeId {
  return terms.reduce((sum, term) => g.add(sum, term));
}

/** Where both hold the value to all digits, elsewhere by the gamma function alone. */
function where(g: Graph, tests: readonly NodeId[], value: NodeId, otherwise: NodeId): NodeId {
  return g.apply(
    'choose',
    tests.reduce((a, b) => g.apply('and', a, b)),
    value,
    otherwise,
  );
}

function isAbove(g: Graph, x: NodeId, bound: number): NodeId {
  return g.apply('less', g.constant(bound), x);
}

function difference(g: Graph, from: NodeId, ...terms: NodeId[]): NodeId {
  return terms.reduce((rest, term) => g.subtract(rest, term), from);
}

/** log C(n, k) + k·log(k/n) + (n − k)·log(1 − k/n). */
function binomialPeak(g: Graph, n: NodeId, k: NodeId, rest: NodeId): NodeId {
  return difference(g, g.add(g.apply('gammaPeak', k), g.apply('gammaPeak', rest)), g.apply('gammaPeak', n));
}

/** x·log(x/m) + m − x, from log m where that is known. */
function deviance(g: Graph, x: NodeId, mean: NodeId): NodeId {
  return hasExponential(g, mean) ? g.apply('logDeviance', x, g.log(mean)) : g.apply('deviance', x, mean);
}

/** log C(n, k) p^k q^(n−k) for any positive k and n − k (Loader 2000). */
function binomialTerm(
  g: Graph,
  k: NodeId,
  rest: NodeId,
  n: NodeId,
  [p, q]: readonly [NodeId, NodeId],
): NodeId {
  const peak = binomialPeak(g, n, k, rest);
  return difference(g, peak, deviance(g, k, g.multiply(n, p)), deviance(g, rest, g.multiply(n, q)));
}

export function logBeta(g: Graph, a: NodeId, b: NodeId): NodeId {
  const n = g.add(a, b);
  const gammas = g.subtract(g.add(g.apply('lgamma', a), g.apply('lgamma', b)), g.apply('lgamma', n));
  const ways = difference(g, binomialPeak(g, n, a, b), g.apply('relative', a, b), g.apply('relative', b, a));
  const value = difference(g, g.log(n), g.log(a), g.log(b), ways);
  return where(g, [isAbove(g, a, 0), isAbove(g, b, 0)], value, gammas);
}

/** log C(n, k). */
export function logChoose(g: Graph, n: NodeId, k: NodeId): NodeId {
  const rest = g.subtract(n, k);
  const gammas = difference(g, factorialLog(g, n), factorialLog(g, k), factorialLog(g, rest));
  const value = difference(
    g,
    binomialPeak(g, n, k, rest),
    g.apply('relative', k, rest),
    g.apply('relative', rest, k),
  );
  // At 0 the derivatives are those of the gamma function.
  const isIn = (x: NodeId): NodeId => (isFree(g, x) ? isAbove(g, x, 0) : atLeast(g, x, 0));
  return where(g, [isIn(k), isIn(rest), isAbove(g, n, 0)], value, gammas);
}

/** Whether it has derivatives by parameters. */
function isFree(g: Graph, x: NodeId): boolean {
  return g.nodes[x].deps.length > 0;
}

function factorialLog(g: Graph, x: NodeId): NodeId {
  return g.apply('lgamma', g.add(x, g.constant(1)));
}

/** log(1 − x). */
function logOneMinus(g: Graph, x: NodeId): NodeId {
  return g.apply('log1p', g.negate(x));
}

/** 1 − p. */
function complement(g: Graph, p: NodeId): NodeId {
  const { op, args } = g.nodes[p];
  return op === 'logistic' ? g.apply('logistic', g.negate(args[0])) : g.subtract(g.constant(1), p);
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
  const rest = g.subtract(n, x);
  const q = complement(g, p);
  const powers = g.add(g.multiply(x, g.log(p)), g.multiply(rest, logOf(g, p, q)));
  if (isOne(g, n)) return supported(g, isPossible, powers);
  if (isFree(g, x) || isFree(g, n)) return supported(g, isPossible, g.add(logChoose(g, n, x), powers));
  return supported(g, isPossible, binomialTerm(g, x, rest, n, [p, q]));
};

/** Whether it is 1 in all rows. */
function isOne(g: Graph, a: NodeId): boolean {
  const { isConstant, column, value } = g.nodes[a];
  return isConstant && (column?.every((x) => x === 1) ?? value === 1);
}

/** log q with q = 1 − p. */
function logOf(g: Graph, p: NodeId, q: NodeId): NodeId {
  return hasExponential(g, q) ? g.log(q) : logOneMinus(g, p);
}

const poisson: LogDensity = (g, x, mean) => {
  const value = isFree(g, x)
    ? difference(g, g.multiply(x, g.log(mean)), mean, factorialLog(g, x))
    : g.subtract(g.apply('gammaPeak', x), deviance(g, x, mean));
  return supported(g, isCount(g, x), value);
};

const exponential: LogDensity = (g, x, rate) =>
  supported(g, atLeast(g, x, 0), g.subtract(g.log(rate), g.multiply(x, rate)));

const gamma: LogDensity = (g, x, shape, rate) => {
  const scaled = g.multiply(rate, x);
  const value = difference(
    g,
    g.add(g.log(shape), g.apply('gammaPeak', shape)),
    g.log(x),
    deviance(g, shape, scaled),
  );
  const powers = g.add(
    g.multiply(shape, g.log(rate)),
    g.multiply(g.subtract(shape, g.constant(1)), g.log(x)),
  );
  const atZero = difference(g, powers, scaled, g.apply('lgamma', shape));
  const whole = where(g, [isAbove(g, x, 0)], value, atZero);
  return wherePositive(g, shape, supported(g, atLeast(g, x, 0), whole));
};

const beta: LogDensity = (g, x, a, b) => {
  const one = g.constant(1);
  const n = g.add(a, b);
  const logs = g.add(g.log(x), logOneMinus(g, x));
  const term = binomialTerm(g, a, b, n, [x, g.subtract(one, x)]);
  const inside = difference(g, total(g, g.log(a), g.log(b), term), g.log(n), logs);
  const powers = g.add(
    g.multiply(g.subtract(a, one), g.log(x)),
    g.multiply(g.subtract(b, one), logOneMinus(g, x)),
  );
  const atEnds = g.subtract(powers, logBeta(g, a, b));
  const isPossible = g.apply('and', atLeast(g, x, 0), g.apply('lessEqual', x, one));
  const value = where(g, [isAbove(g, x, 0), g.apply('less', x, one)], inside, atEnds);
  return wherePositive(g, a, wherePositive(g, b, supported(g, isPossible, value)));
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

/** Counts up to here lose no digits in log x!, and a rise of the gamma function keeps those of a very large size. */
const FEW = 100;

/** x failures before `size` successes, of the probabilities p and q; `powers` is size·log p + x·log q. */
function failures(
  g: Graph,
  [x, size]: readonly [NodeId, NodeId],
  probabilities: readonly [NodeId, NodeId],
  powers: NodeId,
): NodeId {
  const last = g.apply('log1p', g.divide(x, size));
  const many = g.subtract(binomialTerm(g, size, x, g.add(size, x), probabilities), last);
  const few = total(g, g.subtract(g.apply('gammaRise', size, x), factorialLog(g, x)), powers);
  const value = isFree(g, x) ? few : where(g, [isAbove(g, x, FEW)], many, few);
  return wherePositive(g, size, supported(g, isCount(g, x), value));
}

const negativeBinomial: LogDensity = (g, x, size, p) => {
  const q = complement(g, p);
  const powers = g.add(g.multiply(size, g.log(p)), g.multiply(x, logOf(g, p, q)));
  return failures(g, [x, size], [p, q], powers);
};

/** The same with its mean in place of the probability. */
const negativeBinomialMean: LogDensity = (g, x, size, mean) => {
  const both = g.add(size, mean);
  const powers = g.add(
    g.negate(g.multiply(size, g.apply('log1p', g.divide(mean, size)))),
    g.multiply(x, g.subtract(g.log(mean), g.log(both))),
  );
  return failures(g, [x, size], [g.divide(size, both), g.divide(mean, both)], powers);
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

const laplace: LogDensity = (g, x, location, scale) => {
  const distance = g.apply('abs', g.subtract(x, location));
  return g.negate(g.add(g.divide(distance, scale), g.log(g.multiply(g.constant(2), scale))));
};

const pareto: LogDensity = (g, x, least, shape) => {
  const powers = g.multiply(shape, g.subtract(g.log(x), g.log(least)));
  const value = difference(g, g.log(shape), powers, g.log(x));
  return supported(g, g.apply('lessEqual', least, x), value);
};

/** By half the angle, so that nothing cancels where it is small and the concentration large. */
const vonMises: LogDensity = (g, x, mean, concentration) => {
  const half = g.apply('sin', g.multiply(g.constant(0.5), g.subtract(x, mean)));
  const spread = g.multiply(g.multiply(g.constant(-2), squared(g, half)), concentration);
  return difference(g, spread, g.constant(2 * HALF_LOG_TWO_PI), g.apply('logBesselI0', concentration));
};

/** Zero with a probability of its own, else a Poisson count. */
const zeroInflatedPoisson: LogDensity = (g, x, mean, zero) => {
  const others = logOneMinus(g, zero);
  const count = g.add(others, poisson(g, x, mean));
  const either = g.log(g.add(zero, g.apply('exp', g.subtract(others, mean))));
  const value = g.apply('choose', g.apply('equal', x, g.constant(0)), either, count);
  const isProbability = g.apply('lessEqual', g.constant(0), zero);
  return wherePositive(g, mean, g.apply('where', isProbability, value));
};

/** Successes out of trials whose probability varies as a beta distribution. */
const betaBinomial: LogDensity = (g, x, n, a, b) => {
  const isPossible = g.apply('and', isCount(g, x), g.apply('lessEqual', x, n));
  const rise = (from: NodeId, by: NodeId): NodeId => g.apply('gammaRise', from, by);
  const rises = g.add(rise(a, x), rise(b, g.subtract(n, x)));
  const value = total(g, logChoose(g, n, x), g.subtract(rises, rise(g.add(a, b), n)));
  return wherePositive(g, a, wherePositive(g, b, supported(g, isPossible, value)));
};

/** The same with the mean of the probabilities, and the correlation of two trials, 1/(a + b + 1). */
const betaBinomialMean: LogDensity = (g, x, n, mean, correlation) => {
  const one = g.constant(1);
  const both = g.divide(g.subtract(one, correlation), correlation);
  const inside = betaBinomial(g, x, n, g.multiply(mean, both), g.multiply(complement(g, mean), both));
  const within = (p: NodeId, value: NodeId): NodeId =>
    wherePositive(g, p, wherePositive(g, complement(g, p), value));
  return within(mean, within(correlation, inside));
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
  laplace,
  pareto,
  vonMises,
  zeroInflatedPoisson,
  betaBinomial,
  betaBinomialMean,
} satisfies Record<string, LogDensity>;

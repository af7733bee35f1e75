/** The densities by the names and arguments that R and Excel give them. */

import { flag, type CallContext, type FunctionDefinition } from './definition';
import type { Graph } from './graph';
import { LOG_DENSITIES } from './logDensities';
import type { NodeId } from './node';

type Given = readonly (NodeId | undefined)[];
const D = LOG_DENSITIES;

/**
 * A density of R: the density, or its logarithm with log=TRUE.
 *
 * @param formals an argument with `=` has that number when it is left out; `log` comes last
 */
function ofR(
  name: string,
  formals: readonly string[],
  logDensity: (g: Graph, args: readonly NodeId[]) => NodeId,
): FunctionDefinition {
  const defaults = formals.map((formal) => formal.split('=')[1] as string | undefined);
  const least = defaults.filter((one) => one === undefined).length;
  return {
    name,
    formals: [...formals.map((formal) => formal.split('=')[0]), 'log'],
    least,
    most: formals.length + 1,
    logSwitch: formals.length,
    build: (given, context) => {
      const { graph } = context;
      const args = formals.map((formal, i) => {
        const value = given[i];
        if (value !== undefined) return value;
        if (defaults[i] !== undefined) return graph.constant(Number(defaults[i]));
        throw context.error(`The function ${name} needs the argument ${formal}`);
      });
      const log = logDensity(graph, args);
      return flag(given[formals.length], false, 'log', context) ? log : graph.apply('exp', log);
    },
  };
}

/** One whose parameter can be given in two ways, by name only in the second. */
function either(
  name: string,
  formals: readonly string[],
  build: (g: Graph, given: Given, context: CallContext) => NodeId,
  least: number,
): FunctionDefinition {
  return {
    name,
    formals: [...formals, 'log'],
    least,
    most: formals.length + 1,
    logSwitch: formals.length,
    build: (given, context) => {
      const log = build(context.graph, given, context);
      const isLog = flag(given[formals.length], false, 'log', context);
      return isLog ? log : context.graph.apply('exp', log);
    },
  };
}

function need(value: NodeId | undefined, name: string, context: CallContext): NodeId {
  if (value === undefined) throw context.error(`The argument ${name} is missing`);
  return value;
}

const gammaOfR = either(
  'dgamma',
  ['x', 'shape', 'rate', 'scale'],
  (g, [x, shape, rate, scale], context) => {
    if (rate !== undefined && scale !== undefined)
      throw context.error('The function dgamma takes rate or scale, not both');
    const one = g.constant(1);
    const speed = scale === undefined ? (rate ?? one) : g.divide(one, scale);
    return D.gamma(g, need(x, 'x', context), need(shape, 'shape', context), speed);
  },
  2,
);

const negativeBinomialOfR = either(
  'dnbinom',
  ['x', 'size', 'prob', 'mu'],
  (g, [x, size, prob, mu], context) => {
    if ((prob === undefined) === (mu === undefined))
      throw context.error('The function dnbinom takes either prob or mu');
    const counts = [need(x, 'x', context), need(size, 'size', context)] as const;
    if (mu !== undefined) return D.negativeBinomialMean(g, ...counts, mu);
    return D.negativeBinomial(g, ...counts, prob as NodeId);
  },
  3,
);

const OF_R: readonly FunctionDefinition[] = [
  ofR('dnorm', ['x', 'mean=0', 'sd=1'], (g, [x, mean, sd]) => D.normal(g, x, mean, sd)),
  ofR('dbinom', ['x', 'size', 'prob'], (g, [x, n, p]) => D.binomial(g, x, n, p)),
  ofR('dpois', ['x', 'lambda'], (g, [x, mean]) => D.poisson(g, x, mean)),
  ofR('dexp', ['x', 'rate=1'], (g, [x, rate]) => D.exponential(g, x, rate)),
  ofR('dbeta', ['x', 'shape1', 'shape2'], (g, [x, a, b]) => D.beta(g, x, a, b)),
  ofR('dt', ['x', 'df'], (g, [x, df]) => D.studentT(g, x, df)),
  ofR('dweibull', ['x', 'shape', 'scale=1'], (g, [x, shape, scale]) => D.weibull(g, x, shape, scale)),
  ofR('dlnorm', ['x', 'meanlog=0', 'sdlog=1'], (g, [x, mean, sd]) => D.lognormal(g, x, mean, sd)),
  ofR('dgeom', ['x', 'prob'], (g, [x, p]) => D.geometric(g, x, p)),
  ofR('dunif', ['x', 'min=0', 'max=1'], (g, [x, low, high]) => D.uniform(g, x, low, high)),
  ofR('dlogis', ['x', 'location=0', 'scale=1'], (g, [x, m, s]) => D.logistic(g, x, m, s)),
  ofR('dcauchy', ['x', 'location=0', 'scale=1'], (g, [x, m, s]) => D.cauchy(g, x, m, s)),
  ofR('dchisq', ['x', 'df'], (g, [x, df]) => D.chiSquare(g, x, df)),
  gammaOfR,
  negativeBinomialOfR,
];

/** Those that R has in packages: VGAM, and circular. */
const OF_PACKAGES: readonly FunctionDefinition[] = [
  ofR('dlaplace', ['x', 'location=0', 'scale=1'], (g, [x, m, s]) => D.laplace(g, x, m, s)),
  ofR('dpareto', ['x', 'scale', 'shape'], (g, [x, least, shape]) => D.pareto(g, x, least, shape)),
  ofR('dvonmises', ['x', 'mu', 'kappa'], (g, [x, mu, kappa]) => D.vonMises(g, x, mu, kappa)),
  ofR('dzipois', ['x', 'lambda', 'pstr0'], (g, [x, mean, zero]) => D.zeroInflatedPoisson(g, x, mean, zero)),
  ofR('dbetabinom', ['x', 'size', 'prob', 'rho'], (g, [x, n, p, rho]) => D.betaBinomialMean(g, x, n, p, rho)),
  ofR('dbetabinom.ab', ['x', 'size', 'shape1', 'shape2'], (g, [x, n, a, b]) => D.betaBinomial(g, x, n, a, b)),
];

/**
 * A density of Excel. Its last argument says whether the distribution function is meant; where it is left out, the
 * density is.
 *
 * @param count arguments before that one
 */
function ofExcel(
  name: string,
  count: number,
  logDensity: (g: Graph, args: readonly NodeId[]) => NodeId,
  distribution?: (g: Graph, args: readonly NodeId[]) => NodeId,
): FunctionDefinition {
  return {
    name,
    formals: null,
    least: count,
    most: count + 1,
    logSwitch: null,
    build: (given, context) => {
      const args = given.slice(0, count) as NodeId[];
      if (!flag(given[count], false, 'cumulative', context))
        return context.graph.apply('exp', logDensity(context.graph, args));
      if (distribution) return distribution(context.graph, args);
      throw context.error(
        `The distribution function of ${name} has no derivatives here: its last argument must be FALSE`,
      );
    },
  };
}

/** 1 − exp(x). */
function complement(g: Graph, x: NodeId): NodeId {
  return g.negate(g.apply('expm1', x));
}

const OF_EXCEL: readonly FunctionDefinition[] = [
  ofExcel(
    'NORM.DIST',
    3,
    (g, [x, mean, sd]) => D.normal(g, x, mean, sd),
    (g, [x, mean, sd]) => g.apply('normalCdf', g.divide(g.subtract(x, mean), sd)),
  ),
  ofExcel(
    'NORM.S.DIST',
    1,
    (g, [z]) => D.normal(g, z, g.constant(0), g.constant(1)),
    (g, [z]) => g.apply('normalCdf', z),
  ),
  ofExcel('BINOM.DIST', 3, (g, [x, n, p]) => D.binomial(g, x, n, p)),
  ofExcel('POISSON.DIST', 2, (g, [x, mean]) => D.poisson(g, x, mean)),
  ofExcel(
    'EXPON.DIST',
    2,
    (g, [x, rate]) => D.exponential(g, x, rate),
    (g, [x, rate]) => complement(g, g.negate(g.multiply(rate, x))),
  ),
  ofExcel('GAMMA.DIST', 3, (g, [x, shape, scale]) => D.gamma(g, x, shape, g.divide(g.constant(1), scale))),
  ofExcel('BETA.DIST', 3, (g, [x, a, b]) => D.beta(g, x, a, b)),
  ofExcel('T.DIST', 2, (g, [x, df]) => D.studentT(g, x, df)),
  ofExcel('CHISQ.DIST', 2, (g, [x, df]) => D.chiSquare(g, x, df)),
  ofExcel(
    'WEIBULL.DIST',
    3,
    (g, [x, shape, scale]) => D.weibull(g, x, shape, scale),
    (g, [x, shape, scale]) => complement(g, g.negate(g.power(g.divide(x, scale), shape))),
  ),
  ofExcel(
    'LOGNORM.DIST',
    3,
    (g, [x, mean, sd]) => D.lognormal(g, x, mean, sd),
    (g, [x, mean, sd]) => g.apply('normalCdf', g.divide(g.subtract(g.log(x), mean), sd)),
  ),
  ofExcel('NEGBINOM.DIST', 3, (g, [x, size, p]) => D.negativeBinomial(g, x, size, p)),
];

/** The names of these functions before Excel 2010. */
const BEFORE_2010: readonly (readonly [old: string, now: string])[] = [
  ['NORMDIST', 'NORM.DIST'],
  ['BINOMDIST', 'BINOM.DIST'],
  ['POISSON', 'POISSON.DIST'],
  ['EXPONDIST', 'EXPON.DIST'],
  ['GAMMADIST', 'GAMMA.DIST'],
  ['WEIBULL', 'WEIBULL.DIST'],
];

export const DENSITY_FUNCTIONS: readonly FunctionDefinition[] = [
  ...OF_R,
  ...OF_PACKAGES,
  ...OF_EXCEL,
  ...BEFORE_2010.map(([name, now]) => ({
    ...(OF_EXCEL.find((one) => one.name === now) as FunctionDefinition),
    name,
  })),
];

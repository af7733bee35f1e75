/**
 * The functions of the expression language by name. Names are those of Excel and of R and their case does not matter,
 * with one exception: `log` in lower case is R's, the natural logarithm; LOG is Excel's, to base 10 or another one.
 */

import { flag, plain, type CallContext, type FunctionDefinition } from './definition';
import { DENSITY_FUNCTIONS } from './densityFunctions';
import type { Graph } from './graph';
import { LOG_DENSITIES, logBeta, logChoose } from './logDensities';
import type { NodeId } from './node';
import type { UnaryOperation } from './operations';
import { PROBABILITY_FUNCTIONS } from './probabilityFunctions';

/** Functions of one argument that are operations of the graph, by all their names; the first one is printed. */
const ELEMENTARY: readonly (readonly [names: string, op: UnaryOperation])[] = [
  ['EXP', 'exp'],
  ['SQRT', 'sqrt'],
  ['ABS', 'abs'],
  ['log1p', 'log1p'],
  ['expm1', 'expm1'],
  ['GAMMALN GAMMALN.PRECISE lgamma', 'lgamma'],
  ['digamma', 'digamma'],
  ['SIN', 'sin'],
  ['COS', 'cos'],
  ['TAN', 'tan'],
  ['ATAN', 'atan'],
];

const elementary = ELEMENTARY.flatMap(([names, op]) =>
  names.split(' ').map((name) => plain(name, 1, (g, [x]) => g.apply(op, x))),
);

/** Logarithm to a base that may be a number or a parameter. */
function logTo(g: Graph, x: NodeId, base: NodeId): NodeId {
  return g.divide(g.log(x), g.log(base));
}

function logarithm(name: string, defaultBase: number | null): FunctionDefinition {
  return {
    name,
    formals: ['x', 'base'],
    least: 1,
    most: 2,
    build: ([x, base], { graph, error }) => {
      if (x === undefined) throw error(`The function ${name} needs a number`);
      if (base !== undefined) return logTo(graph, x, base);
      return defaultBase === null ? graph.log(x) : logTo(graph, x, graph.constant(defaultBase));
    },
  };
}

const factorialLog = (g: Graph, x: NodeId): NodeId => g.apply('lgamma', g.add(x, g.constant(1)));
const expOf = (g: Graph, x: NodeId): NodeId => g.apply('exp', x);

/** Γ(x), negative between odd and even negative integers, where exp(lgamma(x)) loses the sign. */
function gammaOf(g: Graph, x: NodeId): NodeId {
  const value = expOf(g, g.apply('lgamma', x));
  return g.apply('where', g.apply('less', g.constant(0), x), value);
}

const special: readonly FunctionDefinition[] = [
  plain('LN', 1, (g, [x]) => g.log(x)),
  logarithm('log', null),
  logarithm('LOG', 10),
  plain('LOG10', 1, (g, [x]) => logTo(g, x, g.constant(10))),
  plain('log2', 1, (g, [x]) => logTo(g, x, g.constant(2))),
  plain('GAMMA', 1, (g, [x]) => gammaOf(g, x)),
  plain('beta', 2, (g, [a, b]) => expOf(g, logBeta(g, a, b))),
  plain('lbeta', 2, (g, [a, b]) => logBeta(g, a, b)),
  plain('COMBIN', 2, (g, [n, k]) => expOf(g, logChoose(g, n, k))),
  plain('choose', 2, (g, [n, k]) => expOf(g, logChoose(g, n, k))),
  plain('lchoose', 2, (g, [n, k]) => logChoose(g, n, k)),
  plain('FACT', 1, (g, [x]) => expOf(g, factorialLog(g, x))),
  plain('factorial', 1, (g, [x]) => expOf(g, factorialLog(g, x))),
  plain('lfactorial', 1, (g, [x]) => factorialLog(g, x)),
  {
    ...plain('PHI', 1, (g, [z]) => expOf(g, LOG_DENSITIES.normal(g, z, g.constant(0), g.constant(1)))),
    logSwitch: null,
  },
  plain('POWER', 2, (g, [x, y]) => g.power(x, y)),
  plain('PI', 0, (g) => g.constant(Math.PI)),
  plain('qlogis', 1, (g, [p]) => g.subtract(g.log(p), g.apply('log1p', g.negate(p)))),
];

/** I0 and I1 of R and Excel, for arguments from 0 on; exponentially scaled by the factor exp(−x). */
const bessel: FunctionDefinition = {
  name: 'besselI',
  formals: ['x', 'nu', 'expon.scaled'],
  least: 2,
  most: 3,
  build: ([x, nu, scaled], context) => {
    const { graph: g, error } = context;
    const order = nu !== undefined && g.nodes[nu].op === 'constant' ? g.nodes[nu].value : NaN;
    if (x === undefined || (order !== 0 && order !== 1))
      throw error('The function besselI needs x and the order 0 or 1');
    const log = g.apply('logBesselI0', x);
    const first = g.apply('exp', flag(scaled, false, 'expon.scaled', context) ? log : g.add(x, log));
    return order === 0 ? first : g.multiply(g.apply('besselRatio', x), first);
  },
};

const logical: readonly FunctionDefinition[] = [
  plain('IF', 3, (g, [test, yes, no]) => g.apply('choose', test, yes, no)),
  plain('ifelse', 3, (g, [test, yes, no]) => g.apply('choose', test, yes, no)),
  plain('NOT', 1, (g, [a]) => g.apply('not', a)),
  several('AND', (g, a, b) => g.apply('and', a, b)),
  several('OR', (g, a, b) => g.apply('or', a, b)),
];

/** A function of any number of arguments, two at a time. */
function several(name: string, join: (g: Graph, a: NodeId, b: NodeId) => NodeId): FunctionDefinition {
  return {
    name,
    formals: null,
    least: 1,
    most: 50,
    build: (args, { graph }) => (args as NodeId[]).reduce((a, b) => join(graph, a, b)),
  };
}

/** The smaller or larger of several; of one, the least or largest over the rows. */
function extreme(name: string, isLeast: boolean): FunctionDefinition {
  return {
    name,
    formals: null,
    least: 1,
    most: 50,
    build: (args, context) => {
      const { graph: g } = context;
      const [first] = args as NodeId[];
      const { column } = g.nodes[first];
      if (args.length === 1 && column)
        return g.constant(column.reduce((a, b) => (isLeast ? Math.min(a, b) : Math.max(a, b))));
      if (args.length === 1 && g.nodes[first].isRow)
        throw context.error(`The function ${name} of one argument needs data without parameters in them`);
      return (args as NodeId[]).reduce((a, b) =>
        g.apply('choose', isLeast ? g.apply('less', b, a) : g.apply('less', a, b), b, a),
      );
    },
  };
}

/** Sums over the rows of what has one value per row; what has one value for all counts once, as in R and Excel. */
function sumOver(g: Graph, x: NodeId): NodeId {
  return g.nodes[x].isRow ? g.sum(x) : x;
}

/** The product over the rows of positive numbers. */
function productOver(g: Graph, x: NodeId): NodeId {
  return g.nodes[x].isRow ? expOf(g, g.sum(g.log(x))) : x;
}

function meanOver(g: Graph, x: NodeId): NodeId {
  return g.nodes[x].isRow ? g.divide(g.sum(x), g.constant(g.rowCount)) : x;
}

/** Over n − 1, as in Excel and R. */
function varianceOver(g: Graph, x: NodeId, { error }: CallContext): NodeId {
  if (!g.nodes[x].isRow) throw error('A variance needs the name of a column');
  const square = g.power(g.subtract(x, meanOver(g, x)), g.constant(2));
  return g.divide(g.sum(square), g.constant(g.rowCount - 1));
}

const overRows: readonly FunctionDefinition[] = [
  {
    name: 'SUM',
    formals: null,
    least: 1,
    most: 50,
    build: (args, { graph: g }) => (args as NodeId[]).map((x) => sumOver(g, x)).reduce((a, b) => g.add(a, b)),
  },
  ...['PRODUCT', 'prod'].map((name) => plain(name, 1, (g, [x]) => productOver(g, x))),
  plain('MEAN', 1, (g, [x]) => meanOver(g, x)),
  plain('AVERAGE', 1, (g, [x]) => meanOver(g, x)),
  ...['VAR', 'VAR.S'].map((name) => plain(name, 1, (g, [x], context) => varianceOver(g, x, context))),
  ...['SD', 'STDEV', 'STDEV.S'].map((name) =>
    plain(name, 1, (g, [x], context) => g.apply('sqrt', varianceOver(g, x, context))),
  ),
  ...['COUNT', 'n'].map((name): FunctionDefinition => ({
    name,
    formals: null,
    least: 0,
    most: 1,
    build: (_, { graph }) => graph.constant(graph.rowCount),
  })),
  extreme('MIN', true),
  extreme('MAX', false),
];

const FUNCTIONS: readonly FunctionDefinition[] = [
  ...special,
  ...elementary,
  ...logical,
  ...overRows,
  ...DENSITY_FUNCTIONS,
  ...PROBABILITY_FUNCTIONS,
  bessel,
];

export const FUNCTION_NAMES: readonly string[] = FUNCTIONS.map(({ name }) => name);

const BY_NAME = new Map(
  // LOG comes behind log and takes its place.
  FUNCTIONS.map((definition) => [definition.name.toLowerCase(), definition]),
);
const NATURAL = FUNCTIONS.find(({ name }) => name === 'log') as FunctionDefinition;

export function functionNamed(name: string): FunctionDefinition | undefined {
  return name === 'log' ? NATURAL : BY_NAME.get(name.toLowerCase());
}

/** Whose arguments stand for whole columns, and may name them where everything else must be one number. */
export function isOverRows({ name }: FunctionDefinition): boolean {
  return overRows.some((one) => one.name === name);
}

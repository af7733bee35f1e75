/**
 * Logarithms of what has exponentials in it, without going through them: densities are built as exp(log-density), and
 * far out in a tail the exponential is 0 where its logarithm is a number.
 */

import type { Arithmetic, NodeId } from './node';

/** A node as rest·exp(exponent); null where there is no such part. */
interface Split {
  readonly rest: NodeId | null;
  readonly exponent: NodeId | null;
}

/** Addends of a sum that are looked through at most. */
const MOST_ADDENDS = 50;

export function logarithm(g: Arithmetic, a: NodeId): NodeId {
  const { op, args } = g.nodes[a];
  if (op === 'normalCdf') return g.apply('logNormalCdf', args[0]);
  if (op === 'logistic') return logOfLogistic(g, args[0]);
  if (op === 'choose' && (hasExponential(g, args[1]) || hasExponential(g, args[2])))
    return g.apply('choose', args[0], logarithm(g, args[1]), logarithm(g, args[2]));
  if (op === 'where' && hasExponential(g, args[1])) return g.apply('where', args[0], logarithm(g, args[1]));
  if (op === 'subtract' && isOne(g, args[0])) {
    const rest = complement(g, args[1]);
    if (rest !== null) return logarithm(g, rest);
  }
  if (op === 'add' || op === 'subtract') return logOfSum(g, a);
  const missing = missingExponent(g, a);
  if (missing !== null) return logOneMinusExp(g, missing);
  const { rest, exponent } = split(g, a);
  if (exponent === null) return g.apply('log', a);
  return rest === null ? exponent : g.add(logarithm(g, rest), exponent);
}

function logOfLogistic(g: Arithmetic, z: NodeId): NodeId {
  return g.negate(g.apply('softplus', g.negate(z)));
}

/** One minus a probability as the other tail, which keeps its digits; null where it is not known. */
function complement(g: Arithmetic, a: NodeId): NodeId | null {
  const { op, args } = g.nodes[a];
  if (op === 'normalCdf' || op === 'logistic') return g.apply(op, g.negate(args[0]));
  const missing = missingExponent(g, a);
  return missing === null ? null : g.apply('exp', missing);
}

/** x, of something that is 1 − exp(x). */
function missingExponent(g: Arithmetic, a: NodeId): NodeId | null {
  const { op, args } = g.nodes[a];
  const isNegated = op === 'scale' && g.nodes[args[0]].op === 'constant' && g.nodes[args[0]].value === -1;
  const inner = isNegated ? g.nodes[args[1]] : null;
  return inner?.op === 'expm1' ? inner.args[0] : null;
}

/** log(1 − exp(x)) for x below 0, by what is missing from 1 where that is little (Mächler 2012). */
export function logOneMinusExp(g: Arithmetic, x: NodeId): NodeId {
  return g.apply(
    'choose',
    g.apply('less', g.constant(-Math.LN2), x),
    g.apply('log', g.negate(g.apply('expm1', x))),
    g.apply('log1p', g.negate(g.apply('exp', x))),
  );
}

/** Whether its logarithm can be had without the number itself, which may underflow. */
export function hasExponential(g: Arithmetic, a: NodeId): boolean {
  return split(g, a).exponent !== null;
}

function split(g: Arithmetic, a: NodeId): Split {
  const { op, args, isConstant } = g.nodes[a];
  const whole = { rest: a, exponent: null };
  if (isConstant) return whole;
  if (op === 'exp') return { rest: null, exponent: args[0] };
  if (op === 'logistic') return { rest: null, exponent: logOfLogistic(g, args[0]) };
  if (op === 'sqrt') return powerOfSplit(g, a, split(g, args[0]), g.constant(0.5));
  if (op === 'power' || op === 'powerOf') return powerOfSplit(g, a, split(g, args[0]), args[1]);
  if (op !== 'multiply' && op !== 'scale' && op !== 'divide') return whole;
  const [x, y] = args.map((id) => split(g, id));
  if (x.exponent === null && y.exponent === null) return whole;
  if (op === 'divide') return quotient(g, x, y);
  const exponents = [x.exponent, y.exponent].filter((id) => id !== null);
  const rests = [x.rest, y.rest].filter((id) => id !== null);
  return {
    rest: rests.length === 0 ? null : rests.reduce((s, t) => g.multiply(s, t)),
    exponent: exponents.reduce((s, t) => g.add(s, t)),
  };
}

/** Only a pure exponential: a power of the rest may have another sign than the rest. */
function powerOfSplit(g: Arithmetic, a: NodeId, { rest, exponent }: Split, power: NodeId): Split {
  if (rest !== null || exponent === null) return { rest: a, exponent: null };
  return { rest: null, exponent: g.multiply(power, exponent) };
}

function quotient(g: Arithmetic, x: Split, y: Split): Split {
  const above = x.rest ?? g.constant(1);
  return {
    rest: y.rest === null ? x.rest : g.divide(above, y.rest),
    exponent: g.subtract(x.exponent ?? g.constant(0), y.exponent ?? g.constant(0)),
  };
}

/**
 * log Σ ±rest·exp(exponent) as top + log Σ ±rest·exp(exponent − top), where top is the largest exponent. The sum does not
 * depend on top, so its derivatives do not count.
 */
function logOfSum(g: Arithmetic, a: NodeId): NodeId {
  const addends = addendsOf(g, a);
  const parts = addends.map(({ id }) => split(g, id));
  if (addends.length === 2 && addends.every(({ sign }) => sign > 0)) {
    const one = parts.findIndex(({ rest }) => rest !== null && isOne(g, rest));
    const other = parts[1 - one] as Split | undefined;
    if (one >= 0 && parts[one].exponent === null && other?.rest === null && other.exponent !== null)
      return g.apply('softplus', other.exponent);
  }
  if (parts.some(({ exponent }) => exponent === null)) return g.apply('log', a);
  const exponents = parts.map(({ exponent }) => exponent as NodeId);
  const largest = exponents.reduce((s, t) => g.apply('choose', g.apply('less', s, t), t, s));
  const top = g.apply('hold', largest);
  const sum = parts.reduce<NodeId | null>((before, { rest }, i) => {
    const power = g.apply('exp', g.subtract(exponents[i], top));
    const term = rest === null ? power : g.multiply(rest, power);
    if (before === null) return addends[i].sign > 0 ? term : g.negate(term);
    return addends[i].sign > 0 ? g.add(before, term) : g.subtract(before, term);
  }, null) as NodeId;
  return g.add(top, g.apply('log', sum));
}

function isOne(g: Arithmetic, a: NodeId): boolean {
  return g.nodes[a].op === 'constant' && g.nodes[a].value === 1;
}

/** The terms of sums and differences within one another, from left to right. */
function addendsOf(g: Arithmetic, a: NodeId): { readonly id: NodeId; readonly sign: 1 | -1 }[] {
  const found: { id: NodeId; sign: 1 | -1 }[] = [];
  const waiting: { id: NodeId; sign: 1 | -1 }[] = [{ id: a, sign: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { op, args, isConstant } = g.nodes[next.id];
    const isSum = (op === 'add' || op === 'subtract') && !isConstant;
    if (!isSum || found.length + waiting.length >= MOST_ADDENDS) {
      found.push(next);
      continue;
    }
    const second = op === 'subtract' ? (-next.sign as 1 | -1) : next.sign;
    waiting.push({ id: args[1], sign: second }, { id: args[0], sign: next.sign });
  }
  return found;
}

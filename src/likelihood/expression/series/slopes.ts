/** Partial derivatives of the operations of a graph, of series: what the chain rule is made of beside the point. */

import type { Operation, UnaryOperation } from '../operations';
import { exp, inverse, log, power, follow, trigamma, unaryOf, type Found } from './functions';
import { add, constant, isZero, limitOf, multiply, scale, subtract, ZERO, type Series } from './series';

/** f′(a), given a and f(a). */
const OF_UNARY: Record<UnaryOperation, (a: Series, f: Series) => Found> = {
  log: inverse,
  exp: (_a, f) => f,
  sqrt: (_a, f) => follow(inverse(f), (b) => scale(b, 0.5)),
  log1p: (a) => follow(plus(a, 1), inverse),
  expm1: (_a, f) => plus(f, 1),
  abs: (a) => (a.terms.length === 0 ? null : constant(Math.sign(a.terms[0].c))),
  lgamma: (a) => unaryOf('digamma', a),
  gammaPeak: (a) =>
    follow(log(a), (l) => follow(plus(a, 1), (b) => follow(unaryOf('digamma', b), (d) => subtract(l, d)))),
  digamma: trigamma,
  sin: (a) => unaryOf('cos', a),
  cos: (a) => follow(unaryOf('sin', a), (s) => scale(s, -1)),
  tan: (_a, f) => plus(multiply(f, f), 1),
  atan: (a) => follow(plus(multiply(a, a), 1), inverse),
  normalCdf: normalDensity,
  logNormalCdf: (a, f) => follow(exp(scale(f, -1)), (g) => follow(normalDensity(a), (d) => multiply(d, g))),
  logistic: (_a, f) => subtract(f, multiply(f, f)),
  softplus: (a) => unaryOf('logistic', a),
  logBesselI0: (a) => follow(unaryOf('besselRatio', a), (r) => plus(r, -1)),
  besselRatio: (a, f) => follow(inverse(a), (b) => subtract(constant(1), multiply(f, add(f, b) as Series))),
};

function plus(a: Series, number: number): Found {
  return add(a, constant(number));
}

function normalDensity(a: Series): Found {
  return follow(exp(scale(multiply(a, a), -0.5)), (e) => scale(e, 1 / Math.sqrt(2 * Math.PI)));
}

/** By each of the operands; null where it is not known. */
export function slopesOf(op: Operation, [a, b]: readonly Series[], f: Series): readonly Found[] {
  switch (op) {
    case 'add':
      return [constant(1), constant(1)];
    case 'subtract':
      return [constant(1), constant(-1)];
    case 'scale':
    case 'multiply':
      return [b, a];
    case 'divide': {
      const below = inverse(b);
      return [below, follow(below, (c) => scale(multiply(f, c), -1))];
    }
    case 'powerOf':
      return [follow(power(a, limitOf(b) - 1), (c) => multiply(b, c)), ZERO];
    case 'power':
      return [follow(inverse(a), (c) => multiply(multiply(f, b), c)), follow(log(a), (l) => multiply(f, l))];
    case 'gammaRise': {
      const above = follow(add(a, b), (c) => unaryOf('digamma', c));
      const below = unaryOf('digamma', a);
      return [above && below && subtract(above, below), above];
    }
    case 'deviance':
      return [
        follow(log(b), (l) => logOver(a, l)),
        follow(inverse(b), (c) => subtract(constant(1), multiply(a, c))),
      ];
    case 'logDeviance':
      return [logOver(a, b), follow(exp(b), (m) => subtract(m, a))];
    case 'relative': {
      const whole = follow(add(a, b), inverse);
      const share = whole && multiply(b, whole);
      const first =
        share && follow(log(a), (l) => follow(add(a, b), (c) => follow(log(c), (m) => subtract(l, m))));
      return [first && share && add(first, share), whole && scale(multiply(a, whole), -1)];
    }
    default:
      return op in OF_UNARY ? [OF_UNARY[op as UnaryOperation](a, f)] : [null];
  }
}

/** log x − log m. */
function logOver(x: Series, logMean: Series): Found {
  return isZero(x) ? null : follow(log(x), (l) => subtract(l, logMean));
}

/** The operations of a graph on series: by Taylor's where the operand is regular, by what is known of the end elsewhere. */

import { compute, type UnaryOperation } from '../operations';
import {
  add,
  compare,
  compose,
  CONSTANT,
  constant,
  isInfinite,
  isZero,
  limitOf,
  multiply,
  scale,
  split,
  subtract,
  withLimit,
  ZERO,
  type Exponents,
  type Series,
} from './series';
import { binomial, EXPONENTIAL, LOGARITHM, TAYLOR } from './taylor';

/** Null where a series is not known, or the function has no value beside the point. */
export type Found = Series | null;

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** Poles of the gamma function that are gone around. */
const MOST_POLES = 50;

/** f(a), where f of the limit of a is `value`. */
export function unaryOf(op: UnaryOperation, a: Series): Found {
  const limit = limitOf(a);
  if (isInfinite(a) || (isZero(a) && op !== 'abs')) return constantOf(op, limit);
  if (op === 'exp') return exp(a);
  if (op === 'expm1') return follow(exp(a), (e) => add(e, constant(-1)));
  if (op === 'log') return log(a);
  if (op === 'log1p') return follow(onePlus(a), log);
  if (op === 'sqrt') return power(a, 0.5);
  if (op === 'abs') return absolute(a);
  if (Number.isNaN(limit)) return null;
  if (op === 'lgamma' || op === 'digamma' || op === 'gammaPeak') return GAMMAS[op](a, limit);
  return Number.isFinite(limit) ? regular(op, a, limit) : (FAR[op]?.(a, limit) ?? null);
}

function constantOf(op: UnaryOperation, x: number): Found {
  const [value] = compute(op, [x], 1);
  return Number.isNaN(value) ? null : constant(value);
}

export function follow(a: Found, f: (a: Series) => Found): Found {
  return a && f(a);
}

function onePlus(a: Series): Found {
  return add(constant(1), a);
}

function regular(op: keyof typeof TAYLOR, a: Series, limit: number): Found {
  return compose(TAYLOR[op](limit), withLimit(a, 0));
}

function absolute(a: Series): Found {
  if (isZero(a)) return ZERO;
  return a.terms.length === 0 ? null : a.terms[0].c < 0 ? scale(a, -1) : a;
}

export function inverse(a: Series): Found {
  if (isInfinite(a)) return ZERO;
  return isZero(a) ? constant(Infinity) : power(a, -1);
}

/** To a power that stays the same. */
export function power(a: Series, p: number): Found {
  if (p === 0) return constant(1);
  if (isZero(a) || isInfinite(a)) {
    const [value] = compute('powerOf', [limitOf(a), p], 1);
    return Number.isNaN(value) ? null : constant(value);
  }
  const parts = split(a);
  if (!parts) return null;
  const { lead, excess } = parts;
  const c = Math.pow(lead.c, p);
  if (Number.isNaN(c)) return null;
  const exponents = lead.exponents.map((x) => x * p) as unknown as Exponents;
  return multiply({ terms: [{ exponents, c }], rest: null }, compose(binomial(p), excess));
}

export function log(a: Series): Found {
  if (isInfinite(a) || isZero(a)) return constantOf('log', limitOf(a));
  const parts = split(a);
  if (!parts) return null;
  const { lead, excess } = parts;
  const [p, q, r] = lead.exponents;
  if (!(lead.c > 0) || r !== 0) return null;
  const growth = add(
    { terms: p === 0 ? [] : [{ exponents: [0, 1, 0], c: p }], rest: null },
    { terms: q === 0 ? [] : [{ exponents: [0, 0, 1], c: q }], rest: null },
  ) as Series;
  return follow(add(growth, constant(Math.log(lead.c))), (main) => add(main, compose(LOGARITHM, excess)));
}

export function exp(a: Series): Found {
  if (isInfinite(a) || isZero(a)) return constantOf('exp', limitOf(a));
  const limit = limitOf(a);
  if (Number.isNaN(limit)) return null;
  if (Number.isFinite(limit)) return scale(compose(EXPONENTIAL, withLimit(a, 0)), Math.exp(limit));
  const grows = a.terms.filter(
    ({ exponents: [p, q, r] }) => p > 0 || (p === 0 && (q > 0 || (q === 0 && r > 0))),
  );
  const isPower = ({ exponents: [p, q, r] }: (typeof grows)[number]) =>
    p === 0 && ((q === 1 && r === 0) || (q === 0 && r === 1));
  if (!grows.every(isPower)) return beyondPowers(grows[0].exponents, limit);
  const exponents: Exponents = [
    grows.find(({ exponents: [, q] }) => q === 1)?.c ?? 0,
    grows.find(({ exponents: [, , r] }) => r === 1)?.c ?? 0,
    0,
  ];
  const others = { ...a, terms: a.terms.slice(grows.length) };
  return follow(exp(others), (rest) => multiply({ terms: [{ exponents, c: 1 }], rest: null }, rest));
}

/** What falls faster than any power is zero, what grows so is infinite. */
function beyondPowers([p, q, r]: Exponents, limit: number): Found {
  const isFast = p > 0 || q > 1 || (q === 1 && r > 0);
  if (!isFast) return null;
  return limit < 0 ? ZERO : constant(Infinity);
}

/** x to a power that varies too. */
export function powerTo(x: Series, y: Series): Found {
  if (isZero(x)) {
    if (isZero(y)) return constant(1);
    if (y.terms.length === 0) return null;
    return y.terms[0].c > 0 ? ZERO : constant(Infinity);
  }
  if (isFixed(y) && x.terms[0]?.c > 0) return power(x, y.terms[0].c);
  return follow(log(x), (logarithm) => exp(multiply(y, logarithm)));
}

/** Whether it is a number other than zero, for any step. */
function isFixed({ terms, rest }: Series): boolean {
  return (
    terms.length === 1 &&
    rest === null &&
    Number.isFinite(terms[0].c) &&
    compare(terms[0].exponents, CONSTANT) === 0
  );
}

/** At operands that go to infinity. */
const FAR: Partial<Record<UnaryOperation, (a: Series, limit: number) => Found>> = {
  atan: (a, limit) =>
    follow(inverse(a), (b) =>
      subtract(constant(limit < 0 ? -Math.PI / 2 : Math.PI / 2), regular('atan', b, 0) as Series),
    ),
  logistic: (a) => follow(exp(scale(a, -1)), (e) => follow(onePlus(e), inverse)),
  softplus: (a, limit) =>
    limit < 0
      ? follow(exp(a), (e) => follow(onePlus(e), log))
      : follow(exp(scale(a, -1)), (e) => follow(onePlus(e), (b) => follow(log(b), (c) => add(a, c)))),
  normalCdf: (a, limit) => (isFastSquare(a) ? constant(limit < 0 ? 0 : 1) : null),
  logNormalCdf: (a, limit) => (limit < 0 ? logTail(a) : isFastSquare(a) ? ZERO : null),
};

/** Whether exp(−a²) falls faster than any power. */
function isFastSquare({
  terms: [
    {
      exponents: [p, q],
    },
  ],
}: Series): boolean {
  return p > 0 || q > 0.5;
}

/** −a²/2 − log(−a·√2π) + log(1 − 1/a² + 3/a⁴ − 15/a⁶), the logarithm of the tail of the normal distribution. */
function logTail(a: Series): Found {
  const inverseSquare = power(a, -2);
  const root = log(scale(a, -1));
  if (!inverseSquare || !root) return null;
  const tail = log(compose([1, -1, 3, -15, 105], inverseSquare));
  const main = add(scale(multiply(a, a), -0.5), scale(add(root, constant(HALF_LOG_TWO_PI)) as Series, -1));
  return main && tail && add(main, tail);
}

/** ψ′(a). */
export function trigamma(a: Series): Found {
  const limit = limitOf(a);
  if (Number.isNaN(limit) || isInfinite(a) || limit === -Infinity) return null;
  if (limit === Infinity)
    return follow(inverse(a), (b) => compose([0, 1, 1 / 2, 1 / 6, 0, -1 / 30, 0, 1 / 42], b));
  return around(a, limit, 'trigamma', (b) => follow(power(b, -2), (c) => scale(c, -1)));
}

const GAMMAS: Record<'lgamma' | 'digamma' | 'gammaPeak', (a: Series, limit: number) => Found> = {
  lgamma: (a, limit) => {
    if (limit === Infinity) return stirling(a);
    return around(a, limit, 'lgamma', (b) => follow(absolute(b), log));
  },
  digamma: (a, limit) => {
    if (limit === Infinity)
      return follow(log(a), (main) => inTail(main, a, [-0.5, -1 / 12, 0, 1 / 120, 0, -1 / 252]));
    return around(a, limit, 'digamma', inverse);
  },
  // x·log x − x − log Γ(x + 1)
  gammaPeak: (a, limit) => {
    if (limit === Infinity)
      return follow(log(a), (l) =>
        inTail(subtract(scale(l, -0.5), constant(HALF_LOG_TWO_PI)), a, [-1 / 12, 0, 1 / 360, 0, -1 / 1260]),
      );
    const gamma = follow(onePlus(a), (b) => unaryOf('lgamma', b));
    const main = follow(log(a), (l) => subtract(multiply(a, l), a));
    return main && gamma && subtract(main, gamma);
  },
};

/** Γ(x) = Γ(x + n)/(x·(x + 1)…(x + n − 1)), and what that means for its logarithm and for the derivative of that. */
function around(
  a: Series,
  limit: number,
  op: 'lgamma' | 'digamma' | 'trigamma',
  part: (b: Series) => Found,
): Found {
  if (limit > 0) return regular(op, a, limit);
  const n = Math.floor(-limit) + 1;
  if (n > MOST_POLES) return null;
  let sum: Found = follow(add(a, constant(n)), (b) => regular(op, b, limitOf(b)));
  for (let i = 0; i < n; i++)
    sum = follow(sum, (s) => follow(follow(add(a, constant(i)), part), (t) => subtract(s, t)));
  return sum;
}

/** (x − ½)·log x − x + log √2π + 1/(12x) − 1/(360x³) + 1/(1260x⁵). */
function stirling(a: Series): Found {
  const product = follow(log(a), (l) => follow(add(a, constant(-0.5)), (b) => subtract(multiply(b, l), a)));
  return follow(product, (main) =>
    inTail(add(main, constant(HALF_LOG_TWO_PI)), a, [1 / 12, 0, -1 / 360, 0, 1 / 1260]),
  );
}

/** main + Σ c_k/a^(k+1). */
function inTail(main: Found, a: Series, coefficients: readonly number[]): Found {
  return follow(inverse(a), (b) => main && add(main, compose([0, ...coefficients], b)));
}

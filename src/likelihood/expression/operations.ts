/** What the nodes of a graph compute, with first and second derivatives. */

import digamma from '@stdlib/math-base-special-digamma';
import erfc from '@stdlib/math-base-special-erfc';
import gammaln from '@stdlib/math-base-special-gammaln';
import polygamma from '@stdlib/math-base-special-polygamma';
import trigamma from '@stdlib/math-base-special-trigamma';
import { besselRatio, besselRatioBend, besselRatioSlope, logBesselI0, logBesselI0Slope } from './bessel';
import { deviance, logDeviance, logRatio, logShare, relative } from './deviance';
import { digammaRise, gammaPeak, gammaPeakBend, gammaPeakSlope, gammaRise, trigammaRise } from './gammaRise';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

interface Unary {
  readonly value: (x: number) => number;
  /** Given x and the value there. */
  readonly first: (x: number, f: number) => number;
  /** Given x, the value and the first derivative there. */
  readonly second: (x: number, f: number, f1: number) => number;
}

export const UNARY = {
  log: { value: Math.log, first: (x) => 1 / x, second: (_x, _f, f1) => -f1 * f1 },
  exp: { value: Math.exp, first: (_x, f) => f, second: (_x, f) => f },
  sqrt: { value: Math.sqrt, first: (_x, f) => 0.5 / f, second: (x, _f, f1) => (-0.5 * f1) / x },
  log1p: { value: Math.log1p, first: (x) => 1 / (1 + x), second: (_x, _f, f1) => -f1 * f1 },
  expm1: { value: Math.expm1, first: (x) => Math.exp(x), second: (_x, _f, f1) => f1 },
  // At 0 what it is made of decides: |x·x| has a second derivative there.
  abs: { value: Math.abs, first: (x) => x / Math.abs(x), second: () => 0 },
  lgamma: {
    value: (x) => (x === -Infinity ? Infinity : gammaln(x)),
    first: (x) => digamma(x),
    second: (x) => trigamma(x),
  },
  gammaPeak: { value: gammaPeak, first: gammaPeakSlope, second: gammaPeakBend },
  digamma: { value: (x) => digamma(x), first: (x) => trigamma(x), second: (x) => polygamma(2, x) },
  sin: { value: Math.sin, first: (x) => Math.cos(x), second: (_x, f) => -f },
  cos: { value: Math.cos, first: (x) => -Math.sin(x), second: (_x, f) => -f },
  tan: { value: Math.tan, first: (_x, f) => 1 + f * f, second: (_x, f, f1) => 2 * f * f1 },
  atan: {
    value: Math.atan,
    first: (x) => 1 / (1 + x * x),
    second: (x, _f, f1) => -2 * x * f1 * f1,
  },
  normalCdf: {
    value: (x) => 0.5 * erfc(-x * Math.SQRT1_2),
    first: normalDensity,
    second: (x, _f, f1) => -x * f1,
  },
  logNormalCdf: {
    value: logNormalCdf,
    first: inverseMills,
    second: (x, _f, f1) => -f1 * (x + f1),
  },
  logistic: {
    value: logistic,
    first: (_x, f) => f * (1 - f),
    second: (_x, f, f1) => f1 * (1 - 2 * f),
  },
  // log(1 + exp(x))
  softplus: {
    value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    first: logistic,
    second: (_x, _f, f1) => f1 * (1 - f1),
  },
  // log(exp(-x)·I0(x)), and I1(x)/I0(x)
  logBesselI0: { value: logBesselI0, first: logBesselI0Slope, second: besselRatioSlope },
  besselRatio: { value: besselRatio, first: besselRatioSlope, second: besselRatioBend },
} satisfies Record<string, Unary>;

export type UnaryOperation = keyof typeof UNARY;

type Step =
  | 'less'
  | 'lessEqual'
  | 'equal'
  | 'and'
  | 'or'
  | 'not'
  | 'isWhole'
  /** The value as a number of its own, whose derivatives do not count; 0 where it is infinite. */
  | 'hold';
type Linear =
  | 'add'
  | 'subtract'
  /** A factor without parameters times something. */
  | 'scale'
  /** The second where the first is true, the third where it is false. */
  | 'choose'
  /** The second where the first is true; no number elsewhere. */
  | 'where';
type Binary =
  | 'multiply'
  | 'divide'
  | 'power'
  /** To a power that has no derivatives. */
  | 'powerOf'
  /** log Γ(a + b) − log Γ(a). */
  | 'gammaRise'
  /** x·log(x/m) + m − x. */
  | 'deviance'
  /** The same of x and log m. */
  | 'logDeviance'
  /** x·log(x/(x + y)). */
  | 'relative';

export type Operation = UnaryOperation | Step | Linear | Binary;

const STEPS: Readonly<Record<Step, (a: number, b: number) => number>> = {
  less: (a, b) => (a !== a || b !== b ? NaN : Number(a < b)),
  lessEqual: (a, b) => (a !== a || b !== b ? NaN : Number(a <= b)),
  equal: (a, b) => (a !== a || b !== b ? NaN : Number(a === b)),
  and: (a, b) => (a === 0 || b === 0 ? 0 : a !== a || b !== b ? NaN : 1),
  or: (a, b) => (a === a && a !== 0 ? 1 : b === b && b !== 0 ? 1 : a !== a || b !== b ? NaN : 0),
  not: (a) => (a !== a ? NaN : Number(a === 0)),
  isWhole: (a) => (a !== a ? NaN : Number(Math.floor(a) === a)),
  hold: (a) => (Number.isFinite(a) ? a : 0),
};

const LINEAR: ReadonlySet<string> = new Set<Linear>(['add', 'subtract', 'scale', 'choose', 'where']);

export function isUnary(op: Operation): op is UnaryOperation {
  return op in UNARY;
}

/** `steps` have no derivatives, `linear` ones no second ones of their own. */
export function isLinear(op: Operation): 'steps' | 'linear' | 'curved' {
  if (op in STEPS) return 'steps';
  return LINEAR.has(op) ? 'linear' : 'curved';
}

type Operand = number | Float64Array;

/** The values of an operation; numbers stand for all rows. */
export function compute(op: Operation, operands: readonly Operand[], count: number): Float64Array {
  const [a, b, c] = operands.map((x) => (typeof x === 'number' ? Float64Array.of(x) : x));
  const strides = operands.map((x) => (typeof x === 'number' ? 0 : 1));
  const out = new Float64Array(count);
  computeInto(out, op, [a, b, c], strides, count);
  return out;
}

/** Writes `count` values into `out`; an operand with stride 0 is one number for all. */
export function computeInto(
  out: Float64Array,
  op: Operation,
  [a, b, c]: readonly Float64Array[],
  [sa, sb, sc]: readonly number[],
  count: number,
): void {
  if (isUnary(op)) {
    const { value } = UNARY[op];
    for (let i = 0; i < count; i++) out[i] = value(a[i * sa]);
    return;
  }
  switch (op) {
    case 'add':
      for (let i = 0; i < count; i++) out[i] = a[i * sa] + b[i * sb];
      return;
    case 'subtract':
      for (let i = 0; i < count; i++) out[i] = a[i * sa] - b[i * sb];
      return;
    case 'scale':
      for (let i = 0; i < count; i++) out[i] = scaled(a[i * sa], b[i * sb]);
      return;
    case 'multiply':
      for (let i = 0; i < count; i++) out[i] = a[i * sa] * b[i * sb];
      return;
    case 'divide':
      for (let i = 0; i < count; i++) out[i] = a[i * sa] / b[i * sb];
      return;
    case 'power':
      // Below zero there is a power at whole exponents only, and no derivative by them.
      for (let i = 0; i < count; i++) out[i] = a[i * sa] >= 0 ? powerOf(a[i * sa], b[i * sb]) : NaN;
      return;
    case 'powerOf':
      for (let i = 0; i < count; i++) out[i] = powerOf(a[i * sa], b[i * sb]);
      return;
    case 'gammaRise':
      for (let i = 0; i < count; i++) out[i] = gammaRise(a[i * sa], b[i * sb]);
      return;
    case 'deviance':
      for (let i = 0; i < count; i++) out[i] = deviance(a[i * sa], b[i * sb]);
      return;
    case 'logDeviance':
      for (let i = 0; i < count; i++) out[i] = logDeviance(a[i * sa], b[i * sb]);
      return;
    case 'relative':
      for (let i = 0; i < count; i++) out[i] = relative(a[i * sa], b[i * sb]);
      return;
    case 'choose':
      for (let i = 0; i < count; i++) {
        const test = a[i * sa];
        out[i] = test !== test ? NaN : test !== 0 ? b[i * sb] : c[i * sc];
      }
      return;
    case 'where':
      for (let i = 0; i < count; i++) {
        const test = a[i * sa];
        out[i] = test === test && test !== 0 ? b[i * sb] : NaN;
      }
      return;
    default: {
      const step = STEPS[op];
      for (let i = 0; i < count; i++) out[i] = step(a[i * sa], b ? b[i * sb] : 0);
    }
  }
}

/** Partial derivatives of an operation that is not linear, one number per row; arrays that it leaves alone are zero. */
export interface Partials {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly aa: Float64Array;
  readonly ab: Float64Array;
  readonly bb: Float64Array;
}

/**
 * @param f the values that `computeInto` has found
 * @param ofB whether derivatives by the second operand are wanted
 */
export function partialsInto(
  out: Partials,
  op: Operation,
  f: Float64Array,
  [a, b]: readonly Float64Array[],
  [sa, sb]: readonly number[],
  count: number,
  ofB: boolean,
): void {
  if (isUnary(op)) {
    const { first, second } = UNARY[op];
    for (let i = 0; i < count; i++) {
      const x = a[i * sa];
      const slope = first(x, f[i]);
      out.a[i] = slope;
      out.aa[i] = second(x, f[i], slope);
    }
    return;
  }
  for (let i = 0; i < count; i++) {
    const x = a[i * sa];
    const y = b[i * sb];
    if (op === 'multiply') {
      out.a[i] = y;
      out.b[i] = x;
      out.aa[i] = 0;
      out.ab[i] = 1;
      out.bb[i] = 0;
    } else if (op === 'divide') {
      const inverse = 1 / y;
      out.a[i] = inverse;
      out.b[i] = -f[i] * inverse;
      out.aa[i] = 0;
      out.ab[i] = -inverse * inverse;
      out.bb[i] = 2 * f[i] * inverse * inverse;
    } else if (op === 'gammaRise') {
      out.a[i] = digammaRise(x, y);
      out.aa[i] = trigammaRise(x, y);
      if (!ofB) continue;
      out.b[i] = digamma(x + y);
      out.ab[i] = out.bb[i] = trigamma(x + y);
    } else if (op === 'deviance') {
      out.a[i] = logRatio(x, y);
      out.b[i] = x === 0 ? 1 : (y - x) / y;
      out.aa[i] = 1 / x;
      out.ab[i] = -1 / y;
      out.bb[i] = x === 0 ? 0 : x / y / y;
    } else if (op === 'logDeviance') {
      const mean = Math.exp(y);
      out.a[i] = mean > 0 && mean < Infinity ? logRatio(x, mean) : Math.log(x) - y;
      out.b[i] = mean - x;
      out.aa[i] = 1 / x;
      out.ab[i] = -1;
      out.bb[i] = mean;
    } else if (op === 'relative') {
      const share = y / (x + y);
      out.a[i] = logShare(x, y) + share;
      out.b[i] = -x / (x + y);
      out.aa[i] = (share * share) / x;
      out.ab[i] = -share / (x + y);
      out.bb[i] = x / (x + y) / (x + y);
    } else {
      out.a[i] = y === 0 ? 0 : y * powerOf(x, y - 1);
      out.aa[i] = y === 0 || y === 1 ? 0 : y * (y - 1) * powerOf(x, y - 2);
      if (!ofB) continue;
      // Zero to a positive power stays zero when the power changes.
      const log = x === 0 && y > 0 ? 0 : Math.log(x);
      out.b[i] = f[i] * log;
      out.bb[i] = f[i] * log * log;
      if (x === 0 && y > 0) out.ab[i] = y > 1 ? 0 : -Infinity;
      else out.ab[i] = powerOf(x, y - 1) * (1 + y * log);
    }
  }
}

/** Zero times an infinity is zero where the zero does not depend on the parameters: the limit. */
function scaled(factor: number, x: number): number {
  return factor === 0 && x === x ? 0 : factor * x;
}

function powerOf(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 1) return x;
  // Not even to the power of 0 is what is no number one.
  return x === x ? Math.pow(x, y) : NaN;
}

function logistic(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}

function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
}

/** From here down the distribution function is computed from its continued fraction. */
const TAIL = -8;

function logNormalCdf(x: number): number {
  // Near 1 by what is missing from it.
  if (x > 0) return Math.log1p(-0.5 * erfc(x * Math.SQRT1_2));
  if (x > TAIL) return Math.log(0.5 * erfc(-x * Math.SQRT1_2));
  return -0.5 * x * x - Math.log(ROOT_TWO_PI * tailFraction(-x));
}

/** The density divided by the distribution function. */
function inverseMills(x: number): number {
  if (x > TAIL) return normalDensity(x) / (0.5 * erfc(-x * Math.SQRT1_2));
  return tailFraction(-x);
}

/** t + 1/(t + 2/(t + 3/(t + ...))), the inverse of Mills' ratio (Laplace); from t = 8 on 30 terms are exact. */
function tailFraction(t: number): number {
  let value = t;
  for (let k = 30; k >= 1; k--) value = t + k / value;
  return value;
}

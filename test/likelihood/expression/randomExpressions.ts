/** Random expressions as text and, apart from the language that is tested, as plain functions. */

import digamma from '@stdlib/math-base-special-digamma';
import erfc from '@stdlib/math-base-special-erfc';
import gammaln from '@stdlib/math-base-special-gammaln';

export type Point = Readonly<Record<'a' | 'b' | 'c' | 'x' | 'y', number>>;

export interface RandomExpression {
  readonly text: string;
  /** NaN where it has no value. */
  readonly value: (at: Point) => number;
}

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Plain = (...operands: number[]) => number;

/** Zero where it is so whatever the other factor is. */
const times = (s: number, t: number): number => s * t;
const power = (s: number, t: number): number => (s !== s ? NaN : Math.pow(s, t));
const normalCdf = (x: number): number => 0.5 * erfc(-x * Math.SQRT1_2);
const logGamma = (x: number): number => (x === Infinity ? Infinity : gammaln(x));

/** `#` stands for an operand. */
const FUNCTIONS: readonly (readonly [text: string, value: Plain])[] = [
  ['EXP(#)', Math.exp],
  ['SQRT(#)', Math.sqrt],
  ['ABS(#)', Math.abs],
  ['log1p(#)', Math.log1p],
  ['expm1(#)', Math.expm1],
  ['lgamma(#)', logGamma],
  ['digamma(#)', (x) => digamma(x)],
  ['SIN(#)', Math.sin],
  ['COS(#)', Math.cos],
  ['TAN(#)', Math.tan],
  ['ATAN(#)', Math.atan],
  ['LN(#)', Math.log],
  ['LOG10(#)', (x) => Math.log(x) / Math.LN10],
  ['pnorm(#)', normalCdf],
  ['plogis(#)', (x) => 1 / (1 + Math.exp(-x))],
  ['qlogis(#)', (p) => Math.log(p) - Math.log1p(-p)],
  ['PHI(#)', (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)],
  ['(-#)', (x) => -x],
  ['(#)^2', (x) => x * x],
  ['(#)^3', (x) => power(x, 3)],
  ['(#)^0.5', (x) => power(x, 0.5)],
  ['(#)^1.5', (x) => power(x, 1.5)],
  ['(#)^(-1)', (x) => power(x, -1)],
  ['(# + #)', (s, t) => s + t],
  ['(# - #)', (s, t) => s - t],
  ['(# * #)', times],
  ['(# * #)', times],
  ['(# / #)', (s, t) => s / t],
  ['(ABS(#) ^ #)', (s, t) => power(Math.abs(s), t)],
  ['LOG(#, #)', (s, t) => Math.log(s) / Math.log(t)],
  ['IF(# < #, #, #)', (s, t, yes, no) => (s !== s || t !== t ? NaN : s < t ? yes : no)],
  [
    'dnorm(#, #, #, log=TRUE)',
    (x, m, s) => -0.5 * ((x - m) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI),
  ],
];

export function randomExpression(random: () => number, depth: number): RandomExpression {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  if (depth === 0 || random() < 0.15) return leaf(random, pick);
  const [text, value] = pick(FUNCTIONS);
  const pieces = text.split('#');
  const operands = pieces.slice(1).map(() => randomExpression(random, depth - 1));
  return {
    text: pieces.reduce((whole, piece, i) => `${whole}${operands[i - 1].text}${piece}`),
    value: (at) => value(...operands.map((operand) => operand.value(at))),
  };
}

function leaf(random: () => number, pick: <T>(from: readonly T[]) => T): RandomExpression {
  const kind = random();
  if (kind > 0.85) {
    const number = pick([0, 1, 2, 0.5, 3]);
    return { text: String(number), value: () => number };
  }
  const name = kind < 0.6 ? pick(['a', 'b', 'c'] as const) : pick(['x', 'y'] as const);
  return { text: name, value: (at) => at[name] };
}

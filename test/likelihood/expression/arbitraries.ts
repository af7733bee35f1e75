/** Random expressions for property tests: with what they should be worth, and texts that resemble them. */

import fc from 'fast-check';

export interface Row {
  readonly y: number;
  readonly x: number;
}
export interface Point {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
/** A text with what it should be worth at a row and a point. */
export interface Sample {
  readonly text: string;
  readonly value: (row: Row, at: Point) => number;
}

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  fc.constantFrom<Sample>(
    { text: 'a', value: (_, { a }) => a },
    { text: 'b', value: (_, { b }) => b },
    { text: 'c', value: (_, { c }) => c },
    { text: 'y', value: ({ y }) => y },
    { text: 'x', value: ({ x }) => x },
  ),
  fc.integer({ min: 1, max: 9 }).map((n) => ({ text: String(n / 4), value: () => n / 4 })),
);

const UNARY: readonly (readonly [(text: string) => string, (x: number) => number])[] = [
  [(t) => `EXP(-(${t})^2)`, (x) => Math.exp(-(x ** 2))],
  [(t) => `LN(1 + (${t})^2)`, (x) => Math.log(1 + x ** 2)],
  [(t) => `SQRT(0.5+(${t})*(${t}))`, (x) => Math.sqrt(0.5 + x * x)],
  [(t) => `sin(${t})`, Math.sin],
  [(t) => `COS(${t})`, Math.cos],
  [(t) => `ATAN(${t})`, Math.atan],
  [(t) => `plogis(${t})`, (x) => 1 / (1 + Math.exp(-x))],
  [(t) => `LN(plogis(${t}))`, (x) => -Math.log1p(Math.exp(-x))],
  [(t) => `-(${t})`, (x) => -x],
  [(t) => `(${t})^3`, (x) => x ** 3],
  [(t) => `log1p(abs(${t}))`, (x) => Math.log1p(Math.abs(x))],
  [(t) => `expm1(-abs(${t}))`, (x) => Math.expm1(-Math.abs(x))],
];
const BINARY: readonly (readonly [(s: string, t: string) => string, (x: number, y: number) => number])[] = [
  [(s, t) => `(${s} + ${t})`, (x, y) => x + y],
  [(s, t) => `(${s})-(${t})`, (x, y) => x - y],
  [(s, t) => `(${s})*(${t})`, (x, y) => x * y],
  [(s, t) => `(${s})/(1+(${t})^2)`, (x, y) => x / (1 + y ** 2)],
  [(s, t) => `(0.5+abs(${s}))^((${t})/4)`, (x, y) => (0.5 + Math.abs(x)) ** (y / 4)],
  [(s, t) => `IF(y > x, ${s}, ${t})`, (x, y) => (x === y ? x : NaN)],
];

export const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.tuple(fc.constantFrom(...UNARY), tie('sample')).map(([[write, f], inner]): Sample => ({
      text: write(inner.text),
      value: (row, at) => f(inner.value(row, at)),
    })),
    fc
      .tuple(fc.constantFrom(...BINARY), tie('sample'), tie('sample'))
      .map(([[write, f], left, right]): Sample => ({
        text: write(left.text, right.text),
        value: (row, at) =>
          write('', '').startsWith('IF')
            ? (row.y > row.x ? left : right).value(row, at)
            : f(left.value(row, at), right.value(row, at)),
      })),
  ),
}));

const number = fc.integer({ min: -20, max: 20 }).map((n) => n / 8 + 1 / 64);
export const rows = fc.array(fc.record({ y: number, x: number }), { minLength: 1, maxLength: 5 });
export const point = fc.record({ a: number, b: number, c: number });

export const cellsOf = (data: readonly Row[]) => [['y', 'x'], ...data.map(({ y, x }) => [y, x])];

const piece = fc.constantFrom(
  ...'( ) , ; + - * / ^ ** = == <> < ! & | ` [ ] . 1 2e5 .5 y p LN( dnorm( SUM( IF( log= TRUE π " \n'.split(
    ' ',
  ),
);

/** Made of the pieces of expressions. */
export const expressionLike: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 400 })
  .map((pieces) => pieces.join(''));

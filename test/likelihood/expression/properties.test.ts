import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellmerError } from '../../../src/errors';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { parseExpression } from '../../../src/likelihood/expression/parser';
import { expectDerivatives } from './derivatives';

interface Row {
  readonly y: number;
  readonly x: number;
}
interface Point {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
/** A text with what it should be worth at a row and a point. */
interface Sample {
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

const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
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
const rows = fc.array(fc.record({ y: number, x: number }), { minLength: 1, maxLength: 5 });
const point = fc.record({ a: number, b: number, c: number });

const cellsOf = (data: readonly Row[]) => [['y', 'x'], ...data.map(({ y, x }) => [y, x])];

describe('random expressions', () => {
  test('are worth what a plain evaluation gives, and their derivatives are right', () => {
    let checked = 0;
    fc.assert(
      fc.property(sample, rows, point, ({ text, value }, data, at) => {
        const whole = `${text} + 0*(a+b+c)`;
        const likelihood = expressionLikelihood(whole, cellsOf(data));
        const par = Float64Array.from(likelihood.parameters, ({ name }) => at[name as keyof Point]);
        const expected = data.reduce((sum, row) => sum + value(row, at), 0);
        fc.pre(Math.abs(expected) < 1e6);
        const size = data.reduce((sum, row) => sum + Math.abs(value(row, at)), 1);
        expect(Math.abs(likelihood.value(par) - expected)).toBeLessThan(1e-11 * size);
        expectDerivatives(likelihood, par, 1e-6);
        checked++;
      }),
      { numRuns: 600, seed: 4711 },
    );
    expect(checked).toBeGreaterThan(400);
  });

  test('are the same as a whole log-likelihood with SUM', () => {
    fc.assert(
      fc.property(sample, rows, point, ({ text }, data, at) => {
        const byRow = expressionLikelihood(`y*0*(a+b+c) + ${text}`, cellsOf(data));
        const whole = expressionLikelihood(`SUM(y*0*(a+b+c) + ${text})`, cellsOf(data));
        const par = Float64Array.from(byRow.parameters, ({ name }) => at[name as keyof Point]);
        expect(whole.derivatives(par)).toEqual(byRow.derivatives(par));
      }),
      { numRuns: 200, seed: 42 },
    );
  });

  test('do not depend on the order of the rows beyond rounding, nor on the block they fall in', () => {
    const text = 'dnorm(y, a + b*x, c, log=TRUE)';
    const data = Array.from({ length: 1000 }, (_, i) => ({ y: Math.sin(i), x: Math.cos(i * i) }));
    const par = Float64Array.of(0.1, 0.3, 1.2);
    const one = expressionLikelihood(text, cellsOf(data)).derivatives(par);
    const other = expressionLikelihood(text, cellsOf([...data].reverse())).derivatives(par);
    expect(Math.abs(one.value / other.value - 1)).toBeLessThan(1e-13);
    const single = data.reduce((sum, row) => sum + expressionLikelihood(text, cellsOf([row])).value(par), 0);
    expect(Math.abs(one.value / single - 1)).toBeLessThan(1e-13);
  });
});

describe('random texts', () => {
  const refused = (text: string): void => {
    const began = performance.now();
    try {
      parseExpression(text);
    } catch (error) {
      expect(error).toBeInstanceOf(CellmerError);
      expect((error as CellmerError).position).toBeLessThanOrEqual(text.length);
    }
    expect(performance.now() - began).toBeLessThan(1000);
  };
  test('are read or refused with a position, quickly', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), refused), {
      numRuns: 2000,
      seed: 1,
    });
  });
  test('made of the pieces of expressions too', () => {
    const piece = fc.constantFrom(
      ...'( ) , ; + - * / ^ ** = == <> < ! & | ` [ ] . 1 2e5 .5 y p LN( dnorm( SUM( IF( log= TRUE π " \n'.split(
        ' ',
      ),
    );
    const text = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, refused), { numRuns: 3000, seed: 2 });
  });
  test('of the greatest length too', () => {
    for (const unit of ['(', '-', '!', 'LN(', '1^', 'a+', '1 ', '[', 'IF(a,', 'a.', '1e', '.'])
      refused(unit.repeat(Math.floor(8192 / unit.length)));
    for (const unit of ['(', '-', 'LN(']) refused(`${unit.repeat(99)}a`);
  });
});

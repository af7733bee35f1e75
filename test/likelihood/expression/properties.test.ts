import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellmerError } from '../../../src/errors';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { parseExpression } from '../../../src/likelihood/expression/parser';
import { cellsOf, expressionLike, point, rows, sample, type Point } from './arbitraries';
import { expectDerivatives } from './derivatives';

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
    fc.assert(fc.property(expressionLike, refused), { numRuns: 3000, seed: 2 });
  });
  test('of the greatest length too', () => {
    for (const unit of ['(', '-', '!', 'LN(', '1^', 'a+', '1 ', '[', 'IF(a,', 'a.', '1e', '.'])
      refused(unit.repeat(Math.floor(8192 / unit.length)));
    for (const unit of ['(', '-', 'LN(']) refused(`${unit.repeat(99)}a`);
  });
});

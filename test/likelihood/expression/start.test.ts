import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';

const Y = [2.1, 3.4, 1.9, 5.6, 4.4, 3.8, 2.7, 3.3, 4.9, 2.2];
const column = (name: string, values: readonly number[]) => [[name], ...values.map((value) => [value])];

describe('where parameters can be', () => {
  const domain = (text: string, cells: readonly (readonly (string | number)[])[] = column('y', Y)) =>
    expressionLikelihood(text, cells).parameters.map(({ name, lower, upper }) => [name, lower, upper]);
  test.each([
    ['y*LN(p) + (1-y)*LN(1-p)', [['p', 0, 1]]],
    [
      'dnorm(y, m, s, log=TRUE)',
      [
        ['m', -Infinity, Infinity],
        ['s', 0, Infinity],
      ],
    ],
    [
      'dgamma(y, a, rate=b, log=TRUE)',
      [
        ['a', 0, Infinity],
        ['b', 0, Infinity],
      ],
    ],
    ['LN(3 - 2*t) - LN(1 + t/4)', [['t', -4, 1.5]]],
    ['LN(1 + t*y) - t', [['t', -1 / 5.6, Infinity]]],
    ['log1p(-p)*y', [['p', -Infinity, 1]]],
    ['IF(a > 0, LN(a), -a*a)', [['a', -Infinity, Infinity]]],
    ['IF(y > 3, LN(p), LN(1-p))', [['p', 0, 1]]],
    ['IF(y > 3, LN(y - t), 0)', [['t', -Infinity, Infinity]]],
    ['IF(y > 0, LN(y - t), 0)', [['t', -Infinity, 1.9]]],
    [
      'LN(1 - a - b)',
      [
        ['a', -Infinity, Infinity],
        ['b', -Infinity, Infinity],
      ],
    ],
  ])('is found for %s', (text, expected) => {
    expect(domain(text)).toEqual(expected);
  });
});

describe('starting values', () => {
  test.each([
    'dnorm(y, m, s, log=TRUE)',
    '-0.5*LN(2*PI()*v) - (y-m)^2/(2*v)',
    'dgamma(y, a, b, log=TRUE)',
    'dweibull(y, shape, scale, log=TRUE)',
    'dt((y - m)/s, df, log=TRUE) - LN(s)',
    'dlnorm(y, a, b, log=TRUE)',
    'LN(p*dnorm(y, a, 1) + (1-p)*dnorm(y, b, 1)) + 0*LN(p) + 0*LN(1-p)',
    '-LN(s) - ABS(y-m)/s - (a-3)^2 - (b+2)^2 - (c-1)^2 - (d-9)^2',
  ])('of %s are inside its domain and have a finite log-likelihood', (text) => {
    const likelihood = expressionLikelihood(text, column('y', Y));
    const start = likelihood.start();
    expect(Number.isFinite(likelihood.value(start))).toBe(true);
    likelihood.parameters.forEach(({ lower, upper }, i) => {
      expect(start[i]).toBeGreaterThan(lower);
      expect(start[i]).toBeLessThan(upper);
    });
  });
  test('are the same every time', () => {
    const starts = [0, 1].map(() =>
      expressionLikelihood('dt((y - m)/s, df, log=TRUE) - LN(s)', column('y', Y)).start(),
    );
    expect(starts[0]).toEqual(starts[1]);
  });
  test('keep to bounds that are given', () => {
    const start = expressionLikelihood('dnorm(y, m, s, log=TRUE)', column('y', Y)).start({
      lower: Float64Array.of(100, 7),
      upper: Float64Array.of(Infinity, 8),
    });
    expect(start[0]).toBeGreaterThanOrEqual(100);
    expect(start[1]).toBeGreaterThanOrEqual(7);
    expect(start[1]).toBeLessThanOrEqual(8);
  });
  test('that cannot be found are asked for', () => {
    const likelihood = expressionLikelihood(
      'LN(a - 50000) + LN(60000 - a) + LN(b - a) + LN(0-b)',
      column('y', Y),
    );
    expect(() => likelihood.start()).toThrow(
      'No starting values with a finite log-likelihood were found for a, b',
    );
  });
});

test('a hundred thousand rows take well under a tenth of a second with their Hessian', () => {
  const y = Array.from({ length: 100_000 }, (_, i) => 3 + Math.sin(12.9898 * i));
  const likelihood = expressionLikelihood('-0.5*LN(2*PI()*s^2) - (y-m)^2/(2*s^2)', column('y', y));
  const par = Float64Array.of(1.1, 2.9);
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now();
    likelihood.derivatives(par);
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(60);
});

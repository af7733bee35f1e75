import { describe, expect, test } from 'vitest';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { expectDerivatives } from './derivatives';
import fixture from './fixtures/largeNumbers.json';

interface Case {
  readonly text: string;
  readonly data: Readonly<Record<string, number>>;
  readonly par: Readonly<Record<string, number>>;
  readonly value: number;
  readonly first: Readonly<Record<string, number>>;
  readonly second: Readonly<Record<string, number>>;
}

const cases = (fixture as unknown as Case[]).map((one) => ({
  ...one,
  at: JSON.stringify({ ...one.data, ...one.par }),
}));

describe('densities of large numbers keep their digits', () => {
  test.each(cases)('$text at $at', ({ text, data, par, value, first, second }) => {
    const likelihood = expressionLikelihood(text, [Object.keys(data), Object.values(data)]);
    const names = likelihood.parameters.map(({ name }) => name);
    const found = likelihood.derivatives(Float64Array.from(names, (name) => par[name]));
    expect(Math.abs(found.value - value)).toBeLessThanOrEqual(1e-13 * Math.abs(value));
    names.forEach((name, i) => {
      // A score near zero is the difference of numbers as large as the inverse of the parameter.
      const rounding = 4 * Number.EPSILON;
      const size = 1e-8 * (Math.abs(first[name]) + 1e-6 * Math.sqrt(Math.abs(second[name])));
      expect(Math.abs(found.gradient[i] - first[name])).toBeLessThanOrEqual(size + rounding / par[name]);
      const bend = 1e-8 * Math.abs(second[name]) + rounding / par[name] ** 2;
      expect(Math.abs(found.hessian[i * names.length + i] - second[name])).toBeLessThanOrEqual(bend);
    });
  });
});

describe('sums that one number stands for are those of the rows', () => {
  const rows = [0, 3, 17, 4, 250, 1].map((y, i) => [y, 250 + 31 * i, 0.05 + 0.13 * i, 1 + (i % 3)]);
  test.each([
    ['dpois(y, a, log=TRUE)', [7.5]],
    ['w*dpois(y, a*q, log=TRUE)', [7.5]],
    ['dpois(y, EXP(a), log=TRUE)', [1.2]],
    ['dpois(y, EXP(a)*q, log=TRUE)', [1.2]],
    ['dbinom(y, n, a, log=TRUE)', [0.2]],
    ['w*dbinom(y, n, plogis(a), log=TRUE)', [-2.5]],
    ['dbeta(q, a, b, log=TRUE)', [1.4, 2.5]],
    ['w*dgamma(q, a, b, log=TRUE)', [1.4, 2.5]],
    ['SUM(w*dgamma(q, a, b, log=TRUE)) + SUM(dpois(y, a*b, log=TRUE))', [1.4, 2.5]],
  ])('%s', (text, at) => {
    const header = ['y', 'n', 'q', 'w'];
    const par = Float64Array.from(at);
    const whole = expressionLikelihood(text, [header, ...rows]);
    const singles = rows.map((row) => expressionLikelihood(text, [header, row]));
    const sum = singles.reduce((total, one) => total + one.value(par), 0);
    expect(Math.abs(whole.value(par) / sum - 1)).toBeLessThan(1e-13);
    expectDerivatives(whole, par);
  });

  test('are in no need of a pass over the rows: a million counts take no longer than six', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => [i % 7, 0.1 + (i % 8) / 10]);
    const likelihood = expressionLikelihood('dpois(y, a, log=TRUE) + dbeta(q, a, b, log=TRUE)', [
      ['y', 'q'],
      ...many,
    ]);
    const began = performance.now();
    for (let k = 0; k < 1000; k++) likelihood.derivatives(Float64Array.of(2.5, 1 + k / 1000));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

test('a link that underflows leaves the logarithm of the density finite', () => {
  const value = (text: string, y: number, a: number) =>
    expressionLikelihood(text, [['y'], [y]]).value(Float64Array.of(a));
  expect(value('dpois(y, EXP(a), log=TRUE)', 2, -1000)).toBeCloseTo(-2000 - Math.LN2, 9);
  expect(value('dbinom(y, 5, plogis(a), log=TRUE)', 5, -1000)).toBeCloseTo(-5000, 9);
  expect(value('dbinom(y, 1, plogis(a), log=TRUE)', 0, 1000)).toBeCloseTo(-1000, 9);
  expect(value('dnbinom(y, size=3, mu=EXP(a), log=TRUE)', 2, -1000)).toBeCloseTo(-2000 + Math.log(6 / 9), 9);
});

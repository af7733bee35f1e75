import { describe, expect, test } from 'vitest';
import { CellmerError } from '../../src/errors';
import { binomialFit } from '../../src/likelihood/binomial';
import { expressionLikelihood } from '../../src/likelihood/expression';
import { likelihoodInterval } from '../../src/likelihood/interval';
import { maximize } from '../../src/likelihood/maximize';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import type { CellMatrix } from '../../src/table';

const fitted = (data: CellMatrix) => maximize(readLikelihood('multinomial', data));

describe('a multinomial sample', () => {
  const COUNTS = [
    ['colour', 'n'],
    ['red', 12],
    ['green', 5],
    ['blue', 23],
  ];

  test('has its shares as estimates, with the covariances of the multinomial distribution', () => {
    const { parameters, covariance, logLik, convergence } = fitted(COUNTS);
    expect(convergence).toBe(0);
    expect(parameters.map(({ name }) => name)).toEqual(['p_red', 'p_green']);
    const [p, q] = [12 / 40, 5 / 40];
    expect(parameters.map(({ estimate }) => estimate)).toEqual([p, q]);
    const wanted = [p * (1 - p), -p * q, -p * q, q * (1 - q)].map((x) => x / 40);
    wanted.forEach((value, i) => expect(covariance![i]).toBeCloseTo(value, 14));
    // R: dmultinom(c(12, 5, 23), prob = c(12, 5, 23), log = TRUE) is the sum of two binomial log-probabilities.
    const first = binomialFit(12, 40, 0.95).logLikCount;
    const second = binomialFit(5, 28, 0.95).logLikCount;
    expect(logLik).toBeCloseTo(first + second, 10);
  });

  test('may stand in rows, or be counts alone', () => {
    const across = fitted([
      ['red', 'green', 'blue'],
      [12, 5, 23],
    ]);
    expect(across.parameters).toEqual(fitted(COUNTS).parameters);
    for (const data of [[[12, 5, 23]], [[12], [5], [23]]]) {
      const { parameters } = fitted(data);
      expect(parameters.map(({ name }) => name)).toEqual(['p_1', 'p_2']);
      expect(parameters[1].estimate).toBe(0.125);
    }
  });

  test('is what it is as an expression, found by search too', () => {
    const text = '12*LN(a) + 5*LN(b) + 23*LN(1 - a - b) + 0*SUM(y)';
    const expression = expressionLikelihood(text, [[1], [2]]);
    const own = readLikelihood('multinomial', COUNTS);
    const at = Float64Array.of(0.25, 0.2);
    const [mine, theirs] = [own.derivatives(at), expression.derivatives(at)];
    theirs.gradient.forEach((g, i) => expect(mine.gradient[i]).toBeCloseTo(g, 10));
    theirs.hessian.forEach((h, i) => expect(mine.hessian[i]).toBeCloseTo(h, 8));
    const searched = maximize(own, { mustSearch: true });
    expect(searched.parameters[0].estimate).toBeCloseTo(0.3, 12);
    expect(searched.logLik).toBeCloseTo(maximize(own).logLik, 12);
  });

  test('has the likelihood-ratio interval of a binomial proportion for each category', () => {
    const interval = likelihoodInterval({
      density: 'multinomial',
      data: COUNTS,
      parameter: 'p_green',
      level: 0.95,
      type: 'profile',
    });
    const wanted = binomialFit(5, 40, 0.95).intervals.find(({ kind }) => kind === 'likelihoodRatio')!;
    expect(interval.lower).toBeCloseTo(wanted.lower, 9);
    expect(interval.upper).toBeCloseTo(wanted.upper, 9);
  });

  test.each([
    [[[0, 5, 23]], 'p_1'],
    [[[12, 5, 0, 0]], 'p_3'],
  ])('of %j has an estimate on the bound, and says so', (data, name) => {
    const { parameters, warnings, logLik } = fitted(data);
    const zero = parameters.find((one) => one.name === name)!;
    expect([zero.estimate, zero.standardError, zero.state]).toEqual([0, null, 'on bound']);
    expect(warnings[0].message).toContain(`The estimate of ${name} lies on its bound 0`);
    expect(Number.isFinite(logLik)).toBe(true);
    const others = parameters.filter((one) => one.name !== name && one.estimate > 0);
    expect(others.every(({ standardError }) => standardError! > 0)).toBe(true);
  });

  test.each<[CellMatrix, string]>([
    [[[3]], 'have one category only: expected two or more'],
    [[[0, 0]], 'have zeros only'],
    [[[1, 2.5]], 'have 2.5 for the category 2: expected a whole number from 0 on'],
    [
      [
        ['red', null],
        ['blue', 3],
      ],
      'have no count for the category red',
    ],
    [[['red'], ['blue']], 'have "red" for the category 1'],
    [
      [
        ['a', 1],
        ['a', 2],
      ],
      'have the category a twice',
    ],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      'have 2 rows and 3 columns: expected categories and their counts',
    ],
    [[[null]], 'have no values'],
  ])('%j is refused with a sentence', (data, sentence) => {
    expect(() => fitted(data)).toThrow(CellmerError);
    expect(() => fitted(data)).toThrow(sentence);
  });
});

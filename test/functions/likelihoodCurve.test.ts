import { expect, test } from 'vitest';
import { HostError } from './hostGlobals';
import { call, useFunctions, type Cells } from './callFunctions';

useFunctions();

const numbers = (cells: Cells) => cells.slice(1) as number[][];

test('LIKELIHOOD.CURVE is the binomial likelihood, with its top at the estimate and the quadratic beside it', () => {
  const cells = call('LIKELIHOOD.CURVE', 'binomial', [[5, 30]], null, 0.1, 0.3, 5);
  expect(cells[0]).toEqual(['p', 'Log-likelihood', 'Relative likelihood', 'Quadratic approximation']);
  const choose = Math.log(142506);
  const l = (p: number) => choose + 5 * Math.log(p) + 25 * Math.log(1 - p);
  for (const [p, logLik, relative, quadratic] of numbers(cells)) {
    expect(logLik).toBeCloseTo(l(p), 10);
    expect(relative).toBeCloseTo(Math.exp(l(p) - l(1 / 6)), 10);
    expect(quadratic).toBeCloseTo(l(1 / 6) - 108 * (p - 1 / 6) ** 2, 8);
  }
});

test('LIKELIHOOD.CURVE finds the interesting region itself', () => {
  const points = numbers(call('LIKELIHOOD.CURVE', 'normal', [[1], [2], [4], [3]], 'sigma', null, null, null));
  expect(points).toHaveLength(101);
  expect(points[0][2]).toBeCloseTo(0.00098, 4);
  expect(points[100][2]).toBeCloseTo(0.00098, 4);
  // The profile of sigma: n·log(s/sigma) + n/2·(1 − s²/sigma²) below the top.
  const s = Math.sqrt(1.25);
  const top = Math.max(...points.map(([, logLik]) => logLik));
  for (const [sigma, logLik] of points) {
    const below = 4 * Math.log(s / sigma) + 2 * (1 - (s / sigma) ** 2);
    expect(logLik - below - (-2 * Math.log(2 * Math.PI * 1.25) - 2)).toBeCloseTo(0, 8);
    expect(logLik).toBeLessThanOrEqual(top);
  }
});

test('LIKELIHOOD.CURVE has no point where the data are impossible, and never an infinity', () => {
  const cells = call('LIKELIHOOD.CURVE', 'binary', [[1], [0]], null, 0, 1, 3);
  expect(cells[1].slice(0, 3)).toEqual([0, '', 0]);
  expect(cells[2].slice(0, 2)).toEqual([0.5, 2 * Math.log(0.5)]);
});

test('LIKELIHOOD.CURVE gives the columns that are asked for, under a name, so that curves stand beside each other', () => {
  const grid = [null, 0.1, 0.3, 5] as const;
  const first = call(
    'LIKELIHOOD.CURVE',
    'binomial',
    [[50, 300]],
    ...grid,
    'columns=value, relative; name=50 of 300',
  );
  const second = call('LIKELIHOOD.CURVE', 'binomial', [[5, 30]], ...grid, 'columns=relative; name=5 of 30');
  expect([first[0], second[0]]).toEqual([['p', '50 of 300'], ['5 of 30']]);
  const l = (p: number) => 5 * Math.log(p) + 25 * Math.log(1 - p);
  numbers(first).forEach(([p, relative], i) => {
    expect(numbers(second)[i][0]).toBeCloseTo(Math.exp(l(p) - l(1 / 6)), 10);
    expect(relative).toBeCloseTo(numbers(second)[i][0] ** 10, 10);
  });
  const both = call('LIKELIHOOD.CURVE', 'binomial', [[5, 30]], ...grid, 'columns=relative, loglik; name=a');
  expect(both[0]).toEqual(['a: Relative likelihood', 'a: Log-likelihood']);
});

test('LIKELIHOOD.CURVE leaves the binomial coefficient out where it is told to', () => {
  const options = 'columns=loglik, likelihood, quadratic; constant=0; labels=0';
  const [[logLik, likelihood, quadratic]] = call(
    'LIKELIHOOD.CURVE',
    'binomial',
    [[5, 30]],
    'p',
    0.2,
    0.3,
    2,
    options,
  );
  const l = (p: number) => 5 * Math.log(p) + 25 * Math.log(1 - p);
  expect(logLik).toBeCloseTo(l(0.2), 10);
  expect(Number(likelihood) / (0.2 ** 5 * 0.8 ** 25)).toBeCloseTo(1, 10);
  expect(quadratic).toBeCloseTo(l(1 / 6) - 108 * (0.2 - 1 / 6) ** 2, 8);
});

test('LIKELIHOOD.CURVE says which columns there are', () => {
  const ask = () =>
    call('LIKELIHOOD.CURVE', 'binomial', [[5, 30]], null, null, null, null, 'columns=value, slope');
  expect(ask).toThrow('has "slope": expected some of value, loglik, likelihood, relative, quadratic');
});

test('LIKELIHOOD.MVNORM agrees with its factors', () => {
  // Independent: a sum of univariate log-densities.
  const log = (x: number, sd: number) => -0.5 * Math.log(2 * Math.PI * sd * sd) - (x * x) / (2 * sd * sd);
  const independent = call(
    'LIKELIHOOD.MVNORM',
    [[1], [2]],
    [[0]],
    [
      [4, 0],
      [0, 9],
    ],
  )[0][0];
  expect(independent).toBeCloseTo(log(1, 2) + log(2, 3), 12);
  // Correlated: the marginal of the first and the conditional of the second.
  const rows = call(
    'LIKELIHOOD.MVNORM',
    [
      [1, 2],
      [0, 0],
    ],
    [[0, 0]],
    [
      [1, 0.5],
      [0.5, 1],
    ],
  );
  expect(rows).toHaveLength(2);
  expect(rows[0][0]).toBeCloseTo(log(1, 1) + log(2 - 0.5, Math.sqrt(0.75)), 12);
});

test('LIKELIHOOD.MVNORM takes a covariance matrix whose halves differ by rounding', () => {
  const density = (corner: number): unknown =>
    call(
      'LIKELIHOOD.MVNORM',
      [[1], [2]],
      [[0]],
      [
        [1, corner],
        [0.3, 1],
      ],
    )[0][0];
  expect(density(0.1 + 0.2)).toBeCloseTo(density(0.3) as number, 14);
});

test.each([
  [
    [[1], [2]],
    [[0]],
    [
      [1, 2],
      [2, 1],
    ],
    'not positive definite',
  ],
  [
    [[1], [2]],
    [[0]],
    [
      [1, 0.5],
      [0.2, 1],
    ],
    'not symmetric',
  ],
  [
    [[1], [null]],
    [[0]],
    [
      [1, 0],
      [0, 1],
    ],
    'y has an empty cell',
  ],
  [
    [[1], [2]],
    [[0], [1], [2]],
    [
      [1, 0],
      [0, 1],
    ],
    'mean has 3 numbers',
  ],
])('LIKELIHOOD.MVNORM refuses in a sentence', (y, mean, covariance, sentence) => {
  try {
    call('LIKELIHOOD.MVNORM', y, mean, covariance);
    throw new Error('It did not fail.');
  } catch (error) {
    expect(error).toBeInstanceOf(HostError);
    expect((error as HostError).message).toContain(sentence);
  }
});

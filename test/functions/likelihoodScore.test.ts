import digamma from '@stdlib/math-base-special-digamma';
import trigamma from '@stdlib/math-base-special-trigamma';
import { describe, expect, test } from 'vitest';
import { call, useFunctions, type Cells } from './callFunctions';
import { HostError } from './hostGlobals';

const score = (...values: unknown[]) => call('LIKELIHOOD.SCORE', ...values);
const column = (values: readonly number[]): Cells => values.map((value) => [value]);
const close = (number: number, digits = 10) => expect.closeTo(number, digits) as number;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const Y = [2.1, 3.4, 1.9, 5.6, 4.4, 3.8, 2.7];

useFunctions();

describe('LIKELIHOOD.SCORE', () => {
  test('of a binomial count is x/p − (n − x)/(1 − p), with the information x/p² + (n − x)/(1 − p)²', () => {
    const logLik = Math.log(142506) + 5 * Math.log(0.25) + 25 * Math.log(0.75);
    expect(score('binomial', [[5], [30]], 0.25)).toEqual([
      ['Parameter', 'Value', 'Score'],
      ['p', 0.25, close(5 / 0.25 - 25 / 0.75)],
      ['', '', ''],
      ['Log-likelihood', close(logLik), ''],
      ['Observations', 1, ''],
      ['Density', 'binomial', ''],
      ['', '', ''],
      ['Information', 'p', ''],
      ['p', close(5 / 0.25 ** 2 + 25 / 0.75 ** 2, 8), ''],
    ]);
  });

  test('is zero at the maximum: the score equation', () => {
    expect(score('binomial', [[5], [30]], 1 / 6, 'labels=0').slice(0, 1)).toEqual([
      [close(1 / 6, 15), close(0, 12)],
    ]);
    const [gamma] = [call('LIKELIHOOD.MLE', 'gamma', column(Y), null, 'labels=0')];
    const at = score('gamma', column(Y), [[gamma[0][0], gamma[1][0]]], 'labels=0');
    expect(at.slice(0, 2).map(([, slope]) => slope)).toEqual([close(0, 9), close(0, 9)]);
    // The information there is the Hessian of the maximum.
    const all = call('LIKELIHOOD.MLE', 'gamma', column(Y));
    const hessian = all.findIndex(([label]) => label === 'Hessian');
    expect(at.slice(4)).toEqual(
      all
        .slice(hessian + 1, hessian + 3)
        .map((row) => [close(row[1] as number, 7), close(row[2] as number, 7)]),
    );
  });

  test.each([
    ['normal', 'normal'],
    ['text', 'dnorm(y, mu, sigma, log=TRUE)'],
  ])('of the normal density by %s has its closed form', (_, density) => {
    const [mu, sigma] = [3, 2];
    const n = Y.length;
    const off = sum(Y.map((y) => y - mu));
    const squares = sum(Y.map((y) => (y - mu) ** 2));
    const found = score(density, [['y'], ...column(Y)], [['mu=3; sigma=2']], 'labels=0');
    expect(found).toEqual([
      [mu, close(off / sigma ** 2)],
      [sigma, close(-n / sigma + squares / sigma ** 3)],
      [expect.any(Number), ''],
      [n, ''],
      [close(n / sigma ** 2), close((2 * off) / sigma ** 3)],
      [close((2 * off) / sigma ** 3), close(-n / sigma ** 2 + (3 * squares) / sigma ** 4)],
    ]);
  });

  test('of the gamma density is made of digamma and trigamma functions', () => {
    const [shape, rate] = [2.5, 0.8];
    const n = Y.length;
    const found = score('gamma', column(Y), [[shape, rate]], 'labels=0');
    expect(found.slice(0, 2)).toEqual([
      [shape, close(n * Math.log(rate) - n * digamma(shape) + sum(Y.map(Math.log)))],
      [rate, close((n * shape) / rate - sum(Y))],
    ]);
    expect(found.slice(4)).toEqual([
      [close(n * trigamma(shape)), close(-n / rate)],
      [close(-n / rate), close((n * shape) / rate ** 2)],
    ]);
  });

  test('agrees with differences of the log-likelihood for every density by name', () => {
    const cases: [density: string, data: Cells, at: number[]][] = [
      ['poisson', column([1, 4, 2]), [2.5]],
      ['exponential', column(Y), [0.4]],
      ['negative binomial', column([0, 3, 9, 1, 0]), [1.2, 2.1]],
      ['geometric', column([0, 2, 1]), [0.4]],
      ['beta', column([0.2, 0.6, 0.7]), [1.4, 2.2]],
      ['weibull', column(Y), [1.8, 3.3]],
      ['lognormal', column(Y), [1, 0.5]],
      ['student t', column(Y), [3, 1.2, 4]],
      ['multinomial', [[3, 4, 2]], [0.3, 0.4]],
      ['one-way normal', Y.map((y, i) => [y, 'ab'[i % 2]]), [3, 1.5, 0.4]],
    ];
    for (const [density, data, at] of cases) {
      const found = score(density, data, [at], 'labels=0') as number[][];
      const logLik = (par: number[]) => call('LIKELIHOOD.VALUE', density, data, [par], true)[0][0] as number;
      at.forEach((x, i) => {
        const h = 1e-5;
        const moved = (by: number) => at.map((value, j) => (i === j ? value + by : value));
        const slope = (logLik(moved(h)) - logLik(moved(-h))) / (2 * h);
        expect(Math.abs(found[i][1] - slope), density).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
        const above = score(density, data, [moved(h)], 'labels=0') as number[][];
        const below = score(density, data, [moved(-h)], 'labels=0') as number[][];
        at.forEach((_, j) => {
          const bend = -(above[j][1] - below[j][1]) / (2 * h);
          const information = found[at.length + 2 + i][j];
          expect(Math.abs(information - bend), density).toBeLessThan(1e-6 * Math.max(1, Math.abs(bend)));
        });
        expect(found[i][0]).toBe(x);
      });
    }
  });

  test('says where there is no slope', () => {
    const zeros: Cells = [['y'], [0], [0], [1]];
    const message = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        expect(error).toBeInstanceOf(HostError);
        return (error as Error).message;
      }
      return 'nothing was thrown';
    };
    expect(message(() => score('binary', zeros, 0))).toContain(
      'The likelihood is 0 at p = 0, or not defined: there is no slope. Expected values at which the data are possible.',
    );
    expect(message(() => score('binary', zeros, [[0.2], [0.3]]))).toContain(
      'parameters has 2 rows of numbers: expected one.',
    );
    expect(message(() => score('normal', column(Y), [[1]]))).toContain(
      'parameters has 1 number: expected 2, for mu, sigma.',
    );
    expect(message(() => score('normal', column(Y), [[1, 2]], 'level=0.9'))).toContain(
      '"level" is not an option: there are labels.',
    );
  });

  test('says where the log-likelihood is infinitely steep, and where it has no slope', () => {
    const found = score('dexp(y, EXP(a), log=TRUE) + SQRT(b)', column(Y), [['a=0; b=0']]);
    expect(found[2].slice(0, 2)).toEqual(['b', 0]);
    expect(found[2][2]).toBe('∞');
    expect(found.flat().join(' ')).toContain(
      'At a = 0, b = 0 the log-likelihood is infinitely steep in b: the slope has no bound near there.',
    );
    const cusp = score('dnorm(y, 0, 1, log=TRUE) - SQRT(ABS(b - 2)) + (a - 1)^1.5', column(Y), [
      ['a=1; b=2'],
    ]);
    expect(cusp.find(([name]) => name === 'b')?.[2]).toEqual(expect.objectContaining({ code: '#NUM!' }));
    const said = cusp.flat().join(' ');
    expect(said).toContain('has no derivatives by b: it ends or jumps there, or has a cusp.');
    expect(said).toContain('is infinitely curved in a: the second derivative has no bound near there.');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenCells } from '../../functions/parameterText';
import { maximize } from '../../src/likelihood/maximize';
import { onewayAnova } from '../../src/likelihood/oneway/anova';
import { onewayFit } from '../../src/likelihood/oneway/fit';
import { onewayStatistics } from '../../src/likelihood/oneway/statistics';
import { readOneway } from '../../src/likelihood/oneway/data';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import { simulateDensity } from '../../src/simulate/density';
import type { SimulationOptions } from '../../src/simulate/request';
import type { CellMatrix } from '../../src/table';
import { withoutEngine } from '../random/withoutEngine';

const NOTHING: SimulationOptions = {
  groups: null,
  size: null,
  sizes: null,
  trials: null,
  digits: null,
  repeats: null,
  exact: false,
  whole: false,
};

function simulated(
  density: string,
  parameters: string | CellMatrix,
  rows: number | null,
  seed = 1,
  options: Partial<SimulationOptions> = {},
) {
  const cells = typeof parameters === 'string' ? [[parameters]] : parameters;
  const given = () => givenCells(cells, 'parameters');
  const request = { density, given, cells, rows, seed, options: { ...NOTHING, ...options } };
  return simulateDensity(request).columns.map(({ title, values }) => ({ title, values: Array.from(values) }));
}

const numbers = (...values: Parameters<typeof simulated>) =>
  simulated(...values).map(({ values: own }) => own as number[]);

interface Case {
  readonly density: string;
  readonly parameters: string;
  readonly seed: number;
  readonly columns: readonly (readonly number[])[];
}
const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/scipy.json'), 'utf8')) as {
  cases: Case[];
};

const EVERY: readonly (readonly [string, string | CellMatrix, number | null, Partial<SimulationOptions>])[] =
  [
    ...cases.map(({ density, parameters }) => [density, parameters, 40, {}] as const),
    ['zero-truncated poisson', 'lambda=1.3', 40, {}],
    ['binomial', 'p=0.3', 40, { trials: 30 }],
    ['beta-binomial', 'alpha=2; beta=5', 40, { trials: 30 }],
    ['multinomial', 'p_a=0.5; p_b=0.3', 10, { trials: 60 }],
    ['one-way normal', 'mu=16; sigma2=2; tau2=1', null, { groups: 4, size: 5 }],
    ['one-way normal', 'mu=16; sigma2=2; tau2=1', null, { sizes: [2, 3, 5], exact: true, repeats: 2 }],
    [
      'multivariate normal',
      [
        [1, 2],
        [4, 1],
        [1, 9],
      ],
      20,
      { exact: true },
    ],
    ['normal', 'mu=16; sigma=2', 40, { exact: true, repeats: 2 }],
    ['lognormal', 'meanlog=1; sdlog=0.5', 40, { exact: true }],
  ];

describe('simulateDensity', () => {
  it.each(cases)('gives what SciPy gives by the same generator: $density, seed $seed', (one) => {
    const found = numbers(one.density, one.parameters, one.columns[0].length, one.seed, { repeats: 2 });
    one.columns.forEach((column, c) =>
      column.forEach((value, i) =>
        expect(Math.abs(found[c][i] - value)).toBeLessThan(1e-11 * (1 + Math.abs(value))),
      ),
    );
  });

  it.each(EVERY)('takes nothing of the engine: %s', (density, parameters, rows, options) => {
    const take = () => simulated(density, parameters, rows, 5, options);
    expect(withoutEngine(take)).toEqual(take());
  });

  it('gives a column the same numbers whatever stands beside or below it', () => {
    const [one] = numbers('gamma', 'shape=2; rate=1', 20, 9);
    const many = numbers('gamma', 'shape=2; rate=1', 30, 9, { repeats: 3 });
    expect(many[0].slice(0, 20)).toEqual(one);
    expect(many[1]).not.toEqual(many[0]);
    expect(numbers('gamma', 'shape=2; rate=1', 20, 10)[0]).not.toEqual(one);
  });

  it('has groups with names, in one column, and their values beside it', () => {
    const columns = simulated('one-way normal', 'mu=16; sigma2=2; tau2=1', null, 1, {
      sizes: [1, 2],
      repeats: 2,
    });
    expect(columns.map(({ title }) => title)).toEqual(['group', 'y1', 'y2']);
    expect(columns[0].values).toEqual(['A', 'B', 'B']);
    const many = simulated('one-way normal', 'mu=16; sigma2=2; tau2=1', 60, 1, { groups: 30 });
    expect([many[0].values[0], many[0].values[59]]).toEqual(['G01', 'G30']);
  });

  it('varies between and within groups as asked', () => {
    const columns = simulated('one-way normal', 'mu=5; sigma2=4; tau2=9', null, 3, { groups: 2000, size: 3 });
    const stats = onewayStatistics(
      readOneway(
        { cells: columns[1].values.map((y) => [y]), address: null },
        { cells: columns[0].values.map((g) => [g]), address: null },
      ),
    );
    const { moments } = onewayAnova(stats);
    // Standard errors 0.073, 0.09 and 0.33
    expect(Math.abs(moments.mu - 5)).toBeLessThan(0.3);
    expect(Math.abs(moments.sigma2 - 4)).toBeLessThan(0.36);
    expect(Math.abs(moments.tau2 - 9)).toBeLessThan(1.3);
  });

  it('makes counts of categories that add up to the trials, with the shares asked for', () => {
    const columns = numbers('multinomial', 'p_a=0.5; p_b=0.3', 2000, 4, { trials: 50 });
    expect(columns).toHaveLength(3);
    const means = columns.map((own) => own.reduce((sum, count) => sum + count, 0) / 2000);
    columns[0].forEach((_, i) => expect(columns[0][i] + columns[1][i] + columns[2][i]).toBe(50));
    [25, 15, 10].forEach((mean, j) =>
      expect(Math.abs(means[j] - mean)).toBeLessThan(4 * Math.sqrt((mean * (1 - mean / 50)) / 2000)),
    );
    // The covariance of two counts is −n·p·q.
    const product =
      columns[0].reduce((sum, a, i) => sum + (a - means[0]) * (columns[1][i] - means[1]), 0) / 2000;
    expect(Math.abs(product + 7.5)).toBeLessThan(1.2);
  });

  it('makes vectors with the covariance matrix asked for', () => {
    const cells = [
      ['a', 'b', 'c'],
      [1, 2, 3],
      [4, 1, 0],
      [1, 9, -2],
      [0, -2, 1],
    ];
    const columns = simulated('mvnorm', cells, 4000, 8);
    expect(columns.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
    const { mean, covariance } = momentsOf(columns.map(({ values }) => values as number[]));
    for (const [i, row] of (cells.slice(2) as number[][]).entries()) {
      const V = cells.slice(2) as number[][];
      expect(Math.abs(mean[i] - (cells[1][i] as number))).toBeLessThan(4 * Math.sqrt(V[i][i] / 4000));
      row.forEach((v, j) =>
        expect(Math.abs(covariance[i][j] - v)).toBeLessThan(
          4 * Math.sqrt((V[i][i] * V[j][j] + v * v) / 4000),
        ),
      );
    }
  });
});

function momentsOf(columns: readonly (readonly number[])[]) {
  const n = columns[0].length;
  const mean = columns.map((own) => own.reduce((sum, y) => sum + y, 0) / n);
  const covariance = columns.map((a, i) =>
    columns.map((b, j) => a.reduce((sum, y, r) => sum + (y - mean[i]) * (b[r] - mean[j]), 0) / n),
  );
  return { mean, covariance };
}

describe('exact=1', () => {
  it.each([
    ['normal', 'mu=16; sigma=2'],
    ['normal', 'mu=-3000; sigma=0.02'],
    ['lognormal', 'meanlog=1; sdlog=0.5'],
    ['exponential', 'rate=0.37'],
  ])('makes the estimates of %s the parameters: %s', (density, parameters) => {
    const wanted = givenCells([[parameters]], 'parameters').map(({ value }) => value);
    for (const rows of density === 'exponential' ? [1, 30] : [2, 30]) {
      const [values] = numbers(density, parameters, rows, 6, { exact: true });
      const { parameters: found } = maximize(readLikelihood(density, [['y'], ...values.map((y) => [y])]));
      found.forEach(({ estimate }, i) => expect(Math.abs(estimate / wanted[i] - 1)).toBeLessThan(1e-10));
    }
  });

  it('makes the moment estimates of a one-way layout the parameters, equal or not, and REML where sizes are equal', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 8 })
          .filter((sizes) => sizes.some((n) => n > 1)),
        fc.record({
          mu: fc.double({ min: -50, max: 50, noNaN: true }),
          sigma2: fc.double({ min: 0.01, max: 50, noNaN: true }),
          tau2: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 50, noNaN: true })),
        }),
        fc.nat(),
        (sizes, par, seed) => {
          const text = `mu=${par.mu}; sigma2=${par.sigma2}; tau2=${par.tau2}`;
          const columns = simulated('one-way normal', text, null, seed, { sizes, exact: true });
          const stats = onewayStatistics(
            readOneway(
              { cells: columns[1].values.map((y) => [y]), address: null },
              { cells: columns[0].values.map((g) => [g]), address: null },
            ),
          );
          const { moments, mean } = onewayAnova(stats);
          const scale = 1e-10 * (par.sigma2 + par.tau2 + Math.abs(par.mu));
          expect(Math.abs(mean - par.mu)).toBeLessThan(scale);
          expect(Math.abs(moments.sigma2 - par.sigma2)).toBeLessThan(scale);
          expect(Math.abs(moments.tau2 - par.tau2)).toBeLessThan(scale);
          if (sizes.some((n) => n !== sizes[0]) || par.tau2 === 0) return;
          const fit = onewayFit(stats, 'REML');
          expect(Math.abs(fit.tau2 - par.tau2)).toBeLessThan(1e-7 * (par.sigma2 + par.tau2));
        },
      ),
    );
  });

  it('makes the moments of vectors, with divisor n, the parameters', () => {
    const V = [
      [4, 1, 0],
      [1, 9, -2],
      [0, -2, 1],
    ];
    const columns = numbers('multivariate normal', [[1, 2, 3], ...V], 12, 8, { exact: true });
    const { mean, covariance } = momentsOf(columns);
    [1, 2, 3].forEach((m, i) => expect(mean[i]).toBeCloseTo(m, 12));
    V.forEach((row, i) => row.forEach((v, j) => expect(covariance[i][j]).toBeCloseTo(v, 11)));
  });
});

describe('rounding', () => {
  it('keeps values inside the density', () => {
    const [gamma] = numbers('gamma', 'shape=0.05; rate=1', 200, 1, { digits: 1 });
    expect(Math.min(...gamma)).toBe(0.1);
    const [beta] = numbers('beta', 'shape1=0.1; shape2=0.1', 200, 1, { digits: 2 });
    expect([Math.min(...beta), Math.max(...beta)]).toEqual([0.01, 0.99]);
    for (const y of [...gamma, ...beta]) expect(y).toBe(Number(y.toFixed(2)));
    const [normal] = numbers('normal', 'mu=0; sigma=1', 200, 1, { digits: 0 });
    expect(normal.some((y) => Object.is(y, -0))).toBe(false);
  });

  it('leaves what is possible without it too', () => {
    const [gamma] = numbers('gamma', 'shape=0.001; rate=1', 200);
    expect(Math.min(...gamma)).toBeGreaterThan(0);
    const [beta] = numbers('beta', 'shape1=0.01; shape2=0.01', 200);
    expect(Math.max(...beta)).toBeLessThan(1);
  });
});

describe('a density as text', () => {
  it.each([
    ['dnorm(y, mu, sigma)', 'normal', 'mu=16; sigma=2'],
    ['log(rate) - rate*y + IF(y < 0, LN(0), 0)', 'exponential', 'rate=0.5'],
    ['dgamma(x, shape, rate)', 'gamma', 'shape=2.5; rate=0.7'],
    ['dgamma(y, shape, rate, log = TRUE)', 'gamma', 'shape=400; rate=1'],
    ['dbeta(share, shape1, shape2)', 'beta', 'shape1=2; shape2=5'],
    ['dpois(y, lambda)', 'poisson', 'lambda=3.2'],
    ['y*LN(lambda) - lambda - gammaln(y + 1)', 'poisson', 'lambda=3.2'],
    ['y*LN(p) + (1-y)*LN(1-p)', 'binary', 'p=0.3'],
  ])('%s has the sample of its name', (text, name, parameters) => {
    const [named] = numbers(name, parameters, 60, 2);
    const [typed] = numbers(text, parameters, 60, 2);
    typed.forEach((y, i) => expect(Math.abs(y - named[i])).toBeLessThan(1e-8 * (1 + Math.abs(named[i]))));
  });

  it('has those of mixtures, of steps, and of densities whose form does not tell', () => {
    const quantile = (text: string, parameters: string): number[] =>
      numbers(text, parameters, 2000, 3)[0].sort((a, b) => a - b);
    const mixture = quantile('w*dnorm(y, a, 1) + (1-w)*dnorm(y, b, 1)', 'w=0.3; a=-20; b=30');
    expect(mixture.filter((y) => y < 5).length).toBeGreaterThan(600 - 80);
    expect(mixture.filter((y) => y < 5).length).toBeLessThan(600 + 80);
    const uniform = quantile('dunif(y, a, b)', 'a=100.5; b=105.5');
    expect([uniform[0] > 100.5, uniform[0] < 100.6, uniform[1999] < 105.5]).toEqual([true, true, true]);
    const cauchy = quantile('1/(pi*s*(1+((y-m)/s)^2))', 'm=1; s=2');
    expect(Math.abs(cauchy[500] + 1)).toBeLessThan(0.5);
    expect(Math.abs(cauchy[1500] - 3)).toBeLessThan(0.5);
  });

  it('is of whole numbers where that is said', () => {
    const text = 'y*LN(lambda) - lambda - gammaln(y + 1)';
    const [counts] = numbers(text, 'lambda=60', 60, 2, { whole: true });
    expect(counts).toEqual(numbers('poisson', 'lambda=60', 60, 2)[0]);
  });
});

import { describe, expect, test } from 'vitest';
import { likelihoodInterval } from '../../src/likelihood/interval';
import { maximize } from '../../src/likelihood/maximize';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import { maximumReport } from '../../src/likelihood/tables/estimates';
import { dataModel } from '../../src/likelihood/againstY';
import { expectDerivatives } from './expression/derivatives';

const column = (values: readonly number[]) => [['sample'], ...values.map((value) => [value])];
const estimateOf = (density: string, values: readonly number[], fix: Record<string, number> = {}) =>
  maximize(readLikelihood(density, column(values)), {
    fix: Object.entries(fix).map(([name, value]) => ({ name, value })),
  });
const estimates = (fit: ReturnType<typeof maximize>) => fit.parameters.map(({ estimate }) => estimate);

const REAL = [-3.1, 0.4, 2.2, 2.9, 7.5, 1.1];
const ANGLES = [0.3, 1.1, -0.4, 2.9, 0.8, 0.1];
const COUNTS = [0, 0, 3, 1, 0, 2];

interface Case {
  name: string;
  /** The same as text, in the names of its parameters; `p` stands for `pi`. */
  text: string;
  values: number[];
  par: number[];
}
const CASES: Case[] = [
  { name: 'cauchy', text: 'dcauchy(y, location, scale)', values: REAL, par: [1.3, 0.7] },
  { name: 'logistic', text: 'dlogis(y, location, scale)', values: REAL, par: [1.3, 0.7] },
  { name: 'laplace', text: 'dlaplace(y, location, scale)', values: REAL, par: [1.3, 0.7] },
  { name: 'von mises', text: 'dvonmises(y, mu, kappa)', values: ANGLES, par: [0.5, 1.7] },
  { name: 'von mises', text: 'dvonmises(y, mu, kappa)', values: ANGLES, par: [-9, 30] },
  { name: 'pareto', text: 'dpareto(y, xm, alpha)', values: [1.7, 2.2, 3.1, 9], par: [1.2, 2.3] },
  { name: 'zero-inflated poisson', text: 'dzipois(y, lambda, p)', values: COUNTS, par: [0.3, 1.4] },
];

describe.each(CASES)('$name', ({ name, text, values, par }) => {
  test('has exact derivatives, and the likelihood of its text', () => {
    const likelihood = readLikelihood(name, column(values));
    expectDerivatives(likelihood, Float64Array.from(par));
    const rows = readLikelihood(text, [['y'], ...values.map((y) => [y])]);
    const names = likelihood.parameters.map((one) => one.name.replace('pi', 'p'));
    const at = Float64Array.from(rows.parameters, (one) => par[names.indexOf(one.name)]);
    expect(rows.value(at)).toBeCloseTo(likelihood.value(Float64Array.from(par)), 11);
    expectDerivatives(rows, at);
  });

  test('is a density: all of it together is one', () => {
    // Without data y is one more parameter.
    const whole = readLikelihood(text, [['no column'], [0]]);
    const names = readLikelihood(name, column(values)).parameters.map((one) => one.name.replace('pi', 'p'));
    const density = (y: number): number =>
      Math.exp(
        whole.value(
          Float64Array.from(whole.parameters, (one) => (one.name === 'y' ? y : par[names.indexOf(one.name)])),
        ),
      );
    expect(name.includes('poisson') ? sumOver(density) : areaBelow(density, name, par)).toBeCloseTo(1, 7);
  });
});

function sumOver(density: (y: number) => number): number {
  let sum = 0;
  for (let y = 0; y < 100; y++) sum += density(y);
  return sum;
}

/** By the midpoint rule in u, where y is tan u, or exp of it above the edge, or the angle itself. */
function areaBelow(density: (y: number) => number, name: string, [first]: readonly number[]): number {
  const n = 20_000;
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const u = (k + 0.5) / n;
    if (name === 'von mises') sum += density(first - Math.PI + 2 * Math.PI * u) * 2 * Math.PI;
    else if (name === 'pareto') sum += (density(first / u ** 2) * 2 * first) / u ** 3;
    else {
      // Apart at the location, where Laplace's has a corner.
      const t = Math.tan(Math.PI * (u - 0.5));
      sum += density(first + t) * Math.PI * (1 + t * t);
    }
  }
  return sum / n;
}

describe('several maxima', () => {
  // Two groups far apart at a small scale: a maximum in each, and one at each value that lies alone.
  const TWO = [-5.2, -5, -4.9, 4.8, 5, 5.1, 5.3, 20];

  test('of Cauchy’s location at a given scale are all found, listed and said', () => {
    const fit = estimateOf('cauchy', TWO, { scale: 0.5 });
    const places = fit.maxima.map(({ par }) => par[0]);
    expect(places).toHaveLength(3);
    expect(places[0]).toBeGreaterThan(4.5);
    expect(estimates(fit)[0]).toBe(places[0]);
    // Independently: where the slope changes its sign on a fine grid.
    const likelihood = readLikelihood('cauchy', column(TWO));
    const slope = (m: number) => likelihood.derivatives(Float64Array.of(m, 0.5)).gradient[0];
    const grid = Array.from({ length: 4001 }, (_, k) => -10 + k * 0.01);
    const found = grid.filter((m) => slope(m) > 0 && slope(m + 0.01) <= 0);
    expect([...places].sort((a, b) => a - b).map((m) => Math.floor(m * 100 + 1e-6) / 100)).toEqual(
      found.map((m) => Math.floor(m * 100 + 1e-6) / 100),
    );
    expect(fit.remarks).toContain(
      'The likelihood has 3 local maxima: the estimates are those of the highest.',
    );
    const table = maximumReport(fit).sections.find(({ name }) => name === 'maxima');
    expect(table?.rows.map((row) => row[0])).toEqual([1, 2, 3]);
  });

  test('that are equally high are said to be', () => {
    const fit = estimateOf('cauchy', [-5, 5], { scale: 1 });
    expect(fit.maxima.map(({ par }) => Math.abs(par[0]))).toEqual(
      [Math.sqrt(24), Math.sqrt(24)].map((x) => expect.closeTo(x, 9)),
    );
    expect(fit.remarks.join()).toContain('2 of them are equally high');
  });

  test('are not there where the scale is free, and none is where half of the values are equal', () => {
    expect(estimateOf('cauchy', TWO).maxima).toHaveLength(1);
    expect(() => estimateOf('cauchy', [1, 1, 2, 3])).toThrow('holds 1 2 times among 4');
  });
});

describe('Laplace', () => {
  const EVEN = [3, 1, 8, 4.5, 2.5, 9];

  test('has the median and the mean distance from it, and an interval of maxima for even numbers of values', () => {
    const fit = estimateOf('laplace', EVEN);
    expect(estimates(fit)).toEqual([3.75, 15 / 6]);
    expect(fit.parameters.map(({ standardError }) => standardError)).toEqual([
      15 / 6 / Math.sqrt(6),
      15 / 6 / Math.sqrt(6),
    ]);
    expect(fit.remarks).toContain('Every location from 3 to 4.5 is as likely as the estimate.');
    expect(fit.remarks[0]).toContain('expected information');
    expect(estimateOf('laplace', EVEN.slice(1)).remarks).toHaveLength(1);
  });

  test('with a parameter held, or bounds, has the best of what is left', () => {
    expect(estimates(estimateOf('laplace', EVEN, { scale: 2 }))).toEqual([3.75, 2]);
    expect(estimates(estimateOf('laplace', EVEN, { location: 3 }))).toEqual([3, 15 / 6]);
    const bounded = maximize(readLikelihood('laplace', column(EVEN)), {
      lower: [{ name: 'location', value: 6 }],
    });
    expect(estimates(bounded)[0]).toBe(6);
    expect(estimates(bounded)[1]).toBeCloseTo((3 + 5 + 2 + 1.5 + 3.5 + 3) / 6, 12);
    expect(bounded.logLik).toBe(
      readLikelihood('laplace', column(EVEN)).value(Float64Array.from(estimates(bounded))),
    );
  });
});

describe('Pareto', () => {
  test('has its edge at the smallest value, without Hessian there, and that is said', () => {
    const fit = estimateOf('pareto', [2, 3, 5, 8]);
    const alpha = 4 / Math.log((3 / 2) * (5 / 2) * (8 / 2));
    expect(fit.parameters[0]).toMatchObject({ estimate: 2, standardError: null, state: 'on bound' });
    expect(estimates(fit)[1]).toBeCloseTo(alpha, 12);
    expect(fit.parameters[1].standardError).toBeCloseTo(alpha / 2, 12);
    expect([...fit.hessian].map(Number.isNaN)).toEqual([true, true, true, false]);
    expect(fit.warnings[0].message).toContain(
      'The estimate of xm is the smallest value, 2, at the edge of its range',
    );
    const searched = maximize(readLikelihood('pareto', column([2, 3, 5, 8])), {
      method: 'L-BFGS-B',
      upper: [{ name: 'xm', value: 2 }],
    });
    expect(searched.logLik).toBeCloseTo(fit.logLik, 6);
  });
});

describe('directions', () => {
  test('far from zero and close together keep their digits', () => {
    const close = [3.1, 3.1000001, 3.0999998, 3.1000003].map((x) => x - 2 * Math.PI);
    const [mu, kappa] = estimates(estimateOf('von mises', close));
    expect(Math.cos(mu - 3.1)).toBeCloseTo(1, 12);
    // A normal distribution of variance 1/kappa, nearly.
    const variance = ((-0.5) ** 2 + 0.5 ** 2 + (-2.5) ** 2 + 2.5 ** 2) / 4 / 1e14;
    expect(kappa * variance).toBeCloseTo(1, 6);
  });

  test('that are balanced, or degrees, are said to be', () => {
    expect(() => estimateOf('von mises', [0, Math.PI / 2, Math.PI, -Math.PI / 2])).toThrow(
      'is balanced around the circle',
    );
    expect(() => estimateOf('von mises', [1, 1 + 2 * Math.PI])).toThrow('holds equal directions');
    expect(estimateOf('von mises', [10, 20, 40]).remarks.join()).toContain('look like degrees');
  });
});

describe('zero-inflated counts', () => {
  test('with fewer zeros than Poisson’s are on the bound, where they are Poisson’s', () => {
    const few = [1, 2, 3, 2, 0, 4, 1, 2];
    const fit = estimateOf('zero-inflated poisson', few);
    expect(fit.parameters[0]).toMatchObject({ estimate: 0, standardError: null, state: 'on bound' });
    const poisson = estimateOf('poisson', few);
    expect(fit.parameters[1].estimate).toBeCloseTo(15 / 8, 9);
    expect(fit.parameters[1].standardError).toBeCloseTo(poisson.parameters[0].standardError!, 8);
    expect(fit.logLik).toBeCloseTo(poisson.logLik, 10);
  });

  test('without any zero, and with zeros only', () => {
    expect(estimates(estimateOf('zip', [1, 2, 5]))[1]).toBeCloseTo(8 / 3, 9);
    expect(() => estimateOf('zip', [0, 0])).toThrow('holds zeros only');
    expect(() => readLikelihood('zip', column([1, -1]))).toThrow('expected whole numbers from 0 on');
  });
});

describe('beta-binomial counts', () => {
  const ROWS = [
    ['k', 'n'],
    [3, 10],
    [9, 12],
    [0, 5],
    [7, 8],
  ];

  test('have mean and correlation below their parameters', () => {
    const fit = maximize(readLikelihood('Beta-Binomial', ROWS));
    const [alpha, beta] = estimates(fit);
    expect(fit.derived.map(({ name, estimate }) => [name, estimate])).toEqual([
      ['mu', expect.closeTo(alpha / (alpha + beta), 12)],
      ['rho', expect.closeTo(1 / (alpha + beta + 1), 12)],
    ]);
    const { sections } = maximumReport(fit);
    expect(sections.map(({ name }) => name).slice(0, 2)).toEqual(['estimates', 'derived']);
    expectDerivatives(readLikelihood('beta-binomial', ROWS), Float64Array.of(0.8, 1.7));
    const one = readLikelihood('beta-binomial', [[3, 10]]);
    expect(one.value(Float64Array.of(0.8, 1.7))).toBeCloseTo(-2.2043409853767044, 12);
    expect(readLikelihood('beta-binomial', [[300, 1000]]).value(Float64Array.of(1e6, 2e6))).toBeCloseTo(
      -6.1370912595203295,
      7,
    );
  });

  test('that vary as those of one probability have no maximum, and other data are refused', () => {
    const even = [
      [3, 10],
      [3, 10],
      [4, 10],
    ];
    expect(() => maximize(readLikelihood('beta-binomial', even))).toThrow(
      'varies no more than binomial counts',
    );
    expect(() =>
      maximize(
        readLikelihood('beta-binomial', [
          [0, 4],
          [0, 2],
        ]),
      ),
    ).toThrow('has no success');
    expect(() => readLikelihood('beta-binomial', column([1, 2]))).toThrow('two columns of whole numbers');
    expect(() =>
      readLikelihood('beta-binomial', [
        [5, 4],
        [1, 2],
      ]),
    ).toThrow('5 successes of 4 trials');
  });

  test('of one trial each are rows of 0 and 1 that say nothing of it', () => {
    expect(() =>
      maximize(
        readLikelihood('betabinom', [
          [0, 1],
          [1, 1],
        ]),
      ),
    ).toThrow('Take "binomial"');
  });
});

describe('the data model against y', () => {
  test.each(CASES)('$name is drawn, with an area of one', ({ name, values, par }) => {
    const model = dataModel(
      name,
      [{ name: 'y', values: Float64Array.from(values) }],
      Float64Array.from(par),
      [0, 1],
    )!;
    const densities = model.densities(Float64Array.from(par));
    expect(densities.every((value) => value >= 0 && value < Infinity)).toBe(true);
    const step = model.ys[1] - model.ys[0];
    expect(densities.reduce((sum, value) => sum + value, 0) * step).toBeGreaterThan(0.5);
  });
});

test('an interval of a parameter at the edge ends there', () => {
  const { lower, upper } = likelihoodInterval({
    ...{ density: 'pareto', data: column([2, 3, 5, 8]), parameter: 'xm', level: 0.95, type: 'profile' },
  });
  expect(upper).toBe(2);
  // n·log(alpha/alpha(xm)) is half the quantile of chi-square.
  const sum = Math.log(240 / 16);
  const alpha = (xm: number) => 4 / (sum + 4 * Math.log(2 / xm));
  expect(8 * Math.log(alpha(2) / alpha(lower))).toBeCloseTo(3.841458820694124, 8);
});

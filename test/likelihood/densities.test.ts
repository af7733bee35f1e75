import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquare } from '../../src/distributions';
import { maximize } from '../../src/likelihood/maximize';
import { binomialFit } from '../../src/likelihood/binomial';
import { normalFit, normalProfileLimits } from '../../src/likelihood/normal';
import { likelihoodInterval } from '../../src/likelihood/interval';
import { likelihoodLimits, profileOf } from '../../src/likelihood/profileInterval';
import { readLikelihood } from '../../src/likelihood/readLikelihood';

interface Fit {
  distribution: string;
  fitdistr: { estimate: Record<string, number>; se: Record<string, number>; loglik: number };
  tight?: { estimate: Record<string, number>; se?: Record<string, number>; loglik?: number };
}
const { cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/basics_fitdistr_open.json'), 'utf8'),
) as {
  cases: { sample: string; x: number[]; fits: Fit[] }[];
};

const column = (values: readonly number[]) => [['sample'], ...values.map((value) => [value])];
const limitsOf = (density: string, values: number[], i = 0, level = 0.95) => {
  const likelihood = readLikelihood(density, column(values));
  const maximum = maximize(likelihood);
  return { likelihood, maximum, limits: likelihoodLimits(likelihood, maximum, i, level) };
};

describe.each(cases)('the sample $sample', ({ x, fits }) => {
  test.each(fits)('$distribution is fitted as by fitdistr() of MASS', ({ distribution, fitdistr, tight }) => {
    const name = distribution.toLowerCase();
    const { parameters, logLik, convergence } = maximize(readLikelihood(name, column(x)));
    expect(convergence).toBe(0);
    const wanted = tight ?? fitdistr;
    const tolerance = parameters.length === 1 || /normal/.test(name) ? 1e-8 : 1e-6;
    Object.values(wanted.estimate).forEach((value, i) =>
      expect(Math.abs(parameters[i].estimate / value - 1)).toBeLessThan(tolerance),
    );
    Object.values(wanted.se ?? fitdistr.se).forEach((value, i) =>
      expect(Math.abs(parameters[i].standardError! / value - 1)).toBeLessThan(tight?.se ? 1e-6 : 1e-2),
    );
    expect(logLik).toBeGreaterThanOrEqual(fitdistr.loglik - 1e-8);
  });
});

describe('counts from one on', () => {
  // 80 simulated counts by their number; estimates of a zero-truncated Poisson by Newton in R, and by its score equation.
  const counts = [28, 34, 9, 8, 1].flatMap((times, i) => Array.from({ length: times }, () => i + 1));

  test('are fitted as by their likelihood in R', () => {
    const { maximum, limits } = limitsOf('zero-truncated poisson', counts);
    const [{ estimate, standardError }] = maximum.parameters;
    expect(estimate).toBeCloseTo(1.59362426003999, 9);
    expect(standardError).toBeCloseTo(0.163519714593563, 9);
    expect(maximum.logLik).toBeCloseTo(-104.662061613982, 9);
    expect(limits.lower).toBeCloseTo(1.29166477957702, 7);
    expect(limits.upper).toBeCloseTo(1.93255701835221, 7);
  });

  test('have the mean of the counts that are there', () => {
    for (const values of [counts, [1, 1, 1, 1, 1, 1, 2], [40, 50, 63], [5000, 5003, 4800]]) {
      const lambda = maximize(readLikelihood('ztpois', column(values))).parameters[0].estimate;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(lambda / -Math.expm1(-lambda) / mean).toBeCloseTo(1, 9);
    }
  });

  test('are refused where one is zero, and have no maximum where all are one', () => {
    expect(() => readLikelihood('ztpois', column([0, 1, 2]))).toThrow(
      'The sample of the zero-truncated poisson density holds 0: expected whole numbers from 1 on.',
    );
    expect(() => maximize(readLikelihood('ztpois', column([1, 1, 1])))).toThrow('holds ones only');
  });
});

describe('estimates on the bound', () => {
  test.each([
    ['binary', [0, 0, 0], 0],
    ['binary', [1, 1, 1], 1],
    ['poisson', [0, 0, 0, 0], 0],
    ['geometric', [0, 0], 1],
  ])('%s of %j', (density, values, estimate) => {
    const { maximum, limits } = limitsOf(density, values);
    expect(maximum.parameters[0]).toMatchObject({ estimate, standardError: null, state: 'on bound' });
    expect(maximum.logLik).toBe(0);
    // n·c = χ²/2 of the likelihood exp(−n·lambda), p^n and so on: the other end is in closed form.
    const half = chiSquare.quantile(0.95, 1) / 2;
    const other = density === 'poisson' ? half / values.length : Math.exp(-half / values.length);
    const end = density === 'poisson' ? limits.upper! : estimate === 1 ? limits.lower! : 1 - limits.upper!;
    expect(end).toBeCloseTo(other, 9);
    expect([limits.lowerAtBound, limits.upperAtBound]).toEqual([estimate === 0, estimate === 1]);
  });

  test.each([
    ['normal', [2, 2, 2], 'holds 3 equal values'],
    ['lognormal', [2], 'holds one value'],
    ['exponential', [0, 0], 'holds zeros only'],
    ['negative binomial', [0, 0], 'holds zeros only'],
    ['negative binomial', [1, 2, 3], 'varies no more than Poisson counts do (variance 0.667, mean 2)'],
  ])('%s of %j has none, and the sentence says why', (density, values, sentence) => {
    const likelihood = readLikelihood(density, column(values));
    expect(() => maximize(likelihood)).toThrow(sentence);
    // It has a value all the same, and a maximum where what has none is held.
    const somewhere = Float64Array.from(likelihood.parameters, () => 1.5);
    expect(Number.isFinite(likelihood.value(somewhere))).toBe(true);
  });

  test('a parameter that has no maximum may be held', () => {
    const { parameters } = maximize(readLikelihood('normal', column([2, 2, 2])), {
      fix: [{ name: 'sigma', value: 3 }],
    });
    expect(parameters[0].estimate).toBeCloseTo(2, 12);
    expect(parameters[0].standardError).toBeCloseTo(3 / Math.sqrt(3), 12);
  });

  test.each([
    ['gamma', [1, 0, 2], 'holds 0: expected positive numbers'],
    ['beta', [0.5, 1], 'holds 1: expected numbers between 0 and 1'],
    ['poisson', [1, 2.5], 'holds 2.5: expected whole numbers from 0 on'],
    ['poisson', [1, -2], 'holds -2: expected whole numbers from 0 on'],
  ])('%s cannot have %j, and the sentence says why', (density, values, sentence) => {
    expect(() => readLikelihood(density, column(values))).toThrow(sentence);
  });
});

describe('a sample that is condensed to a few sums', () => {
  const POSITIVE = [0.8, 2.3, 1.1, 4.7, 0.35, 3.2];
  const SHARES = POSITIVE.map((y) => y / 5);
  const COUNTS = [0, 3, 1, 1, 7, 2];

  test.each<[string, number[], string, string[]]>([
    ['normal', POSITIVE, 'dnorm(y, mu, sigma, log=TRUE)', ['mu', 'sigma']],
    ['lognormal', POSITIVE, 'dlnorm(y, meanlog, sdlog, log=TRUE)', ['meanlog', 'sdlog']],
    ['exponential', POSITIVE, 'dexp(y, rate, log=TRUE)', ['rate']],
    ['gamma', POSITIVE, 'dgamma(y, shape, rate, log=TRUE)', ['shape', 'rate']],
    ['beta', SHARES, 'dbeta(y, shape1, shape2, log=TRUE)', ['shape1', 'shape2']],
    ['binary', [0, 1, 1, 0, 1], 'y*log(p) + (1 - y)*log(1 - p)', ['p']],
    ['poisson', COUNTS, 'dpois(y, lambda, log=TRUE)', ['lambda']],
    ['geometric', COUNTS, 'dgeom(y, p, log=TRUE)', ['p']],
    ['negative binomial', COUNTS, 'dnbinom(y, size, mu=mu, log=TRUE)', ['size', 'mu']],
  ])('has the likelihood of its rows: %s', (name, values, text, parameters) => {
    const own = readLikelihood(name, column(values));
    const rows = readLikelihood(text, [['y'], ...values.map((value) => [value])]);
    expect(own.parameters.map((one) => one.name)).toEqual(parameters);
    expect(rows.parameters.map((one) => one.name)).toEqual(parameters);
    for (const at of [Float64Array.of(0.7, 1.3), Float64Array.of(0.31, 2.9)]) {
      const par = at.slice(0, parameters.length);
      const [mine, theirs] = [own.derivatives(par), rows.derivatives(par)];
      expect(mine.value).toBeCloseTo(theirs.value, 9);
      theirs.gradient.forEach((g, i) => expect(mine.gradient[i]).toBeCloseTo(g, 9));
      theirs.hessian.forEach((h, i) => expect(mine.hessian[i]).toBeCloseTo(h, 8));
    }
  });
});

describe('binomial counts', () => {
  const ROWS = [
    ['k', 'n'],
    [3, 10],
    [4, 12],
    [0, 5],
  ];

  test('may be rows of successes and trials, with or without headers', () => {
    for (const cells of [ROWS, ROWS.slice(1)]) {
      const { parameters, logLik } = maximize(readLikelihood('binomial', cells));
      expect(parameters[0].estimate).toBe(7 / 27);
      const text = 'dbinom(k, n, p, log=TRUE)';
      expect(logLik).toBeCloseTo(readLikelihood(text, ROWS).value(Float64Array.of(7 / 27)), 11);
    }
    expect(likelihoodInterval({ ...BINOMIAL, data: ROWS }).estimate).toBe(7 / 27);
    expect(likelihoodInterval({ ...BINOMIAL, data: [[3], [10]] }).estimate).toBe(0.3);
  });

  test('may be a block of 0 and 1 as well', () => {
    const block = [
      [0, 1],
      [1, 1],
    ];
    expect(maximize(readLikelihood('binomial', block)).parameters[0].estimate).toBe(0.75);
  });

  const BINOMIAL = { density: 'binomial', parameter: '', level: 0.95, type: 'profile' } as const;

  test.each([
    [[[10, 3]], '10 successes of 3 trials: expected a whole number from 0 to 3. The successes come first.'],
    [[[1, 0]], 'The number of trials is 0: expected a whole number from 1 on.'],
  ])('%j are refused with a sentence', (data, sentence) => {
    expect(() => readLikelihood('binomial', data)).toThrow(sentence);
    expect(() => likelihoodInterval({ ...BINOMIAL, data })).toThrow(sentence);
  });
});

test('several columns with headers are not taken for one sample', () => {
  const cells = [
    ['a', 'b'],
    [1, 2],
    [3, 5],
  ];
  expect(() => readLikelihood('normal', cells)).toThrow('have 2 columns, a, b: expected one of them');
  expect(readLikelihood('normal', cells.slice(1)).observations).toBe(4);
});

describe('far out', () => {
  // Counts that vary hardly more than Poisson's: the likelihood of size is flat all the way up.
  const counts = [0, 1, 2, 5, 1, 1, 2, 1];

  test('the negative binomial density is that of Poisson, and Student’s t that of the normal, to rounding', () => {
    const poisson = readLikelihood('poisson', column(counts)).value(Float64Array.of(1.5));
    const binomial = readLikelihood('negative binomial', column(counts));
    const normal = readLikelihood('normal', column(counts)).value(Float64Array.of(1.5, 2));
    const t = readLikelihood('student t', column(counts));
    for (const size of [1e10, 1e14, 1e18]) {
      expect(binomial.value(Float64Array.of(size, 1.5))).toBeCloseTo(poisson, 8);
      expect(t.value(Float64Array.of(1.5, 2, size))).toBeCloseTo(normal, 8);
    }
  });

  test('Poisson keeps its digits for huge counts, and values whose squares overflow are refused', () => {
    for (const y of [1e6, 1e10, 1e15]) {
      const { logLik } = maximize(readLikelihood('poisson', column([y])));
      expect(logLik).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * y) - 1 / (12 * y), 13);
    }
    expect(() => readLikelihood('normal', column([1e200, -1e200]))).toThrow('express them in a larger unit');
  });

  // From their definitions in 50 digits (mpmath 1.3).
  const rows = (...values: number[]) => values.map((value) => [value]);
  test.each([
    ['beta', rows(0.5, 0.50001), [1e6, 1e6], 14.0566747836347],
    ['beta', rows(0.5, 0.50001), [1e10, 1e10], 19.267415404822355],
    ['gamma', rows(1, 1.00001), [1e10, 1e10], 20.687967196866],
    ['gamma', rows(1, 1.00001), [1e12, 1e12], -24.206532620253],
    ['gamma', rows(1e-18, 3, 1), [0.5, 2], 11.496585634678],
    ['beta', rows(1e-18, 0.5), [0.5, 2], 19.801328101763],
    ['geometric', rows(1e12), [1e-12], -28.631021115929048],
    ['poisson', rows(1e12), [1.000001e12], -15.234448757835947],
    ['poisson', rows(1e12, 1.000003e12), [1.000001e12], -31.968896015675394],
    ['poisson', rows(1e6, 1.002e6), [999999], -17.65505579160809],
    ['poisson', rows(3e5, 5e5), [400001], -25281.85875214697],
    ['poisson', rows(3, 5, 0), [1e-20], -374.9928660910574],
    ['binomial', [[3, 1e12]], [3e-12], -1.4959226032222264],
    ['binomial', [[5e11, 1e12]], [0.5], -14.041301910609253],
  ] as const)(
    '%s keeps its digits, and has those of its density as text: %j at %j',
    (name, cells, at, exact) => {
      const par = Float64Array.from(at);
      const text = {
        beta: 'dbeta(y, a, b, log=TRUE)',
        gamma: 'dgamma(y, a, b, log=TRUE)',
        geometric: 'dgeom(y, p, log=TRUE)',
        poisson: 'dpois(y, l, log=TRUE)',
        binomial: 'dbinom(y, n, p, log=TRUE)',
      }[name];
      const header = name === 'binomial' ? ['y', 'n'] : ['y'];
      for (const one of [readLikelihood(name, cells), readLikelihood(text, [header, ...cells])])
        expect(Math.abs(one.value(par) / exact - 1)).toBeLessThan(1e-10);
    },
  );

  test('an interval without an end has none, whatever the arithmetic', () => {
    const likelihood = readLikelihood('negative binomial', column(counts));
    const { lower, upper } = likelihoodLimits(likelihood, maximize(likelihood), 0, 0.95);
    const fall = 2 * (maximize(likelihood).logLik - profileOf(likelihood, 0)(lower!));
    expect(fall).toBeCloseTo(chiSquare.quantile(0.95, 1), 9);
    expect(upper).toBeNull();
  });
});

describe('profile likelihood intervals', () => {
  test('of a normal sample are those of the closed form', () => {
    const values = [0.8, 2.3, 1.1, 4.7, 0.35, 3.2, 1.9, 2.6, 0.95, 5.1];
    const fit = normalFit(Float64Array.from(values));
    (['mu', 'sigma'] as const).forEach((name, i) => {
      const { lower, upper } = normalProfileLimits(fit, name, 0.95);
      const { limits } = limitsOf('normal', values, i);
      expect(Math.abs(limits.lower! / lower - 1)).toBeLessThan(1e-8);
      expect(Math.abs(limits.upper! / upper - 1)).toBeLessThan(1e-8);
    });
  });

  test('of successes out of trials are those of BINOM.MLE', () => {
    const likelihood = readLikelihood('binomial', [[5, 30]]);
    const maximum = maximize(likelihood);
    const { lower, upper } = binomialFit(5, 30, 0.95).intervals.find(
      ({ kind }) => kind === 'likelihoodRatio',
    )!;
    expect(maximum.parameters[0].estimate).toBe(5 / 30);
    expect(maximum.logLik).toBeCloseTo(-1.64969688292154, 12);
    const limits = likelihoodLimits(likelihood, maximum, 0, 0.95);
    expect(limits.lower).toBeCloseTo(lower, 9);
    expect(limits.upper).toBeCloseTo(upper, 9);
  });

  test('satisfy the likelihood-ratio equation, whatever the density', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('gamma', 'weibull', 'lognormal', 'exponential'),
        fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 6, maxLength: 30 }),
        fc.nat(1),
        (density, values, which) => {
          fc.pre(new Set(values.map((value) => value.toFixed(3))).size > 4);
          const likelihood = readLikelihood(density, column(values));
          const i = Math.min(which, likelihood.parameters.length - 1);
          const maximum = maximize(likelihood);
          const { lower, upper } = likelihoodLimits(likelihood, maximum, i, 0.9);
          const wanted = chiSquare.quantile(0.9, 1);
          for (const limit of [lower!, upper!]) {
            const fall = 2 * (maximum.logLik - profileOf(likelihood, i)(limit));
            expect(Math.abs(fall - wanted)).toBeLessThan(1e-9);
          }
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  test('of a density as text have no end where the likelihood never falls', () => {
    // exp(−exp(−a)) rises towards 1 and never falls.
    const likelihood = readLikelihood('-EXP(-a) + 0*y', column([1, 2]));
    const at = { ...maximize(likelihood), logLik: 0 };
    expect(likelihoodLimits(likelihood, at, 0, 0.95).upper).toBeNull();
  });
});

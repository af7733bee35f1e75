import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquare } from '../../src/distributions';
import { binomialFit, binomialLogLik, type BinomialIntervalKind } from '../../src/likelihood/binomial';

type Pair = readonly [number, number];
interface Golden {
  readonly cases: readonly {
    readonly x: number;
    readonly n: number;
    readonly mle: number;
    readonly se: number;
    readonly loglik_kernel: number;
    readonly loglik: number;
    readonly observed_information: number | null;
    readonly intervals: readonly (Readonly<Record<string, Pair>> & { readonly level: number })[];
  }[];
}
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/basics_binomial.json'), 'utf8'),
) as Golden;

/** Name in the fixture, and the largest difference: closed forms and numerical solutions. */
const INTERVALS: readonly (readonly [BinomialIntervalKind, string, number])[] = [
  ['wald', 'wald', 1e-8],
  ['wilson', 'wilson_score', 1e-8],
  ['agrestiCoull', 'agresti_coull', 1e-8],
  ['likelihoodRatio', 'likelihood_ratio', 1e-6],
  ['clopperPearson', 'clopper_pearson', 1e-6],
  ['jeffreys', 'jeffreys_modified_endpoints', 1e-6],
];

const counts = fc
  .integer({ min: 1, max: 2000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));
const levels = fc.double({ min: 0.01, max: 0.999, noNaN: true });

const limits = (successes: number, trials: number, kind: BinomialIntervalKind, level = 0.95) =>
  binomialFit(successes, trials, level).intervals.find((one) => one.kind === kind)!;

describe('a binomial fit agrees with R', () => {
  test.each(golden.cases)('in estimate, std. error, information and log-likelihood: $x of $n', (one) => {
    const fit = binomialFit(one.x, one.n, 0.95);
    expect(fit.estimate).toBeCloseTo(one.mle, 14);
    expect(fit.standardError).toBeCloseTo(one.se, 14);
    expect(fit.logLik).toBeCloseTo(one.loglik_kernel, 10);
    expect(fit.logLikCount).toBeCloseTo(one.loglik, 10);
    if (one.observed_information === null) expect(fit.information).toBeNull();
    else expect(fit.information).toBeCloseTo(one.observed_information, 9);
  });

  test.each(golden.cases.flatMap(({ x, n, intervals }) => intervals.map((one) => ({ x, n, one }))))(
    'in all intervals: $x of $n at $one.level',
    ({ x, n, one }) => {
      for (const [kind, name, tolerance] of INTERVALS) {
        const { lower, upper } = limits(x, n, kind, one.level);
        expect(Math.abs(lower - one[name][0]), `${kind} lower`).toBeLessThan(tolerance);
        expect(Math.abs(upper - one[name][1]), `${kind} upper`).toBeLessThan(tolerance);
      }
    },
  );

  test('and with the lecture: 5 of 30 has information 216, 50 of 300 has 2160', () => {
    expect(binomialFit(5, 30, 0.95).information).toBe(216);
    expect(binomialFit(50, 300, 0.95).information).toBe(2160);
    const { lower, upper } = limits(5, 30, 'waldTwoSe');
    expect(lower).toBeCloseTo(1 / 6 - 2 / Math.sqrt(216), 14);
    expect(upper).toBeCloseTo(1 / 6 + 2 / Math.sqrt(216), 14);
  });
});

describe('intervals of a binomial fit', () => {
  test('the likelihood ratio is the chi-square quantile at both limits', () => {
    fc.assert(
      fc.property(counts, levels, ([successes, trials], level) => {
        const critical = chiSquare.quantile(level, 1);
        const top = binomialLogLik(successes / trials, successes, trials);
        const { lower, upper } = limits(successes, trials, 'likelihoodRatio', level);
        const ratio = (p: number) => 2 * (top - binomialLogLik(p, successes, trials));
        if (successes > 0) expect(Math.abs(ratio(lower) - critical)).toBeLessThan(1e-8);
        else expect(lower).toBe(0);
        if (successes < trials) expect(Math.abs(ratio(upper) - critical)).toBeLessThan(1e-8);
        else expect(upper).toBe(1);
      }),
    );
  });

  test('exchanging successes and failures mirrors every one of them', () => {
    fc.assert(
      fc.property(counts, levels, ([successes, trials], level) => {
        const mirrored = binomialFit(trials - successes, trials, level).intervals;
        binomialFit(successes, trials, level).intervals.forEach(({ kind, lower, upper }, i) => {
          expect(Math.abs(1 - mirrored[i].upper - lower), `${kind} lower`).toBeLessThan(1e-11);
          expect(Math.abs(1 - mirrored[i].lower - upper), `${kind} upper`).toBeLessThan(1e-11);
        });
      }),
    );
  });

  test('every one holds the estimate and grows with the level', () => {
    // Agresti and Coull's lower limit at 0 of 1 is higher at 95% than at 80%: its centre moves with the level.
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const estimate = successes / trials;
        const narrow = binomialFit(successes, trials, 0.8).intervals;
        binomialFit(successes, trials, 0.95).intervals.forEach(({ kind, lower, upper }, i) => {
          expect(lower).toBeLessThanOrEqual(estimate + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(estimate - 1e-12);
          if (kind === 'agrestiCoull') return;
          expect(lower).toBeLessThanOrEqual(narrow[i].lower + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(narrow[i].upper - 1e-12);
        });
      }),
    );
  });

  test('Wilson limits are where the score test is significant at the level', () => {
    for (const limit of [limits(7, 23, 'wilson').lower, limits(7, 23, 'wilson').upper]) {
      const z2 = (7 / 23 - limit) ** 2 / ((limit * (1 - limit)) / 23);
      expect(z2).toBeCloseTo(chiSquare.quantile(0.95, 1), 10);
    }
  });

  test('Clopper-Pearson limits leave half of the rest in each binomial tail', () => {
    const { lower, upper } = limits(3, 10, 'clopperPearson');
    const choose = [1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1];
    const probability = (p: number, x: number) => choose[x] * p ** x * (1 - p) ** (10 - x);
    const below = (p: number, x: number) => {
      let sum = 0;
      for (let k = 0; k <= x; k++) sum += probability(p, k);
      return sum;
    };
    expect(below(upper, 3)).toBeCloseTo(0.025, 12);
    expect(1 - below(lower, 2)).toBeCloseTo(0.025, 12);
  });

  test('the log-probability of the count keeps its digits for any number of trials', () => {
    // Stirling's series for C(n, n/2)/2^n.
    for (const n of [1e6, 1e10, 2e15]) {
      const { logLikCount } = binomialFit(n / 2, n, 0.95);
      expect(logLikCount).toBeCloseTo(-0.5 * Math.log((Math.PI * n) / 2) - 1 / (4 * n), 12);
    }
  });

  test('the likelihood ratio keeps its digits for a billion trials', () => {
    // At one half it is Wald's interval but for terms of order 1/n.
    const { lower, upper } = limits(5e8, 1e9, 'likelihoodRatio');
    const wald = limits(5e8, 1e9, 'wald');
    expect(lower + upper).toBeCloseTo(1, 14);
    expect((upper - lower) / (wald.upper - wald.lower)).toBeCloseTo(1, 8);
    // One success: x·log(x/(np)) − x + np = c/2 in the limit of Poisson's distribution.
    const rate = limits(1, 1e9, 'likelihoodRatio').upper * 1e9;
    expect(2 * (rate - 1 - Math.log(rate))).toBeCloseTo(chiSquare.quantile(0.95, 1), 6);
  });
});

test('for a trillion trials all intervals are what the normal approximation says', () => {
  const { estimate, standardError, intervals } = binomialFit(5e11, 1e12, 0.95);
  for (const { kind, lower, upper } of intervals) {
    const z = kind === 'waldTwoSe' ? 2 : 1.95996398454005;
    expect((lower - estimate) / standardError, `${kind} lower`).toBeCloseTo(-z, 4);
    expect((upper - estimate) / standardError, `${kind} upper`).toBeCloseTo(z, 4);
  }
});

describe('a binomial fit at the boundary', () => {
  test('has no std. error, infinite information, and says that Wald is of no use', () => {
    for (const successes of [0, 12]) {
      const fit = binomialFit(successes, 12, 0.95);
      expect([fit.standardError, fit.information, fit.logLik]).toEqual([0, null, 0]);
      expect(fit.warnings).toHaveLength(1);
      expect(fit.warnings[0]).toMatchObject({ code: 'boundary' });
      expect(fit.warnings[0].message).toContain(`${successes} of 12`);
      expect(fit.warnings[0].message).toContain('Wald');
    }
  });

  test('has one-sided likelihood-ratio, Clopper-Pearson and Jeffreys intervals', () => {
    const upper = 1 - Math.exp(-chiSquare.quantile(0.95, 1) / 24);
    expect(limits(0, 12, 'likelihoodRatio')).toEqual({
      kind: 'likelihoodRatio',
      lower: 0,
      upper: expect.closeTo(upper, 14) as number,
    });
    expect(limits(0, 12, 'clopperPearson').upper).toBeCloseTo(1 - 0.025 ** (1 / 12), 12);
    for (const kind of ['likelihoodRatio', 'clopperPearson', 'jeffreys', 'wilson'] as const) {
      expect(limits(0, 12, kind).lower).toBe(0);
      expect(limits(12, 12, kind).upper).toBe(1);
    }
  });

  test('is not met inside the range', () => {
    expect(binomialFit(1, 2, 0.95).warnings).toEqual([]);
  });
});

describe('impossible input is refused', () => {
  test.each<[number, number, number, string]>([
    [1, 0, 0.95, 'trials is 0: expected a whole number, at least 1'],
    [1, 2.5, 0.95, 'trials is 2.5'],
    [5, 3, 0.95, 'successes is 5: expected a whole number between 0 and the number of trials, 3'],
    [-1, 3, 0.95, 'successes is -1'],
    [1, 3, 1, 'The level is 1: expected a number between 0 and 1'],
    [1, 3, NaN, 'The level is NaN'],
  ])('%d of %d at level %d', (successes, trials, level, message) => {
    expect(() => binomialFit(successes, trials, level)).toThrow(message);
  });
});

import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { onewayAnova } from '../../../src/likelihood/oneway/anova';
import { layouts, statisticsOf, type Layout } from './fixtures';

const UNIT = 2n ** 40n;

/** A double as a whole number of 2^-40; the numbers of these tests have no finer digits. */
function exact(value: number): bigint {
  const high = Math.trunc(value);
  const low = (value - high) * 2 ** 40;
  expect(Number.isInteger(low)).toBe(true);
  return BigInt(high) * UNIT + BigInt(low);
}

const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);

/** F in exact arithmetic from the stored doubles, all groups of one size; rounded once, at the end. */
function exactF(layout: Layout): number {
  const values = layout.map((group) => group.map(exact));
  const n = BigInt(layout[0].length);
  const m = BigInt(layout.length);
  const sums = values.map(sum);
  const squaredSums = sum(sums.map((s) => s * s));
  // n·m·SSB and n·SSW in units squared.
  const between = m * squaredSums - sum(sums) ** 2n;
  const within = n * sum(values.flat().map((v) => v * v)) - squaredSums;
  const DIGITS = 10n ** 20n;
  const scaled = (between * m * (n - 1n) * DIGITS) / (m * (m - 1n) * within);
  return Number(scaled) / 1e20;
}

/**
 * Nine groups of `n` (odd) values whose first is their mean and the others lie one step below and above it in turn; the
 * means are 0, four times +1, four times −1 steps from the middle. Then MSB = n·step², MSW = step², F = n: the plan of
 * the data sets SmLs01 to SmLs09 of NIST's Statistical Reference Datasets, whose step is 0.1.
 */
function steps(n: number, base: number, step: number): number[][] {
  return [0, 1, -1, 1, -1, 1, -1, 1, -1].map((shift) =>
    Array.from({ length: n }, (_, i) => base + step * (4 + shift + (i === 0 ? 0 : i % 2 ? -1 : 1))),
  );
}

const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe('F keeps its digits when all values share their leading ones', () => {
  test.each([
    [21, 1],
    [201, 1e6],
    [21, 1e12],
    [201, 1e12],
    [2001, 1e12],
  ])('steps of 1/8, %i values per group, beginning at %f', (n, base) => {
    const anova = onewayAnova(statisticsOf(steps(n, base, 1 / 8)));
    expect(relative(anova.f, n)).toBeLessThan(1e-12);
    expect(relative(anova.within.meanSquare, 1 / 64)).toBeLessThan(1e-12);
    expect(relative(anova.between.meanSquare, n / 64)).toBeLessThan(1e-12);
    expect([anova.between.df, anova.within.df]).toEqual([8, 9 * (n - 1)]);
  });

  test('steps of 0.1 beginning at 1 give what is certified', () => {
    const anova = onewayAnova(statisticsOf(steps(21, 1, 0.1)));
    expect(anova.f).toBeCloseTo(21, 10);
    expect(anova.within.meanSquare).toBeCloseTo(0.01, 13);
    expect(anova.between.squares).toBeCloseTo(1.68, 12);
    expect(anova.within.squares).toBeCloseTo(1.8, 12);
  });

  test.each([
    [21, 1e6],
    [201, 1e6],
    [2001, 1e6],
    [21, 1e12],
    [201, 1e12],
    [2001, 1e12],
  ])('steps of 0.1, which doubles round, %i values per group, beginning at %f', (n, base) => {
    const layout = steps(n, base, 0.1);
    const anova = onewayAnova(statisticsOf(layout));
    // All that is lost is what the cells themselves have lost.
    expect(relative(anova.f, exactF(layout))).toBeLessThan(1e-12);
    expect(relative(anova.f, n)).toBeLessThan(base === 1e6 ? 1e-8 : 1e-2);
  });
});

describe('the analysis of variance', () => {
  test('splits the total sum of squares', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const anova = onewayAnova(statisticsOf(layout));
        const y = layout.flat();
        const mean = y.reduce((a, b) => a + b, 0) / y.length;
        const total = y.reduce((a, b) => a + (b - mean) ** 2, 0);
        expect(anova.mean).toBeCloseTo(mean, 11);
        expect(relative(anova.total.squares, total)).toBeLessThan(1e-11);
        expect(anova.between.df + anova.within.df).toBe(anova.total.df);
        expect(anova.nobs).toBe(y.length);
        expect(anova.groups).toBe(layout.length);
      }),
    );
  });

  test('of two groups is the square of the t test', () => {
    const { f, pValue, mean } = onewayAnova(
      statisticsOf([
        [1, 2, 3],
        [3, 4, 5, 8],
      ]),
    );
    // Means 2 and 5, pooled variance (2 + 14)/5, t² = 9/(3.2·(1/3 + 1/4)).
    expect(f).toBeCloseTo(9 / (3.2 * (7 / 12)), 12);
    // Student's distribution function with 5 degrees of freedom in closed form.
    const t = Math.sqrt(f);
    const angle = Math.atan(t / Math.sqrt(5));
    const inside =
      (2 / Math.PI) * (angle + Math.sin(angle) * (Math.cos(angle) + (2 / 3) * Math.cos(angle) ** 3));
    expect(pValue).toBeCloseTo(1 - inside, 12);
    expect(mean).toBeCloseTo(26 / 7, 13);
  });

  test('has an infinite F when values vary between groups only', () => {
    const { f, pValue } = onewayAnova(
      statisticsOf([
        [1, 1],
        [2, 2],
      ]),
    );
    expect([f, pValue]).toEqual([Infinity, 0]);
  });

  test.each([
    [[[1, 2]], 'There is one group only'],
    [[[1], [2]], 'Each of the 2 groups has one value'],
    [[[1e160, 2e160], [3]], 'The values are too large for their squares to be computed'],
    [
      [
        [1e160, 1e160],
        [3, 4],
      ],
      'The values are too large for their squares to be computed',
    ],
  ])('refuses %o', (layout, message) => {
    expect(() => onewayAnova(statisticsOf(layout))).toThrow(message);
  });
});

describe('the method of moments', () => {
  test('makes the expected mean squares of unbalanced data the observed ones', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { moments, between, within } = onewayAnova(statisticsOf(layout));
        // E(MSB) = tr(A·V)/(m − 1) with A the projection on the group means less the overall mean.
        const groups = layout.flatMap((values, j) => values.map(() => j));
        const N = groups.length;
        let trace = 0;
        for (let a = 0; a < N; a++)
          for (let b = 0; b < N; b++) {
            const same = groups[a] === groups[b];
            const A = (same ? 1 / layout[groups[a]].length : 0) - 1 / N;
            trace += A * ((same ? moments.tau2 : 0) + (a === b ? moments.sigma2 : 0));
          }
        expect(trace / (layout.length - 1)).toBeCloseTo(between.meanSquare, 9);
        expect(moments.sigma2).toBe(within.meanSquare);
      }),
    );
  });

  test('takes the generalized least-squares mean', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { moments } = onewayAnova(statisticsOf(layout));
        const groups = layout.flatMap((values, j) => values.map(() => j));
        const V = new Matrix(
          groups.map((a, i) =>
            groups.map((b, k) => (a === b ? moments.tau2Truncated : 0) + (i === k ? moments.sigma2 : 0)),
          ),
        );
        const ones = Matrix.ones(groups.length, 1);
        const y = Matrix.columnVector(layout.flat());
        const top = ones.transpose().mmul(solve(V, y)).get(0, 0);
        const bottom = ones.transpose().mmul(solve(V, ones)).get(0, 0);
        expect(moments.mu).toBeCloseTo(top / bottom, 9);
      }),
      { numRuns: 30 },
    );
  });

  test('shows a negative estimate as it is, zero beside it, and says so', () => {
    const { moments, warnings } = onewayAnova(
      statisticsOf([
        [1, 5, 9],
        [2, 5, 8],
        [0, 5, 10],
      ]),
    );
    expect(moments.tau2).toBeCloseTo(-100 / 6 / 3, 12);
    expect(moments).toMatchObject({ tau2Truncated: 0, icc: 0, n0: 3 });
    expect(warnings.map(({ code }) => code)).toEqual(['negative-variance']);
  });
});

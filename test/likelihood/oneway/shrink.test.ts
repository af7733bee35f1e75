import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onewayAnova } from '../../../src/likelihood/oneway/anova';
import { onewayFit } from '../../../src/likelihood/oneway/fit';
import { shrinkMeans } from '../../../src/likelihood/oneway/shrink';
import { layouts, mixedFit, statisticsOf, type Layout } from './fixtures';
import { randomEffectsOf } from '../../randomEffects';

const LAYOUT: Layout = [
  [4, 5, 7, 6],
  [9, 8],
  [1, 3, 2],
];
const KNOWN = { mu: 5, sigma2: 2, tau2: 3 };
const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(b));

describe('shrunken means', () => {
  test.each(['REML', 'ML'] as const)(
    'by %s are mu plus the conditional modes of the mixed model',
    (method) => {
      fc.assert(
        fc.property(layouts, (layout) => {
          const stats = statisticsOf(layout);
          const { sigma2, tau2 } = onewayFit(stats, method);
          const { means } = shrinkMeans(stats, method, 0.95);
          const mixed = mixedFit(layout, method, Math.sqrt(tau2 / sigma2));
          const { levels, values, conditionalVariance } = randomEffectsOf(mixed, 'g');
          means.forEach((one, j) => {
            expect(one.group).toBe(levels[j]);
            const expected = mixed.fixedEffects[0].estimate + values[j];
            expect(relative(one.shrunken, expected)).toBeLessThan(1e-9);
            expect(relative(one.standardError ** 2, conditionalVariance[j])).toBeLessThan(1e-9);
          });
        }),
      );
    },
  );

  test('with known parameters are the posterior means, by the formulas of the normal distribution', () => {
    const { means, parameters, warnings } = shrinkMeans(statisticsOf(LAYOUT), KNOWN, 0.9);
    expect(parameters).toEqual(KNOWN);
    expect(warnings).toEqual([]);
    LAYOUT.forEach((group, j) => {
      // Precisions add up: prior 1/tau² at mu, data n/sigma² at the mean.
      const n = group.length;
      const mean = group.reduce((a, b) => a + b, 0) / n;
      const precision = n / 2 + 1 / 3;
      const found = means[j];
      expect(found).toMatchObject({ count: n, mean });
      expect(found.weight).toBeCloseTo(n / 2 / precision, 14);
      expect(found.shrunken).toBeCloseTo(((n / 2) * mean + 5 / 3) / precision, 13);
      expect(found.standardError).toBeCloseTo(precision ** -0.5, 14);
      expect(found.lower).toBeCloseTo(found.shrunken - 1.6448536269514722 * found.standardError, 12);
      expect(found.upper).toBeCloseTo(found.shrunken + 1.6448536269514722 * found.standardError, 12);
    });
  });

  test('by moments use the moment estimates', () => {
    const stats = statisticsOf(LAYOUT);
    const { moments } = onewayAnova(stats);
    const { parameters } = shrinkMeans(stats, 'MOMENTS', 0.95);
    expect(parameters).toEqual({ mu: moments.mu, sigma2: moments.sigma2, tau2: moments.tau2 });
  });

  test('are all the overall mean when tau² is zero, and a warning says so', () => {
    const stats = statisticsOf([
      [1, 5, 9],
      [2, 5, 8],
      [0, 5.3, 10],
    ]);
    for (const [method, code] of [
      ['REML', 'boundary'],
      ['MOMENTS', 'negative-variance'],
    ] as const) {
      const { means, warnings, parameters } = shrinkMeans(stats, method, 0.95);
      for (const one of means)
        expect(one).toMatchObject({ weight: 0, shrunken: parameters.mu, standardError: 0 });
      expect(warnings.map((warning) => warning.code)).toEqual([code]);
    }
  });

  test('have the limits of mu when tau² is zero, and those of a small tau² lead there', () => {
    // Three groups of three about 0, 1 and 2 times a factor, with a mean square of 3 within: at a factor of 1 it is 3 between.
    const layout = (factor: number): number[][] =>
      [-1, 0, 1].map((mean) => [-1, 0, 1].map((e) => mean * factor + e * Math.sqrt(3)));
    const muError = Math.sqrt(3 / 9);
    const upperOf = (factor: number): number[] => {
      const { means, parameters } = shrinkMeans(statisticsOf(layout(factor)), 'MOMENTS', 0.95);
      expect(parameters.tau2).toBeCloseTo(Math.max(0, factor ** 2 - 1), 12);
      return means.map(({ upper, shrunken }) => upper - shrunken);
    };
    for (const factor of [0.9, 1, Math.sqrt(1 + 1e-9)])
      for (const half of upperOf(factor)) expect(half).toBeCloseTo(1.959963984540054 * muError, 7);
    const { notes } = shrinkMeans(statisticsOf(layout(0.9)), 'REML', 0.95);
    expect(notes).toEqual([expect.stringContaining('their limits are made of the latter')]);
  });

  test('have limits without width where mu is given and tau² is zero, and say so', () => {
    const { means, notes } = shrinkMeans(statisticsOf(LAYOUT), { ...KNOWN, tau2: 0 }, 0.95);
    for (const { lower, upper } of means) expect([lower, upper]).toEqual([5, 5]);
    expect(notes).toEqual([expect.stringContaining('nothing is uncertain')]);
  });

  test.each(['REML', 'MOMENTS'] as const)('by %s are refused when no group varies within', (method) => {
    const stats = statisticsOf([
      [1, 1],
      [2, 2, 2],
    ]);
    expect(() => shrinkMeans(stats, method, 0.95)).toThrow(
      'The values do not vary within groups, so sigma² is 0',
    );
  });

  test('with known parameters exist for a single value', () => {
    const { means } = shrinkMeans(statisticsOf([[7]]), KNOWN, 0.95);
    expect(means[0].shrunken).toBeCloseTo(0.6 * 7 + 0.4 * 5, 14);
  });

  test('lie between the mean of the group and mu', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { means, parameters } = shrinkMeans(statisticsOf(layout), 'REML', 0.95);
        for (const { mean, shrunken, weight } of means) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(weight).toBeLessThanOrEqual(1);
          expect((shrunken - parameters.mu) * (mean - shrunken)).toBeGreaterThanOrEqual(-1e-12);
        }
      }),
    );
  });

  test.each([
    [{ ...KNOWN, sigma2: -1 }, 0.95, 'sigma2 is -1'],
    [KNOWN, 1, 'The level is 1'],
  ])('refuse what is impossible: %o at %d', (method, level, message) => {
    expect(() => shrinkMeans(statisticsOf(LAYOUT), method, level)).toThrow(message);
  });
});

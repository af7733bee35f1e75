import fc from 'fast-check';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import type { FitResult } from '../../../src';
import { onewayFit, onewayLogLik, type OnewayParameters } from '../../../src/likelihood/oneway/fit';
import { onewayAnova } from '../../../src/likelihood/oneway/anova';
import { layouts, mixedFit, statisticsOf, type Layout } from './fixtures';

const METHODS = ['ML', 'REML'] as const;

/** Log-density of the multivariate normal distribution with the covariance matrix written out. */
function denseLogLik(layout: Layout, { mu, sigma2, tau2 }: OnewayParameters): number {
  const group = layout.flatMap((values, j) => values.map(() => j));
  const n = group.length;
  const V = Matrix.zeros(n, n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) V.set(a, b, (group[a] === group[b] ? tau2 : 0) + (a === b ? sigma2 : 0));
  const cholesky = new CholeskyDecomposition(V);
  const e = Matrix.columnVector(layout.flat().map((y) => y - mu));
  const logDet = 2 * cholesky.lowerTriangularMatrix.diagonal().reduce((sum, l) => sum + Math.log(l), 0);
  const distance = e.transpose().mmul(cholesky.solve(e)).get(0, 0);
  return -0.5 * (n * Math.log(2 * Math.PI) + logDet + distance);
}

const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(b));

describe('the log-likelihood', () => {
  test('is that of the multivariate normal distribution', () => {
    fc.assert(
      fc.property(
        layouts,
        fc.double({ min: 5, max: 15, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (layout, mu, sigma2, tau2) => {
          const at = { mu, sigma2, tau2 };
          expect(relative(onewayLogLik(statisticsOf(layout), at), denseLogLik(layout, at))).toBeLessThan(
            1e-11,
          );
        },
      ),
    );
  });

  test('without variance between groups is that of independent values', () => {
    const y = [1, 2, 4, 8, 9];
    const alone = y.reduce((sum, v) => sum - 0.5 * (Math.log(2 * Math.PI * 3) + (v - 5) ** 2 / 3), 0);
    const stats = statisticsOf([y.slice(0, 2), y.slice(2)]);
    expect(onewayLogLik(stats, { mu: 5, sigma2: 3, tau2: 0 })).toBeCloseTo(alone, 12);
  });

  test.each([
    [{ mu: NaN, sigma2: 1, tau2: 1 }, 'mu is NaN'],
    [{ mu: 0, sigma2: 0, tau2: 1 }, 'sigma2 is 0'],
    [{ mu: 0, sigma2: 1, tau2: -0.1 }, 'tau2 is -0.1'],
  ])('refuses %o', (parameters, message) => {
    expect(() => onewayLogLik(statisticsOf([[1, 2], [3]]), parameters)).toThrow(message);
  });
});

describe('the estimates', () => {
  test.each(METHODS)('by %s are those of the mixed model, balanced or not', (method) => {
    let singular = 0;
    let regular = 0;
    let higher = 0;
    fc.assert(
      fc.property(layouts, (layout) => {
        const fit = onewayFit(statisticsOf(layout), method);
        const compare = (mixed: FitResult, tolerance: number): void => {
          const tau2 = mixed.varianceComponents[0].covariance[0][0];
          expect(relative(fit.logLik, mixed.logLik)).toBeLessThan(1e-9);
          expect(relative(fit.mu, mixed.fixedEffects[0].estimate)).toBeLessThan(tolerance);
          expect(relative(fit.muStandardError, mixed.fixedEffects[0].standardError)).toBeLessThan(tolerance);
          expect(relative(fit.sigma2, mixed.sigma ** 2)).toBeLessThan(tolerance);
          expect(relative(fit.tau2, tau2)).toBeLessThan(tolerance);
        };
        // On its own the general optimizer ends where its criterion can no longer tell points apart, the square root
        // of the rounding error away (or, once in thousands of layouts, in the higher one of two minima); started at
        // this solution it finds nothing better and has the same numbers.
        const alone = mixedFit(layout, method);
        if (alone.logLik > fit.logLik - 1e-6) compare(alone, 1e-6);
        else higher++;
        const there = mixedFit(layout, method, Math.sqrt(fit.tau2 / fit.sigma2));
        compare(there, 1e-9);
        expect(there.certificate!.gradientMax).toBeLessThan(1e-9);
        if (fit.singular) singular++;
        else regular++;
      }),
    );
    // Both kinds of optimum must have occurred.
    expect(singular).toBeGreaterThan(3);
    expect(regular).toBeGreaterThan(30);
    expect(higher).toBeLessThan(3);
  });

  test('of balanced data are the closed forms', () => {
    const layout = [
      [4, 5, 7],
      [9, 8, 10],
      [1, 3, 2],
      [6, 6, 9],
    ];
    const stats = statisticsOf(layout);
    const { between, within, mean } = onewayAnova(stats);
    for (const method of METHODS) {
      const fit = onewayFit(stats, method);
      const variance = between.squares / (method === 'ML' ? 4 : 3);
      expect(fit.mu).toBeCloseTo(mean, 13);
      expect(fit.sigma2).toBeCloseTo(within.meanSquare, 12);
      expect(fit.tau2).toBeCloseTo((variance - within.meanSquare) / 3, 12);
      expect(fit.muStandardError).toBeCloseTo(Math.sqrt(variance / 12), 12);
      expect(fit.warnings).toEqual([]);
    }
  });

  test('by maximum likelihood are better than any others nearby', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const stats = statisticsOf(layout);
        const best = onewayFit(stats, 'ML');
        expect(relative(onewayLogLik(stats, best), best.logLik)).toBeLessThan(1e-12);
        for (const [mu, sigma2, tau2] of [
          [0.1, 1, 1],
          [0, 1.1, 1],
          [0, 1, 1.1],
          [0, 0.9, 0.9],
        ]) {
          const other = { mu: best.mu + mu, sigma2: best.sigma2 * sigma2, tau2: best.tau2 * tau2 };
          expect(onewayLogLik(stats, other)).toBeLessThanOrEqual(best.logLik + 1e-12);
        }
        expect(onewayLogLik(stats, { ...best, tau2: best.tau2 + 0.01 })).toBeLessThan(best.logLik);
      }),
    );
  });

  test('do not depend on the units and the origin of the values', () => {
    fc.assert(
      fc.property(layouts, fc.constantFrom(...METHODS), (layout, method) => {
        const fit = onewayFit(statisticsOf(layout), method);
        // Powers of two keep all digits.
        const moved = onewayFit(statisticsOf(layout.map((group) => group.map((y) => 1024 * y))), method);
        expect(relative(moved.mu, 1024 * fit.mu)).toBeLessThan(1e-12);
        expect(relative(moved.sigma2, 2 ** 20 * fit.sigma2)).toBeLessThan(1e-12);
        expect(relative(moved.tau2, 2 ** 20 * fit.tau2)).toBeLessThan(1e-10);
      }),
    );
  });

  test('take the lower one of two minima', () => {
    // Of an unbalanced layout: one at the boundary, and a higher one inside.
    const layout = [[10, 10, 10, 10, 8.26], [10.34, 8.86], [12.17]];
    const stats = statisticsOf(layout);
    const best = onewayFit(stats, 'ML');
    expect(best.tau2).toBe(0);
    const inside = { mu: 10.27, sigma2: 0.8695, tau2: 0.4142 };
    const logLik = onewayLogLik(stats, inside);
    for (const tau2 of [0.2, 0.8]) expect(onewayLogLik(stats, { ...inside, tau2 })).toBeLessThan(logLik);
    expect(best.logLik).toBeGreaterThan(logLik + 0.04);
  });

  test('are better than those on a fine grid of ratios', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const stats = statisticsOf(layout);
        const best = onewayFit(stats, 'ML');
        for (let ratio = 0; ratio < 20; ratio += 0.05) {
          // The best mu and sigma² for this ratio.
          let [top, bottom] = [0, 0];
          const weights = stats.counts.map((n) => n / (1 + n * ratio));
          weights.forEach((w, j) => ((top += w * stats.means[j]), (bottom += w)));
          const mu = top / bottom;
          const squares = weights.reduce((sum, w, j) => sum + w * (stats.means[j] - mu) ** 2, stats.within);
          const sigma2 = squares / stats.total;
          const there = onewayLogLik(stats, { mu, sigma2, tau2: ratio * sigma2 });
          expect(there).toBeLessThanOrEqual(best.logLik + 1e-10);
        }
      }),
    );
  });

  test('with tau² at zero come with a warning', () => {
    const fit = onewayFit(
      statisticsOf([
        [1, 5, 9],
        [2, 5, 8],
        [0, 5, 10],
      ]),
      'REML',
    );
    expect(fit).toMatchObject({ tau2: 0, singular: true, mu: 5 });
    expect(fit.sigma2).toBeCloseTo((32 + 18 + 50) / 8, 12);
    expect(fit.warnings.map(({ code }) => code)).toEqual(['boundary']);
  });

  test('find a variance between groups that is 10^12 times the one within', () => {
    const fit = onewayFit(
      statisticsOf([
        [0, 1],
        [1e6, 1e6 + 1],
        [3e6, 3e6 + 1],
      ]),
      'REML',
    );
    expect(fit.sigma2).toBeCloseTo(0.5, 10);
    expect(relative(fit.tau2, 7e12 / 3 - 0.25)).toBeLessThan(1e-12);
  });

  test.each([
    [[[1, 2, 3]], 'There is one group only, "g000": expected two or more.'],
    [[[1], [2], [3]], 'Each of the 3 groups has one value'],
    [
      [
        [1, 1],
        [2, 2],
      ],
      'The values do not vary within groups',
    ],
  ])('are refused for %o', (layout, message) => {
    expect(() => onewayFit(statisticsOf(layout), 'ML')).toThrow(message);
  });
});

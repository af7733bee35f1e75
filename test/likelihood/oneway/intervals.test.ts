import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquare } from '../../../src/distributions';
import { onewayFit, onewayLogLik } from '../../../src/likelihood/oneway/fit';
import { onewayInformation } from '../../../src/likelihood/oneway/information';
import { onewayIntervals, profileCriterion, type OnewayName } from '../../../src/likelihood/oneway/intervals';
import { differenceJacobian, differenceGradient } from '../../reference/differences';
import { layouts, mixedFit, statisticsOf } from './fixtures';

const NAMES: readonly OnewayName[] = ['mu', 'sigma2', 'tau2'];
const UNEVEN = [
  [3.1, 4.2, 2.8],
  [7.7, 8.1, 6.9, 7.4],
  [5.5, 5.1],
  [9.3, 8.2, 8.8, 9.9, 8.4],
];

describe('the observed information', () => {
  test('by ML is the Hessian of minus the log-likelihood, at any parameters', () => {
    fc.assert(
      fc.property(
        layouts,
        fc.double({ min: 5, max: 15, noNaN: true }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        (layout, mu, sigma2, tau2) => {
          const stats = statisticsOf(layout);
          const f = ([a, b, c]: number[]): number => -onewayLogLik(stats, { mu: a, sigma2: b, tau2: c });
          const x = [mu, sigma2, tau2];
          const steps = x.map((v) => 2e-3 * v);
          const wanted = differenceJacobian((v) => differenceGradient(f, v, steps), x, steps);
          const { hessian } = onewayInformation(stats, { mu, sigma2, tau2 }, 'ML');
          const scale = Math.max(...hessian.map(Math.abs), 1);
          wanted.forEach((row, i) =>
            row.forEach((v, j) => expect(Math.abs(v - hessian[3 * i + j]) / scale).toBeLessThan(1e-5)),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each(['ML', 'REML'] as const)('by %s is that of the mixed model at its estimates', (method) => {
    const stats = statisticsOf(UNEVEN);
    const fit = onewayFit(stats, method);
    const { hessian, covariance } = onewayInformation(stats, fit, method);
    const mixed = mixedFit(UNEVEN, method);
    mixed.hessian.values
      .flat()
      .forEach((v, at) => expect(Math.abs(v - hessian[at])).toBeLessThan(1e-7 * Math.max(1, Math.abs(v))));
    mixed
      .fullCovariance!.values.flat()
      .forEach((v, at) =>
        expect(Math.abs(v - covariance![at])).toBeLessThan(1e-7 * Math.max(1, Math.abs(v))),
      );
  });
});

describe('intervals', () => {
  test('by standard errors are the estimate ± z or ± 2 standard errors, and are not cut at zero', () => {
    const stats = statisticsOf(UNEVEN);
    const fit = onewayFit(stats, 'ML');
    const information = onewayInformation(stats, fit, 'ML');
    const two = onewayIntervals(stats, fit, information, '2se', 0.5);
    expect(two.sigma2.upper! - fit.sigma2).toBeCloseTo(2 * Math.sqrt(information.covariance![4]), 12);
    const wald = onewayIntervals(stats, fit, information, 'wald', 0.95);
    expect((wald.mu.upper! - wald.mu.lower!) / 2).toBeCloseTo(1.959963984540054 * fit.muStandardError, 9);
    const error = Math.sqrt(information.covariance![8]);
    expect(fit.tau2).toBeLessThan(1.9 * error);
    expect(wald.tau2.lower).toBeCloseTo(fit.tau2 - 1.959963984540054 * error, 9);
    expect(two.tau2.lower).toBeCloseTo(fit.tau2 - 2 * error, 9);
  });

  test.each(['ML', 'REML'] as const)(
    'by profile likelihood satisfy the likelihood-ratio equation (%s)',
    (method) => {
      const stats = statisticsOf(UNEVEN);
      const fit = onewayFit(stats, method);
      const limits = onewayIntervals(stats, fit, onewayInformation(stats, fit, method), 'profile', 0.95);
      for (const name of NAMES) {
        if (method === 'REML' && name === 'mu') continue;
        for (const limit of [limits[name].lower!, limits[name].upper!]) {
          const rise = profileCriterion(stats, name, limit, method === 'REML', fit) + 2 * fit.logLik;
          expect(rise).toBeCloseTo(chiSquare.quantile(0.95, 1), 9);
        }
        expect(limits[name].lower).toBeLessThan(fit[name]);
        expect(limits[name].upper).toBeGreaterThan(fit[name]);
      }
    },
  );

  test('the profile is the lowest criterion on a fine grid of the other parameters', () => {
    const stats = statisticsOf(UNEVEN);
    const fit = onewayFit(stats, 'ML');
    let lowest = Infinity;
    for (let sigma2 = 0.1; sigma2 < 2; sigma2 += 0.002)
      for (let mu = 4; mu < 9; mu += 0.05) {
        lowest = Math.min(lowest, -2 * onewayLogLik(stats, { mu, sigma2, tau2: 2 }));
      }
    const profile = profileCriterion(stats, 'tau2', 2, false, fit);
    expect(profile).toBeLessThanOrEqual(lowest);
    expect(lowest - profile).toBeLessThan(1e-3);
  });

  test('reach down to zero where the data allow it, and standard errors end at the boundary', () => {
    const stats = statisticsOf([
      [1, 5, 3],
      [2, 4, 3],
      [5, 0, 4],
    ]);
    const fit = onewayFit(stats, 'REML');
    expect(fit.tau2).toBe(0);
    const information = onewayInformation(stats, fit, 'REML');
    const limits = onewayIntervals(stats, fit, information, 'profile', 0.95);
    expect(limits.tau2.lower).toBe(0);
    expect(limits.tau2.upper).toBeGreaterThan(0);
  });
});

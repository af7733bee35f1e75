import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellmerError } from '../../src/errors';
import { expressionLikelihood } from '../../src/likelihood/expression';
import { MAXIMIZE_METHODS, maximize } from '../../src/likelihood/maximize';

const number = fc.double({ min: -50, max: 50, noNaN: true });
const sample = fc.array(number, { minLength: 2, maxLength: 12 });
const column = (values: readonly number[]) => [['y'], ...values.map((y) => [y])];

/** Log-densities with maxima inside, on the edge, at infinity and nowhere. */
const TEXTS = [
  'dnorm(y, m, s, log=TRUE)',
  'dt(y - m, df, log=TRUE)',
  'dgamma(abs(y) + 1, a, b, log=TRUE)',
  'dweibull(y - t, k, s, log=TRUE)',
  'LN(w*dnorm(y, a, s) + (1-w)*dnorm(y, b, s))',
  'IF(y > m, -a*(y-m), -b*(m-y)) + LN(a*b/(a+b))',
  'a*y - b*y^2 - EXP(c)',
  '-ABS(y - m) - SQRT(q)',
  'LN(a - y) - a',
  'y*(a + b) - log1p(EXP(a + b))',
  '1/(y - m) + a',
];

describe('a maximum, whatever the density', () => {
  test('is no lower than the start, finite, in bounds, and found or refused with a sentence', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        sample,
        fc.constantFrom(...MAXIMIZE_METHODS),
        fc.option(fc.tuple(number, number), { nil: null }),
        (text, values, method, bounds) => {
          try {
            const likelihood = expressionLikelihood(text, column(values));
            const isBounded = bounds !== null && (method === 'Newton' || method === 'L-BFGS-B');
            const [{ name }] = likelihood.parameters;
            const [low, high] = bounds ? [Math.min(...bounds), Math.max(...bounds)] : [-Infinity, Infinity];
            const fit = maximize(likelihood, {
              method,
              lower: isBounded ? [{ name, value: low }] : [],
              upper: isBounded ? [{ name, value: high }] : [],
            });
            const par = Float64Array.from(fit.parameters, ({ estimate }) => estimate);
            expect(Number.isFinite(fit.logLik)).toBe(true);
            expect(fit.logLik).toBe(likelihood.value(par));
            expect(fit.logLik).toBeGreaterThanOrEqual(fit.path[0].value - 1e-9 * Math.abs(fit.logLik));
            if (isBounded) {
              expect(par[0]).toBeGreaterThanOrEqual(low);
              expect(par[0]).toBeLessThanOrEqual(high);
            }
            if (fit.covariance === null) expect(fit.warnings.length).toBeGreaterThan(0);
            found++;
          } catch (error) {
            if (!(error instanceof CellmerError)) throw error;
          }
        },
      ),
      { numRuns: 600, seed: 20 },
    );
    expect(found).toBeGreaterThan(400);
  });

  test('follows a change of units', () => {
    const units = fc.integer({ min: -8, max: 8 }).map((k) => 10 ** k);
    const spread = sample.filter((values) => Math.max(...values) - Math.min(...values) > 0.1);
    fc.assert(
      fc.property(spread, units, (values, unit) => {
        const [one, other] = [1, unit].map((factor) =>
          maximize(expressionLikelihood('dnorm(y, m, s, log=TRUE)', column(values.map((y) => factor * y)))),
        );
        expect([one.convergence, other.convergence]).toEqual([0, 0]);
        one.parameters.forEach(({ estimate, standardError }, i) => {
          const scaled = other.parameters[i];
          expect(Math.abs(scaled.estimate / unit - estimate)).toBeLessThan(1e-10 * standardError!);
          expect(Math.abs(scaled.standardError! / unit / standardError! - 1)).toBeLessThan(1e-10);
        });
      }),
      { numRuns: 200, seed: 21 },
    );
  });
});

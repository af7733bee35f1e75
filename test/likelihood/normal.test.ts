import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquare } from '../../src/distributions';
import { normalFit, normalProfileLimits, normalWaldLimits } from '../../src/likelihood/normal';

/** R 4.2.2: closed forms; limits by uniroot() on the profile log-likelihood. */
const FIRST = Float64Array.of(0.8, 2.3, 1.1, 4.7, 0.35, 3.2, 1.9, 2.6, 0.95, 5.1);
const SECOND = Float64Array.of(4.9, 5.6, 6.1, 3.8, 7.7, 5, 6.3, 5.2);

/** The log-likelihood term by term. */
function logLik(values: Float64Array, mu: number, sigma: number): number {
  return values.reduce(
    (sum, y) => sum - 0.5 * Math.log(2 * Math.PI) - Math.log(sigma) - 0.5 * ((y - mu) / sigma) ** 2,
    0,
  );
}

const samples = fc
  .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 30 })
  .filter((values) => Math.max(...values) - Math.min(...values) > 0.01)
  .map((values) => Float64Array.from(values));

describe('a normal sample', () => {
  test('has the estimates, std. errors and log-likelihood of R', () => {
    const fit = normalFit(FIRST);
    expect(fit.mu).toBeCloseTo(2.3, 12);
    expect(fit.sigma).toBeCloseTo(1.5483862567202, 12);
    expect(fit.logLik).toBeCloseTo(-18.561517970924, 11);
    expect(fit.standardErrors.mu).toBeCloseTo(0.489642726893804, 12);
    expect(fit.standardErrors.sigma).toBeCloseTo(0.346229692545281, 12);
  });

  test('has the profile limits of R', () => {
    const ofMu = normalProfileLimits(normalFit(FIRST), 'mu', 0.95);
    expect(ofMu.lower).toBeCloseTo(1.24033391057513, 11);
    expect(ofMu.upper).toBeCloseTo(3.35966608942487, 11);
    const second = normalFit(SECOND);
    const mu = normalProfileLimits(second, 'mu', 0.95);
    expect([mu.lower, mu.upper]).toEqual([
      expect.closeTo(4.724207140086, 10),
      expect.closeTo(6.425792859914, 10),
    ]);
    const sigma = normalProfileLimits(second, 'sigma', 0.95);
    expect([sigma.lower, sigma.upper]).toEqual([
      expect.closeTo(0.711003816997, 10),
      expect.closeTo(1.944945986888, 10),
    ]);
  });

  test('has at its profile limits twice the fall of log-likelihood that the chi-square quantile says', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.05, max: 0.999, noNaN: true }), (values, level) => {
        const fit = normalFit(values);
        const critical = chiSquare.quantile(level, 1);
        const ofMu = normalProfileLimits(fit, 'mu', level);
        const ofSigma = normalProfileLimits(fit, 'sigma', level);
        for (const mu of [ofMu.lower, ofMu.upper]) {
          const best = Math.sqrt(values.reduce((sum, y) => sum + (y - mu) ** 2, 0) / values.length);
          expect(2 * (fit.logLik - logLik(values, mu, best))).toBeCloseTo(critical, 6);
        }
        for (const sigma of [ofSigma.lower, ofSigma.upper])
          expect(2 * (fit.logLik - logLik(values, fit.mu, sigma))).toBeCloseTo(critical, 6);
      }),
    );
  });

  test('has Wald limits at z standard errors', () => {
    const fit = normalFit(FIRST);
    const { lower, upper } = normalWaldLimits(fit, 'sigma', 0.9);
    expect(upper - fit.sigma).toBeCloseTo(1.64485362695147 * 0.346229692545281, 12);
    expect(lower + upper).toBeCloseTo(2 * fit.sigma, 14);
  });

  test('keeps its digits far from zero', () => {
    const fit = normalFit(SECOND.map((y) => y + 1e9));
    expect(fit.sigma).toBeCloseTo(1.083685840085, 6);
    expect(fit.mu - 1e9).toBeCloseTo(5.575, 6);
  });

  test('scales with its unit', () => {
    const fit = normalProfileLimits(normalFit(SECOND), 'sigma', 0.95);
    const scaled = normalProfileLimits(normalFit(SECOND.map((y) => 1000 * y - 5)), 'sigma', 0.95);
    expect(scaled.lower / fit.lower).toBeCloseTo(1000, 8);
    expect(scaled.upper / fit.upper).toBeCloseTo(1000, 8);
  });

  test('needs values whose squares can be computed', () => {
    expect(() => normalFit(Float64Array.of(1e200, 2e200))).toThrow(
      'The values are too large for their squares to be computed',
    );
  });

  test('needs two different values', () => {
    expect(() => normalFit(Float64Array.of())).toThrow('at least 2 values: found none');
    expect(() => normalFit(Float64Array.of(3))).toThrow('at least 2 values: found one');
    expect(() => normalFit(Float64Array.of(7, 7, 7))).toThrow('All 3 values are 7');
    // Sums of these round, and must not turn into a spread.
    for (let n = 2; n < 200; n++)
      for (const value of [0.1, 1 / 3, 1e15 / 7])
        expect(() => normalFit(new Float64Array(n).fill(value))).toThrow(`All ${n} values are`);
  });
});

import { describe, expect, test } from 'vitest';
import { polishQuantile, type Tails } from '../../src/distributions/polish';

/** The exponential distribution, whose quantile is −log(1 − p). */
const EXPONENTIAL: Tails = {
  lower: (x) => -Math.expm1(-x),
  upper: (x) => Math.exp(-x),
  density: (x) => Math.exp(-x),
};

describe('polishQuantile', () => {
  test('gives an approximate quantile its last digits, in both tails', () => {
    for (const p of [1e-12, 0.01, 0.4, 0.6, 1 - 2 ** -40]) {
      const exact = -Math.log1p(-p);
      const polished = polishQuantile(exact * 1.001, p, EXPONENTIAL);
      expect(Math.abs(polished - exact)).toBeLessThanOrEqual(1e-15 * exact);
    }
  });

  test('leaves a start alone that the tail does not confirm', () => {
    expect(polishQuantile(5, 0.5, EXPONENTIAL)).toBe(5);
    expect(polishQuantile(0.7, 0.5, { ...EXPONENTIAL, upper: () => NaN })).toBe(0.7);
    expect(polishQuantile(Infinity, 1, EXPONENTIAL)).toBe(Infinity);
  });

  test('stops where the steps do not shrink any more', () => {
    let noise = 1e-6;
    const noisy = { ...EXPONENTIAL, upper: (x: number) => Math.exp(-x) + (noise = -noise) };
    expect(Math.abs(polishQuantile(0.6931, 0.5, noisy) - Math.LN2)).toBeLessThan(5e-6);
  });
});

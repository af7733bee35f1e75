import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digammaRise, gammaRise, trigammaRise } from '../../../src/likelihood/expression/gammaRise';

/** Γ(a + k)/Γ(a) = a·(a + 1)···(a + k − 1). */
const terms = (a: number, k: number) => Array.from({ length: k }, (_, i) => a + i);
const close = (found: number, wanted: number) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(
    2e-13 * Math.max(1e-300, Math.abs(wanted)) + 1e-13 * Math.abs(wanted),
  );

test('rises of log Γ and its derivatives are the sums that they stand for, small or large', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 15, noNaN: true }).map((exponent) => 10 ** exponent),
      fc.integer({ min: 1, max: 60 }),
      (a, k) => {
        const all = terms(a, k);
        close(
          gammaRise(a, k),
          all.reduce((sum, x) => sum + Math.log(x), 0),
        );
        close(
          digammaRise(a, k),
          all.reduce((sum, x) => sum + 1 / x, 0),
        );
        close(
          trigammaRise(a, k),
          all.reduce((sum, x) => sum - 1 / (x * x), 0),
        );
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});

test('a rise down is the same rise up, taken back', () => {
  for (const [a, x] of [
    [30, -4],
    [1e9, -0.5],
    [25.5, -10],
  ])
    close(gammaRise(a, x), -gammaRise(a + x, -x));
});

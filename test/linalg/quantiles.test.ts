import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantiles } from '../../src/linalg/quantiles';

test('quantiles are those of R’s quantile(x), type 7', () => {
  // R 4.2.2: quantile(c(2, 7, 1, 9, 4)), quantile(c(3, 1, 2, 10)), quantile(5)
  expect(quantiles(Float64Array.of(2, 7, 1, 9, 4), [0, 0.25, 0.5, 0.75, 1])).toEqual([1, 2, 4, 7, 9]);
  expect(quantiles(Float64Array.of(3, 1, 2, 10), [0, 0.25, 0.5, 0.75, 1])).toEqual([1, 1.75, 2.5, 4.75, 10]);
  expect(quantiles(Float64Array.of(5), [0, 0.5, 1])).toEqual([5, 5, 5]);
});

test('quantiles leave their argument as it was', () => {
  const values = Float64Array.of(3, 1, 2);
  quantiles(values, [0.5]);
  expect([...values]).toEqual([3, 1, 2]);
});

test('quantiles interpolate the sorted values, whatever their order, with ties', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (values, ps) => {
        const sorted = [...values].sort((a, b) => a - b);
        const probabilities = [...ps].sort((a, b) => a - b);
        quantiles(Float64Array.from(values), probabilities).forEach((q, i) => {
          const position = probabilities[i] * (sorted.length - 1);
          const low = sorted[Math.floor(position)];
          const high = sorted[Math.ceil(position)];
          expect(q).toBeCloseTo(low + (position - Math.floor(position)) * (high - low), 9);
        });
      },
    ),
  );
});

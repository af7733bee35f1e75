import { expect, test } from 'vitest';
import { quantiles } from '../../src/results/quantiles';

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

import { describe, expect, test } from 'vitest';
import { studentT } from '../../src/distributions';
import { manyQuantiles } from '../../src/distributions/manyQuantiles';
import { studentizedRange } from '../../src/distributions/studentizedRange';

/** So many degrees of freedom from 1 to 1e6, spread evenly over their logarithm, with infinitely many at the end. */
const degreesOfFreedom = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) =>
    i === count - 1 ? Infinity : 10 ** ((6 * i) / (count - 1)),
  );

const calls = (
  quantile: (df: number) => number,
  df: Float64Array,
): { found: Float64Array; count: number } => {
  let count = 0;
  const found = manyQuantiles((x) => (count++, quantile(x)), df);
  return { found, count };
};

describe('many quantiles', () => {
  test.each([
    ['Student’s t', 0.05, (df: number) => -studentT.quantile(0.025, df)],
    ['Student’s t far out', 1e-6, (df: number) => -studentT.quantile(5e-7, df)],
    ['the range of 3 means', 0.05, (df: number) => studentizedRange(3).upperQuantile(0.05, df)],
    ['the range of 200 means', 0.01, (df: number) => studentizedRange(200).upperQuantile(0.01, df)],
  ])('of %s are those of each, from a table', (_, __, quantile) => {
    const df = degreesOfFreedom(500);
    const { found, count } = calls(quantile, df);
    expect(count).toBeLessThan(100);
    for (let i = 0; i < df.length; i += 7)
      expect(Math.abs(found[i] / quantile(df[i]) - 1), `${df[i]}`).toBeLessThan(1e-10);
    expect(Math.abs(found[499] / quantile(Infinity) - 1)).toBeLessThan(1e-10);
  });

  test('are computed one by one, equal ones once, where they are few', () => {
    const df = Float64Array.from({ length: 1000 }, (_, i) => 10 + (i % 7));
    const { found, count } = calls((x) => 1 / x, df);
    expect(count).toBe(7);
    expect(found).toEqual(df.map((x) => 1 / x));
  });

  test('are none where there are no degrees of freedom', () => {
    for (const count of [3, 300]) {
      const df = degreesOfFreedom(count);
      df[1] = NaN;
      df[2] = -1;
      const found = manyQuantiles((x) => 2 + 1 / x, df);
      expect(found[0]).toBeCloseTo(3, 10);
      expect(found[1]).toBeNaN();
      expect(found[2]).toBeNaN();
    }
  });
});

import { describe, expect, test } from 'vitest';
import { studentT } from '../../src/distributions';
import { largestT } from '../../src/distributions/largestT';

/** Correlations of statistics that share one factor: λ_i·λ_j. */
function products(lambda: readonly number[]): Float64Array {
  return Float64Array.from(lambda.flatMap((a, i) => lambda.map((b, j) => (i === j ? 1 : a * b))));
}

/** λ of comparisons with a control of n0 observations. */
const withControl = (n0: number, others: readonly number[]): number[] =>
  others.map((n) => Math.sqrt(n / (n + n0)));

const relativeError = (x: number, expected: number): number => Math.abs(x / expected - 1);

describe('the largest of t statistics with one common factor', () => {
  // By two-dimensional quadrature in Python, right to 12 decimals; the R package mvtnorm agrees with it in its own digits.
  test.each([
    [2, 48, 2.74215915217251, 0.0161704585268212],
    [2, 48, 4.03706764069841, 0.000380358682575244],
    [5, 66, 1.00552729163397, 0.770489054976849],
    [5, 66, 0.553505641156848, 0.973371991729198],
  ])(
    'exceeds, in %d comparisons with a control and %d degrees of freedom, %d as Dunnett says',
    (m, df, t, p) => {
      const dunnett = largestT(products(withControl(9, Array(m).fill(9))), m);
      expect(dunnett.isExact).toBe(true);
      expect(Math.abs(dunnett.upper(t, df) - p)).toBeLessThan(1e-12);
    },
  );

  test.each([
    [2, 48, 2.27891423904015],
    [5, 66, 2.57590279394132],
  ])('has the critical value of Dunnett for %d comparisons and %d degrees of freedom', (m, df, t) => {
    const dunnett = largestT(products(withControl(1, Array(m).fill(1))), m);
    expect(relativeError(dunnett.upperQuantile(0.05, df), t)).toBeLessThan(1e-13);
  });

  // integrate() of R, twice, to 1e-11; pmvt() agrees in its six digits.
  test.each([
    [[0.999, 0.9, 0.5], 0.149524743892066, 0.100052099138434],
    [[1, 0.3, -0.2], 0.18805226352832, 0.127434719867567],
    [[0, 0, 0], 0.192368301457352, 0.130384167659164],
    [[-0.4, 0.4, 0.7], 0.186663940258084, 0.126449100080311],
  ])('exceeds 2 with factors %j as nested quadrature says', (lambda, of10, ofInfinity) => {
    const largest = largestT(products(lambda), lambda.length);
    expect(largest.isExact).toBe(true);
    expect(relativeError(largest.upper(2, 10), of10)).toBeLessThan(1e-12);
    expect(relativeError(largest.upper(2, Infinity), ofInfinity)).toBeLessThan(1e-12);
  });

  test('of independent normal variables multiplies the probabilities of staying within', () => {
    for (const m of [1, 2, 7, 50])
      for (const t of [0.3, 2, 5, 12]) {
        const none = m * Math.log1p(-studentT.twoSidedP(t, Infinity));
        const upper = largestT(products(Array(m).fill(0)), m).upper(t, Infinity);
        expect(relativeError(upper, -Math.expm1(none))).toBeLessThan(2e-12);
      }
  });

  test('does not depend on the signs or the order of the statistics', () => {
    const lambda = withControl(4, [3, 12, 7]);
    const one = largestT(products(lambda), 3).upper(2.3, 11);
    expect(
      relativeError(largestT(products([-lambda[2], lambda[0], -lambda[1]]), 3).upper(2.3, 11), one),
    ).toBeLessThan(1e-13);
  });

  test('of one statistic, or of one repeated, is the t distribution', () => {
    for (const lambda of [[1], [1, 1, -1]])
      for (const df of [1, 6.5, Infinity])
        for (const t of [0.01, 2, 9])
          expect(
            relativeError(largestT(products(lambda), lambda.length).upper(t, df), studentT.twoSidedP(t, df)),
          ).toBeLessThan(1e-12);
  });

  test('lies between the best single probability and Bonferroni’s bound, small tails included', () => {
    const largest = largestT(products(withControl(5, [2, 9, 30])), 3);
    for (const df of [2, 17, Infinity])
      for (const t of [1, 3, 8, 20]) {
        const single = studentT.twoSidedP(t, df);
        expect(largest.upper(t, df)).toBeGreaterThan(single);
        expect(largest.upper(t, df)).toBeLessThan(Math.min(1, 3 * single));
      }
  });

  test('has quantiles that give the tail back', () => {
    const largest = largestT(products(withControl(5, [2, 9, 30])), 3);
    for (const df of [1, 17, Infinity])
      for (const p of [0.99, 0.05, 1e-9])
        expect(relativeError(largest.upper(largest.upperQuantile(p, df), df), p)).toBeLessThan(1e-11);
  });
});

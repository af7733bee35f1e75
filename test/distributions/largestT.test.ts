import { describe, expect, test } from 'vitest';
import { studentT } from '../../src/distributions';
import { largestT } from '../../src/distributions/largestT';
import { studentizedRange } from '../../src/distributions/studentizedRange';

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

/** Correlations of all differences of independent means with these variances. */
function differences(variances: readonly number[]): { R: Float64Array; m: number } {
  const pairs = variances.flatMap((_, i) => variances.slice(0, i).map((_, j) => [i, j] as const));
  const covariance = ([i, j]: readonly [number, number], [k, l]: readonly [number, number]): number =>
    (i === k ? variances[i] : 0) +
    (j === l ? variances[j] : 0) -
    (i === l ? variances[i] : 0) -
    (j === k ? variances[j] : 0);
  const R = pairs.flatMap((a) =>
    pairs.map((b) => covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b))),
  );
  return { R: Float64Array.from(R), m: pairs.length };
}

describe('the largest of t statistics that span a plane', () => {
  const ANGLES = [0, 0.05, 0.7, 1.5, 2.9];
  const inPlane = largestT(Float64Array.from(ANGLES.flatMap((a) => ANGLES.map((b) => Math.cos(a - b)))), 5);
  const { R, m } = differences([1, 0.3, 2.2]);
  const ofThree = largestT(R, m);

  // The integral over the angle of the tail of the radius, (1 + t²/(df·max²))^(−df/2), with mpmath.
  test.each([
    [0.5, 3.5, 0.8726572653227296, 0.8749233879369606],
    [0.5, 40.0, 0.8682861181481578, 0.8707067685322109],
    [0.5, Infinity, 0.8678449331320839, 0.8702815513983551],
    [2.4, 3.5, 0.1609543943369487, 0.1645583590162531],
    [2.4, 40.0, 0.05173591150202169, 0.0544878479393435],
    [2.4, Infinity, 0.04137063929773537, 0.04389644942582852],
    [9.0, 3.5, 0.003185066242061683, 0.003290027690218292],
    [9.0, 40.0, 1.077633224479025e-10, 1.276597384119536e-10],
    [9.0, Infinity, 6.76861508831037e-19, 8.823241740869936e-19],
  ])('exceeds %d with %d degrees of freedom as the integral over the angle says', (t, df, three, five) => {
    expect(ofThree.isExact && inPlane.isExact).toBe(true);
    expect(relativeError(ofThree.upper(t, df), three)).toBeLessThan(1e-12);
    expect(relativeError(inPlane.upper(t, df), five)).toBeLessThan(1e-12);
    expect(ofThree.standardError(t, df)).toBe(0);
  });

  test('is the studentized range where three means have one variance', () => {
    const equal = differences([1, 1, 1]);
    const largest = largestT(equal.R, equal.m);
    for (const df of [1.5, 20, Infinity])
      for (const q of [0.1, 3, 8, 30])
        expect(
          relativeError(largest.upper(q / Math.SQRT2, df), studentizedRange(3).upper(q, df)),
        ).toBeLessThan(2e-12);
  });
});

/** P(|x_(i+1) − x_i| ≥ √2·w for some of m differences of independent normal variables), extrapolated from two steps. */
function aDifferenceOver(w: number, m: number): number {
  return (4 * differenceOver(w, m, 100) - differenceOver(w, m, 50)) / 3;
}

/** By the trapezoidal rule from one to the next. @param reach steps of √2·w */
function differenceOver(w: number, m: number, reach: number): number {
  const step = (Math.SQRT2 * w) / reach;
  const ends = Math.ceil(9 / step);
  const points = Array.from({ length: 2 * ends + 1 }, (_, i) => (i - ends) * step);
  const density = points.map((x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));
  let within = density;
  for (let i = 0; i < m; i++) {
    const sums = [0];
    for (let k = 1; k < within.length; k++) sums.push(sums[k - 1] + (step * (within[k - 1] + within[k])) / 2);
    const upTo = (k: number): number => sums[Math.max(0, Math.min(k, sums.length - 1))];
    within = density.map((at, k) => at * (upTo(k + reach) - upTo(k - reach)));
  }
  return 1 - within.reduce((sum, x) => sum + x * step, 0);
}

describe('the largest of t statistics of any correlation', () => {
  /** By how much differences of k means with one variance are off, for the largest of some t, and what is said of it. */
  function errors(k: number, df: number) {
    const { R, m } = differences(Array(k).fill(2));
    const largest = largestT(R, m);
    return [0.7, 2, 3, 4, 6, 12].map((t) => {
      const exact = studentizedRange(k).upper(t * Math.SQRT2, df);
      return { exact, error: Math.abs(largest.upper(t, df) - exact), said: largest.standardError(t, df) };
    });
  }

  test.each([
    [4, 1e-8],
    [5, 3e-6],
    [6, 3e-5],
    [8, 3e-4],
    [10, 1e-3],
  ])('is the studentized range where %d means have one variance, but for %d of it', (k, tolerance) => {
    for (const df of [3, 25, Infinity])
      for (const { exact, error } of errors(k, df)) expect(error / exact).toBeLessThan(tolerance);
  });

  // pmvt() and pmvnorm() of the R package mvtnorm 1.1-3 with 3e7 points, and the error that they give.
  test.each([
    [[1, 0.4, 2.5, 0.7], 2.6, 10, 0.0989709659, 3e-7],
    [[1, 0.4, 2.5, 0.7], 2.6, Infinity, 0.0434709567, 2e-8],
    [[1, 0.4, 2.5, 0.7], 4.2, 10, 0.0078909856, 7.3e-7],
    [[0.3, 1, 0.6, 2, 1.5], 2.8, 30, 0.0589896437, 6.2e-7],
    [[0.3, 1, 0.6, 2, 1.5], 2.8, Infinity, 0.0382727262, 2.8e-7],
  ])(
    'with variances %j exceeds %d with %d degrees of freedom with probability %d',
    (variances, t, df, p, error) => {
      const { R, m } = differences(variances);
      expect(Math.abs(largestT(R, m).upper(t, df) - p)).toBeLessThan(error);
    },
  );

  test('says by how much it may be off', () => {
    for (const k of [5, 8]) {
      const all = errors(k, 25);
      expect(all.filter(({ error, said, exact }) => error > 4 * said + 1e-10 * exact)).toEqual([]);
      expect(Math.max(...all.map(({ said, exact }) => said / exact))).toBeLessThan(2e-3);
    }
  });

  test.each([
    [[0.7, 0.7, 0.7, 0.7], [0.7, 0.6, 0.5, 0.7], 2e-4],
    [[0.7, 0.7, 0.7, 0.7, 0.7, 0.7], [0.5, 0.5], 1e-4],
    [[0.3, 0.4, 0.3, 0.4], [0.2, 0.3, 0.2, 0.1], 2e-5],
  ])(
    'of two independent families with factors %j and %j multiplies what is exact of either, but for %d',
    (one, other, tolerance) => {
      const lambda = [...one, ...other];
      const R = products(lambda).map((rho, at) => {
        const [i, j] = [Math.floor(at / lambda.length), at % lambda.length];
        return i < one.length === j < one.length ? rho : 0;
      });
      const both = largestT(R, lambda.length);
      const [first, second] = [one, other].map((part) => largestT(products(part), part.length));
      expect(both.isExact).toBe(false);
      for (const t of [1, 2, 2.5, 3, 4, 6, 12]) {
        const [p, q] = [first.upper(t, Infinity), second.upper(t, Infinity)];
        expect(relativeError(both.upper(t, Infinity), p + q - p * q)).toBeLessThan(tolerance);
      }
    },
  );

  // Each difference is within w of zero where every mean lies within √2·w of the one before it, one after the other.
  test.each([
    [40, 4e-3],
    [80, 8e-3],
  ])(
    'is what an integral from mean to mean says of %d consecutive differences, but for %d of it',
    (m, tolerance) => {
      const R = new Float64Array(m * m);
      for (let i = 0; i < m; i++) {
        R[i * m + i] = 1;
        if (i > 0) R[i * m + i - 1] = R[(i - 1) * m + i] = -0.5;
      }
      const largest = largestT(R, m);
      expect(largest.isExact).toBe(false);
      for (const w of [2.4, 2.8, 3.2, 3.6, 4.5]) {
        const exact = aDifferenceOver(w, m);
        const found = largest.upper(w, Infinity);
        expect(relativeError(found, exact)).toBeLessThan(tolerance);
        expect(Math.abs(found - exact)).toBeLessThan(4 * largest.standardError(w, Infinity));
      }
    },
  );

  test('is close where correlations are almost products, with many statistics too', () => {
    const lambda = Array.from({ length: 30 }, (_, i) => 0.5 + 0.01 * i);
    const exact = largestT(products(lambda), 30);
    const almost = largestT(
      products(lambda).map((rho, at) =>
        at % 31 === 0 ? 1 : rho * (1 + 0.002 * Math.cos(Math.floor(at / 30) - (at % 30))),
      ),
      30,
    );
    expect(almost.isExact).toBe(false);
    expect(almost.standardError(3, 40) / almost.upper(3, 40)).toBeLessThan(3e-5);
    expect(relativeError(almost.upper(3, 40), exact.upper(3, 40))).toBeLessThan(2e-3);
  });

  test('agrees with Dunnett’s exact one where a statistic is added that is almost one of the others', () => {
    const lambda = withControl(5, [2, 9, 30, 4]);
    const exact = largestT(products(lambda), 4);
    const R = products([...lambda, lambda[0]]);
    R[4] = R[20] = 1 - 1e-8;
    const general = largestT(R, 5);
    expect(general.isExact).toBe(false);
    for (const df of [4, 40])
      for (const t of [1, 2.5, 5])
        expect(relativeError(general.upper(t, df), exact.upper(t, df))).toBeLessThan(2e-4);
  });

  test('does not depend on signs, on order or on repeated statistics', () => {
    const { R, m } = differences([1, 0.4, 2.5, 0.7]);
    const order = [3, 0, 5, 1, 4, 2, 3];
    const turned = Float64Array.from(
      order.flatMap((i, a) => order.map((j, b) => R[i * m + j] * ((a + b) % 2 === 0 ? 1 : -1))),
    );
    for (const t of [1, 2.6, 5])
      expect(
        relativeError(largestT(turned, order.length).upper(t, 10), largestT(R, m).upper(t, 10)),
      ).toBeLessThan(1e-8);
  });

  test('lies between the best single probability and Šidák’s bound, small tails included', () => {
    const { R, m } = differences([0.3, 1, 0.6, 2, 1.5]);
    const largest = largestT(R, m);
    for (const t of [0.5, 1, 3, 8, 20]) {
      const single = studentT.twoSidedP(t, Infinity);
      const upper = largest.upper(t, Infinity);
      expect(upper).toBeGreaterThan(single);
      expect(upper).toBeLessThan(-Math.expm1(m * Math.log1p(-single)) * (1 + 1e-12));
      if (t === 20) expect(relativeError(upper, m * single)).toBeLessThan(1e-9);
    }
    for (const df of [2, 17])
      for (const t of [0.5, 3, 20]) {
        expect(largest.upper(t, df)).toBeGreaterThan(studentT.twoSidedP(t, df));
        expect(largest.upper(t, df)).toBeLessThan(Math.min(1, m * studentT.twoSidedP(t, df)));
      }
  });

  test('has quantiles that give the tail back, of the very same directions', () => {
    const { R, m } = differences([0.3, 1, 0.6, 2, 1.5]);
    const largest = largestT(R, m);
    for (const df of [1, 17, Infinity])
      for (const p of [0.99, 0.05, 1e-9])
        expect(relativeError(largest.upper(largest.upperQuantile(p, df), df), p)).toBeLessThan(1e-11);
    expect(largest.upperQuantile(0.05, 0)).toBeNaN();
  });

  test('is asked for with correlations', () => {
    expect(() => largestT(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow(
      'A correlation is between −1 and 1, not NaN.',
    );
    expect(() => largestT(Float64Array.of(1, 1.2, 1.2, 1), 2)).toThrow('not 1.2');
    expect(() => largestT(new Float64Array(0), 0)).toThrow('no statistics');
  });
});

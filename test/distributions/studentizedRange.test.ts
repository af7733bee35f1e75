import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { studentT } from '../../src/distributions';
import { studentizedRange } from '../../src/distributions/studentizedRange';

// By composite Gauss-Legendre quadrature with 40 points a panel in NumPy, 16 panels for the range and 24 for its scale.
const points = readFileSync(join(import.meta.dirname, 'fixtures/studentizedRange.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map((x) => (x === 'Inf' ? Infinity : Number(x))));

describe('the studentized range', () => {
  test('has tails that agree with another quadrature in ten digits, small ones too', () => {
    expect(points.length).toBeGreaterThan(200);
    for (const [q, k, df, upper] of points)
      expect(Math.abs(studentizedRange(k).upper(q, df) / upper - 1), `${q}, ${k}, ${df}`).toBeLessThan(1e-10);
  });

  // By Gauss-Legendre quadrature in 25 digits with mpmath.
  test.each([
    [6.5, 1000, Infinity, 0.4492468558502925],
    [7, 1000, 20, 0.3654128741867643],
    [9, 1000, 500, 0.0001905601757740834],
    [12, 300, 8, 0.01682114814875403],
    [400, 4, 0.5, 0.05461275848062514],
    [4, 6, 1e6, 0.05307691545379449],
    [11, 6, 1e6, 1.104697370547311e-13],
    [60, 1000, 10, 7.078761002544952e-9],
    [25, 200, 60, 3.555225017985698e-21],
  ])('exceeds %d for %d means and %d degrees of freedom with probability %d', (q, k, df, upper) => {
    expect(Math.abs(studentizedRange(k).upper(q, df) / upper - 1)).toBeLessThan(1e-12);
  });

  test('goes over into the range itself as the degrees of freedom grow', () => {
    for (const df of [1e10, 1e13, 1e16, 1e300])
      for (const q of [1, 4, 12])
        expect(
          Math.abs(studentizedRange(5).upper(q, df) / studentizedRange(5).upper(q, Infinity) - 1),
        ).toBeLessThan(q ** 4 / df + 1e-13);
  });

  test('of two variables is the t distribution', () => {
    for (const df of [1, 2.5, 10, 1000, Infinity])
      for (const t of [0.01, 0.7, 2, 5, 12])
        expect(studentizedRange(2).upper(t * Math.SQRT2, df) / studentT.twoSidedP(t, df)).toBeCloseTo(1, 10);
  });

  // qtukey() of R in the digits in which it holds
  test.each([
    [0.05, 3, 10, 3.876777],
    [0.05, 4, 20, 3.958293],
    [0.01, 5, 30, 5.047605],
    [0.05, 10, 60, 4.646324],
    [0.05, 3, Infinity, 3.314493],
  ])('has the critical value of %d for %i means and %d degrees of freedom', (p, k, df, q) => {
    expect(studentizedRange(k).upperQuantile(p, df)).toBeCloseTo(q, 5);
  });

  test('has quantiles that give the tail back', () => {
    for (const k of [2, 3, 7, 40])
      for (const df of [1, 4.2, 33, 1e6, Infinity])
        for (const p of [0.999, 0.5, 0.05, 1e-3, 1e-12])
          expect(studentizedRange(k).upper(studentizedRange(k).upperQuantile(p, df), df) / p).toBeCloseTo(
            1,
            9,
          );
  });

  test('is 1 at zero and nothing at infinity', () => {
    expect(studentizedRange(4).upper(0, 10)).toBe(1);
    expect(studentizedRange(4).upper(Infinity, 10)).toBe(0);
    expect(studentizedRange(4).upper(Infinity, Infinity)).toBe(0);
  });

  test('is asked for with at least two means, a positive q and positive degrees of freedom', () => {
    for (const k of [1, 0, 1.9, Infinity, NaN]) expect(() => studentizedRange(k)).toThrow(`not of ${k}`);
    const range = studentizedRange(4);
    for (const [q, df] of [
      [NaN, 10],
      [-1, 10],
      [3, 0],
      [3, -2],
      [3, NaN],
    ]) {
      expect(range.upper(q, df)).toBeNaN();
    }
    for (const [p, df] of [
      [NaN, 10],
      [-0.1, 10],
      [1.1, 10],
      [0.05, 0],
      [0.05, NaN],
    ])
      expect(range.upperQuantile(p, df)).toBeNaN();
    expect(range.upperQuantile(0, 10)).toBe(Infinity);
    expect(range.upperQuantile(1, 10)).toBe(0);
  });
});

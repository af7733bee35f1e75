import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chiSquare, fisherF, noncentralF, normal } from '../../src/distributions';

// The mixture of beta probabilities in 40 digits with mpmath.
const points = readFileSync(join(import.meta.dirname, 'fixtures/noncentralF.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));

const relativeError = (x: number, expected: number): number => Math.abs(x / expected - 1);

describe('the noncentral F distribution', () => {
  test('has both tails in ten digits, small ones too', () => {
    expect(points.length).toBeGreaterThan(70);
    expect(points.some(([, , , , lower]) => lower < 1e-20)).toBe(true);
    expect(points.some(([, , , , , upper]) => upper < 1e-200)).toBe(true);
    for (const [f, df1, df2, ncp, lower, upper] of points) {
      expect(
        relativeError(noncentralF.cdf(f, df1, df2, ncp), lower),
        `${f}, ${df1}, ${df2}, ${ncp}`,
      ).toBeLessThan(1e-10);
      expect(
        relativeError(noncentralF.upperTail(f, df1, df2, ncp), upper),
        `${f}, ${df1}, ${df2}, ${ncp}`,
      ).toBeLessThan(1e-10);
    }
  });

  // pf(f, df1, df2, ncp) of R, which adds terms until its error is below 1e-9.
  test.each([
    [20, 1, 1.5, 0.3, 0.907176718655754],
    [6, 5, 4, 0.3, 0.94104385891463],
    [0.05, 1, 4, 0.3, 0.143301034970124],
  ])('is below %d with %d and %d degrees of freedom and ncp %d as R says', (f, df1, df2, ncp, lower) => {
    expect(Math.abs(noncentralF.cdf(f, df1, df2, ncp) - lower)).toBeLessThan(2e-9);
  });

  test('is the central one where ncp is 0', () => {
    for (const [f, df1, df2] of [
      [0.01, 1, 3.3],
      [2, 4, 20],
      [30, 2, 1000],
      [4, 3, Infinity],
    ])
      expect(
        relativeError(noncentralF.upperTail(f, df1, df2, 0), fisherF.upperTail(f, df1, df2)),
      ).toBeLessThan(1e-13);
  });

  test('with one and infinitely many degrees of freedom is the square of a shifted normal variable', () => {
    for (const ncp of [0.5, 9, 400])
      for (const f of [0.2, 4, 500]) {
        const [root, shift] = [Math.sqrt(f), Math.sqrt(ncp)];
        const upper = normal.cdf(shift - root) + normal.cdf(-shift - root);
        expect(relativeError(noncentralF.upperTail(f, 1, Infinity, ncp), upper)).toBeLessThan(1e-11);
      }
  });

  test('goes over into the noncentral chi-square as df2 grows', () => {
    const limit = noncentralF.cdf(2.5, 4, Infinity, 7);
    expect(relativeError(noncentralF.cdf(2.5, 4, 1e9, 7), limit)).toBeLessThan(1e-8);
    expect(relativeError(noncentralF.cdf(2.5, 4, Infinity, 0), 1 - chiSquare.upperTail(10, 4))).toBeLessThan(
      1e-13,
    );
  });

  test('has the ncp back that gives a probability', () => {
    for (const [df1, df2] of [
      [1, 8],
      [4, 12.5],
      [3, 1e5],
      [2, Infinity],
    ])
      for (const ncp of [0.02, 3, 50, 2000])
        for (const p of [0.975, 0.5, 0.025]) {
          const f = (df1 + ncp) / df1;
          const found = noncentralF.noncentrality(f, df1, df2, p);
          if (found === 0) expect(noncentralF.cdf(f, df1, df2, 0)).toBeLessThanOrEqual(p);
          else expect(relativeError(noncentralF.cdf(f, df1, df2, found), p)).toBeLessThan(1e-10);
        }
  });

  test('has no ncp above 0 where the F is as likely without', () => {
    expect(noncentralF.noncentrality(1.2, 3, 40, 0.975)).toBe(0);
    expect(noncentralF.noncentrality(0, 3, 40, 0.025)).toBe(0);
  });

  test('is 0 or 1 at the ends and not a number for arguments that are not allowed', () => {
    expect(noncentralF.cdf(0, 2, 5, 3)).toBe(0);
    expect(noncentralF.upperTail(0, 2, 5, 3)).toBe(1);
    expect(noncentralF.cdf(Infinity, 2, 5, 3)).toBe(1);
    expect(noncentralF.upperTail(1e300, 2, 5000, 3)).toBe(0);
    for (const [f, df1, df2, ncp] of [
      [NaN, 2, 5, 1],
      [1, 0, 5, 1],
      [1, 2, -1, 1],
      [1, 2, 5, -1],
      [1, 2, 5, NaN],
      [1, Infinity, 5, 1],
    ])
      expect(noncentralF.cdf(f, df1, df2, ncp)).toBeNaN();
    for (const [f, p] of [
      [NaN, 0.5],
      [-1, 0.5],
      [Infinity, 0.5],
      [1, 0],
      [1, 1],
      [1, NaN],
    ])
      expect(noncentralF.noncentrality(f, 2, 5, p)).toBeNaN();
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { beta, chiSquare, fisherF, normal, studentT } from '../../src/distributions';

type Rows = readonly (readonly number[])[];
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/distributions.json'), 'utf8'),
) as Record<string, Rows>;

/** Name in the fixture, function, largest relative difference allowed. */
const FUNCTIONS: readonly (readonly [string, (...values: number[]) => number, number])[] = [
  // A tail of 1e-300 changes by 4e-13 with the last bit of z²/2.
  ['normal.cdf', normal.cdf, 1e-12],
  ['normal.twoSidedP', normal.twoSidedP, 1e-12],
  ['normal.quantile', normal.quantile, 1e-13],
  ['studentT.cdf', studentT.cdf, 1e-12],
  ['studentT.twoSidedP', studentT.twoSidedP, 1e-12],
  ['studentT.quantile', studentT.quantile, 1e-12],
  ['chiSquare.upperTail', chiSquare.upperTail, 1e-12],
  ['chiSquare.quantile', chiSquare.quantile, 1e-13],
  // The continued fractions of the library lose some digits for hundreds of thousands of degrees of freedom.
  ['fisherF.upperTail', fisherF.upperTail, 2e-11],
  ['beta.quantile', beta.quantile, 2e-11],
];

describe('distributions agree with R', () => {
  test.each(FUNCTIONS)('%s', (name, compute, tolerance) => {
    const rows = golden[name];
    expect(rows.length).toBeGreaterThan(5);
    const differences = rows.map((row) => {
      const [expected, values] = [row[row.length - 1], row.slice(0, -1)];
      const found = compute(...values);
      const relative =
        found === expected ? 0 : Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-300);
      return { values, expected, found, relative };
    });
    expect(differences.filter(({ relative }) => !(relative <= tolerance))).toEqual([]);
  });
});

describe('distributions at the ends of their ranges', () => {
  test('a tail from zero is one, a tail from infinity zero', () => {
    for (const df of [0.5, 3, 5000]) {
      expect([chiSquare.upperTail(0, df), chiSquare.upperTail(Infinity, df)]).toEqual([1, 0]);
      expect([fisherF.upperTail(0, df, 7), fisherF.upperTail(Infinity, df, 7)]).toEqual([1, 0]);
    }
  });

  test('quantiles at probabilities 0 and 1 are the ends', () => {
    expect([normal.quantile(0), normal.quantile(1)]).toEqual([-Infinity, Infinity]);
    expect([chiSquare.quantile(0, 3), chiSquare.quantile(1, 3)]).toEqual([0, Infinity]);
    expect([beta.quantile(0, 2, 5), beta.quantile(1, 2, 5)]).toEqual([0, 1]);
  });

  test('degrees of freedom that are not positive have no tail', () => {
    expect(chiSquare.upperTail(1, 0)).toBeNaN();
    expect(fisherF.upperTail(1, 2, -1)).toBeNaN();
  });

  test('infinite degrees of freedom are the limit', () => {
    expect(studentT.cdf(-1.3, Infinity)).toBe(normal.cdf(-1.3));
    expect(studentT.quantile(0.975, Infinity)).toBe(normal.quantile(0.975));
    expect(fisherF.upperTail(2.5, 4, Infinity)).toBe(chiSquare.upperTail(10, 4));
  });
});

describe('distributions know each other', () => {
  test('t quantiles turn into normal ones without a jump', () => {
    for (const p of [1e-300, 1e-9, 0.025, 0.49, 0.5, 0.503, 0.975]) {
      for (const df of [1e8, 3e11, 1e16, 1e300]) {
        const z = normal.quantile(p);
        const limit = Math.abs(z) * ((z * z + 1) / (2 * df) + 1e-15);
        expect(Math.abs(studentT.quantile(p, df) - z)).toBeLessThanOrEqual(limit);
      }
      const [below, above] = [studentT.quantile(p, 1e8 * (1 - 1e-9)), studentT.quantile(p, 1e8)];
      expect(Math.abs(below - above)).toBeLessThanOrEqual(1e-13 * Math.abs(above));
    }
    expect([studentT.quantile(0, 1e9), studentT.quantile(1, 1e9)]).toEqual([-Infinity, Infinity]);
  });

  test('F with one numerator degree of freedom is a squared t', () => {
    for (const df of [0.7, 4, 33.3, 9e4])
      for (const t of [0.02, 1.1, 6, 40]) {
        const p = studentT.twoSidedP(t, df);
        expect(Math.abs(fisherF.upperTail(t * t, 1, df) - p)).toBeLessThanOrEqual(1e-11 * p);
      }
  });

  test('the chi-square quantile with one degree of freedom is a squared normal one', () => {
    for (const level of [0.5, 0.9, 0.95, 0.999]) {
      const z = normal.quantile(0.5 * (1 + level));
      expect(chiSquare.quantile(level, 1)).toBeCloseTo(z * z, 12);
    }
  });

  test('the chi-square tail is smooth where its method changes', () => {
    for (const df of [1500, 1999, 2000.5, 2101, 3000])
      for (const x of [2000, df])
        expect(chiSquare.upperTail(x * (1 + 1e-13), df)).toBeCloseTo(
          chiSquare.upperTail(x * (1 - 1e-13), df),
          11,
        );
  });

  test('the chi-square tail with two degrees of freedom is exponential', () => {
    for (const x of [1e-9, 0.3, 30, 900])
      expect(chiSquare.upperTail(x, 2) / Math.exp(-0.5 * x)).toBeCloseTo(1, 12);
  });
});

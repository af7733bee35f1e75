import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { factorOf } from '../../src/table/index';
import type { NumericColumn } from '../../src/table/types';

function numeric(values: readonly number[]): NumericColumn {
  const missing = values.filter(Number.isNaN).length;
  return { kind: 'number', name: 'g', values: Float64Array.from(values), missing };
}

/** 15 significant digits; beyond the largest double there is nothing to round to. */
function rounded(value: number): number {
  const near = Number(value.toPrecision(15)) + 0;
  return Number.isFinite(near) ? near : value;
}

/** The same by a Map and a sort of numbers. */
function slowGrouping(values: readonly number[]): { codes: number[]; levels: string[] } {
  const distinct = [...new Set(values.map(rounded))].filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  const codes = values.map((v) => (Number.isNaN(v) ? -1 : distinct.indexOf(rounded(v))));
  return { codes, levels: distinct.map(String) };
}

function expectSlow(values: readonly number[]): void {
  const { codes, levels } = factorOf(numeric(values));
  expect({ codes: Array.from(codes), levels: [...levels] }).toEqual(slowGrouping(values));
}

describe('factorOf', () => {
  it('sorts numbers as numbers', () => {
    expect(factorOf(numeric([10, 9, -1, 2, 10])).levels).toEqual(['-1', '2', '9', '10']);
  });

  test.each([
    ['nothing', []],
    ['missing values only', [NaN, NaN]],
    ['zero with either sign', [-0, 0, 1, -0]],
    ['negative zero alone', [-0]],
    ['decimals', [0.1, 0.2, 0.1 + 0.2, 0.3, NaN]],
    [
      'decimals around a tie in the sixteenth digit',
      [1.0000000000000002, 1, 1.0000000000000004, 1.000000000000001],
    ],
    ['whole numbers far apart', [1e15, -1e15, 3, NaN, 3]],
    ['whole numbers beyond 2^53', [2 ** 53, 2 ** 53 + 2, 2 ** 60, -(2 ** 70)]],
    ['the smallest and the largest', [5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 0]],
    ['dates', [45000, 45001.5, 45000, 44999]],
  ])('groups %s', (_, values) => {
    expectSlow(values);
  });

  it('agrees with a Map and a sort', () => {
    const value = fc.oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.constantFrom(-0, NaN),
      fc.integer(),
      fc.double({ noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(value, fc.integer({ min: -3, max: 3 })), { size: 'max', maxLength: 300 }),
        expectSlow,
      ),
    );
    fc.assert(fc.property(fc.array(fc.integer({ min: -9, max: 9 })), expectSlow));
  });

  test.each([
    ['whole numbers', (k: number) => k],
    ['decimals', (k: number) => k + 0.5],
    ['powers of two', (k: number) => 2 ** ((k % 2000) - 1000) * (1 + (k >> 11))],
    ['multiples of 2^32', (k: number) => k * 2 ** 32],
  ])('grows through 50,000 distinct %s', (_, make) => {
    const values = Array.from({ length: 50_000 }, (_, k) => make((k * 7919) % 50_021));
    const { codes, levels } = factorOf(numeric(values));
    const distinct = values.map(rounded);
    expect(levels).toHaveLength(new Set(distinct).size);
    expect(Array.from(codes, (c) => Number(levels[c]))).toEqual(distinct);
    const numbers = levels.map(Number);
    expect(numbers.every((v, k) => k === 0 || numbers[k - 1] < v)).toBe(true);
  });

  it('takes numbers that agree to 15 significant digits for one level, as factor() of R', () => {
    // Rscript -e 'levels(factor(c(0.1 + 0.2, 0.3, 1/3, 0.333333333333333, 1e15, 1e15 + 1, 123456789012345)))'
    const values = [0.1 + 0.2, 0.3, 1 / 3, 0.333333333333333, 1e15, 1e15 + 1, 123456789012345];
    const { codes, levels } = factorOf(numeric(values));
    expect(levels).toEqual(['0.3', '0.333333333333333', '123456789012345', '1000000000000000']);
    expect(Array.from(codes)).toEqual([0, 0, 1, 1, 3, 3, 2]);
  });

  it('hands a factor through as it is', () => {
    const codes = Int32Array.of(1, -1, 0);
    const levels = ['a', 'b'];
    expect(factorOf({ kind: 'factor', name: 'g', codes, levels, missing: 1, source: 'text' })).toEqual({
      codes,
      levels,
    });
  });
});

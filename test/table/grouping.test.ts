import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { factorOf } from '../../src/table/index';
import type { NumericColumn } from '../../src/table/types';

function numeric(values: readonly number[]): NumericColumn {
  const missing = values.filter(Number.isNaN).length;
  return { kind: 'number', name: 'g', values: Float64Array.from(values), missing };
}

/** The same by a Map and a sort of numbers. */
function slowGrouping(values: readonly number[]): { codes: number[]; levels: string[] } {
  const distinct = [...new Set(values.map((v) => v + 0))]
    .filter((v) => !Number.isNaN(v))
    .sort((a, b) => a - b);
  const codes = values.map((v) => (Number.isNaN(v) ? -1 : distinct.indexOf(v + 0)));
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
    expect(levels).toHaveLength(new Set(values).size);
    expect(Array.from(codes, (c) => Number(levels[c]))).toEqual(values);
    const numbers = levels.map(Number);
    expect(numbers.every((v, k) => k === 0 || numbers[k - 1] < v)).toBe(true);
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

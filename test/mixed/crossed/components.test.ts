import { describe, expect, test } from 'vitest';
import { components } from '../../../src/mixed/crossed/components';
import type { FactorPart } from '../../../src/mixed/evaluation';

/** Factors of k effects per level from the codes of their rows. */
function factors(codes: readonly (readonly number[])[], k: readonly number[]): FactorPart[] {
  return codes.map((list, f) => ({
    group: {
      name: `f${f}`,
      levels: Array.from({ length: Math.max(...list) + 1 }, (_, i) => String(i)),
      codes: Int32Array.from(list),
    },
    start: 0,
    k: k[f],
    columns: [],
  }));
}

const rows = (n: number, code: (i: number) => number): number[] =>
  Array.from({ length: n }, (_, i) => code(i));

describe('components', () => {
  test('crossed factors are one', () => {
    const found = components(factors([rows(12, (i) => i % 4), rows(12, (i) => Math.floor(i / 4))], [1, 2]));
    expect(found).toHaveLength(1);
    expect(found[0].size).toBe(6);
    expect([...found[0].firstLevels]).toEqual([0, 1, 2, 3]);
    expect([...found[0].levels[0]]).toEqual([0, 1, 2]);
  });

  test('nested factors fall apart, and small parts are kept together', () => {
    // 400 levels in 200, two effects each: 200 components of two effects, eight to a block of 16
    const found = components(factors([rows(800, (i) => i % 400), rows(800, (i) => i % 200)], [1, 2]));
    expect(found.map(({ size }) => size)).toEqual(new Array(25).fill(16));
    const levels = found.flatMap(({ firstLevels }) => [...firstLevels]).sort((a, b) => a - b);
    expect(levels).toEqual(rows(400, (i) => i));
    for (const {
      firstLevels,
      levels: [own],
    } of found)
      expect(new Set([...firstLevels].map((level) => level % 200))).toEqual(new Set(own));
  });

  test('levels linked only through a third factor belong together', () => {
    const found = components(
      factors(
        [rows(300, (i) => i), rows(300, (i) => Math.floor(i / 3)), rows(300, (i) => (i < 150 ? 0 : 1))],
        [1, 1, 1],
      ),
    );
    expect(found.map(({ size }) => size)).toEqual([51, 51]);
  });
});

import { describe, expect, it } from 'vitest';
import { canBeResponse, factorOf, isDesign, readTable } from '../../src/table';
import type { Cell, NumericColumn } from '../../src/table/types';

function columns(rows: readonly (readonly Cell[])[]) {
  const table = readTable([['x', 'g'], ...rows], { headers: true });
  return { x: table.columns.get('x') as NumericColumn, g: factorOf(table.columns.get('g')!) };
}

describe('canBeResponse', () => {
  it('asks for numbers that differ within a group, whatever is missing', () => {
    const { x, g } = columns([
      [1, 'a'],
      [null, 'a'],
      [1, 'a'],
      [2, 'b'],
      [3, null],
    ]);
    expect(canBeResponse(x, g)).toBe(false);
    const { x: other, g: by } = columns([
      [1, 'a'],
      [null, 'a'],
      [1.5, 'a'],
      [2, 'b'],
    ]);
    expect(canBeResponse(other, by)).toBe(true);
    const { x: text } = columns([
      ['u', 'a'],
      ['v', 'a'],
      ['w', 'b'],
    ]);
    expect(canBeResponse(text, by)).toBe(false);
  });
});

describe('isDesign', () => {
  const grid = (values: readonly number[], groups: readonly string[]) =>
    groups.flatMap((group) => values.map((value): Cell[] => [value, group]));

  it('knows a column that has the same values in every group, also when some are missing', () => {
    const rows = grid([0, 0.2, 0.4, 0.6], ['a', 'b', 'c']);
    for (const some of [rows, [...rows, ...rows], rows.slice(0, -2)]) {
      const { x, g } = columns(some);
      expect(isDesign(x, g)).toBe(true);
    }
  });

  it('knows a column whose values are repeated equally often where there are no groups', () => {
    expect(isDesign(columns(grid([1, 2, 3], ['a', 'b'])).x, null)).toBe(true);
    expect(
      isDesign(
        columns([
          [1, 'a'],
          [2, 'a'],
          [3, 'b'],
        ]).x,
        null,
      ),
    ).toBe(false);
  });

  it('takes other numbers for observed', () => {
    const { x, g } = columns([
      [1.2, 'a'],
      [3.4, 'a'],
      [1.7, 'b'],
      [3.4, 'b'],
      [9, 'c'],
      [9, 'c'],
    ]);
    expect(isDesign(x, g)).toBe(false);
    const { x: distinct, g: by } = columns(
      grid([1, 2], ['a', 'b', 'c', 'd']).map(([v, group], i) => [Number(v) + i, group]),
    );
    expect(isDesign(distinct, by)).toBe(false);
  });
});

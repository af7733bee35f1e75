import { describe, expect, test } from 'vitest';
import type { Cell, CellMatrix } from '../../src/table/types';
import { resolveGroupColumn } from '../../src/model/groupColumn';

const data: CellMatrix = [
  ['y', 'x', 'g'],
  [1, 2, 'a'],
  [2, 3, 'a'],
  [3, 5, 'b'],
  [5, 4, 'b'],
];
const names = ['y', 'x', 'g'];
const column = (...cells: Cell[]): CellMatrix => cells.map((cell) => [cell]);

describe('resolveGroupColumn', () => {
  test('a header or a number names the group; the leftmost column that varies within groups is the response', () => {
    for (const model of ['g', ' g ', 3])
      expect(resolveGroupColumn(data, model, names, true)).toEqual({
        formula: 'y ~ 1 + x + (1 | g)',
        taken: { response: 'y', group: 'g' },
        data,
      });
    expect(resolveGroupColumn(data, 1, names, true).formula).toBe('x ~ 1 + g + (1 | y)');
  });

  test('a column number outside the data is refused with the columns there are', () => {
    for (const model of [0, 4, 1.5, -1])
      expect(() => resolveGroupColumn(data, model, names, true)).toThrow(/columns 1 to 3: y, x, g/);
  });

  test('a range that is a column of the data is that column', () => {
    const range = data.map((row) => [row[2]]);
    expect(resolveGroupColumn(data, range, names, true)).toMatchObject({
      formula: 'y ~ 1 + x + (1 | g)',
      data,
    });
    expect(resolveGroupColumn(data, range.slice(1), names, true).data).toBe(data);
  });

  test('a range of its own is appended under its header, or as "group" without one', () => {
    const withHeader = resolveGroupColumn(data, column('school', 1, 1, 2, 2), names, true);
    expect(withHeader.formula).toBe('y ~ 1 + x + g + (1 | school)');
    expect(withHeader.data.map((row) => row[3])).toEqual(['school', 1, 1, 2, 2]);
    const without = resolveGroupColumn(data, column(1, 1, 2, 2), names, true);
    expect(without.formula).toBe('y ~ 1 + x + g + (1 | group)');
    expect(without.data.map((row) => row[3])).toEqual(['group', 1, 1, 2, 2]);
  });

  test('a header that the data have already is told apart', () => {
    const { formula } = resolveGroupColumn(data, column('x', 1, 1, 2, 2), names, true);
    expect(formula).toBe('y ~ 1 + x + g + (1 | x2)');
  });

  test('data without headers get the next default name for the group', () => {
    const bare = data.slice(1).map((row) => row.slice(0, 2));
    const { formula, data: joined } = resolveGroupColumn(
      bare,
      column('a', 'a', 'b', 'b'),
      ['y', 'x1'],
      false,
    );
    expect(formula).toBe('y ~ 1 + x1 + (1 | x2)');
    expect(joined[0]).toEqual([1, 2, 'a']);
  });

  test('a header with blanks is quoted in the formula', () => {
    expect(
      resolveGroupColumn(
        [['reaction time', 'x', 'g'], ...data.slice(1)],
        3,
        ['reaction time', 'x', 'g'],
        true,
      ).formula,
    ).toBe('`reaction time` ~ 1 + x + (1 | g)');
  });

  test('a range of another height or of several columns is refused with both sizes', () => {
    expect(() => resolveGroupColumn(data, column(1, 2), names, true)).toThrow(
      'the group range has 2 cells, but the data have 5 rows: give a range of the same height',
    );
    expect(() =>
      resolveGroupColumn(
        data,
        [
          [1, 2],
          [3, 4],
        ],
        names,
        true,
      ),
    ).toThrow(/has 2 columns/);
  });

  test('an empty model says what may stand there', () => {
    for (const model of [null, '', true])
      expect(() => resolveGroupColumn(data, model, names, true)).toThrow(/give a formula such as/);
  });

  test('a group without any other column is refused', () => {
    expect(() => resolveGroupColumn(column('g', 1, 2), 'g', ['g'], true)).toThrow(/a response is needed/);
  });
});

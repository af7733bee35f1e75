import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOneway } from '../../../src/likelihood/oneway/data';
import { onewayStatistics } from '../../../src/likelihood/oneway/statistics';
import type { Cell } from '../../../src/table/types';
import { layouts, statisticsOf } from './fixtures';

const column = (...cells: Cell[]) => ({ cells: cells.map((cell) => [cell]) });
const at = (address: string, ...cells: Cell[]) => ({ ...column(...cells), address });
const read = (values: Cell[], groups: Cell[]) => readOneway(column(...values), column(...groups));

describe('values and groups', () => {
  test('come with or without headers', () => {
    const plain = read([1, 2, 3], ['b', 'a', 'b']);
    expect(plain.levels).toEqual(['a', 'b']);
    expect([...plain.codes]).toEqual([1, 0, 1]);
    expect(read(['y', 1, 2, 3], ['g', 'b', 'a', 'b'])).toEqual(plain);
    expect(read(['y', 1, 2, 3], [null, 'b', 'a', 'b'])).toEqual(plain);
  });

  test('may have numbers for groups, in numerical order', () => {
    expect(read([1, 2, 3], [10, 9, 10]).levels).toEqual(['9', '10']);
    expect(read(['y', 1, 2, 3], ['g', 10, 9, 10]).levels).toEqual(['9', '10']);
    expect(read([1, 2], [true, false]).levels).toEqual(['FALSE', 'TRUE']);
  });

  test('lose rows where either is missing, and groups that have no row left', () => {
    const data = read([1, null, 3, 'NA', 5, 6], ['a', 'a', null, 'c', 'b', { error: '#N/A' }]);
    expect([...data.values]).toEqual([1, 5]);
    expect([...data.codes]).toEqual([0, 1]);
    expect(data.levels).toEqual(['a', 'b']);
    expect(data.droppedRows).toBe(4);
  });

  test('do not count blank rows at the end', () => {
    expect(read([1, 2, null, null], ['a', 'b', null, null]).droppedRows).toBe(0);
    expect(read([1, 2, null, null], ['a', 'b', 'b', null]).droppedRows).toBe(1);
  });

  test('may stand in rows', () => {
    const data = readOneway({ cells: [[1, 2, 3]] }, { cells: [['a', 'b', 'a']] });
    expect([...data.values]).toEqual([1, 2, 3]);
  });

  test.each([
    [column(1, 2, 3), column('a', 'b'), 'values has 3 rows and groups has 2: expected'],
    [
      {
        cells: [
          [1, 2],
          [3, 4],
        ],
      },
      column('a', 'b'),
      'values has 2 columns: expected one column',
    ],
    [column(null, null), column('a', 'b'), 'There is no row with a value and a group'],
    [column(1, 2), column(null, null), 'There is no row with a value and a group'],
    [column(null), column(null), 'There is no row with a value and a group'],
    [column('y'), column('g'), 'There is no row with a value and a group'],
    [column(1, 'x', 3), column('a', 'b', 'b'), 'row 2 of column "values" holds the text "x" among numbers'],
    [column(1, '2', 3), column('a', 'b', 'b'), 'row 2 of column "values" holds the text "2"'],
    [column('y', true, false), column('g', 'a', 'b'), 'values holds the boolean "FALSE": expected numbers'],
    [column(1, { error: '#DIV/0!' }), column('a', 'b'), 'row 2 of column "values" holds the error #DIV/0!'],
    [column(1, 2), column('a', { error: '#REF!' }), 'row 2 of column "groups" holds the error #REF!'],
    [column(1, 2, 3), column(1, '1', 2), 'row 2 of column "groups" holds the text "1" among numbers'],
    [at('S!B2:B3', 1, { error: '#DIV/0!' }), at('S!A2:A3', 'a', 'b'), 'cell S!B3 (column "values")'],
    [at('B1:B2', 1, 2), at('A1:A2', 'a', { error: '#NUM!' }), 'holds the error #NUM!'],
    [at('B1:B3', 'y', 1, { error: '#NUM!' }), at('A1:A3', 'g', 'a', 'b'), 'cell B3 (column "y")'],
  ])('%# are refused with a sentence', (values, groups, message) => {
    expect(() => readOneway(values, groups)).toThrow(message);
  });
});

describe('the statistics of the groups', () => {
  test('are counts, means and sums of squares about the means', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const stats = statisticsOf(layout);
        layout.forEach((group, j) => {
          const mean = group.reduce((a, b) => a + b, 0) / group.length;
          const squares = group.reduce((a, b) => a + (b - mean) ** 2, 0);
          expect(stats.counts[j]).toBe(group.length);
          expect(stats.means[j]).toBeCloseTo(mean, 11);
          expect(stats.origin + stats.distances[j]).toBeCloseTo(mean, 11);
          expect(stats.squares[j]).toBeCloseTo(squares, 9);
        });
        expect(stats.total).toBe(layout.flat().length);
        expect(stats.within).toBeCloseTo(
          stats.squares.reduce((a, b) => a + b, 0),
          9,
        );
      }),
    );
  });

  test('do not depend on the order of the rows beyond rounding', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const groups = ['a', 'b', 'a', 'b', 'c', 'a', 'c', 'b'];
    const forward = onewayStatistics(read(values, groups));
    const backward = onewayStatistics(read([...values].reverse(), [...groups].reverse()));
    expect(backward.levels).toEqual(forward.levels);
    forward.means.forEach((mean, j) => expect(backward.means[j]).toBeCloseTo(mean, 14));
    forward.squares.forEach((ss, j) => expect(backward.squares[j]).toBeCloseTo(ss, 12));
  });

  test('keep a small group exact beside one that is far away', () => {
    const stats = statisticsOf([
      [1e15, 1e15 + 2],
      [0.25, 0.75],
    ]);
    expect([...stats.means]).toEqual([1e15 + 1, 0.5]);
    expect([...stats.squares]).toEqual([2, 0.125]);
  });
});

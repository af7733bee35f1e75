import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { tableText } from '../../../src/layout/clipboard';
import { longCells, wideData } from '../../../taskpane/state/wide';
import { example, SMALL, summarizeData } from '../data';

const WIDE: CellMatrix = [
  ['id', 'sex', 'score 1', 'score 2', 'score 3', 'age0'],
  ['a', 'f', 10, 11, null, 30],
  ['b', 'm', 20, 21, 22, 31],
];
const found = (cells: CellMatrix) => wideData(summarizeData(cells));

describe('wide data', () => {
  test('are noticed by names that differ in a number', () => {
    expect(found(WIDE)).toEqual({ columns: [2, 3, 4], stem: 'score', occasions: [1, 2, 3] });
    expect(
      found([
        ['id', '2019', '2020', '2021.5'],
        ['x', 1, 2, 3],
        ['y', 2, 3, 4],
      ]),
    ).toMatchObject({
      stem: '',
      occasions: [2019, 2020, 2021.5],
    });
  });

  test('are not seen in long data, nor in a few variables with numbers in their names', () => {
    expect(found(example('sleepstudy'))).toBeNull();
    expect(found(SMALL)).toBeNull();
    expect(
      found([
        ['y', 'x1', 'x2'],
        [1, 2, 3],
        [2, 3, 4],
        [3, 4, 6],
      ]),
    ).toBeNull();
  });

  test('become one row per row and occasion, blanks kept', () => {
    expect(longCells(WIDE, found(WIDE)!)).toEqual([
      ['id', 'sex', 'age0', 'occasion', 'score'],
      ['a', 'f', 30, 1, 10],
      ['a', 'f', 30, 2, 11],
      ['a', 'f', 30, 3, null],
      ['b', 'm', 31, 1, 20],
      ['b', 'm', 31, 2, 21],
      ['b', 'm', 31, 3, 22],
    ]);
  });

  test('get a column with the number of the row where nothing else tells rows apart', () => {
    const cells: CellMatrix = [
      ['row', 't1', 't2', 't3'],
      ['f', 1, 2, 3],
      ['f', 4, 5, 6],
    ];
    expect(longCells(cells, found(cells)!).slice(0, 2)).toEqual([
      ['row 2', 'row', 'occasion', 't'],
      [1, 'f', 1, 1],
    ]);
  });
});

test('copied text never begins like a formula', () => {
  expect(tableText([['=HYPERLINK("x")', '+1', 'a\tb', -1.5, null, { error: '#NUM!' }]])).toBe(
    `'=HYPERLINK("x")\t'+1\ta b\t-1.5\t\t#NUM!`,
  );
});

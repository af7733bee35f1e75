import { describe, expect, test } from 'vitest';
import { numbersBefore, sumsOf, type Block, type KindAt } from '../../../workbench/keys/sums';

/** Digits are numbers, dots blanks, letters anything else. */
function kinds(...rows: string[]): KindAt {
  return (row, column) => {
    const character = rows[row]?.[column] ?? '.';
    return character === '.' ? 'blank' : /\d/.test(character) ? 'number' : 'other';
  };
}
const block = (startRow: number, startColumn: number, endRow: number, endColumn: number): Block => ({
  startRow,
  startColumn,
  endRow,
  endColumn,
});

describe('the numbers that a sum in one cell takes', () => {
  test.each([
    ['those right above it, up to a label', kinds('x', '1', '2', '.'), [3, 0], block(1, 0, 2, 0)],
    ['those above, over a blank', kinds('1', '2', '.', '.'), [3, 0], block(0, 0, 2, 0)],
    ['those to its left', kinds('x12.'), [0, 3], block(0, 1, 0, 2)],
    ['those above rather than to the left', kinds('.3', '1.'), [1, 1], block(0, 1, 0, 1)],
    [
      'those right to the left rather than above over a blank',
      kinds('.3', '..', '1.'),
      [2, 1],
      block(2, 0, 2, 0),
    ],
    ['none below a label', kinds('1', 'x', '.'), [2, 0], null],
    ['none in the first cell', kinds('.'), [0, 0], null],
  ] as const)('are %s', (_, at, [row, column], expected) => {
    expect(numbersBefore({ row, column }, at)).toEqual(expected);
  });
});

describe('the sums of selected cells', () => {
  const room = { rows: 10, columns: 10 };
  const written = (kindAt: KindAt, of: Block) =>
    sumsOf(of, kindAt, room).map(({ at, of: { startRow, startColumn, endRow, endColumn } }) => [
      [at.row, at.column],
      [startRow, startColumn, endRow, endColumn],
    ]);

  test('stand in the blank last row, none below a column of labels', () => {
    expect(written(kinds('1x2', '3y4', '...'), block(0, 0, 2, 2))).toEqual([
      [
        [2, 0],
        [0, 0, 1, 0],
      ],
      [
        [2, 2],
        [0, 2, 1, 2],
      ],
    ]);
  });

  test('stand in the blank last column', () => {
    expect(written(kinds('12.', '34.'), block(0, 0, 1, 2))).toEqual([
      [
        [0, 2],
        [0, 0, 0, 1],
      ],
      [
        [1, 2],
        [1, 0, 1, 1],
      ],
    ]);
  });

  test('stand in both, with the sum of all in the corner', () => {
    expect(written(kinds('12.', '34.', '...'), block(0, 0, 2, 2))).toEqual([
      [
        [2, 0],
        [0, 0, 1, 0],
      ],
      [
        [2, 1],
        [0, 1, 1, 1],
      ],
      [
        [0, 2],
        [0, 0, 0, 1],
      ],
      [
        [1, 2],
        [1, 0, 1, 1],
      ],
      [
        [2, 2],
        [2, 0, 2, 1],
      ],
    ]);
  });

  test('stand below numbers, in the first row that is free', () => {
    expect(written(kinds('12', '34', '.x', '..'), block(0, 0, 1, 1))).toEqual([
      [
        [3, 0],
        [0, 0, 1, 0],
      ],
      [
        [3, 1],
        [0, 1, 1, 1],
      ],
    ]);
  });

  test('stand to the right of a single row', () => {
    expect(written(kinds('12'), block(0, 0, 0, 1))).toEqual([
      [
        [0, 2],
        [0, 0, 0, 1],
      ],
    ]);
  });

  test('fill blank cells, each with the numbers that lead up to it', () => {
    expect(written(kinds('12', '34', '..'), block(2, 0, 2, 1))).toEqual([
      [
        [2, 0],
        [0, 0, 1, 0],
      ],
      [
        [2, 1],
        [0, 1, 1, 1],
      ],
    ]);
    expect(written(kinds('xy.', '12.', '34.'), block(1, 2, 2, 2))).toEqual([
      [
        [1, 2],
        [1, 0, 1, 1],
      ],
      [
        [2, 2],
        [2, 0, 2, 1],
      ],
    ]);
  });

  test('are none where there are no numbers', () => {
    expect(written(kinds('xy', '..'), block(0, 0, 1, 1))).toEqual([]);
  });
});

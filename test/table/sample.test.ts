import { describe, expect, test } from 'vitest';
import { readSample, type CellMatrix } from '../../src/table';

const numbers = (cells: CellMatrix) => {
  const { values, missing } = readSample(cells, { kind: 'numbers' });
  return { values: [...values], missing };
};

describe('readSample', () => {
  test('reads a range of any shape row by row', () => {
    expect(
      numbers([
        [1, 2.5],
        [3, -4],
      ]),
    ).toEqual({ values: [1, 2.5, 3, -4], missing: 0 });
    expect(numbers([[7]])).toEqual({ values: [7], missing: 0 });
  });

  test('counts missing cells, but not those behind the used part', () => {
    const cells = [
      [1, null, null],
      ['NA', { error: '#N/A' }, null],
      [2, 3, null],
      [null, '', null],
    ];
    expect(numbers(cells)).toEqual({ values: [1, 2, 3], missing: 3 });
    expect(numbers([[null], [undefined]])).toEqual({ values: [], missing: 0 });
  });

  test('passes over a header', () => {
    expect(numbers([['yield'], [3], [4]]).values).toEqual([3, 4]);
    expect(() => numbers([['3'], [4]])).toThrow('row 1 holds the text "3"');
    expect(() => numbers([['yield']])).toThrow('row 1 holds the text "yield"');
    expect(() =>
      numbers([
        ['a', 1],
        [1, 2],
      ]),
    ).toThrow('row 1, column 1 holds the text "a"');
  });

  test('takes 0, 1, FALSE and TRUE for binary values and nothing else', () => {
    const { values } = readSample([[0, 1, false, true, -0]], { kind: 'binary' });
    expect([...values].map(Math.abs)).toEqual([0, 1, 0, 1, 0]);
    expect(() => readSample([[0.5]], { kind: 'binary' })).toThrow('holds 0.5: expected 0 or 1');
    expect(() => readSample([[1], ['1']], { kind: 'binary' })).toThrow('holds the text "1"');
    expect(() => readSample([[1], ['#REF!']], { kind: 'binary' })).toThrow('holds the error #REF!');
  });

  test('names the cell by its address', () => {
    const options = { kind: 'numbers', address: 'Sheet1!$B$2:$C$9' } as const;
    expect(() =>
      readSample(
        [
          [1, 2],
          [3, Infinity],
        ],
        options,
      ),
    ).toThrow('cell Sheet1!C3 holds Infinity');
  });
});

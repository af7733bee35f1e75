import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_FIT_OPTIONS, type Cell, type CellMatrix, type ModelRequest } from '../../src/index';
import { requestKey } from '../../worker/hash';

const key = (data: CellMatrix, changes: Partial<ModelRequest> = {}) =>
  requestKey({ data, model: 'y ~ x', options: DEFAULT_FIT_OPTIONS, ...changes });

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.double({ noNaN: true }).map((x) => (x === 0 ? 0 : x)),
  fc.integer({ min: -3, max: 3 }),
  fc.string({ minLength: 1 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('#N/A', '#DIV/0!').map((error) => ({ error })),
);
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe('requestKey', () => {
  test('is equal for equal content in different objects', () => {
    fc.assert(
      fc.property(matrix, (data) => {
        expect(key(data)).toBe(key(structuredClone(data)));
      }),
    );
  });

  test('differs whenever the content does', () => {
    fc.assert(
      fc.property(matrix, matrix, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(key(a)).not.toBe(key(b));
      }),
    );
  });

  test('differs after any single cell has changed by the least bit', () => {
    const column = Array.from({ length: 500 }, (_, i) => [250 + i * 1.37]);
    const before = key(column);
    const keys = new Set([before]);
    column.forEach((row, i) => {
      const value = row[0];
      row[0] = value * (1 + Number.EPSILON);
      keys.add(key(column));
      row[0] = value;
      expect(key(column)).toBe(before);
      expect(keys.size).toBe(i + 2);
    });
  });

  test('tells apart what looks alike', () => {
    const keys = [
      key([[1]]),
      key([['1']]),
      key([[true]]),
      key([['TRUE']]),
      key([[null]]),
      key([[0]]),
      key([['#N/A']]),
      key([[{ error: '#N/A' }]]),
      key([[1, 2]]),
      key([[1], [2]]),
      key([['ab', 'c']]),
      key([['a', 'bc']]),
      key([[1]], { model: 'y ~ z' }),
      key([[1]], { model: 1 }),
      key([[1]], { model: [[1]] }),
      key([[1]], { options: { ...DEFAULT_FIT_OPTIONS, method: 'ML' } }),
      key([[1]], { options: { ...DEFAULT_FIT_OPTIONS, level: 0.9 } }),
      key([[1]], { options: { ...DEFAULT_FIT_OPTIONS, start: [1] } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('takes all kinds of blanks as one, and forgets where the data stand', () => {
    expect(key([['']])).toBe(key([[null]]));
    expect(key([[undefined]])).toBe(key([[null]]));
    expect(key([[1]], { address: 'Sheet1!A1' })).toBe(key([[1]], { address: 'Sheet2!B7' }));
  });

  test('does not depend on the order in which options were written', () => {
    const { method, ...rest } = DEFAULT_FIT_OPTIONS;
    expect(key([[1]], { options: { ...rest, method } })).toBe(key([[1]]));
  });

  test('spreads small changes over all bits', () => {
    const keys = Array.from({ length: 4000 }, (_, i) => key([[i]]));
    for (let digit = 0; digit < 32; digit++) {
      const counts = new Map<string, number>();
      for (const one of keys) counts.set(one[digit], (counts.get(one[digit]) ?? 0) + 1);
      // 250 expected of each of the 16 digits, standard deviation 15.3.
      for (const count of counts.values()) expect(Math.abs(count - 250)).toBeLessThan(95);
      expect(counts.size).toBe(16);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compactLetters } from '../../src/means/letters';

/** Which of `count` means differ: one number in [0, 1) per pair. */
interface Table {
  readonly count: number;
  readonly share: number;
  readonly draws: readonly number[];
}

const tables = fc
  .record({ count: fc.integer({ min: 1, max: 12 }), share: fc.constantFrom(0, 0.1, 0.5, 0.9, 1) })
  .chain(({ count, share }) =>
    fc
      .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
        minLength: count * count,
        maxLength: count * count,
      })
      .map((draws): Table => ({ count, share, draws })),
  );

const differsIn =
  ({ count, share, draws }: Table) =>
  (i: number, j: number): boolean =>
    draws[Math.min(i, j) * count + Math.max(i, j)] < share;

const shares = (a: string, b: string): boolean => [...a].some((letter) => b.includes(letter));

describe('compact letters', () => {
  test('are shared by two means exactly where they do not differ, whatever differs from what', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const differs = differsIn(table);
        const letters = compactLetters(table.count, differs)!;
        for (let i = 0; i < table.count; i++)
          for (let j = 0; j < table.count; j++)
            expect(shares(letters[i], letters[j])).toBe(i === j || !differs(i, j));
      }),
      { numRuns: 300 },
    );
  });

  test('are no more than needed: without any one of them two means that do not differ would seem to', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const letters = compactLetters(table.count, differsIn(table))!;
        for (const letter of new Set(letters.join(''))) {
          const left = letters.map((of) => of.replace(letter, ''));
          const isMissed = left.some((a, i) =>
            left.some((b, j) => shares(letters[i], letters[j]) && !shares(a, b)),
          );
          expect(isMissed).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('come in the order of the means, a first', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const letters = compactLetters(table.count, differsIn(table))!;
        const seen = [...new Set(letters.join(''))].join('');
        expect('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.startsWith(seen)).toBe(true);
        expect(letters[0].startsWith('a')).toBe(true);
      }),
    );
  });

  test('of means in a row, of which only distant ones differ, run along it', () => {
    expect(compactLetters(5, (i, j) => Math.abs(i - j) > 1)).toEqual(['a', 'ab', 'bc', 'cd', 'd']);
  });

  // Piepho (2004): four means of which only the first differs from the third and fourth
  test('absorb what another letter says', () => {
    expect(compactLetters(4, (i, j) => Math.min(i, j) === 0 && Math.max(i, j) > 1)).toEqual([
      'a',
      'ab',
      'b',
      'b',
    ]);
  });

  test('are given up where the alphabet is too short', () => {
    expect(compactLetters(53, (i, j) => i !== j)).toBeNull();
    expect(compactLetters(52, (i, j) => i !== j)).toHaveLength(52);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAMILIES, familyOf } from '../../src/means/families';
import { integerPolynomials } from '../../src/means/integerPolynomials';
import { dense } from './support';

interface StoredSet {
  readonly family: string;
  readonly k: number;
  readonly labels: readonly string[];
  readonly weights: readonly (readonly number[])[];
  readonly adjust: string;
  readonly control?: string;
}

/** Made by contrasts.R beside it. */
const stored = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/contrasts.json'), 'utf8')) as {
  readonly sets: readonly StoredSet[];
  readonly polynomials: readonly StoredSet[];
  readonly reversed: readonly StoredSet[];
};

const letters = (k: number): string[] => Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').slice(0, k);

function compare({ family, k, labels, weights, control = 'A' }: StoredSet, reverse: boolean): void {
  const means = { labels: letters(k), control: letters(k).indexOf(control), reverse };
  const made = familyOf(family).make(means);
  expect(made.map((one) => one.labels[0])).toEqual(labels);
  made.forEach((one, i) =>
    dense(one, k).forEach((weight, place) => expect(weight).toBeCloseTo(weights[i][place], 12)),
  );
}

describe('families of contrasts', () => {
  test.each(stored.sets)('$family of $k levels is that of emmeans', (set) => compare(set, false));
  test.each(stored.polynomials)('polynomials of $k levels are those of emmeans', (set) =>
    compare(set, false),
  );
  test.each(stored.reversed)('$family the other way round is that of emmeans', (set) => compare(set, true));

  test('adjust as emmeans does where nothing is said, but for Dunnett, which is exact', () => {
    for (const { family, adjust } of stored.sets)
      expect(familyOf(family).adjust).toBe(adjust === 'dunnettx' ? 'dunnett' : adjust);
  });

  test('are differences, all but the means themselves', () => {
    for (const family of FAMILIES.filter(({ name }) => name !== 'identity'))
      for (const k of [2, 3, 7])
        for (const { weights } of family.make({ labels: letters(k), control: 1, reverse: false }))
          expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
  });

  test('are found by any of their names, however it is spelled', () => {
    expect(familyOf('Trt.vs.Ctrl').name).toBe('control');
    expect(familyOf('MEAN CHANGE').name).toBe('mean change');
    expect(familyOf('mean_chg').name).toBe('mean change');
    expect(() => familyOf('paiwise')).toThrow('"paiwise" is no family of contrasts: there are pairwise, ');
  });

  test('are not adjustments, which belong among the options', () =>
    expect(() => familyOf('Bonferroni')).toThrow(
      '"Bonferroni" is an adjustment and no family of contrasts: write "adjust=Bonferroni" among the options.',
    ));

  test('Helmert sets each level against those before it', () => {
    const made = familyOf('helmert').make({ labels: letters(3), control: 0, reverse: false });
    expect(made.map((one) => [one.labels[0], ...dense(one, 3)])).toEqual([
      ['B vs earlier', -1, 1, 0],
      ['C vs earlier', -1, -1, 2],
    ]);
  });
});

describe('polynomials in whole numbers', () => {
  test('are orthogonal to each other and to all powers below their degree, for many levels too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (points) => {
        const all = integerPolynomials(points, 6);
        expect(all).toHaveLength(Math.min(6, points - 1));
        all.forEach((weights, i) => {
          expect(weights.every(Number.isSafeInteger)).toBe(true);
          for (let power = 0; power <= i; power++) {
            const sum = weights.reduce((total, w, x) => total + BigInt(w) * BigInt(x) ** BigInt(power), 0n);
            expect(sum).toBe(0n);
          }
          expect(weights[points - 1]).toBeGreaterThan(0);
        });
      }),
      { numRuns: 40 },
    );
  });
});

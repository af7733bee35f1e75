import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentT } from '../../src/distributions';
import { adjusted, type Tested } from '../../src/means/adjust';
import {
  ADJUSTMENTS,
  adjustmentNamed,
  type SingleStepAdjustment,
  type TestFamily,
} from '../../src/means/adjustments';

interface Stored {
  readonly kind: 'pairs' | 'other';
  readonly means: number;
  readonly rank: number;
  readonly t: readonly number[];
  /** 1e300 stands for z. */
  readonly df: readonly number[];
  readonly sets: readonly {
    readonly adjust: string;
    readonly p: readonly number[];
    readonly critical: readonly number[];
  }[];
}

/** Made by adjusted.R beside it. */
const stored = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/adjusted.json'), 'utf8'),
) as readonly Stored[];

const LEVEL = 0.9;
/** emmeans looks for this one's quantile with a tolerance of 5e-4. */
const ROUGH = 'dunnettx';

/** Comparisons that have nothing to do with each other, unless something else is said. */
function family(count: number, more: Partial<TestFamily> = {}): TestFamily {
  const correlation = (): Float64Array =>
    Float64Array.from({ length: count * count }, (_, i) => (i % (count + 1) === 0 ? 1 : 0));
  return { kind: 'other', means: count + 1, count, correlation, rank: () => count, ...more };
}

/** Differences from one control of means that are equally exact. */
const withControl = (count: number): TestFamily =>
  family(count, {
    kind: 'control',
    correlation: () =>
      Float64Array.from({ length: count * count }, (_, i) => (i % (count + 1) === 0 ? 1 : 0.5)),
  });

const allPairs = (means: number): TestFamily =>
  family((means * (means - 1)) / 2, { kind: 'pairs', means, rank: () => means - 1 });

const cases = stored.flatMap(({ sets, ...one }) => sets.map((set) => ({ ...one, ...set })));

describe('adjusted p values and critical values', () => {
  test.each(cases)('are those of emmeans: $adjust of $kind, $means means', (one) => {
    const tests = one.t.map((statistic, i): Tested => {
      const df = one.df[i] >= 1e300 ? Infinity : one.df[i];
      return { statistic, df };
    });
    const of = family(tests.length, { kind: one.kind, means: one.means, rank: () => one.rank });
    const name = adjustmentNamed(one.adjust).name;
    const found = adjusted(tests, of, name, LEVEL);
    expect(found.name).toBe(name);
    one.p.forEach((p, i) => expect(Math.abs(found.pValues[i] - p)).toBeLessThan(1e-9));
    const tolerance = one.adjust === ROUGH ? 2e-3 : 2e-6;
    one.critical.forEach((q, i) => expect(Math.abs(found.critical[i] / q - 1)).toBeLessThan(tolerance));
  });

  const statistics = fc.array(
    fc.integer({ min: -800, max: 800 }).map((hundredths) => hundredths / 100),
    { minLength: 2, maxLength: 6 },
  );
  const degrees = fc.constantFrom(2.5, 7, 40, Infinity);

  test('are never less than those of each comparison alone', () => {
    fc.assert(
      fc.property(statistics, degrees, (t, df) => {
        const tests = t.map((statistic) => ({ statistic, df }));
        for (const { name } of ADJUSTMENTS) {
          const { pValues, critical } = adjusted(tests, withControl(t.length), name, 0.95);
          t.forEach((statistic, i) => {
            expect(pValues[i]).toBeGreaterThanOrEqual(studentT.twoSidedP(statistic, df) * (1 - 1e-9));
            expect(pValues[i]).toBeLessThanOrEqual(1);
            expect(critical[i]).toBeGreaterThanOrEqual(-studentT.quantile(0.025, df) - 1e-9);
          });
        }
      }),
      { numRuns: 10 },
    );
  });

  test('keep the order of the statistics', () => {
    fc.assert(
      fc.property(statistics, degrees, (t, df) => {
        const tests = [...t]
          .sort((a, b) => Math.abs(b) - Math.abs(a))
          .map((statistic) => ({ statistic, df }));
        for (const { name } of ADJUSTMENTS) {
          const { pValues } = adjusted(tests, withControl(t.length), name, 0.95);
          for (let i = 1; i < t.length; i++)
            expect(pValues[i]).toBeGreaterThanOrEqual(pValues[i - 1] * (1 - 1e-9));
        }
      }),
      { numRuns: 10 },
    );
  });

  test('leave zero out of the limits exactly where p is below 1 − level, in a single step', () => {
    for (const { name } of ADJUSTMENTS.filter((one) => 'singleStep' in one))
      for (const of of [allPairs(4), withControl(5), family(3)])
        for (const df of [3.5, 20, Infinity]) {
          const critical = adjusted([{ statistic: 1, df }], of, name, 0.95).critical[0];
          for (const factor of [0.999, 1.001]) {
            const [p] = adjusted([{ statistic: factor * critical, df }], of, name, 0.95).pValues;
            expect(p < 0.05, `${name}, ${df}`).toBe(factor > 1);
          }
        }
  });

  test('are the t test where there is one comparison, and nothing is said of adjusting', () => {
    for (const { name } of ADJUSTMENTS) {
      const one = family(1, { kind: 'pairs', means: 2 });
      const { pValues, critical, notes } = adjusted([{ statistic: -2.1, df: 9 }], one, name, 0.95);
      expect(pValues[0]).toBeCloseTo(studentT.twoSidedP(2.1, 9), 14);
      expect(critical[0]).toBeCloseTo(-studentT.quantile(0.025, 9), 12);
      expect(notes).toEqual([]);
    }
  });

  test("by Tukey's method are the t test of two means", () => {
    const two = family(1, { kind: 'pairs', means: 2 });
    const { pValue, critical } = (adjustmentNamed('tukey') as SingleStepAdjustment).singleStep(two);
    for (const df of [1.5, 12, Infinity])
      for (const t of [0.1, 1, 2.5, 9]) {
        expect(pValue(t, df) / studentT.twoSidedP(t, df)).toBeCloseTo(1, 10);
        expect(critical(0.05, df)).toBeCloseTo(-studentT.quantile(0.025, df), 9);
      }
  });

  test('of comparisons with a control are the same by Dunnett and by the joint distribution', () => {
    const tests = [1.2, -2.4, 3].map((statistic) => ({ statistic, df: 14 }));
    const [exact, joint] = ['dunnett', 'mvt'].map((name) =>
      adjusted(tests, withControl(3), adjustmentNamed(name).name, 0.95),
    );
    expect(joint.pValues).toEqual(exact.pValues);
    expect(joint.critical).toEqual(exact.critical);
    // qmvt() of R's mvtnorm
    expect(exact.critical[0]).toBeCloseTo(2.63054, 4);
  });
});

describe('what adjusted p values say of themselves', () => {
  const tests = [1, 2, 3].map((statistic) => ({ statistic, df: 10 }));
  const say = (of: TestFamily, name: string): readonly string[] =>
    adjusted(tests, of, adjustmentNamed(name).name, 0.95).notes;

  test('names the method and what it counts', () => {
    expect(say(allPairs(3), 'tukey')).toEqual([
      "P values and limits are adjusted by Tukey's method for all pairs of 3 means.",
    ]);
    expect(say(family(3), 'none')).toEqual([
      'P values and limits are not adjusted for there being 3 comparisons.',
    ]);
  });

  test('names the other method where the wanted one is not for such comparisons', () => {
    const { name, notes } = adjusted(tests, family(3), 'tukey', 0.95);
    expect(name).toBe('sidak');
    expect(notes).toEqual([
      "P values and limits are adjusted by Šidák's method for 3 comparisons, since Tukey's method is for all pairs of one set of means.",
    ]);
  });

  test('tells the limits of a stepwise method from its p values', () => {
    expect(say(family(3), 'holm')).toEqual([
      "P values are adjusted by Holm's method for 3 comparisons; limits, which have no such order, by Bonferroni's method.",
    ]);
  });

  test('refuses a name that there is not', () => {
    expect(() => adjustmentNamed('turkey')).toThrow(
      'adjust is "turkey". Did you mean tukey? Expected one of none, tukey, dunnett',
    );
  });
});

test('comparisons that the data do not determine have no p value, and count all the same', () => {
  const tests = [2.5, NaN, 1].map((statistic) => ({ statistic, df: 10 }));
  const { pValues } = adjusted(tests, family(3), 'holm', 0.95);
  expect(pValues[1]).toBeNaN();
  expect(pValues[0]).toBeCloseTo(3 * studentT.twoSidedP(2.5, 10), 12);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dependentDiscovery,
  falseDiscovery,
  hochberg,
  holm,
  hommel,
  type Stepwise,
} from '../../src/means/stepwise';

type Stored = Readonly<Record<'p' | 'holm' | 'hochberg' | 'hommel' | 'BH' | 'BY', readonly number[]>> & {
  readonly n: number;
};

/** Made by contrasts.R beside it. */
const stored = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/contrasts.json'), 'utf8')) as {
  readonly steps: readonly Stored[];
};

const methods = { holm, hochberg, hommel, BH: falseDiscovery, BY: dependentDiscovery };
const named = Object.entries(methods) as [keyof typeof methods, Stepwise][];

const ascending = (p: readonly number[]): number[] => [...p].sort((a, b) => a - b);

describe('p values adjusted by their order', () => {
  test.each(named)('%s is that of p.adjust() in R', (name, adjust) => {
    expect(stored.steps.some(({ p, n }) => n > p.length && p.length > 1)).toBe(true);
    for (const one of stored.steps) {
      const sorted = ascending(one[name]);
      adjust(ascending(one.p), one.n).forEach((value, i) => expect(value).toBeCloseTo(sorted[i], 13));
    }
  });

  test('keep their order, are not smaller, and lie within what Bonferroni gives', () => {
    const p = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(p, (values) => {
        const given = ascending(values);
        for (const [, adjust] of named) {
          const found = adjust(given, given.length);
          expect(found).toEqual(ascending(found));
          found.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(given[i]));
        }
        const [bonferroni, steps] = [
          given.map((x) => Math.min(1, x * given.length)),
          holm(given, given.length),
        ];
        steps.forEach((value, i) => expect(value).toBeLessThanOrEqual(bonferroni[i]));
        // Each of these rejects whatever the one before it does.
        const orders = [holm, hochberg, hommel, falseDiscovery].map((adjust) => adjust(given, given.length));
        for (let m = 1; m < orders.length; m++)
          orders[m].forEach((value, i) => expect(value).toBeLessThanOrEqual(orders[m - 1][i] + 1e-15));
      }),
    );
  });
});

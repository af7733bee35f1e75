/** Two variances: bounds over boxes prove that a minimum is the least, and find the lower one where it is not. */

import { describe, expect, test } from 'vitest';
import { proveVariances } from '../../../src/mixed/search/boxProof';
import { runThrough } from '../../../src/optimize/steps';
import { smallDesign } from '../../reference/smallDesigns';
import { fit } from '../support';

const KINDS = ['(1 | g) + (1 | g)', '(1 | g) + (1 | h)'];
const designs = Array.from({ length: 250 }, (_, seed) => smallDesign(seed)).filter(({ kind }) =>
  KINDS.includes(kind),
);
const fits = designs.map(({ matrices, reml }) => fit(matrices, reml));

describe('with two variances', () => {
  test('the minimum of a fit is proved, nested, crossed or of two columns, in less than 1,500 evaluations', () => {
    expect(fits.length).toBeGreaterThan(30);
    for (const { objective, optimum } of fits) {
      const { isProved, evaluations } = runThrough(proveVariances(objective, optimum.at));
      expect(isProved).toBe(true);
      expect(evaluations).toBeLessThan(1500);
    }
  });

  test('no value on a fine grid is lower than a minimum that is proved', () => {
    const sizes = [0, ...Array.from({ length: 40 }, (_, i) => 10 ** (i / 8 - 2.5))];
    for (const { objective, optimum } of fits)
      for (const a of sizes)
        for (const b of sizes)
          expect(objective.value(Float64Array.of(a, b))).toBeGreaterThan(optimum.at.value - 1e-6);
  });

  test('a place that is not the minimum is not proved, and the proof has seen a lower one', () => {
    for (const { objective, optimum } of fits) {
      const elsewhere = objective.evaluate(optimum.at.theta.map((t) => t + 0.3));
      const { isProved, least } = runThrough(proveVariances(objective, elsewhere));
      expect(isProved).toBe(false);
      expect(least.value).toBeLessThan(elsewhere.value);
    }
  });
});

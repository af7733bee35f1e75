/** How many evaluations of value, gradient and Hessian a fit with one grouping factor takes. */

import { describe, expect, test } from 'vitest';
import { randomMatrices, type DesignShape } from '../reference/randomDesigns';
import { fit } from './support';

const base = { rowsPerGroup: 6, slopes: 1, singletons: false, scale: 1, shift: 0 };

/** Evaluations of the fits of each shape by ML and by REML, rising, and how many of them ended on the boundary. */
function counts(shapes: readonly DesignShape[]): { evaluations: number[]; singular: number } {
  const fits = shapes.flatMap((shape) => [true, false].map((reml) => fit(randomMatrices(shape), reml)));
  expect(fits.every(({ optimum }) => optimum.converged)).toBe(true);
  const evaluations = fits.map((each) => each.evaluations).sort((a, b) => a - b);
  return { evaluations, singular: fits.filter(({ boundary }) => boundary !== null).length };
}

/** With variation between the groups and without. */
const shapesOf = (terms: readonly number[]): DesignShape[] =>
  [20, 50, 200].flatMap((groups) =>
    [0, 0.3, 1].flatMap((spread) => [1, 2].map((seed) => ({ ...base, seed, terms, groups, spread }))),
  );

describe('a fit takes at most eight evaluations', () => {
  test.each([[[1]], [[2]], [[1, 1]], [[3]], [[2, 1]], [[1, 1, 1]]])(
    'with random effects %j of 20 to 200 groups, singular or not',
    (terms) => {
      const { evaluations, singular } = counts(shapesOf(terms));
      expect(evaluations.at(-1)).toBeLessThanOrEqual(8);
      expect(singular).toBeGreaterThan(3);
    },
  );

  test('with four effects, or groups of different sizes, nine times in ten, and never much more', () => {
    const uneven = [[1], [2], [1, 1], [3]].flatMap((terms) =>
      [1, 2, 3, 4].map((seed) => ({
        ...base,
        ...{ seed, terms, groups: 30, spread: 0.5, singletons: true, shift: 2 },
      })),
    );
    const { evaluations, singular } = counts([...shapesOf([4]), ...shapesOf([1, 1, 1, 1]), ...uneven]);
    expect(evaluations[Math.floor(0.9 * evaluations.length)]).toBeLessThanOrEqual(8);
    expect(evaluations.at(-1)).toBeLessThanOrEqual(10);
    expect(singular).toBeGreaterThan(20);
  });
});

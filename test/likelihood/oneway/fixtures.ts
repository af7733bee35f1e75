/** One-way layouts for tests. */

import fc from 'fast-check';
import { DEFAULT_FIT_OPTIONS, onewayStatistics, prepareModel, type FitResult } from '../../../src';
import { fitModel } from '../../fitModel';
import type { OnewayStatistics } from '../../../src';

/** Values per group. */
export type Layout = readonly (readonly number[])[];

const nameOf = (j: number): string => `g${String(j).padStart(3, '0')}`;

export function statisticsOf(layout: Layout): OnewayStatistics {
  return onewayStatistics({
    values: Float64Array.from(layout.flat()),
    codes: Int32Array.from(layout.flatMap((group, j) => group.map(() => j))),
    levels: layout.map((_, j) => nameOf(j)),
    droppedRows: 0,
  });
}

/**
 * The general mixed model on the same data.
 *
 * @param start theta = tau/sigma at which its optimizer begins; it does not go on where no lower value is in sight
 */
export function mixedFit(layout: Layout, method: 'ML' | 'REML', start: number | null = null): FitResult {
  const rows = layout.flatMap((group, j) => group.map((y) => [y, nameOf(j)]));
  return fitModel(
    prepareModel({
      data: [['y', 'g'], ...rows],
      model: 'y ~ 1 + (1 | g)',
      options: { ...DEFAULT_FIT_OPTIONS, method, start: start === null ? null : [start] },
    }),
  );
}

/**
 * Layouts of 3 to 9 groups of 1 to 7 values with some variation within groups; between them much, little, or no more
 * than chance brings.
 */
export const layouts: fc.Arbitrary<Layout> = fc
  .record({
    spread: fc.constantFrom(0, 1, 3),
    groups: fc.array(
      fc.record({
        effect: fc.integer({ min: -100, max: 100 }),
        noise: fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 1, maxLength: 7 }),
      }),
      { minLength: 3, maxLength: 9 },
    ),
  })
  .map(({ spread, groups }) =>
    groups.map(({ effect, noise }) => noise.map((e) => (1000 + spread * effect + e) / 100)),
  )
  .filter((layout) => {
    const { within, total, counts } = statisticsOf(layout);
    return total - counts.length >= 2 && within / (total - counts.length) > 0.01;
  });

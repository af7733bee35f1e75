import { describe, expect, test } from 'vitest';
import { leveneTest } from '../../../src/likelihood/oneway/levene';
import { leveneReport } from '../../../src/likelihood/oneway/tables';

const data = (...groups: readonly (readonly number[])[]) => ({
  values: Float64Array.from(groups.flat()),
  codes: Int32Array.from(groups.flatMap((group, j) => group.map(() => j))),
  levels: groups.map((_, j) => `g${j}`),
  droppedRows: 0,
});

describe("Levene's test", () => {
  test('is the analysis of variance of distances, by hand', () => {
    // Distances from the medians 2 and 10: {1, 0, 2} and {4, 0, 0, 6}; their mean is 13/7.
    const { anova, groups } = leveneTest(data([1, 2, 4], [6, 10, 10, 16]), 'median');
    expect(groups.map(({ centre, meanDistance }) => [centre, meanDistance])).toEqual([
      [2, 1],
      [10, 2.5],
    ]);
    const between = 3 * (1 - 13 / 7) ** 2 + 4 * (2.5 - 13 / 7) ** 2;
    const within = 2 + (2.25 + 6.25 + 6.25 + 12.25);
    expect(anova.f).toBeCloseTo(between / (within / 5), 12);
    expect([anova.between.df, anova.within.df]).toEqual([1, 5]);
  });

  test('leaves a group of one value in, and its SD blank', () => {
    const { groups } = leveneTest(data([1, 2, 4], [7]), 'mean');
    expect(groups[1]).toMatchObject({ count: 1, standardDeviation: null, meanDistance: 0 });
  });

  test.each([
    [
      [
        [1, 2],
        [5, 6],
      ],
      'not defined',
    ],
    [
      [
        [1, 2],
        [5, 9],
      ],
      'F is infinite',
    ],
  ])('says of %j why F is no number', (groups, words) => {
    const { warnings } = leveneReport(leveneTest(data(...groups), 'median'));
    expect(warnings.map(({ message }) => message).join()).toContain(words);
  });
});

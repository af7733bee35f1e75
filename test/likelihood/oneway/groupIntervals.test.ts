import { describe, expect, test } from 'vitest';
import { normal, studentT } from '../../../src/distributions';
import { fabLimits, ownLimits, pooledLimits } from '../../../src/likelihood/oneway/groupIntervals';
import { shrinkMeans } from '../../../src/likelihood/oneway/shrink';
import { randomStream } from '../../../src/random/stream';
import { statisticsOf, type Layout } from './fixtures';

const LAYOUT: Layout = [
  [4, 5, 7, 6],
  [9, 8],
  [1, 3, 2],
];
const STATS = statisticsOf(LAYOUT);
const PRIOR = { mu: 5, sigma2: 2, tau2: 3 };

describe('FAB intervals', () => {
  // R's uniroot on the equation for both ends, with w from plogis of a root of its own.
  test.each([
    [0, 3.81214030011325, 7.07697828906132],
    [1, 4.29652967521867, 11.65687579524806],
    [2, 0.313877401898899, 4.737612166782225],
  ])('of group %i are those of R', (j, lower, upper) => {
    const limits = fabLimits(STATS, j, 0.95, PRIOR)!;
    expect(limits.lower).toBeCloseTo(lower, 11);
    expect(limits.upper).toBeCloseTo(upper, 11);
  });

  test('satisfy their equation at both ends', () => {
    const alpha = 0.2;
    for (const j of [0, 1, 2]) {
      const n = LAYOUT[j].length;
      const { lower, upper } = fabLimits(STATS, j, 1 - alpha, PRIOR)!;
      const se = Math.sqrt(STATS.squares[j] / (n - 1) / n);
      const spent = (theta: number, below: number): number => {
        const p = studentT.cdf((below * (STATS.means[j] - theta)) / se, n - 1);
        return below * (normal.quantile(p) - normal.quantile(alpha - p));
      };
      const wanted = (theta: number): number => (2 * Math.sqrt(2 / n) * (theta - 5)) / 3;
      expect(spent(upper, 1)).toBeCloseTo(wanted(upper), 9);
      expect(spent(lower, -1)).toBeCloseTo(wanted(lower), 9);
    }
  });

  test('are t intervals where nothing is expected, and reach to the prior mean where it is all that is expected', () => {
    const own = ownLimits(STATS, 0, 0.95)!;
    const vague = fabLimits(STATS, 0, 0.95, { ...PRIOR, tau2: 1e12 })!;
    expect(vague.lower).toBeCloseTo(own.lower, 9);
    expect(vague.upper).toBeCloseTo(own.upper, 9);
    for (const tau2 of [0, 1e-300]) {
      const sure = fabLimits(STATS, 0, 0.95, { mu: 500, sigma2: 2, tau2 })!;
      expect(sure.upper).toBeCloseTo(500, 9);
      expect(sure.lower).toBeCloseTo(5.5 - studentT.quantile(0.95, 3) * Math.sqrt(5 / 3 / 4), 9);
    }
  });

  test('cover as often as they say, whatever the group’s mean is, and are shorter where the prior is right', () => {
    const stream = randomStream(20);
    const [runs, m] = [1500, 6];
    // One group lies far from all others.
    const centres = [0, 0.5, -0.5, 0.3, -0.2, 3];
    const covered = new Float64Array(m);
    let [fab, own] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const layout = centres.map((centre) => Array.from({ length: 4 }, () => centre + stream.normal()));
      const { means } = shrinkMeans(statisticsOf(layout), 'MOMENTS', 0.9, ['fab', 'own']);
      means.forEach(({ beside: [limits, t] }, j) => {
        if (limits!.lower <= centres[j] && centres[j] <= limits!.upper) covered[j]++;
        if (j === m - 1) return;
        fab += limits!.upper - limits!.lower;
        own += t!.upper - t!.lower;
      });
    }
    // Four standard errors of a share of 0.9 in so many runs.
    for (const count of covered)
      expect(Math.abs(count / runs - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / runs));
    expect(fab).toBeLessThan(0.95 * own);
  });

  test('are found without the group they are of', () => {
    const limitsOf = (layout: Layout, j: number) =>
      shrinkMeans(statisticsOf(layout), 'REML', 0.95, ['fab']).means[j].beside[0]!;
    const before = limitsOf(LAYOUT, 2);
    const moved = limitsOf([...LAYOUT.slice(0, 2), LAYOUT[2].map((y) => y + 0.001)], 2);
    const others = shrinkMeans(statisticsOf(LAYOUT.slice(0, 2)), 'REML', 0.95).parameters;
    expect(before).toEqual(fabLimits(STATS, 2, 0.95, others));
    expect(moved.upper - before.upper).toBeLessThan(0.001);
  });

  test('need other groups that show how groups differ', () => {
    const fabOf = (layout: Layout) => () => shrinkMeans(statisticsOf(layout), 'REML', 0.95, ['fab']);
    expect(fabOf(LAYOUT.slice(0, 2))).toThrow('there is one group only');
    expect(fabOf([[1, 2], [3], [4]])).toThrow('no values vary within groups');
  });
});

describe('intervals of a group of one value', () => {
  test('are made of the variance within the others only', () => {
    const stats = statisticsOf([[1, 3], [7]]);
    expect(ownLimits(stats, 1, 0.95)).toBeNull();
    expect(fabLimits(stats, 1, 0.95, PRIOR)).toBeNull();
    // MSW 2 with 1 degree of freedom: t(0.975, 1) = 12.7062047361747.
    expect(pooledLimits(stats, 1, 0.95)!.upper).toBeCloseTo(7 + 12.7062047361747 * Math.SQRT2, 9);
  });
});

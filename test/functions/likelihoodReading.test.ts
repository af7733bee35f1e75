import { describe, expect, test } from 'vitest';
import { call, useFunctions, type Cells } from './callFunctions';

const COUNTS: Cells = [[3], [5], [4], [6], [2]];
const DENSITY = 'POISSON.DIST(y,l,FALSE)';
const SAID = 'The text is a density: its logarithm was taken, and summed over the rows.';
const MIXED = 'dnorm(y, mu, sigma)';

useFunctions();

describe('a density where a log-density is expected is said to be one', () => {
  test('by LIKELIHOOD.MLE, below the estimate 4', () => {
    const cells = call('LIKELIHOOD.MLE', DENSITY, COUNTS);
    expect(cells[1][1]).toBeCloseTo(4, 9);
    expect(cells[1][2]).toBeCloseTo(Math.sqrt(0.8), 9);
    expect(cells.at(-1)![0]).toBe(SAID);
    expect(cells.find(([label]) => label === 'Density')![1]).toBe(
      'sum over 5 rows of LN(POISSON.DIST(y, l, FALSE))',
    );
    expect(call('LIKELIHOOD.MLE', DENSITY, COUNTS, null, 'labels=0').flat()).not.toContain(SAID);
  });

  test('by LIKELIHOOD.VALUE, beside the first value', () => {
    const logLik = COUNTS.flat().reduce<number>(
      (sum, y) => sum + (y as number) * Math.log(2) - 2 - Math.log([2, 6, 24, 120, 720][(y as number) - 2]),
      0,
    );
    const [[first, said], [second, none]] = call('LIKELIHOOD.VALUE', DENSITY, COUNTS, [[2], [4]], true);
    expect(first).toBeCloseTo(logLik, 10);
    expect(second).toBeGreaterThan(logLik);
    expect([said, none]).toEqual([SAID, '']);
    expect(call('LIKELIHOOD.VALUE', `LN(${DENSITY})`, COUNTS, 2, true)).toEqual([[first]]);
  });

  test('by LIKELIHOOD.TRACE, CURVE and CI below the table, and in the corner of SURFACE', () => {
    for (const name of ['TRACE', 'CURVE', 'CI'])
      expect(call(`LIKELIHOOD.${name}`, DENSITY, COUNTS).at(-1)![0]).toBe(SAID);
    expect(call('LIKELIHOOD.CI', DENSITY, COUNTS)[1]).toEqual(
      call('LIKELIHOOD.CI', `LN(${DENSITY})`, COUNTS)[1],
    );
    const corner = call('LIKELIHOOD.SURFACE', MIXED, COUNTS, '3 points', '3 points')[0][0];
    expect(corner).toBe(`mu \\ sigma; ${SAID}`);
  });
});

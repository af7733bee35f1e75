import { describe, expect, test } from 'vitest';
import { likelihoodSurface, type LikelihoodSurface } from '../../src/likelihood/surface';
import { readLikelihood } from '../../src/likelihood/readLikelihood';

const column = (values: readonly unknown[]) => values.map((value) => [value] as never[]);
const SAMPLE = [0.8, 2.3, 1.1, 4.7, 0.35, 3.2, 1.9, 2.6, 0.95, 5.1];
const GROUPED = [
  ['y', 'g'],
  ...[1, 2, 3, 5, 2, 2.5, 3, 6].map((y, i) => [y, 'abcd'[Math.floor(i / 2)]]),
] as never[][];

function eachPoint(
  { values: [down, across], logLik }: LikelihoodSurface,
  visit: (a: number, b: number, logLik: number) => void,
): void {
  down.forEach((a, i) => across.forEach((b, j) => visit(a, b, logLik[i][j])));
}

describe('a surface', () => {
  test('of two parameters is the log-likelihood at every point of the grid', () => {
    const surface = likelihoodSurface(readLikelihood('normal', column(SAMPLE)), {
      first: { parameter: 'sigma', from: 1, to: 3, points: 5 },
      second: { values: [4, 1, 2.3] },
    });
    expect(surface.names).toEqual(['sigma', 'mu']);
    expect(surface.values).toEqual([
      [1, 1.5, 2, 2.5, 3],
      [4, 1, 2.3],
    ]);
    eachPoint(surface, (sigma, mu, logLik) => {
      const direct = SAMPLE.reduce(
        (sum, y) => sum - 0.5 * Math.log(2 * Math.PI) - Math.log(sigma) - (y - mu) ** 2 / (2 * sigma * sigma),
        0,
      );
      expect(logLik).toBeCloseTo(direct, 10);
    });
  });

  test('covers the region where the relative likelihood is above a thousandth, with the maximum inside', () => {
    const { maximum, values, logLik } = likelihoodSurface(readLikelihood('gamma', column(SAMPLE)));
    expect(values.map((grid) => grid.length)).toEqual([31, 31]);
    maximum.parameters.forEach(({ estimate }, i) => {
      expect(values[i][0]).toBeLessThan(estimate);
      expect(values[i][30]).toBeGreaterThan(estimate);
    });
    const rows = logLik.map((row) => Math.max(...row));
    const edges = [
      rows[0],
      rows[30],
      ...[0, 30].map((j) => Math.max(...Array.from(logLik, (row) => row[j]))),
    ];
    // A maximum over the points of the grid, so a little below that over all values: the profile.
    for (const edge of edges) {
      expect(edge - maximum.logLik).toBeLessThan(Math.log(1e-3));
      expect(edge - maximum.logLik).toBeGreaterThan(Math.log(1e-3) - 1);
    }
    expect(Math.max(...rows)).toBeLessThanOrEqual(maximum.logLik);
    expect(Math.max(...rows)).toBeGreaterThan(maximum.logLik - 0.1);
  });

  test('has the other parameters at their best, as a regression with a known line has', () => {
    const rows = SAMPLE.map((y, x) => [y, x]);
    const likelihood = readLikelihood('dnorm(y, a + b*x, s, log=TRUE)', [['y', 'x'], ...rows]);
    const surface = likelihoodSurface(likelihood, {
      first: { parameter: 'a', points: 7 },
      second: { parameter: 'b', points: 9 },
    });
    expect(surface.others).toEqual([{ name: 's', value: null }]);
    eachPoint(surface, (a, b, logLik) => {
      const squares = rows.reduce((sum, [y, x]) => sum + (y - a - b * x) ** 2, 0);
      const direct = -0.5 * rows.length * (Math.log((2 * Math.PI * squares) / rows.length) + 1);
      expect(logLik).toBeCloseTo(direct, 8);
    });
  });

  test('has them at their estimates, or where they are held, on request', () => {
    const likelihood = readLikelihood('one-way normal', GROUPED);
    const free = likelihoodSurface(likelihood, { first: { points: 5 }, second: { points: 5 } });
    const slice = likelihoodSurface(likelihood, {
      first: { points: 5 },
      second: { points: 5 },
      others: 'estimate',
    });
    const held = likelihoodSurface(likelihood, {
      first: { points: 5 },
      second: { parameter: 'tau2', from: 0, to: 2, points: 5 },
      fix: [{ name: 'sigma2', value: 1.5 }],
    });
    const tau2 = free.maximum.parameters[2].estimate;
    expect(slice.others).toEqual([{ name: 'tau2', value: tau2 }]);
    expect(held.others).toEqual([{ name: 'sigma2', value: 1.5 }]);
    expect(held.names).toEqual(['mu', 'tau2']);
    eachPoint(slice, (mu, sigma2, logLik) =>
      expect(logLik).toBeCloseTo(likelihood.value(Float64Array.of(mu, sigma2, tau2)), 10),
    );
    eachPoint(held, (mu, other, logLik) =>
      expect(logLik).toBeCloseTo(likelihood.value(Float64Array.of(mu, 1.5, other)), 10),
    );
    free.logLik.forEach((row, i) =>
      row.forEach((logLik, j) => expect(logLik).toBeGreaterThanOrEqual(slice.logLik[i][j] - 1e-9)),
    );
  });

  test('of the one-way model has the best sigma² and mu at each tau²', () => {
    const likelihood = readLikelihood('one-way normal', GROUPED);
    const surface = likelihoodSurface(likelihood, {
      first: { parameter: 'sigma2', values: [0.5, 2] },
      second: { parameter: 'tau2', values: [0, 1, 3] },
    });
    // Balanced groups: mu is at its best at the mean of all.
    const mean = 24.5 / 8;
    eachPoint(surface, (sigma2, tau2, logLik) =>
      expect(logLik).toBeCloseTo(likelihood.value(Float64Array.of(mean, sigma2, tau2)), 9),
    );
  });

  test('whose every point is a search has that done in one evaluation, not in as many as it takes', () => {
    let depth = 0;
    const counts = { outer: 0, inner: 0 };
    const evaluate = <T>(compute: () => T): T => {
      counts[depth === 0 ? 'outer' : 'inner']++;
      depth++;
      try {
        return compute();
      } finally {
        depth--;
      }
    };
    const rows = SAMPLE.map((y, x) => [y, x]);
    const likelihood = readLikelihood('-LN(s) - (y-a-b*x)^2/(2*s^2)', [['y', 'x'], ...rows], null, {
      evaluate,
    });
    likelihoodSurface(likelihood, {
      first: { parameter: 'a', values: [0, 1, 2, 3, 4] },
      second: { parameter: 'b', values: [-1, -0.5, 0, 0.5, 1] },
    });
    expect(counts.inner).toBeGreaterThan(4 * 25);
    // Those of the maximum, and one for every point.
    expect(counts.outer - 25).toBeLessThan(100);
  });

  test('is minus infinity where the data are impossible', () => {
    const { logLik } = likelihoodSurface(readLikelihood('normal', column(SAMPLE)), {
      second: { values: [-1, 0, 1] },
    });
    for (const row of logLik) {
      expect([row[0], row[1]]).toEqual([-Infinity, -Infinity]);
      expect(Number.isFinite(row[2])).toBe(true);
    }
  });

  test('of a parameter that the data hardly limit ends some standard errors away', () => {
    const { values } = likelihoodSurface(
      readLikelihood('negative binomial', column([0, 1, 2, 5, 1, 1, 2, 1])),
    );
    expect(values[0][30]).toBeGreaterThan(10);
    expect(values[0][30]).toBeLessThan(1e4);
  });

  test.each([
    [{ first: { parameter: 'mu' }, second: { parameter: 'MU' } }, 'Both sides of the surface are mu'],
    [{ first: { parameter: 'nu' } }, '"nu" is not a parameter'],
    [{ first: { from: 3, to: 1 } }, 'The grid of mu goes from 3 to 1'],
    [{ second: { points: 1 } }, 'The grid of sigma has 1 points'],
    [{ second: { points: 500 } }, 'from 2 to 201'],
    [{ second: { values: [] } }, 'The grid of sigma has 0 values'],
    [{ fix: [{ name: 'mu', value: 1 }] }, 'the normal density has one that is free: sigma'],
  ])('of %j is refused with a sentence', (request, sentence) => {
    expect(() => likelihoodSurface(readLikelihood('normal', column(SAMPLE)), request)).toThrow(sentence);
  });
});

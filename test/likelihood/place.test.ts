import { describe, expect, test } from 'vitest';
import { openLikelihood } from '../../src/likelihood/place';
import { studyLikelihood, type StudyRequest } from '../../src/likelihood/study';

const SAMPLE = Float64Array.of(0.8, 2.3, 1.1, 4.7, 0.35, 3.2, 1.9, 2.6, 0.95, 5.1);
const n = SAMPLE.length;
const sumOver = (f: (y: number) => number): number => SAMPLE.reduce((sum, y) => sum + f(y), 0);
const mean = sumOver((y) => y) / n;
const columns = [{ name: '', values: SAMPLE }];
const counts = (k: number, of: number) => [{ name: '', values: Float64Array.of(k, of) }];

describe('an open likelihood', () => {
  test('of 5 in 30 has the score k/p − (n − k)/(1 − p) and the information k/p² + (n − k)/(1 − p)²', () => {
    const open = openLikelihood({ density: 'binomial', columns: counts(5, 30), parameter: 'p' });
    for (const p of [0.02, 0.1, 1 / 6, 0.255, 0.7]) {
      const { logLik, score, information } = open.at([p])!;
      expect(logLik).toBeCloseTo(Math.log(142506) + 5 * Math.log(p) + 25 * Math.log(1 - p), 11);
      expect(score[0]).toBeCloseTo(5 / p - 25 / (1 - p), 10);
      expect(information[0] / (5 / p ** 2 + 25 / (1 - p) ** 2)).toBeCloseTo(1, 12);
    }
    // n³/(k(n − k)) = 216 at the maximum, where the score is zero.
    expect(open.at([1 / 6])!.score[0]).toBe(0);
    expect(open.at([1 / 6])!.information[0]).toBeCloseTo(216, 10);
  });

  test('is closed where the data are impossible, and outside of the domain', () => {
    const open = openLikelihood({ density: 'binomial', columns: counts(5, 30), parameter: '' });
    for (const p of [0, 1, -0.1, 1.1]) expect(open.at([p])).toBeNull();
  });

  test('of none in 3 has the slope −3 at the end p = 0', () => {
    const open = openLikelihood({ density: 'binomial', columns: counts(0, 3), parameter: '' });
    expect(open.at([0])!.score[0]).toBe(-3);
    expect(open.at([0])!.information[0]).toBe(3);
  });

  test('of a normal mean, sigma at its best, has the slopes of −n/2·log Σ(y − mu)²', () => {
    const open = openLikelihood({ density: 'normal', columns, parameter: 'mu' });
    for (const mu of [1, 2.1, mean, 4]) {
      const { par, score, information } = open.at([mu])!;
      const squares = sumOver((y) => (y - mu) ** 2);
      const slope = (n * n * (mean - mu)) / squares;
      expect(par[1]).toBeCloseTo(Math.sqrt(squares / n), 9);
      expect(score[0]).toBeCloseTo(slope, 9);
      // d/dmu of the slope: −n²/S − (mean − mu)·n²·S′/S², S′ = −2n(mean − mu).
      expect(information[0]).toBeCloseTo((n * n) / squares - (2 * slope * slope) / n, 8);
    }
  });

  test('of both normal parameters has both scores and the whole information', () => {
    const open = openLikelihood({ density: 'normal', columns, parameter: 'sigma', second: 'mu' });
    const [sigma, mu] = [1.2, 2.9];
    const squares = sumOver((y) => (y - mu) ** 2);
    const { score, information } = open.at([sigma, mu])!;
    expect(score[0]).toBeCloseTo(squares / sigma ** 3 - n / sigma, 10);
    expect(score[1]).toBeCloseTo((n * (mean - mu)) / sigma ** 2, 10);
    const cross = (2 * n * (mean - mu)) / sigma ** 3;
    const expected = [(3 * squares) / sigma ** 4 - n / sigma ** 2, cross, cross, n / sigma ** 2];
    expected.forEach((value, i) => expect(information[i]).toBeCloseTo(value, 9));
  });

  test.each([
    ['gamma', 'rate', 0.9],
    ['weibull', 'shape', 1.5],
    ['student t', 'm', 2.1],
    ['dnorm(y, a + b*log(y), s, log = TRUE)', 'b', 1.1],
  ])('of %s has slopes that are those of its profile', (density, parameter, at) => {
    const open = openLikelihood({ density, columns: [{ name: 'y', values: SAMPLE }], parameter });
    const h = 1e-4;
    const [below, here, above] = [at - h, at, at + h].map((value) => open.at([value])!);
    expect(here.score[0]).toBeCloseTo((above.logLik - below.logLik) / (2 * h), 5);
    expect(here.information[0]).toBeCloseTo(-(above.score[0] - below.score[0]) / (2 * h), 4);
  });
});

describe('a study', () => {
  const request = (changes: Partial<StudyRequest>): StudyRequest => ({
    ...{ density: 'normal', columns, parameter: '', level: 0.95, detail: 'fine', options: {} },
    ...changes,
  });

  test.each([
    ['binomial', [5, 30], Math.log(142506)],
    ['poisson', [3, 0, 5], -Math.log(6 * 120)],
    ['negative binomial', [3, 0, 9, 1], -Math.log(6 * 362880)],
    ['zero-truncated poisson', [3, 1, 5], -Math.log(6 * 120)],
    ['normal', [1, 2, 4], -1.5 * Math.log(2 * Math.PI)],
    ['gamma', [1, 2, 4], -Math.log(8)],
    ['weibull', [1, 2, 4], -Math.log(8)],
    ['lognormal', [1, 2, 4], -1.5 * Math.log(2 * Math.PI) - Math.log(8)],
    ['beta', [0.1, 0.5, 0.6], -Math.log(0.1 * 0.5 * 0.6 * 0.9 * 0.5 * 0.4)],
    ['student t', [1, 2, 4, 9], -2 * Math.log(Math.PI)],
    ['geometric', [1, 2, 4], 0],
    ['exponential', [1, 2, 4], 0],
  ])('of %s knows the factor without parameters', (density, values, expected) => {
    const { constant } = studyLikelihood(
      request({ density, columns: [{ name: '', values: Float64Array.from(values) }] }),
    );
    expect(constant).toBeCloseTo(expected, 11);
  });

  test('of two normal parameters has a surface around its maximum that falls by the joint quantile', () => {
    const { surface, maximum } = studyLikelihood(request({ parameter: 'mu', second: 'sigma' }));
    expect(surface!.indices).toEqual([0, 1]);
    // −log(1 − level): half a chi-square quantile with two degrees of freedom.
    expect(surface!.drop).toBeCloseTo(-Math.log(0.05), 11);
    const [mus, sigmas] = surface!.values;
    mus.forEach((mu, i) =>
      sigmas.forEach((sigma, j) => {
        const squares = sumOver((y) => (y - mu) ** 2);
        const direct = -0.5 * n * Math.log(2 * Math.PI) - n * Math.log(sigma) - squares / (2 * sigma * sigma);
        expect(surface!.logLik[i][j]).toBeCloseTo(direct, 9);
        expect(surface!.logLik[i][j]).toBeLessThanOrEqual(maximum.logLik + 1e-9);
      }),
    );
    expect(studyLikelihood(request({})).surface).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { normal } from '../../src/distributions';
import { maximize } from '../../src/likelihood/maximize';
import { openLikelihood } from '../../src/likelihood/place';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import { expectDerivatives } from './expression/derivatives';

const column = (values: readonly number[]) => values.map((value) => [value]);
const quantiles = (n: number, mean: number, sd: number): number[] =>
  Array.from({ length: n }, (_, k) => mean + sd * normal.quantile((k + 0.5) / n));
const TWO = [...quantiles(40, 1, 0.5), ...quantiles(20, 5, 1)];
const fitOf = (density: string, values: readonly number[], options = {}) =>
  maximize(readLikelihood(density, column(values)), options);
const estimates = (fit: ReturnType<typeof maximize>) => fit.parameters.map(({ estimate }) => estimate);

describe('a mixture of two normals', () => {
  test('has its parts in the order of their means, whatever the order of the values', () => {
    const mirrored = TWO.map((y) => -y);
    for (const values of [TWO, [...TWO].reverse(), mirrored]) {
      const [p, mu1, mu2] = estimates(fitOf('normal mixture', values));
      expect(mu1).toBeLessThan(mu2);
      expect(p).toBeCloseTo(values === mirrored ? 1 / 3 : 2 / 3, 1);
    }
  });

  test('has a slope of zero at the maximum, which no other start betters', () => {
    for (const density of ['normal mixture', 'normal mixture equal sd']) {
      const likelihood = readLikelihood(density, column(TWO));
      const fit = maximize(likelihood);
      const par = Float64Array.from(estimates(fit));
      for (const slope of likelihood.derivatives(par).gradient) expect(Math.abs(slope)).toBeLessThan(1e-7);
      expectDerivatives(likelihood, par);
      for (const mu of [0.5, 2, 3]) {
        const start = [0.5, mu, mu + 2, 1, 1].slice(0, par.length).map((value) => ({ name: null, value }));
        expect(maximize(likelihood, { start }).logLik).toBeLessThan(fit.logLik + 1e-8);
      }
    }
  });

  test('with two standard deviations is unbounded: that is said, and no spike is an estimate', () => {
    const fit = fitOf('normal mixture', TWO);
    expect(fit.remarks[0]).toContain('The likelihood is unbounded');
    const likelihood = readLikelihood('normal mixture', column(TWO));
    expect(likelihood.value(Float64Array.of(0.02, TWO[7], 2, 1e-300, 2))).toBeGreaterThan(fit.logLik);
    // Two equal values are a spike to fall into.
    const tied = fitOf('normal mixture', [...TWO, 9, 9]);
    for (const { par } of tied.maxima) expect(Math.min(par[3], par[4])).toBeGreaterThan(2e-3);
    expect(fitOf('normal mixture equal sd', TWO).remarks).toEqual([]);
  });

  test('may have several maxima, which are listed from the highest down', () => {
    const three = [...quantiles(15, 0, 0.4), ...quantiles(15, 6, 0.4), ...quantiles(15, 12, 0.4)];
    const fit = fitOf('normal mixture', three);
    expect(fit.maxima.length).toBeGreaterThanOrEqual(2);
    expect(fit.remarks.join()).toContain('equally high');
    const heights = fit.maxima.map(({ logLik }) => logLik);
    expect([...heights].sort((a, b) => b - a)).toEqual(heights);
    for (const { par } of fit.maxima) {
      const likelihood = readLikelihood('normal mixture', column(three));
      for (const slope of likelihood.derivatives(par).gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
    }
  });

  test('with a parameter held has the best of the others', () => {
    const fix = [{ name: 'p', value: 0.5 }];
    const fit = fitOf('normal mixture', TWO, { fix });
    expect(estimates(fit)[0]).toBe(0.5);
    expect(fit.logLik).toBeLessThan(fitOf('normal mixture', TWO).logLik);
  });

  test('has a profile of parts in order, where the same likelihood is reached with names exchanged', () => {
    const columns = [{ name: 'y', values: Float64Array.from(TWO) }];
    const fit = fitOf('normal mixture', TWO);
    const open = openLikelihood({ density: 'normal mixture', columns, parameter: 'p' });
    // 1 − p with exchanged parts is the maximum again.
    const { par, logLik } = open.at([1 - estimates(fit)[0]])!;
    expect(par[1]).toBeLessThan(par[2]);
    expect(logLik).toBeLessThan(fit.logLik - 2);
    const held = fitOf('normal mixture', TWO, { fix: [{ name: 'mu1', value: 5 }] });
    expect(Number.isFinite(held.logLik)).toBe(true);
  });

  test('is refused for too few different values', () => {
    expect(() => fitOf('normal mixture', [1, 1, 2, 2])).toThrow(
      'holds 2 different values: expected three or more',
    );
  });
});

import { describe, expect, test } from 'vitest';
import { dataModel } from '../../src/likelihood/againstY';

const model = (density: string, values: readonly number[], par: readonly number[], name = '') =>
  dataModel(density, [{ name, values: Float64Array.from(values) }], Float64Array.from(par), [0.01, 0.49]);

const choose = (n: number, k: number): number =>
  Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((product, factor) => product * factor, 1);

describe('the data model against y', () => {
  test('of 5 in 30 has the probability of every number of successes', () => {
    const { ys, observed, trials, densities } = model('binomial', [5, 30], [1 / 6])!;
    expect(ys).toEqual(Array.from({ length: 31 }, (_, y) => y));
    expect(observed).toEqual([{ y: 5, count: 1 }]);
    expect(trials).toBe(30);
    const p = 0.255;
    densities(Float64Array.of(p)).forEach((value, y) =>
      expect(value).toBeCloseTo(choose(30, y) * p ** y * (1 - p) ** (30 - y), 12),
    );
    // At an end of p all of the probability is at one number.
    expect([...densities(Float64Array.of(0))]).toEqual(ys.map((y) => (y === 0 ? 1 : 0)));
  });

  test('of 50 in 300 shows the numbers of successes that are likely somewhere in the picture', () => {
    const { ys } = model('binomial', [50, 300], [1 / 6])!;
    expect(ys[0]).toBe(0);
    expect(ys[ys.length - 1]).toBeLessThan(200);
    expect(ys[ys.length - 1]).toBeGreaterThan(300 * 0.49);
  });

  test('of a normal sample is its density, with the values marked', () => {
    const { isWhole, ys, observed, densities } = model('normal', [3, 1, 1, 8], [3, 2])!;
    expect(isWhole).toBe(false);
    expect(observed).toEqual([
      { y: 1, count: 2 },
      { y: 3, count: 1 },
      { y: 8, count: 1 },
    ]);
    densities(Float64Array.of(3, 2)).forEach((value, i) =>
      expect(value).toBeCloseTo(Math.exp(-((ys[i] - 3) ** 2) / 8) / Math.sqrt(8 * Math.PI), 12),
    );
  });

  test('stays within what the density can have', () => {
    expect(model('gamma', [0.1, 4], [1, 1])!.ys[0]).toBeGreaterThan(0);
    const beta = model('beta', [0.1, 0.8], [1, 1])!.ys;
    expect(beta[0]).toBeGreaterThan(0);
    expect(beta[beta.length - 1]).toBeLessThan(1);
    expect(model('zero-truncated poisson', [1, 3], [1])!.ys[0]).toBe(1);
    expect(model('binary', [1, 0, 1], [0.5])!.ys).toEqual([0, 1]);
  });

  test('takes a density that is typed for what it is', () => {
    const coin = model('y*LN(p) + (1-y)*LN(1-p)', [1, 0, 0], [0.3], 'y')!;
    expect([coin.isWhole, coin.ys]).toEqual([true, [0, 1]]);
    const counts = model('dpois(x, lambda, log = TRUE)', [2, 3, 0], [1.7], 'x')!;
    expect([counts.isWhole, counts.densities(Float64Array.of(1.7))[0]]).toEqual([true, Math.exp(-1.7)]);
    expect(model('dnorm(x, m, s, log = TRUE)', [1, 2, 5], [2.7, 1.7], 'x')!.isWhole).toBe(false);
  });

  test('draws nothing of what is no density, or of rows that differ by further columns', () => {
    expect(model('-(y - m)^2', [1, 2, 5], [2.7], 'y')).toBeNull();
    // A whole log-likelihood is not the density of a row.
    expect(model('SUM(LN(p)*y) + COUNT(y)', [1, 2, 5], [0.7], 'y')).toBeNull();
    expect(model('dnorm(`x y`, m, 1, log = TRUE)', [1, 2, 5], [2.7], 'x y')).toBeNull();
    const two = [
      { name: 'y', values: Float64Array.of(1, 2) },
      { name: 'x', values: Float64Array.of(1, 2) },
    ];
    expect(dataModel('dnorm(y, a + b*x, 1, log = TRUE)', two, Float64Array.of(0, 1), [0, 1])).toBeNull();
  });
});

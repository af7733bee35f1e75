import { describe, expect, it } from 'vitest';
import { normal } from '../../src/distributions';
import { philox, type Key, type Words } from '../../src/random/philox';
import { randomStream, type RandomStream } from '../../src/random/stream';

function draws(n: number, next: () => number): Float64Array {
  return Float64Array.from({ length: n }, next);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: Float64Array, mx: number, y: Float64Array, my: number): number =>
    x.reduce((sum, v, i) => sum + (v - mx) * (y[i] - my), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

describe('philox', () => {
  // The known answers that come with Random123, the authors' own implementation (tests/kat_vectors, philox4x32 10).
  const all = 0xffffffff;
  const answers: [Words, Key, Words][] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [all, all, all, all],
      [all, all],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];

  it.each(answers)("gives its authors' answer at counter %j with key %j", (counter, key, expected) => {
    expect(philox(counter, key)).toEqual(expected);
  });
});

describe('randomStream', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const take = (seed: number): Float64Array => draws(50, randomStream(seed).uniform);
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
    // Beyond 32 bits too.
    expect(take(7)).not.toEqual(take(7 + 2 ** 32));
  });

  it('splits into streams that do not depend on what was drawn before', () => {
    const fresh = randomStream(1);
    const used = randomStream(1);
    draws(1001, used.normal);
    expect(draws(20, used.split(3).uniform)).toEqual(draws(20, fresh.split(3).uniform));
    expect(draws(20, fresh.split(3).uniform)).not.toEqual(draws(20, fresh.split(4).uniform));
    expect(draws(20, fresh.split(3).split(0).uniform)).not.toEqual(
      draws(20, fresh.split(0).split(3).uniform),
    );
  });

  it('is uniform, and streams split off are not correlated with it or one another', () => {
    const n = 40_000;
    const whole = randomStream(20);
    const streams = [whole, whole.split(0), whole.split(1), whole.split(0).split(0)].map((one) =>
      draws(n, one.uniform),
    );
    for (const [i, values] of streams.entries()) {
      const counts = new Array<number>(100).fill(0);
      values.forEach((u) => counts[Math.floor(100 * u)]++);
      const chiSquare = counts.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0);
      // 99 degrees of freedom: beyond 160.1 once in 10,000 streams
      expect(chiSquare).toBeLessThan(160.1);
      expect(Math.abs(correlation(values.subarray(1), values.subarray(0, n - 1)))).toBeLessThan(
        4 / Math.sqrt(n),
      );
      for (const other of streams.slice(0, i))
        expect(Math.abs(correlation(values, other))).toBeLessThan(4 / Math.sqrt(n));
    }
  });

  it('has normal numbers with the moments and the distribution function of the normal distribution', () => {
    const n = 40_000;
    const values = draws(n, randomStream(5).normal);
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(mean(values.map((z) => z * z)) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(mean(values.map((z) => z ** 3)))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(mean(values.map((z) => z ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    const sorted = values.slice().sort();
    const distance = sorted.reduce((most, z, i) => {
      const p = normal.cdf(z);
      return Math.max(most, Math.abs(p - i / n), Math.abs(p - (i + 1) / n));
    }, 0);
    // Kolmogorov's distance, beyond 2.23/√n once in 10,000 samples
    expect(distance).toBeLessThan(2.23 / Math.sqrt(n));
  });

  it.each([-1, 0.5, NaN, 2 ** 53])('refuses %s as a seed, and says what a seed is', (seed) => {
    expect((): RandomStream => randomStream(seed)).toThrow(/a seed is a whole number from 0 to/);
  });
});

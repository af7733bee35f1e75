import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelihoodAt } from '../../src/likelihood/logLikelihood';
import { Product } from '../../src/likelihood/product';
import { readLikelihood } from '../../src/likelihood/readLikelihood';
import type { CellMatrix } from '../../src/index';

/** A number as numerator over a power of two. */
function fraction(x: number): { top: bigint; exponent: number } {
  let exponent = 0;
  let top = x;
  while (!Number.isInteger(top)) {
    top *= 2;
    exponent--;
  }
  return { top: BigInt(top), exponent };
}

/** The product of all factors, rounded once: in whole numbers until then. */
function exactProduct(factors: readonly number[]): number {
  const [top, exponent] = factors
    .map(fraction)
    .reduce<[bigint, number]>(([product, sum], one) => [product * one.top, sum + one.exponent], [1n, 0]);
  const extra = Math.max(0, top.toString(2).length - 64);
  // 64 bits and a sticky one: Number() rounds them to 53, half to even.
  const short = (top >> BigInt(extra)) | (top % (1n << BigInt(extra)) === 0n ? 0n : 1n);
  return Number(short) * 2 ** (exponent + extra);
}

describe('a product', () => {
  test('is rounded once', () => {
    const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(factor, { minLength: 1, maxLength: 60 }), (factors) => {
        const product = factors.reduce((all, x) => all.multiply(x), new Product());
        expect(product.value()).toBe(exactProduct(factors));
      }),
      { numRuns: 300, seed: 5 },
    );
  });
  test('has powers that are rounded once', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        (x, power) => {
          expect(new Product().multiply(x, power).value()).toBe(exactProduct(Array<number>(power).fill(x)));
        },
      ),
      { numRuns: 200, seed: 6 },
    );
  });
  test('does not run under or over on its way', () => {
    const product = new Product().multiply(1e-300, 3).multiply(1e300, 3).multiply(0.3);
    expect(Math.abs(product.value() / 0.3 - 1)).toBeLessThan(1e-15);
    expect(new Product().multiply(2, 2000).value()).toBeNaN();
    expect(new Product().multiply(2, 2000).multiply(2, -1999).value()).toBe(2);
  });
  test('divides by negative powers', () => {
    expect(new Product().multiply(3, -1).value()).toBe(1 / 3);
    expect(new Product().multiply(7, 5).multiply(7, -4).value()).toBe(7);
  });
  test('takes 1 + x without rounding it', () => {
    // (1 − 2⁻⁶⁰)^(2³⁰) is 1 − 2⁻³⁰ to rounding; 1 − 2⁻⁶⁰ alone is 1.
    expect(new Product().multiplyOnePlus(-(2 ** -60), 2 ** 30).value()).toBe(1 - 2 ** -30);
    expect(new Product().multiplyOnePlus(-0.75, 3).value()).toBe(1 / 64);
  });
  test('knows the logarithms of whole numbers', () => {
    expect(new Product().multiplyExp(Math.log(142506)).multiply(0.5, 30).value()).toBe(142506 / 2 ** 30);
    expect(new Product().multiplyExp(-Math.log(3)).value()).toBe(1 / 3);
    expect(new Product().multiplyExp(0.3).value()).toBe(Math.exp(0.3));
  });
  test('of something that has no number is none', () => {
    for (const x of [-1, NaN, Infinity]) expect(new Product().multiply(x).value()).toBeNaN();
    expect(new Product().multiply(0, -1).value()).toBeNaN();
    expect(new Product().multiply(0, 2).value()).toBe(0);
    expect(new Product().multiply(0, 0).value()).toBe(1);
  });
});

describe('the likelihood', () => {
  const at = (density: string, cells: CellMatrix, ...par: number[]) =>
    likelihoodAt(readLikelihood(density, cells), Float64Array.from(par));
  const ZEROS: CellMatrix = [['y'], [0], [0], [0]];

  test.each([
    'y*LN(p) + (1-y)*LN(1-p)',
    'binary',
    'binomial',
    'dbinom(y, 1, p, log=TRUE)',
    'LN(BINOM.DIST(y, 1, p, FALSE))',
    'LN(p^y*(1-p)^(1-y))',
    'LN(IF(y=1, p, 1-p))',
    'SUM(y*LN(p) + (1-y)*LN(1-p))',
    'SUM(y)*LN(p) + SUM(1-y)*LN(1-p)',
  ])('of three zeros at one half is exactly an eighth: %s', (density) => {
    expect(at(density, ZEROS, 0.5)).toBe(0.125);
    expect(at(density, ZEROS, 0.75)).toBe(1 / 64);
  });
  test('is exact for other densities whose values are fractions', () => {
    expect(at('binomial', [[5, 30]], 0.5)).toBe(142506 / 2 ** 30);
    expect(at('geometric', [[2], [1]], 0.5)).toBe(1 / 32);
    expect(
      at(
        'multinomial',
        [
          ['a', 'b', 'c'],
          [1, 1, 1],
        ],
        0.25,
        0.25,
      ),
    ).toBe(6 / 32);
    expect(
      at(
        'dbinom(k, n, p, log=TRUE)',
        [
          ['k', 'n'],
          [1, 3],
          [2, 4],
        ],
        0.5,
      ),
    ).toBe((3 * 6) / 2 ** 7);
    expect(at('dunif(y, 0, b, log=TRUE)', [['y'], [1], [2]], 4)).toBe(1 / 16);
  });
  test('is exact as long as a number can hold it', () => {
    const coins = Array.from({ length: 1000 }, (_, i) => [i % 2]);
    expect(at('binary', coins, 0.5)).toBe(2 ** -1000);
    expect(at('binary', [...coins, ...coins], 0.5)).toBe(0);
  });
  test('agrees with its logarithm everywhere else', () => {
    const y: CellMatrix = [['y'], [2.1], [3.4], [1.9], [5.6]];
    const cases: [string, CellMatrix, number[]][] = [
      ['normal', y, [3, 2]],
      ['gamma', y, [2, 0.7]],
      ['weibull', y, [2, 3]],
      ['lognormal', y, [1, 0.4]],
      ['exponential', y, [0.3]],
      ['student t', y, [3, 1, 4]],
      ['poisson', [[3], [0], [7]], [2.5]],
      ['negative binomial', [[3], [0], [7]], [1.5, 2.5]],
      ['beta', [[0.2], [0.7]], [2, 1.5]],
      [
        'one-way normal',
        [
          ['y', 'g'],
          [1, 'a'],
          [2, 'a'],
          [4, 'b'],
          [3, 'b'],
        ],
        [2, 1, 0.5],
      ],
      ['LN(w*dnorm(y, a, 1) + (1-w)*dnorm(y, 3, 1))', y, [0.3, 2]],
      ['SUM(y)*a - EXP(a)*SUM(y)/4', y, [0.4]],
    ];
    for (const [density, cells, par] of cases) {
      const likelihood = readLikelihood(density, cells);
      const point = Float64Array.from(par);
      const relative = likelihoodAt(likelihood, point) / Math.exp(likelihood.value(point)) - 1;
      expect(Math.abs(relative), density).toBeLessThan(1e-13);
    }
  });
  test('is zero where the data are impossible', () => {
    expect(at('binary', [[0], [1]], 1)).toBe(0);
    expect(at('dunif(y, 0, b, log=TRUE)', [['y'], [5]], 4)).toBe(0);
  });
});

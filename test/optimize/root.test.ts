import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRoot } from '../../src/optimize/root';

/** A function that counts its evaluations. */
function counted(f: (x: number) => number) {
  const counter = { count: 0, f: (x: number) => (counter.count++, f(x)) };
  return counter;
}

describe('findRoot', () => {
  test.each<[string, (x: number) => number, number, number, number]>([
    ['a line', (x) => 2 * x - 1, 0, 3, 0.5],
    ['a square', (x) => x * x - 2, 0, 2, Math.SQRT2],
    ['a falling function', (x) => Math.exp(-x) - 0.25, 0, 10, Math.log(4)],
    ['a cosine', Math.cos, 1, 2, Math.PI / 2],
    ['a function with a pole at one end', (x) => Math.log(x) + 7, 0, 1, Math.exp(-7)],
    ['a step', (x) => (x < 1 / 3 ? -1 : 1), 0, 1, 1 / 3],
    ['a negative root', (x) => x ** 3 + 27, -10, 5, -3],
  ])('finds the root of %s to the last digits', (_, f, low, high, root) => {
    expect(Math.abs(findRoot(f, low, high) - root)).toBeLessThanOrEqual(1e-14 * Math.abs(root));
  });

  test('finds a root at zero to the absolute tolerance', () => {
    expect(Math.abs(findRoot((x) => Math.expm1(x), -1, 2))).toBeLessThan(1e-19);
    expect(Math.abs(findRoot((x) => x ** 3, -1, 2, { absoluteTolerance: 1e-6 }))).toBeLessThan(1e-6);
  });

  test('returns an end where the function is zero', () => {
    expect(findRoot((x) => x - 1, 1, 2)).toBe(1);
    expect(findRoot((x) => x - 2, 1, 2)).toBe(2);
  });

  test('needs few evaluations where the function is smooth, and not many where it is not', () => {
    const smooth = counted((x) => Math.exp(x) - 5);
    findRoot(smooth.f, 0, 4);
    expect(smooth.count).toBeLessThan(15);
    const hard = counted((x) => Math.sign(x - 0.1) * Math.abs(x - 0.1) ** 0.1);
    findRoot(hard.f, -1, 1);
    expect(hard.count).toBeLessThan(150);
  });

  test('ends within the bracket, at a change of sign, for any cubic', () => {
    const root = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(root, root, root, (a, b, c) => {
        const f = (x: number) => (x - a) * (x - b) * (x - c);
        const x = findRoot(f, -6, 6);
        expect(Math.min(...[a, b, c].map((r) => Math.abs(x - r)))).toBeLessThan(1e-4);
        expect(f(x - 1e-3) * f(x + 1e-3)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  test('says so when there is no change of sign or no value', () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow('no change of sign between -1 (value 2)');
    expect(() => findRoot((x) => Math.log(x), -1, 2)).toThrow('no value at -1');
    expect(() => findRoot((x) => (x === 0 || x === 2 ? x - 1 : NaN), 0, 2)).toThrow('no value at 1');
  });

  test('gives up after the evaluations it may use', () => {
    expect(() => findRoot((x) => Math.cbrt(x - 0.3), 0, 1, { maxEvaluations: 5 })).toThrow('in 5 steps');
  });
});

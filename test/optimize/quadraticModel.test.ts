import { expect, test } from 'vitest';
import { shrinkage } from '../../src/optimize/quadraticModel';

test('a rejected step is cut to where the parabola through value, slope and rise is least, a tenth to a half of it', () => {
  // f(t) = t² − t·s along the step (1, 0) with slope −s is least at s/2
  const shareOf = (slope: number, rise: number) =>
    shrinkage(Float64Array.of(slope, 7), Float64Array.of(1, 0), rise);
  expect(shareOf(-0.6, 0.4)).toBeCloseTo(0.3, 15);
  expect(shareOf(-1, 0)).toBe(0.5);
  expect(shareOf(-1, -0.1)).toBe(0.5);
  expect(shareOf(-1, 99)).toBe(0.1);
});

test('and to a quarter where the value there is not finite', () => {
  for (const rise of [Infinity, -Infinity, NaN])
    expect(shrinkage(Float64Array.of(-1), Float64Array.of(1), rise)).toBe(0.25);
});

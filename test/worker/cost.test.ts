import { expect, test } from 'vitest';
import { DEFAULT_FIT_OPTIONS, prepareModel } from '../../src/index';
import { crossedData, nestedData, slopeData } from '../../bench/data';
import { fitCost, SMALL_COST } from '../../worker/cost';

const cost = (data: ReturnType<typeof slopeData>, model: string): number =>
  fitCost(prepareModel({ data, model, options: DEFAULT_FIT_OPTIONS }));

test('a few hundred rows are small, a hundred thousand are not', () => {
  expect(cost(slopeData(180, 18, 'text'), 'y ~ x + (x | g)')).toBeLessThan(SMALL_COST / 10);
  expect(cost(slopeData(100_000, 10_000, 'text'), 'y ~ x + (x | g)')).toBeGreaterThan(SMALL_COST);
});

test('crossed factors are large long before one factor is', () => {
  const data = crossedData(2000, 300, 200);
  expect(cost(data, 'y ~ 1 + (1 | s)')).toBeLessThan(SMALL_COST);
  expect(cost(data, 'y ~ 1 + (1 | s) + (1 | d)')).toBeGreaterThan(SMALL_COST);
});

test('a second term on the same factor is not a second factor', () => {
  const data = nestedData(2000, 300, 20);
  expect(cost(data, 'score ~ gcsecnt + (1 | school) + (0 + gcsecnt | school)')).toBeLessThan(SMALL_COST);
});

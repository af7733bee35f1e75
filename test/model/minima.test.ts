import { expect, test } from 'vitest';
import { isLower, KnownMinima, type LowValue } from '../../src/model/minima';

const value = (criterion: number, isFit: boolean, changes: Partial<LowValue> = {}): LowValue => ({
  ...{ columns: 'y ~ 1 + (1 | g)', reml: false, rows: 20, theta: [criterion], criterion, isFit },
  ...changes,
});

test('what is lower by rounding or by the tolerance of searches is the same', () => {
  expect(isLower(1.1, 1.2)).toBe(true);
  expect(isLower(1.2 - 1e-8, 1.2)).toBe(false);
  expect(isLower(2e7 - 1e-5, 2e7)).toBe(false);
});

test('the lowest value of a model is kept, apart from that of other models', () => {
  const minima = new KnownMinima();
  for (const criterion of [5, 3, 4]) minima.add(value(criterion, true));
  minima.add(value(1, true, { reml: true }));
  minima.add(value(2, true, { rows: 19 }));
  expect(minima.of(value(0, true))?.criterion).toBe(3);
  expect(minima.of(value(0, true, { columns: 'y ~ x + (1 | g)' }))).toBeUndefined();
  expect(minima.all).toHaveLength(3);
});

test('news are told, and whether they supersede a fit', () => {
  const news: [number, boolean][] = [];
  const minima = new KnownMinima([value(9, false)], ({ criterion }, isBelowFit) =>
    news.push([criterion, isBelowFit]),
  );
  minima.add(value(7, true));
  minima.add(value(7, true));
  minima.add(value(8, false));
  minima.add(value(6, false));
  minima.add(value(6, true));
  minima.add(value(5, true));
  expect(news).toEqual([
    [7, false],
    [6, true],
    [6, false],
    [5, true],
  ]);
  expect(minima.lowered).toBe(2);
});

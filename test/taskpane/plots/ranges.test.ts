import { expect, test } from 'vitest';
import { ticksFor } from '../../../taskpane/plots/figure/ranges';

test('an axis has a number every so many pixels while they are short', () => {
  expect(ticksFor([0, 10], 500, 50)).toBe(10);
  expect(ticksFor([-1, 1], 200, 50)).toBe(4);
});

test('an axis has fewer numbers where they are long, and two at least', () => {
  expect(ticksFor([1_456_000, 1_514_000], 160, 50)).toBe(2);
  expect(ticksFor([1_000_000, 1_000_001], 60, 50)).toBe(2);
});

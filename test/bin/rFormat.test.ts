import { describe, expect, it } from 'vitest';
import { abbreviate, formatPValues, stars } from '../../bin/rFormat';

// Expected texts are what R 4.2.2 prints (format.pval and abbreviate).
describe('formatPValues', () => {
  it('writes very small ones as a bound', () => {
    expect(formatPValues([1e-17, 3.26378e-6])).toEqual(
      ['< 2e-16', '3.26e-06'].map((text) => text.padStart(8)),
    );
    expect(formatPValues([1e-17, 1e-18])).toEqual(['<2e-16', '<2e-16']);
  });

  it('keeps small and large ones in their own notation', () => {
    expect(formatPValues([0.0312, 0.5, 4.1e-5])).toEqual([' 0.0312', ' 0.5000', '4.1e-05']);
  });
});

it('stars follow the legend of R', () => {
  expect([0.0009, 0.004, 0.04, 0.09, 0.5].map((p) => stars(p))).toEqual(['***', '**', '*', '.', '']);
});

it.each([
  ['(Intercept)', 6, '(Intr)'],
  ['Days', 6, 'Days'],
  ['recipeB', 6, 'recipB'],
  ['temperature', 6, 'tmprtr'],
  ['age:SexMale', 6, 'ag:SxM'],
])('abbreviate cuts %s to %d characters as R does: %s', (name, length, short) => {
  expect(abbreviate(name, length)).toBe(short);
});

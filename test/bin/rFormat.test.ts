import { describe, expect, it } from 'vitest';
import { abbreviate, formatColumn, formatPValues, stars } from '../../bin/rFormat';

// Expected texts are what R 4.2.2 prints (format, format.pval and abbreviate; the first columns are lme4's).
describe('formatColumn', () => {
  it('shows as many decimals as the number that needs most of them', () => {
    expect(formatColumn([612.10016, 35.07171, 654.94001], 4)).toEqual(['612.10', ' 35.07', '654.94']);
    expect(formatColumn([24.7404, 5.9221, 25.5918], 4)).toEqual(['24.740', ' 5.922', '25.592']);
  });

  it('drops decimals that are zero in every number', () => {
    expect(formatColumn([1.5, 20, 0], 4)).toEqual([' 1.5', '20.0', ' 0.0']);
  });

  it('takes scientific notation where that is shorter', () => {
    expect(formatColumn([1e-10, 1], 4)).toEqual(['1e-10', '1e+00']);
    expect(formatColumn([123456789], 4)).toEqual(['123456789']);
  });

  it('pads what is not finite', () => {
    expect(formatColumn([1.25, Infinity, NaN], 4)).toEqual(['1.25', ' Inf', ' NaN']);
  });
});

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
  expect([0.0009, 0.004, 0.04, 0.09, 0.5].map((p) => stars(p).trim())).toEqual(['***', '**', '*', '.', '']);
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

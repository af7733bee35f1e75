import { describe, expect, it } from 'vitest';
import { commonDigits } from '../../src/layout/digits';

// Expected texts are what R 4.2.2 prints with format(); the first columns are lme4's.
describe('commonDigits', () => {
  it('shows as many decimals as the number that needs most of them', () => {
    expect(commonDigits([612.10016, 35.07171, 654.94001], 4)).toEqual(['612.10', ' 35.07', '654.94']);
    expect(commonDigits([24.7404, 5.9221, 25.5918], 4)).toEqual(['24.740', ' 5.922', '25.592']);
  });

  it('drops decimals that are zero in every number', () => {
    expect(commonDigits([1.5, 20, 0], 4)).toEqual([' 1.5', '20.0', ' 0.0']);
  });

  it('takes scientific notation where that is shorter', () => {
    expect(commonDigits([1e-10, 1], 4)).toEqual(['1e-10', '1e+00']);
    expect(commonDigits([123456789], 4)).toEqual(['123456789']);
  });

  it('pads what is not finite', () => {
    expect(commonDigits([1.25, Infinity, NaN], 4)).toEqual(['1.25', ' Inf', ' NaN']);
  });
});

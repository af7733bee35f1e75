import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aligned,
  coefficientDecimals,
  count,
  degreesOfFreedom,
  fixed,
  interval,
  pValue,
  significant,
  statistic,
} from '../../../taskpane/state/numbers';

describe('numbers', () => {
  test('have the minus sign of typography, and no minus zero', () => {
    expect(fixed(-871.8141, 2)).toBe('−871.81');
    expect(fixed(-0.0001, 2)).toBe('0.00');
    expect(fixed(NaN, 2)).toBe('–');
  });

  test('keep their significant digits when rounding adds a digit', () => {
    expect(significant(9.99996, 4)).toBe('10.00');
    expect(significant(612.0902, 4)).toBe('612.1');
    expect(significant(0.00012345, 3)).toBe('0.000123');
    expect(significant(1.5e12, 4)).toBe('1.500e12');
  });

  test('line up at the decimal point', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const tails = aligned(values.map((value) => significant(value, 4))).map(({ text, padding }) => {
          const point = text.indexOf('.');
          return (point < 0 ? '' : text.slice(point)).length + padding.length;
        });
        expect(new Set(tails).size).toBe(1);
      }),
    );
  });

  test('an exact zero stands alone, with room for the decimals of its column', () => {
    expect(aligned(['0', '3.716'])).toEqual([
      { text: '0', padding: '.716' },
      { text: '3.716', padding: '' },
    ]);
  });

  test('p values under a thousandth are not spelt out', () => {
    expect([0.0009, 0.0123, 1, NaN].map(pValue)).toEqual(['<.001', '.012', '1.000', '–']);
  });

  test('degrees of freedom have a decimal only where they are not whole', () => {
    expect([17.0001, 16.66, 1242, 999_990.4].map(degreesOfFreedom)).toEqual(['17', '16.7', '1242', '999990']);
    expect([6.771, -1234.5].map(statistic)).toEqual(['6.77', '−1235']);
  });

  test('limits of an interval show three digits of its width', () => {
    expect(interval(237.0064, 265.8035)).toEqual(['237.0', '265.8']);
    expect(interval(7.2059, 13.7287)).toEqual(['7.21', '13.73']);
  });

  test('coefficients have three decimals where there is room, and more for a small standard error', () => {
    expect(coefficientDecimals([{ estimate: 251.405, standardError: 6.825 }])).toBe(3);
    expect(coefficientDecimals([{ estimate: 0.5, standardError: 0.00123 }])).toBe(5);
    expect(coefficientDecimals([{ estimate: 123456, standardError: 3210 }])).toBe(0);
  });

  test('large counts are grouped', () => {
    expect([0, 999, 12974, 1000000].map(count)).toEqual(['0', '999', '12,974', '1,000,000']);
  });
});

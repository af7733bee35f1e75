import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generalText, numberSigns } from '../../workbench/generalText';

/**
 * Numbers in a cell that is wide enough, with the texts that the package numfmt (3.2.6) gives for the format General, except
 * 999999999999 and 0.000099999999999, which it shows as 10E+11 and 10E-05, and 9999999999.9, which it does not round.
 */
const WIDE: readonly (readonly [number, string])[] = [
  [0, '0'],
  [-1, '-1'],
  [0.3, '0.3'],
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.333333333'],
  [-1 / 3, '-0.333333333'],
  [2 / 3, '0.666666667'],
  [0.0001234, '0.0001234'],
  [0.00012345678, '0.000123457'],
  [0.00001, '0.00001'],
  [0.00001234, '0.00001234'],
  [0.0000123456789, '1.23457E-05'],
  [0.0000032638, '3.2638E-06'],
  [1.5e-8, '0.000000015'],
  [1.1e-9, '1.1E-09'],
  [1e-10, '1E-10'],
  [0.000099999999999, '1E-04'],
  [1.17088754e-17, '1.17089E-17'],
  [-1.17088754e-17, '-1.17089E-17'],
  [2.302769153e-23, '2.30277E-23'],
  [251.405104847485, '251.4051048'],
  [1743.6282719599, '1743.628272'],
  [123456.789, '123456.789'],
  [12345.678901234, '12345.6789'],
  [99.99999999, '99.99999999'],
  [99.999999999, '100'],
  [999999.99999999, '1000000'],
  [9999999999.9, '10000000000'],
  [12345678901, '12345678901'],
  [-12345678901, '-12345678901'],
  [99999999999, '99999999999'],
  [1e11, '1E+11'],
  [123456789012, '1.23457E+11'],
  [999999999999, '1E+12'],
  [1.5e-100, '1.5E-100'],
  [Number.MAX_VALUE, '1.79769E+308'],
];

describe('a number in a cell without a format', () => {
  test.each(WIDE)('has at most eleven characters in a wide one: %s', (value, text) => {
    expect(generalText(value, 40)).toBe(text);
  });

  // The first three as in Microsoft's knowledge base, Q45646.
  test.each<[number, readonly [width: number, text: string][]]>([
    [
      2.86,
      [
        [4, '2.86'],
        [3, '2.9'],
        [2, '3'],
        [1, '3'],
      ],
    ],
    [
      2.3,
      [
        [3, '2.3'],
        [2, '2'],
        [1, '2'],
      ],
    ],
    [
      0.3,
      [
        [3, '0.3'],
        [2, '0'],
        [1, '0'],
      ],
    ],
    [
      9.96,
      [
        [4, '9.96'],
        [3, '10'],
        [2, '10'],
        [1, '#'],
      ],
    ],
    [
      -251.405105,
      [
        [8, '-251.405'],
        [6, '-251.4'],
        [5, '-251'],
        [4, '-251'],
        [3, '###'],
      ],
    ],
    [
      123456.789,
      [
        [9, '123456.79'],
        [6, '123457'],
        [5, '1E+05'],
        [4, '####'],
      ],
    ],
    [
      1234567890,
      [
        [10, '1234567890'],
        [9, '1.235E+09'],
        [7, '1.2E+09'],
        [5, '1E+09'],
        [4, '####'],
      ],
    ],
    [
      1.17088754e-17,
      [
        [11, '1.17089E-17'],
        [10, '1.1709E-17'],
        [8, '1.17E-17'],
        [5, '1E-17'],
        [4, '0'],
      ],
    ],
    [
      0.000123457,
      [
        [8, '0.000123'],
        [6, '0.0001'],
        [5, '1E-04'],
        [4, '0'],
      ],
    ],
  ])('is rounded to the width of a narrow one: %s', (value, shown) => {
    expect(shown.map(([width]) => [width, generalText(value, width)])).toEqual(shown);
  });

  test('never shows more than there is room for, nor another number', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e307, max: 1e307 }),
        fc.integer({ min: 1, max: 30 }),
        (value, width) => {
          const text = generalText(value, width);
          expect(text.length).toBeLessThanOrEqual(width);
          if (text === numberSigns(width)) return;
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(
            halfUnit(text) * (1 + 1e-9) + 5e-15 * Math.abs(value),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('shows no fewer digits in a wider one', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e13, max: 1e13 }),
        fc.integer({ min: 5, max: 20 }),
        (value, width) => {
          const error = (text: string) => (text.startsWith('#') ? Infinity : Math.abs(Number(text) - value));
          const rounding = 1e-14 * Math.abs(value);
          expect(error(generalText(value, width + 1))).toBeLessThanOrEqual(
            error(generalText(value, width)) + rounding,
          );
        },
      ),
    );
  });
});

/** Half a unit of the last digit of a text. */
function halfUnit(text: string): number {
  const [mantissa, exponent = '0'] = text.split('E');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** (Number(exponent) - decimals);
}

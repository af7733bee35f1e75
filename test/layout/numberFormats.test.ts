import { describe, expect, test } from 'vitest';
import { KINDS, type ColumnKind } from '../../src/layout/kinds';
import { axisFormat, columnFormat, formatted } from '../../src/layout/numberFormats';

/** What a column shows, and in which formats. */
function shown(kind: ColumnKind, values: readonly number[]): { texts: string[]; formats: string[] } {
  const of = columnFormat(kind, values);
  return {
    texts: values.map((value) => formatted(value, of(value))),
    formats: [...new Set(values.map(of))],
  };
}

describe('a column of estimates', () => {
  test('has one count of decimals, which gives its numbers four digits', () => {
    expect(shown('estimate', [251.405105, 10.4672859])).toEqual({
      texts: ['251.41', '10.47'],
      formats: ['0.00'],
    });
    expect(shown('standardError', [6.8245565, 1.5457889]).texts).toEqual(['6.825', '1.546']);
    expect(shown('variance', [612.089939, 35.0716604, 654.941027]).texts).toEqual([
      '612.09',
      '35.07',
      '654.94',
    ]);
  });

  test('does not grow decimals for what is a hundred times smaller, but keeps two digits of it', () => {
    expect(shown('number', [-3.95363, -0.46339, 0.0233]).texts).toEqual(['-3.9536', '-0.4634', '0.0233']);
    expect(shown('number', [251.4, 0.00321]).texts).toEqual(['251.4000', '0.0032']);
  });

  test('has powers of ten where fixed decimals would show nothing of a number', () => {
    expect(shown('number', [251.4, 1.17e-17])).toEqual({
      texts: ['251.4000', '1.17E-17'],
      formats: ['0.0000', '0.00E+00'],
    });
    expect(shown('number', [0, 3.56e-10, -1.2e-10]).texts).toEqual(['0', '3.560E-10', '-1.200E-10']);
    expect(shown('number', [2.5e12]).texts).toEqual(['2.500E+12']);
  });

  test('has whole zeros where they are none by rounding', () => {
    expect(shown('number', [0, 0.02188502, -0.01329])).toEqual({
      texts: ['0', '0.02189', '-0.01329'],
      formats: ['0.00000;-0.00000;0'],
    });
  });

  test('has no decimals where four digits stand before the point, and whole zeros', () => {
    expect(shown('number', [83395.4211, 5957.6076]).texts).toEqual(['83395', '5958']);
    expect(shown('number', [0, 0]).texts).toEqual(['0', '0']);
  });
});

test('p values below a thousandth say so', () => {
  expect(shown('p', [0.0004, 0.001, 0.04321, 1])).toEqual({
    texts: ['<.001', '0.001', '0.043', '1.000'],
    formats: ['[<0.001]"<.001";0.000'],
  });
});

test('degrees of freedom have a decimal unless all are whole', () => {
  expect(shown('df', [17, 16.99999999]).texts).toEqual(['17', '17']);
  expect(shown('df', [17, 16.57]).texts).toEqual(['17.0', '16.6']);
});

test('counts are whole, words have no format, and all other kinds have the decimals of their kind', () => {
  expect(shown('count', [180]).formats).toEqual(['0']);
  expect(shown('text', [3]).formats).toEqual(['General']);
  for (const [kind, { digits }] of Object.entries(KINDS))
    if (digits !== null && 'decimals' in digits && kind !== 'p' && kind !== 'df')
      expect(formatted(1.23456789, columnFormat(kind as ColumnKind, [1.23456789])(1.23456789))).toBe(
        (1.23456789).toFixed(digits.decimals),
      );
});

test('every column shows four digits of its largest numbers, and two at least of every other', () => {
  const scales = [-9, -5, -3, -1, 0, 2, 5, 9];
  for (const a of scales)
    for (const b of scales) {
      const values = [1.2345678 * 10 ** a, -9.8765432 * 10 ** b];
      const { texts } = shown('number', values);
      const largest = Math.max(...values.map(Math.abs));
      texts.forEach((text, i) => {
        const digits = Math.abs(values[i]) < largest / 100 ? 2 : 4;
        const error = Math.abs(Number(text) - values[i]) / Math.abs(values[i]);
        expect(error, `${text} for ${values[i]}`).toBeLessThanOrEqual(0.5 * 10 ** (1 - digits));
      });
    }
});

describe('the numbers of an axis', () => {
  test('stay as they are while they are short', () => {
    expect(axisFormat([0, 0.25, 0.5])).toBe('General');
    expect(axisFormat([308, 309, 310])).toBe('General');
    expect(axisFormat([])).toBe('General');
  });

  test('have as many decimals as tell neighbours apart, two digits of their distance', () => {
    const from = (low: number, high: number, n: number): number[] =>
      Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
    expect(axisFormat(from(15, 17.5, 31))).toBe('0.000');
    const close = from(1000.001, 1000.002, 31);
    const format = axisFormat(close);
    expect(new Set(close.map((value) => formatted(value, format))).size).toBe(31);
    expect(axisFormat(from(0, 10000, 31))).toBe('0');
  });

  test('are left to the sheet where no decimals can write them', () => {
    expect(axisFormat([1e-14 / 3, 2e-14 / 3])).toBe('General');
    expect(axisFormat([1e13 / 3, 2e13 / 3])).toBe('General');
  });
});

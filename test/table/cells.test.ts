import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isBlank, isErrorText, isLabelText, isMissing, isNumericText, trimText } from '../../src/table/cells';
import type { Cell } from '../../src/table/types';

describe('isNumericText', () => {
  test.each(['1', '007', '-3', '+3', '1.5', '1.', '.5', '-.5e3', '1e-3', '2E+10'])('takes %j', (text) => {
    expect(isNumericText(text)).toBe(true);
  });

  test.each([
    '',
    '.',
    '-',
    '+',
    'e5',
    '1e',
    '1 2',
    '1,5',
    '0x10',
    'Infinity',
    'NaN',
    '1.2.3',
    '5%',
    '$5',
    'a1',
    '1a',
  ])('leaves %j', (text) => {
    expect(isNumericText(text)).toBe(false);
  });

  it('takes whatever JavaScript prints for a finite number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => isNumericText(String(x))),
    );
  });
});

describe('blank and missing', () => {
  test.each<[Cell, boolean, boolean]>([
    [null, true, true],
    [undefined, true, true],
    ['', true, true],
    [' \t\n', true, true],
    ['\u00a0', true, true],
    ['NA', false, true],
    [' NA ', false, true],
    [{ error: '#N/A' }, false, true],
    ['#N/A', false, true],
    [NaN, false, true],
    ['na', false, false],
    ['N/A', false, false],
    ['NAN', false, false],
    [{ error: '#DIV/0!' }, false, false],
    [0, false, false],
    [false, false, false],
    ['0', false, false],
  ])('%j: blank %s, missing %s', (cell, blank, missing) => {
    expect(isBlank(cell)).toBe(blank);
    expect(isMissing(cell)).toBe(missing);
  });
});

describe('text', () => {
  it('trims exactly as String.trim does', () => {
    const space = fc.constantFrom(
      ' ',
      '\t',
      '\n',
      '\u00a0',
      '\ufeff',
      '\u2003',
      '\u3000',
      '\u0085',
      '',
      'x',
      'é',
    );
    fc.assert(
      fc.property(space, fc.string({ unit: 'binary' }), space, (a, text, b) => {
        expect(trimText(a + text + b)).toBe((a + text + b).trim());
      }),
    );
  });

  test.each([
    '#DIV/0!',
    '#VALUE!',
    '#REF!',
    '#NAME?',
    '#NUM!',
    '#NULL!',
    '#N/A',
    '#SPILL!',
    '#CALC!',
    '#BUSY!',
  ])('knows the error value %s as text', (text) => {
    expect(isErrorText(text)).toBe(true);
    expect(isLabelText(text)).toBe(false);
  });

  test.each(['#1', '#hashtag', '#VALUE', 'VALUE!', '=A1', '-', '@x'])('takes %j for a label', (text) => {
    expect(isErrorText(text)).toBe(false);
    expect(isLabelText(text)).toBe(true);
  });
});

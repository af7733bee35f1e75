import { describe, expect, test } from 'vitest';
import { checkAnswer, verdictLine, type Key } from '../../src/course/checkAnswer';
import { sealKey, type SealOptions } from '../../src/course/sealKey';
import { readSlips } from '../../src/course/slips';
import { readTolerance } from '../../src/course/tolerance';
import type { Cell, CellMatrix } from '../../src/table/types';
import { quickHash } from './quickHash';

const line = (answer: CellMatrix, key: CellMatrix, more?: Key): string =>
  verdictLine(checkAnswer(answer, key, more, quickHash));
const open = (answer: Cell, key: Cell, more?: Key): string => line([[answer]], [[key]], more);
const sealed = (answer: Cell, key: Cell, options?: SealOptions, more?: Key): string =>
  open(answer, sealKey(key, options, quickHash), more);

/** The standard error of 5 of 30, by hand. */
const SE = Math.sqrt(((5 / 30) * (25 / 30)) / 30);

describe.each([
  ['an open key', open],
  ['a sealed key', (answer: Cell, key: Cell, more?: Key) => sealed(answer, key, {}, more)],
] as const)('%s', (_, check) => {
  test.each([
    [SE, '✓ Right'],
    [0.068, '✓ Right'],
    [0.0681, '✗ Not yet'],
    [null, '… not answered yet'],
    ['', '… not answered yet'],
    ['  ', '… not answered yet'],
    [-0.068, '✗ Not yet: the size is right, the sign is not'],
    [0.00463, '✗ Not yet: this is the square of it, as a variance is of a standard error'],
    [0.2608, '✗ Not yet: this is the square root of it, as a standard error is of a variance'],
    [6.8, '✗ Not yet: this is in percent: expected a share, 0.5 for 50%'],
    [0.68, '✗ Not yet: the digits are right, the decimal point is not'],
    [SE / Math.LN10, '✗ Not yet: this is with the logarithm to base 10: expected the natural one, LN'],
    [
      '0,068',
      '✗ Not yet: "0,068" is text, not a number: type it with the decimal mark of this spreadsheet, a point perhaps',
    ],
    ['0.068', '✗ Not yet: "0.068" is text, not a number: type it into a cell that is not formatted as text'],
    ['6.8%', '✗ Not yet: "6.8%" is text, not a number: type it into a cell that is not formatted as text'],
    ['about 0.07', '✗ Not yet: "about 0.07" is text: expected a number'],
    [true, '✗ Not yet: TRUE is no number'],
    [{ error: '#DIV/0!' }, '✗ Not yet: the answer is the error #DIV/0!'],
    [0, '✗ Not yet'],
    [1e300, '✗ Not yet'],
  ])('says to %j: %s', (answer, expected) => {
    expect(check(answer, SE)).toBe(expected);
  });

  test('says the hint where no slip is known', () => {
    expect(check(0.1, SE, { hint: 'square root of p(1 − p)/n' })).toBe(
      '✗ Not yet: square root of p(1 − p)/n',
    );
    expect(check(-0.068, SE, { hint: 'x' })).toContain('the sign is not');
    expect(check(0.068, SE, { hint: 'x' })).toBe('✓ Right');
    expect(check(null, SE, { hint: 'x' })).toBe('… not answered yet');
  });

  test('is compared as text where it is one: composed, without white space around it, in small letters', () => {
    for (const answer of ['Méthode  B', ' méthode b', 'ME\u0301THODE B'])
      expect(check(answer, 'méthode B')).toBe('✓ Right');
    expect(check('methode b', 'méthode B')).toBe('✗ Not yet');
    expect(check(3, 'b')).toBe('✗ Not yet');
    expect(check(null, 'b')).toBe('… not answered yet');
    expect(check(true, 'TRUE')).toBe('✓ Right');
    expect(check('true', true)).toBe('✓ Right');
  });

  test('of a percentage knows a share', () => {
    expect(check(0.068, 6.8)).toBe('✗ Not yet: this is a share: expected percent, 50 for 0.5');
  });
});

test('an absolute tolerance finds the same slips, but not that of the decimal point in a sealed key', () => {
  const tolerance = { absolute: 0.0005 };
  const check = (answer: number): string => sealed(answer, SE, { tolerance });
  expect(check(0.0684)).toBe('✓ Right');
  expect(check(0.0686)).toBe('✗ Not yet');
  expect(check(-0.068)).toContain('the sign is not');
  expect(check(6.8)).toContain('in percent');
  expect(check(0.00463)).toContain('the square of it');
  expect(check(0.68)).toBe('✗ Not yet');
  expect(open(0.68, SE, { tolerance })).toContain('the decimal point is not');
});

describe('slips that the teacher knows', () => {
  const slips = (rows: CellMatrix, key: number | string = SE) => readSlips(rows, key);

  test('are told from other wrong answers', () => {
    const known = {
      slips: slips([
        [0.1361, 'this is twice the standard error'],
        [null, null],
        [0.07, 'one digit'],
      ]),
    };
    expect(sealed(0.1361, SE, known)).toBe('✗ Not yet: this is twice the standard error');
    expect(sealed(0.07, SE, known)).toBe('✗ Not yet: one digit');
    expect(sealed(0.068, SE, known)).toBe('✓ Right');
    expect(sealed(0.0701, SE, known)).toBe('✗ Not yet');
  });

  test('go before those that everybody makes', () => {
    const known = {
      slips: slips([
        ['sign', 'mind the sign'],
        ['variance', null],
      ]),
    };
    expect(sealed(-0.068, SE, known)).toBe('✗ Not yet: mind the sign');
    expect(sealed(0.00463, SE, known)).toContain('this is the square of it');
  });

  test.each([
    ['n-1 of 30', 1.8, (1.8 * 30) / 29, 'n − 1 as divisor'],
    ['N − 1 of 30', 1.8, 1.8 * Math.sqrt(30 / 29), 'n − 1 as divisor'],
    ['n of 30', 1.8, (1.8 * 29) / 30, 'n as divisor'],
    ['1.96 around 0.1667', 0.0306, 0.1667 - (1.96 / 2) * (0.1667 - 0.0306), '1.96: expected 2'],
    ['1.96', 0.1361, (0.1361 * 1.96) / 2, '1.96: expected 2'],
    ['log10', -13.52, -13.52 / Math.LN10, 'base 10'],
  ])('have a name: %s', (name, key, wrong, words) => {
    const options = { slips: slips([[name, null]], key) };
    expect(sealed(wrong, key, options)).toContain(words);
    expect(sealed(key, key, options)).toBe('✓ Right');
  });

  test('of a text are texts', () => {
    const known = { slips: slips([['ML', 'no correction for the mean']], 'REML') };
    expect(sealed('ml ', 'REML', known)).toBe('✗ Not yet: no correction for the mean');
    expect(sealed('remml', 'REML', known)).toBe('✗ Not yet');
  });

  test('are not to be read in the sealed key', () => {
    const text = sealKey(SE, { slips: slips([[0.1361, 'twice']]) }, quickHash);
    expect(text).not.toMatch(/twice|1361/);
  });

  test('may be said in any language', () => {
    const words = 'Wurzel vergessen: \u221a, \u8BA1\u7B97 😀';
    expect(sealed(0.1361, SE, { slips: slips([[0.1361, words]]) })).toBe(`✗ Not yet: ${words}`);
  });

  test.each([
    [
      [[0.1, null]],
      'slips, row 1: expected what to say to the wrong answer in the second column, found a blank.',
    ],
    [[[null, 'x']], 'found "", expected a number or one of "sign"'],
    [[[0.1, 'x', 'y']], 'slips, row 1: expected two columns'],
    [[['n-1', 'x']], 'found "n-1", expected as in'],
    [[['sign of 3', 'x']], 'found "sign of 3", expected as in'],
    [[['median', 'x']], 'found "median", expected a number or one of'],
  ])('are refused with a sentence: %j', (rows, sentence) => {
    expect(() => slips(rows)).toThrow(sentence);
  });
});

describe('a matrix as key', () => {
  const key = [
    [1, 2],
    [3, 4],
  ];
  test.each([
    [
      [
        [1, 2],
        [3, 4],
      ],
      '✓ Right',
    ],
    [
      [
        [1, 2],
        [3, 5],
      ],
      '✗ Not yet: row 2, column 2 is not right',
    ],
    [
      [
        [1, 0],
        [3, 5],
      ],
      '✗ Not yet: row 1, column 2 is not right, and 1 other',
    ],
    [
      [
        [1, null],
        [3, 4],
      ],
      '✗ Not yet: row 1, column 2: nothing there yet',
    ],
    [
      [
        [null, null],
        [null, ''],
      ],
      '… not answered yet',
    ],
    [
      [
        [1, '2,0'],
        [3, 4],
      ],
      '✗ Not yet: row 1, column 2: "2,0" is text, not a number: type it with the decimal mark of this spreadsheet, a point perhaps',
    ],
    [
      [
        [-1, -2],
        [-3, -4],
      ],
      '✗ Not yet: the size is right, the sign is not',
    ],
    [[[1, 2]], '✗ Not yet: expected 2 rows of 2 cells, found 1 row of 2 cells'],
    [[[1]], '✗ Not yet: expected 2 rows of 2 cells, found one cell'],
  ] as [CellMatrix, string][])('is compared entry by entry: %j', (answer, expected) => {
    expect(line(answer, key)).toBe(expected);
  });

  test('takes rounding for zero beside larger entries', () => {
    expect(line([[4, 1e-17]], [[4, 0]])).toBe('✓ Right');
    expect(line([[4, 1e-3]], [[4, 0]])).toBe('✗ Not yet: column 2 is not right');
    expect(line([[1e-17]], [[0]])).toBe('✗ Not yet');
    expect(line([[0]], [[0]])).toBe('✓ Right');
  });

  test('has its hint behind the place', () => {
    expect(line([[1], [9]], [[1], [2]], { hint: 'mind the corner' })).toBe(
      '✗ Not yet: row 2 is not right. mind the corner',
    );
  });

  test('has no sealed key among its entries', () => {
    const seal = sealKey(SE, {}, quickHash);
    expect(() => line([[1], [9]], [[1], [seal]])).toThrow('key, row 2, is sealed already');
    expect(() => sealKey(seal, {}, quickHash)).toThrow(
      'key is sealed already: expected the right answer itself.',
    );
  });

  test('names the row alone where there is one column', () => {
    expect(line([[1], [9]], [[1], [2]])).toBe('✗ Not yet: row 2 is not right');
    expect(() => line([[1], [9]], [[1], [null]])).toThrow('key, row 2, is empty');
  });
});

test('a sealed key takes one answer, not a list of guesses', () => {
  const guesses = Array.from({ length: 1000 }, (_, i) => [i / 1000]);
  expect(() => line(guesses, [[sealKey(SE, {}, quickHash)]])).toThrow(
    'answer is 1000 cells: a sealed key is compared with one answer at a time.',
  );
});

test('a tolerance beside a sealed key is refused', () => {
  expect(() => sealed(1, SE, {}, { tolerance: { digits: 2 } })).toThrow('a sealed key has its own');
});

describe('a tolerance', () => {
  test.each([
    [null, { digits: 3 }],
    [0.0005, { absolute: 0.0005 }],
    ['0.0005', { absolute: 0.0005 }],
    ['4 digits', { digits: 4 }],
    [' 1 Digit', { digits: 1 }],
    ['3 significant digits', { digits: 3 }],
  ])('%j is read as %j', (cell, expected) => {
    expect(readTolerance(cell)).toEqual(expected);
  });

  test.each([0, -1, '0 digits', '11 digits', '1%', 'three digits', true, { error: '#N/A' }])(
    '%j is refused',
    (cell) => {
      expect(() => readTolerance(cell)).toThrow(
        'expected a number above 0, such as 0.0005, or text from "1 digit" to',
      );
    },
  );
});

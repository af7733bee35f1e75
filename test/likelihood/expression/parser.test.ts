import { describe, expect, test } from 'vitest';
import { CellmerError } from '../../../src/errors';
import { expressionLikelihood } from '../../../src/likelihood/expression';
import { MAX_LENGTH } from '../../../src/likelihood/expression/lexer';

const CELLS = [
  ['y', 'n', 'Dose in mg', 'x', 'X2', 'x2'],
  [1, 3, 0.5, 2, 1, 1],
  [0, 2, 1.5, 3, 1, 1],
];

const read = (text: string) => expressionLikelihood(text, CELLS);

describe('an expression is read as', () => {
  test.each([
    ['y*LN(p) + (n-y)*LN(1-p)', 'y*LN(p) + (n - y)*LN(1 - p)'],
    ['=y*log(p)', 'y*LN(p)'],
    ['y*LOG(p)', 'y*LOG10(p)'],
    ['y*Log(p)', 'y*LOG10(p)'],
    ['y*log(p, 2)', 'y*log(p, 2)'],
    ['Y*ln(P)', 'y*LN(P)'],
    ['-2^2*a', '-2^2*a'],
    ['(-2)^2*a', '(-2)^2*a'],
    ['2^-a', '2^-a'],
    ['2^3^a', '2^3^a'],
    ['(2^3)^a', '(2^3)^a'],
    ['a**2', 'a^2'],
    ['a-(b-c)-d', 'a - (b - c) - d'],
    ['a/(b/c)/d', 'a/(b/c)/d'],
    ['a*(b+c)', 'a*(b + c)'],
    ['+a', 'a'],
    ['--a', '--a'],
    ['`Dose in mg`*a', '`Dose in mg`*a'],
    ['[Dose in mg]*a', '`Dose in mg`*a'],
    ['gammaln(a)', 'GAMMALN(a)'],
    ['dnorm(y, mean=m, sd=s, log=TRUE)', 'dnorm(y, mean=m, sd=s, log=TRUE)'],
    ['IF(y=1; a; b)', 'IF(y = 1, a, b)'],
    ['IF(y==1 && !(n!=2) || a<=b, a, b)', 'IF(y = 1 & !n <> 2 | a <= b, a, b)'],
    ['2*PI()*a', '2*PI()*a'],
    ['.5e1*a − 1', '5*a - 1'],
  ])('%s ⇒ %s', (text, printed) => {
    expect(read(text).sentence).toBe(`sum over 2 rows of ${printed}`);
    expect(read(printed).sentence).toBe(`sum over 2 rows of ${printed}`);
  });

  test('a whole log-likelihood where it has a SUM', () => {
    const whole = read('SUM(y)*LN(p) + SUM(n - y)*LN(1 - p)');
    expect(whole.sentence).toBe('SUM(y)*LN(p) + SUM(n - y)*LN(1 - p)');
    expect(whole.value(Float64Array.of(0.3))).toBeCloseTo(Math.log(0.3) + 4 * Math.log(0.7), 14);
  });

  test.each([
    ['SUM(IF(y > -1, a, b))', 2 * 3],
    ['SUM(IF(y < -1, a, b))', 2 * 5],
    ['SUM(IF(y > 0, a, b))', 3 + 5],
    ['SUM(IF(2 > 1, a, b))', 3],
    ['IF(y > -1, a, 0*b)', 2 * 3],
    ['SUM(a) + SUM(a*y) + 0*b', 3 + 3],
    ['MEAN(y)*SUM(a*n) + 0*b', 0.5 * 15],
  ])('%s counts rows as Excel does', (text, value) => {
    const likelihood = read(text);
    const at: Record<string, number> = { a: 3, b: 5 };
    expect(likelihood.value(Float64Array.from(likelihood.parameters, ({ name }) => at[name]))).toBe(value);
  });

  test('every name that is no header is a parameter, in order, capital or not', () => {
    expect(read('b*y + a*X + B').parameters.map(({ name }) => name)).toEqual(['b', 'a', 'B']);
  });
  test('pi and TRUE are constants unless a header has their name', () => {
    expect(read('pi*a + TRUE').value(Float64Array.of(2))).toBeCloseTo(2 * (2 * Math.PI + 1), 14);
    const own = expressionLikelihood('pi*a', [['pi'], [3]]);
    expect(own.value(Float64Array.of(2))).toBe(6);
  });
  test.each([
    ['-2^2 + 0*a', -4],
    ['2^3^2 + 0*a', 512],
    ['2^-1 + 0*a', 0.5],
    ['-2*-3 + 0*a', 6],
    ['10-4-3 + 0*a', 3],
    ['16/4/2 + 0*a', 2],
    ['2+3*4 + 0*a', 14],
    ['1+(2>1)+0*a', 2],
    ['1<2 & 2<1 | 1=1 + 0*a', 1],
  ])('%s is %d', (text, value) => {
    expect(expressionLikelihood(text, [['y'], [1]]).value(Float64Array.of(1))).toBe(value);
  });
});

describe('an expression that cannot be read', () => {
  test.each([
    ['', 1, 'empty'],
    ['LNN(p)', 1, 'There is no function LNN: did you mean LN?'],
    ['y*frobnicate(p)', 3, 'There is no function frobnicate (at'],
    ['y*(p + 1', 3, 'Expected a closing bracket for this one, but the expression ends'],
    ['LN(p', 3, 'closing bracket'],
    ['y*p)', 4, 'it was never opened'],
    ['(y p)', 4, 'Expected an operator, a comma or a closing bracket, but found p'],
    ['y*', 3, 'but found the end of the expression'],
    ['y**', 4, 'but found the end'],
    ['y*2', 1, 'no free parameter'],
    ['LN(p, 2)', 1, 'The function LN has 2 arguments: expected 1'],
    ['IF(p)', 1, 'The function IF has 1 argument: expected 3'],
    ['a + dnorm()', 5, 'expected 1 to 4 (x, mean, sd, log)'],
    ['dnorm(y, mean=a, mean=b)', 1, 'The argument mean is given twice'],
    ['LN(p,)', 6, 'Expected an argument before the closing bracket'],
    ['"a"*p', 1, 'texts have no place here'],
    ['p ≤ 3', 3, 'Expected <=, but found ≤'],
    ['p # 3', 3, 'found #'],
    ['p\u0007', 2, 'the character U+0007'],
    ['a<b<c', 4, 'one comparison at a time'],
    ['1e999*p', 1, 'too large'],
    ['`y*p', 1, 'Expected ` at the end of the name'],
    ['``*p', 1, 'Expected a name before `'],
    ['SUM(y)*LN(p) + y', 16, 'it must be one number, but the column y stands outside of it'],
    ['dnorm(y, m, s, log=m)', 1, 'The argument log must be TRUE or FALSE'],
    ['BINOM.DIST(y, n, p, TRUE)', 1, 'its last argument must be FALSE'],
    ['dgamma(y, a, rate=1, scale=2)', 1, 'rate or scale, not both'],
    ['dnbinom(y, a, log=TRUE)', 1, 'either prob or mu'],
    [`${'('.repeat(200)}p${')'.repeat(200)}`, 101, 'nested too deeply'],
    [`${'-'.repeat(200)}p`, 101, 'nested too deeply'],
    [`p${'+1'.repeat(1500)}`, 2001, 'too long'],
    ['p'.repeat(MAX_LENGTH + 1), 1, 'at most 8192'],
  ])('%s says where', (text, position, message) => {
    try {
      read(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(CellmerError);
      expect((error as CellmerError).code).toBe('syntax');
      expect((error as CellmerError).message).toContain(message);
      expect((error as CellmerError).position).toBe(position - 1);
    }
  });

  test.each([
    ['`dose`*p', 'column "dose" is not in the data'],
    ['[Dose in g]*p', 'did you mean "Dose in mg"?'],
    ['x2*p + X2', null],
    ['p*MAX(y*p)', 'MAX of one argument needs data'],
  ])('%s', (text, message) => {
    if (message === null) expect(read(text).observations).toBe(2);
    else expect(() => read(text)).toThrow(message);
  });

  test('a name that differs in case from two headers', () => {
    const cells = [
      ['Ab', 'aB'],
      [1, 2],
    ];
    expect(() => expressionLikelihood('ab*p', cells)).toThrow('"ab" could be any of the columns Ab, aB');
  });
});

describe('the data of an expression', () => {
  const cells = [
    ['y', 'x', 'note', 'flag'],
    [1, 2, 'a', true],
    [null, 3, 'b', false],
    [4, '#N/A', 'c', true],
    [5, 6, null, null],
  ];
  test('leave out rows with a missing value in a column in use, and count them', () => {
    const likelihood = expressionLikelihood('-(y - m*x)^2', cells);
    expect([likelihood.observations, likelihood.missing]).toEqual([2, 2]);
    expect(likelihood.value(Float64Array.of(1))).toBe(-2);
  });
  test('take TRUE for 1 and FALSE for 0', () => {
    expect(expressionLikelihood('flag*m', cells).value(Float64Array.of(3))).toBe(6);
  });
  test('need numbers', () => {
    expect(() => expressionLikelihood('note*m', cells)).toThrow('The column note holds text');
    expect(() => expressionLikelihood('y*m', [['y'], [{ error: '#DIV/0!' }]])).toThrow('#DIV/0!');
    const blanks = [
      ['y', 'x'],
      [null, 1],
      [2, null],
    ];
    expect(() => expressionLikelihood('y*x*m', blanks)).toThrow(
      'No row of the data has a value in all of y, x',
    );
  });
  test('without headers are y, x1, x2; a row of numbers is a sample', () => {
    const two = [
      [1, 2],
      [3, 4],
    ];
    expect(expressionLikelihood('y*m + x1', two).value(Float64Array.of(1))).toBe(10);
    expect(expressionLikelihood('y*m', [[1, 2, 3]]).value(Float64Array.of(2))).toBe(12);
  });
});

import { describe, expect, it } from 'vitest';
import {
  deparse,
  expandTerms,
  formulaForGroup,
  isSyntacticName,
  parseExpression,
  parseFormula,
  printFormula,
  plainNames,
  quoteName,
  type Expr,
} from '../../src/formula/index';
import { numberText } from '../../src/formula/numberText';

function canonical(source: string, columnNames: readonly string[] = []): string {
  return printFormula(expandTerms(parseFormula(source), columnNames));
}

describe('printFormula', () => {
  it('prints a formula as it was written, with the spacing of R', () => {
    expect(printFormula(parseFormula('Reaction~Days+(Days|Subject)'))).toBe(
      'Reaction ~ Days + (Days | Subject)',
    );
    expect(printFormula(parseFormula('log( y )~a*b/c:d  -1+( x||g/h )'))).toBe(
      'log(y) ~ a * b/c:d - 1 + (x || g/h)',
    );
    expect(printFormula(parseFormula('~x'))).toBe('~x');
  });

  it('spells out expanded terms', () => {
    expect(canonical('Reaction ~ Days + (Days | Subject)')).toBe('Reaction ~ 1 + Days + (Days | Subject)');
    expect(canonical('y ~ (1 | a/b) + x * z - 1')).toBe('y ~ 0 + x + z + x:z + (1 | b:a) + (1 | a)');
    expect(canonical('y ~ (x || g)')).toBe('y ~ 1 + (1 | g) + (0 + x | g)');
    expect(canonical('~ x')).toBe('~1 + x');
  });

  it('spells out what the dot stands for', () => {
    expect(canonical('y ~ . + (1 | g)', ['y', 'x', 'my var'])).toBe('y ~ 1 + x + `my var` + (1 | g)');
  });

  it('keeps offsets', () => {
    expect(canonical('y ~ x + offset(log(n))')).toBe('y ~ 1 + x + offset(log(n))');
  });

  it('puts variables with operators into parentheses', () => {
    expect(canonical('y ~ a:(x > 2) + !z')).toBe('y ~ 1 + (!z) + a:(x > 2)');
  });
});

describe('formulaForGroup', () => {
  it('makes a random intercept', () => {
    expect(formulaForGroup('Reaction', ['Days'], 'Subject')).toBe('Reaction ~ 1 + Days + (1 | Subject)');
    expect(formulaForGroup('yield', [], 'plot')).toBe('yield ~ 1 + (1 | plot)');
  });

  it('puts names that need it between backquotes', () => {
    const text = formulaForGroup('Reaction time', ['2nd day', 'a`b'], 'test person');
    expect(text).toBe('`Reaction time` ~ 1 + `2nd day` + `a\\`b` + (1 | `test person`)');
    expect(expandTerms(parseFormula(text), []).columnNames).toEqual([
      'Reaction time',
      '2nd day',
      'a`b',
      'test person',
    ]);
  });
});

describe('quoteName', () => {
  it.each(['x', 'x.1', '.x', 'x_2', 'größe', '年齢', '.', '..', '...'])('leaves %s as it is', (name) => {
    expect(quoteName(name)).toBe(name);
    expect(isSyntacticName(name)).toBe(true);
  });

  it.each([
    ['a b', '`a b`'],
    ['2nd', '`2nd`'],
    ['_x', '`_x`'],
    ['.1a', '`.1a`'],
    ['if', '`if`'],
    ['TRUE', '`TRUE`'],
    ['a`b', '`a\\`b`'],
    ['a\\b', '`a\\\\b`'],
    ['a\nb', '`a\\nb`'],
    ['x-y', '`x-y`'],
    ['=1+1', '`=1+1`'],
  ])('quotes %j as %s', (name, quoted) => {
    expect(quoteName(name)).toBe(quoted);
    expect(isSyntacticName(name)).toBe(false);
  });
});

describe('deparse', () => {
  const at = { start: 0, end: 0 };
  const name = (text: string): Expr => ({ type: 'name', name: text, ...at });
  const binary = (operator: string, left: Expr, right: Expr): Expr => ({
    type: 'binary',
    operator,
    left,
    right,
    ...at,
  });
  const [a, b, c] = [name('a'), name('b'), name('c')] as const;

  it.each([
    [binary('*', binary('+', a, b), c), '(a + b) * c'],
    [binary('-', a, binary('-', b, c)), 'a - (b - c)'],
    [binary('^', binary('^', a, b), c), '(a^b)^c'],
    [binary('<', binary('<', a, b), c), '(a < b) < c'],
    [binary('^', { type: 'unary', operator: '-', operand: a, ...at }, b), '(-a)^b'],
    [binary('+', binary('^', a, { type: 'unary', operator: '!', operand: b, ...at }), c), '(a^!b) + c'],
  ])('adds parentheses where a tree without them would be another one: case %#', (expr, text) => {
    expect(deparse(expr)).toBe(text);
  });

  it('prints parentheses that were written once', () => {
    expect(deparse(parseExpression('( (a+b) )*c'))).toBe('((a + b)) * c');
  });
});

describe('numberText', () => {
  it.each([
    [0, '0'],
    [-0.5, '-0.5'],
    [-100000, '-1e+05'],
    [1e21, '1e+21'],
    [1.2345678901234568e20, '1.23456789012346e+20'],
    [2 ** 60, '1152921504606846976'],
    [Infinity, 'Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
  ])('prints %d as R does', (value, text) => expect(numberText(value)).toBe(text));
});

describe('plainNames', () => {
  it('gives names back as they are in the data, on one line', () => {
    for (const name of ['Reaction time', 'a`b', 'back\\slash', 'x'])
      expect(plainNames(`log(${quoteName(name)}) + y`)).toBe(`log(${name}) + y`);
    expect(plainNames(`${quoteName('mean\nof trials')}:Days`)).toBe('mean of trials:Days');
  });
});

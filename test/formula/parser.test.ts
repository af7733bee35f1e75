import { describe, expect, it } from 'vitest';
import { CellmerError } from '../../src/errors';
import { namesIn, parseExpression, parseFormula, printFormula, type Expr } from '../../src/formula/index';
import { formulaTree, treeText } from './trees';

const COLUMNS = [
  'Reaction time',
  'Reaction',
  'Days',
  'test person',
  'Dose (mg)',
  'Body weight (kg)',
  '2nd day',
];

function tree(source: string, columnNames: readonly string[] = COLUMNS): string {
  return formulaTree(parseFormula(source, { columnNames }));
}

function failure(source: string, columnNames: readonly string[] = []): CellmerError {
  try {
    parseFormula(source, { columnNames });
  } catch (error) {
    if (error instanceof CellmerError) return error;
    throw error;
  }
  throw new Error(`no error for ${source}`);
}

describe('column names with blanks', () => {
  it('are read without backquotes where they are known', () => {
    expect(tree('Reaction time ~ Days + (Days | test person)')).toBe(
      '(~ `Reaction time` (+ Days (paren (| Days `test person`))))',
    );
  });

  it('are an error where they are not known', () => {
    expect(failure('Reaction time ~ Days').message).toContain('`Reaction time`');
  });

  it('are matched with any run of blanks', () => {
    const columns = ['Reaction\ntime'];
    expect(tree('Reaction  \u00a0 time ~ Days', columns)).toBe('(~ `Reaction\\ntime` Days)');
  });

  it('may go on with signs after two words', () => {
    expect(tree('Reaction ~ Body weight (kg) * Days')).toBe('(~ Reaction (* `Body weight (kg)` Days))');
  });

  it('are read inside calls', () => {
    expect(tree('log(Reaction time) ~ 2nd day')).toBe('(~ (log `Reaction time`) `2nd day`)');
  });

  it('win over a shorter name that they begin with', () => {
    expect(tree('a b c ~ a b', ['a', 'a b', 'a b c'])).toBe('(~ `a b c` `a b`)');
  });

  it('are not found in the beginning of a longer word', () => {
    expect(failure('y ~ Reaction times', ['Reaction time']).position).toBe(13);
  });

  it('never change the meaning of a formula that R can read', () => {
    const columns = ['log(x)', 'a + b', 'a:b', 'x', '2', '1 | g'];
    expect(tree('y ~ log(x) + a + b + a:b + 2 + (1 | g)', columns)).toBe(
      tree('y ~ log(x) + a + b + a:b + 2 + (1 | g)', []),
    );
  });

  it('can still be written with backquotes', () => {
    expect(tree('`Reaction time` ~ `Dose (mg)`')).toBe('(~ `Reaction time` `Dose (mg)`)');
  });

  it('that need backquotes are named in the error about them', () => {
    const { message, position } = failure('Reaction ~ 50% dose', ['50% dose']);
    expect(message).toContain('the column 50% dose is written between backquotes, `50% dose`');
    expect(position).toBe(13);
  });
});

describe('characters that spreadsheets and text editors put in', () => {
  it.each(['\u00a0', '\u3000', '\u2009', '\ufeff', '\u200b', '\t', '\n'])('reads %j as a blank', (blank) => {
    const source = `${blank}y${blank}~${blank}x${blank}+${blank}(1${blank}|${blank}g)${blank}`;
    expect(tree(source)).toBe('(~ y (+ x (paren (| 1 g))))');
  });

  it.each(['\u2010', '\u2011', '\u2012', '\u2013', '\u2212'])('reads %j as a minus sign', (dash) => {
    expect(printFormula(parseFormula(`y ~ x ${dash} 1`))).toBe('y ~ x - 1');
  });

  it('names an invisible character by its number', () => {
    expect(failure('y ~ x \u0007 z').message).toContain('found the character U+0007');
  });

  it('puts the caret under the error where the formula has line breaks', () => {
    const { message, position } = failure('y ~ x +\r\n\t* z');
    expect(position).toBe(10);
    expect(message.split('\n').slice(1)).toEqual(['y ~ x +   * z', '          ^']);
  });
});

describe('parseFormula', () => {
  it('keeps the source and gives every node its place in it', () => {
    const source = 'log(y) ~ x1 * -`x 2` + (1 | f(g, k = 2))';
    const formula = parseFormula(source);
    const texts: string[] = [];
    const visit = (expr: Expr): void => {
      texts.push(source.slice(expr.start, expr.end));
      if (expr.type === 'binary') [expr.left, expr.right].forEach(visit);
      if (expr.type === 'unary') visit(expr.operand);
      if (expr.type === 'paren') visit(expr.inner);
      if (expr.type === 'call') expr.args.forEach(({ value }) => visit(value));
    };
    visit(formula.right);
    expect(formula.source).toBe(source);
    expect(texts).toEqual([
      'x1 * -`x 2` + (1 | f(g, k = 2))',
      'x1 * -`x 2`',
      'x1',
      '-`x 2`',
      '`x 2`',
      '(1 | f(g, k = 2))',
      '1 | f(g, k = 2)',
      '1',
      'f(g, k = 2)',
      'g',
      '2',
    ]);
  });

  it('leaves it to later stages whether a response is needed', () => {
    expect(parseFormula('~ x').response).toBeNull();
  });

  it('reads whole numbers with an L as numbers', () => {
    expect(treeText(parseExpression('f(1L, 0x10L, 1e3L)'))).toBe('(f 1 16 1000)');
  });

  it('refuses endless nesting and endless formulas', () => {
    expect(failure(`y ~ ${'('.repeat(50_000)}`).message).toContain('levels of nesting');
    expect(failure(`y ~ ${'-'.repeat(50_000)}x`).message).toContain('levels of nesting');
    expect(failure(`y ~ ${'a^'.repeat(50_000)}x`).message).toContain('levels of nesting');
    expect(failure(`y ~ ${'a+'.repeat(50_000)}x`).message).toContain('operators');
  });
});

describe('parseExpression', () => {
  it('reads a condition', () => {
    const expr = parseExpression('Days > 2 & Subject != "308"');
    expect(treeText(expr)).toBe('(& (> Days 2) (!= Subject "308"))');
  });

  it('refuses a formula', () => {
    expect(() => parseExpression('y ~ x')).toThrow(
      'Expected an operator or the end of the formula, but found ~',
    );
  });

  it('refuses an empty text', () => {
    expect(() => parseExpression(' ')).toThrow('Expected a variable, a number or a call, but found the end');
  });
});

describe('namesIn', () => {
  it('lists variables from left to right, without functions and names of arguments', () => {
    const expr = parseExpression('poly(x, degree = k) + `my f`(y, f(z)):x - "text"');
    expect(namesIn(expr).map(({ name }) => name)).toEqual(['x', 'k', 'y', 'z', 'x']);
  });
});

it('a column name with a line break between its backquotes is the name that has a blank there', () => {
  for (const written of ['`Reaction time`', '`Reaction\ntime`', '`Reaction\\ntime`', '`Reaction \u00a0time`'])
    expect(tree(`y ~ ${written}`, ['y', 'Reaction time'])).toBe(
      tree('y ~ `Reaction time`', ['y', 'Reaction time']),
    );
  expect(tree('y ~ `a\nb`', ['y', 'a\nb', 'a b'])).not.toBe(tree('y ~ `a b`', ['y', 'a b']));
});

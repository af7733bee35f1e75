import { describe, expect, it } from 'vitest';
import { expandTerms, parseFormula, type ModelTerms } from '../../src/formula/index';

function expand(source: string, columnNames: readonly string[] = []): ModelTerms {
  return expandTerms(parseFormula(source), columnNames);
}

function labels(items: readonly { readonly label: string }[]): string[] {
  return items.map(({ label }) => label);
}

describe('the columns that a formula uses', () => {
  it('come in order of first appearance, the response first', () => {
    const { columnNames } = expand('log(y) ~ b * a + offset(log(n)) + (x + a | g / h) + b');
    expect(columnNames).toEqual(['y', 'b', 'a', 'n', 'x', 'g', 'h']);
  });

  it('include those of terms that are removed, whose missing values count in R too', () => {
    expect(expand('y ~ a * b - a').columnNames).toEqual(['y', 'a', 'b']);
  });

  it('leave out functions, names of arguments and words for values', () => {
    const source = 'y ~ poly(x, degree = 2, raw = TRUE) + sin(2 * pi * x) + C(f, contr.sum) + g(x, T, NULL)';
    expect(expand(source).columnNames).toEqual(['y', 'x', 'f']);
  });

  it('include columns that are called like a value', () => {
    expect(expand('y ~ T + pi', ['y', 'T', 'pi']).columnNames).toEqual(['y', 'T', 'pi']);
  });

  it('include what the dot stands for, where it stands', () => {
    const { columnNames } = expand('cbind(s, n - s) ~ z + . + (1 | g)', ['a', 's', 'n', 'g', 'z', 'b']);
    expect(columnNames).toEqual(['s', 'n', 'z', 'a', 'g', 'b']);
  });

  it('may be unknown: that is for the data to say', () => {
    expect(expand('y ~ dayz', ['y', 'days']).columnNames).toEqual(['y', 'dayz']);
  });
});

describe('columns whose names read as expressions', () => {
  const columns = ['y', 'Dose (mg)', 'Weight-kg', 'a', 'log(a)'];

  it.each([
    [
      'y ~ Dose (mg)',
      'Expected backquotes around the column Dose (mg), `Dose (mg)`, but found mg without them',
    ],
    ['y ~ a + Weight-kg', 'column Weight-kg, `Weight-kg`, but found Weight without them (at position 9)'],
  ])('are pointed out where they lack backquotes: %s', (source, message) => {
    expect(() => expand(source, columns)).toThrow(message);
  });

  it('are read as R reads them where that makes sense', () => {
    expect(expand('y ~ log(a)', columns).columnNames).toEqual(['y', 'a']);
    expect(expand('y ~ `log(a)`', columns).columnNames).toEqual(['y', 'log(a)']);
  });
});

describe('the dot', () => {
  const columns = ['y', 'x', 'g', 'my var'];

  it('stands for every column but the response, groups included, as in lme4', () => {
    expect(labels(expand('y ~ . + (1 | g)', columns).fixed.terms)).toEqual(['x', 'g', '`my var`']);
  });

  it('leaves out a group that is subtracted', () => {
    expect(labels(expand('y ~ . - g + (1 | g)', columns).fixed.terms)).toEqual(['x', '`my var`']);
  });

  it('leaves out the response in a random term too', () => {
    const [random] = expand('y ~ 1 + (. | g)', columns).random;
    expect(labels(random?.terms.terms ?? [])).toEqual(['x', 'g', '`my var`']);
  });

  it('leaves out columns without a name and repeats no name', () => {
    expect(labels(expand('y ~ .', ['y', 'x', '', 'x']).fixed.terms)).toEqual(['x']);
  });

  it('copes with as many columns as a sheet can have', () => {
    const wide = Array.from({ length: 16_384 }, (_, i) => `x${i}`);
    const { fixed } = expand('x0 ~ . - x7 + (1 | x3)', wide);
    expect(fixed.terms).toHaveLength(16_382);
    expect(fixed.terms.at(-1)).toEqual({ variables: [16_382], label: 'x16383' });
  });

  it('is an error where only the response is left', () => {
    expect(() => expand('y ~ .', ['y'])).toThrow('found none besides the response');
  });
});

describe('random terms', () => {
  it('keep the variables of a grouping factor in the order of its name', () => {
    const { random } = expand('y ~ (1 | a/b/c) + (1 | `g 1`:h)');
    expect(random.map(({ group }) => labels(group))).toEqual([
      ['c', 'b', 'a'],
      ['b', 'a'],
      ['a'],
      ['`g 1`', 'h'],
    ]);
  });

  it('name a grouping factor as lme4 does', () => {
    const { random } = expand('y ~ (1 | a/b/c) + (1 | `g 1`) + (1 | `g 1`:h)');
    expect(random.map(({ groupLabel }) => groupLabel)).toEqual(['c:(b:a)', 'b:a', 'a', 'g 1', '`g 1`:h']);
  });

  it('nest calls and interactions, which lme4 1.1-31 cannot', () => {
    const { random } = expand('y ~ (1 | factor(a)/b) + (1 | a:b/c) + (1 | a/(b/c))');
    expect(labels(random)).toEqual([
      '1 | b:factor(a)',
      '1 | factor(a)',
      '1 | c:(a:b)',
      '1 | a:b',
      '1 | c:b:a',
      '1 | b:a',
      '1 | a',
    ]);
  });

  it('take parentheses around a group away', () => {
    expect(labels(expand('y ~ (1 | (a:b)) + (1 | (a/b))').random)).toEqual(['1 | a:b', '1 | b:a', '1 | a']);
  });

  it('count a repeated group once', () => {
    expect(labels(expand('y ~ (1 | a:a)').random[0]?.group ?? [])).toEqual(['a']);
  });

  it('with two bars and only an intercept are one term', () => {
    expect(labels(expand('y ~ (1 || g)').random)).toEqual(['1 | g']);
  });

  it('with two bars keep names that need backquotes', () => {
    expect(labels(expand('y ~ (`my x` || `test person`)').random)).toEqual([
      '1 | `test person`',
      '0 + `my x` | `test person`',
    ]);
  });

  it('with two bars keep only the variables that each part uses', () => {
    const { random } = expand('y ~ (x * (z > 2) || g)');
    expect(labels(random)).toEqual(['1 | g', '0 + x | g', '0 + (z > 2) | g', '0 + x:(z > 2) | g']);
    expect(random.map(({ terms }) => labels(terms.variables))).toEqual([
      [],
      ['x'],
      ['z > 2'],
      ['x', 'z > 2'],
    ]);
    expect(random.map(({ terms }) => terms.intercept)).toEqual([true, false, false, false]);
    expect(random[3]?.terms.terms).toEqual([{ variables: [0, 1], label: 'x:z > 2' }]);
  });
});

describe('variables', () => {
  it('are indexed by the terms that use them', () => {
    const { variables, terms } = expand('y ~ b:a + log(x) + a - b:a').fixed;
    expect(labels(variables)).toEqual(['b', 'a', 'log(x)']);
    expect(terms).toEqual([
      { variables: [2], label: 'log(x)' },
      { variables: [1], label: 'a' },
    ]);
  });

  it('may use the column of the response within a function', () => {
    expect(labels(expand('log(y) ~ y').fixed.terms)).toEqual(['y']);
  });

  it('may be the response where it is removed again', () => {
    expect(labels(expand('y ~ x + y - y').fixed.terms)).toEqual(['x']);
  });

  it('may not be the response, in parentheses or not', () => {
    expect(() => expand('(y) ~ x + y')).toThrow('found the response y among them (at position 11)');
  });

  it('allow bars inside functions', () => {
    expect(labels(expand('y ~ I(a | b)').fixed.terms)).toEqual(['I(a | b)']);
  });
});

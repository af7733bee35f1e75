import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expandTerms,
  parseExpression,
  parseFormula,
  quoteName,
  type ModelTerms,
} from '../../src/formula/index';
import { tried } from '../fuzz/target';
import { formulas, meaning, readOrRefuse, texts, trees } from '../fuzz/targets/formulas';
import { fixedSide, randomSide } from './arbitraries';

function expand(source: string): ModelTerms {
  return expandTerms(parseFormula(source), []);
}

describe('printing and parsing', () => {
  it('give back every tree, but for redundant parentheses', () => tried(trees, 1000));

  it('give back every column name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (header) => {
        // As the columns of a table are called.
        const name = header.normalize('NFC');
        expect(parseExpression(quoteName(name))).toMatchObject({ type: 'name', name });
      }),
      { numRuns: 1000 },
    );
  });

  it('give back every formula, and what it means when it is spelt out', () => tried(formulas, 500));
});

describe('expansion', () => {
  it('sorts terms by order and repeats none', () => {
    fc.assert(
      fc.property(fixedSide, (side) => {
        const { terms } = expand(`y ~ ${side}`).fixed;
        const orders = terms.map(({ variables }) => variables.length);
        expect(orders).toEqual([...orders].sort((a, b) => a - b));
        expect(new Set(terms.map(({ variables }) => variables.join())).size).toBe(terms.length);
      }),
    );
  });

  const sides: [string, (a: string, b: string) => [string, string]][] = [
    ['a * b is a + b + a:b', (a, b) => [`(${a}) * (${b})`, `(${a}) + (${b}) + (${a}):(${b})`]],
    ['a + b is b + a', (a, b) => [`(${a}) + (${b})`, `(${b}) + (${a})`]],
    ['a : b is b : a', (a, b) => [`(${a}):(${b})`, `(${b}):(${a})`]],
    ['a / b is a + b %in% a', (a, b) => [`(${a}) / (${b})`, `(${a}) + (${b}) %in% (${a})`]],
    ['(a + b)^2 is (a + b) * (a + b)', (a, b) => [`(${a} + ${b})^2`, `(${a} + ${b}):(${a} + ${b})`]],
    ['a + b - b is a - b', (a, b) => [`(${a}) + (${b}) - (${b})`, `(${a}) - (${b})`]],
    ['a + a is a', (a) => [`(${a}) + (${a})`, a]],
  ];
  const sum = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'log(x)', 'a:b', 'c:d:e', '`my var`'), {
      minLength: 1,
      maxLength: 5,
    })
    .map((terms) => terms.join(' + '));

  it.each(sides)('knows that %s for any sums a and b', (_, make) => {
    fc.assert(
      fc.property(sum, sum, (a, b) => {
        const [left, right] = make(a, b);
        expect(meaning(expand(`y ~ ${left}`).fixed)).toEqual(meaning(expand(`y ~ ${right}`).fixed));
      }),
      { numRuns: 200 },
    );
  });
});

describe('any text', () => {
  it('is read or refused with a position inside it', () => tried(texts, 3000));

  it('that is a formula with one character changed is read or refused too, and both happen', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fixedSide, randomSide, fc.nat(), fc.string({ maxLength: 2 }), (fixed, random, at, text) => {
        const source = `y ~ ${fixed}${random}`;
        const position = at % source.length;
        seen.add(readOrRefuse(source.slice(0, position) + text + source.slice(position + 1)));
      }),
      { numRuns: 1000 },
    );
    expect([...seen].sort()).toEqual(['read', 'refused']);
  });
});

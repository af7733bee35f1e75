import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellmerError } from '../../src/errors';
import {
  deparse,
  expandTerms,
  parseExpression,
  parseFormula,
  printFormula,
  quoteName,
  type Formula,
  type ModelTerms,
  type Terms,
} from '../../src/formula/index';
import { expression, fixedSide, formulaLike, randomSide } from './arbitraries';
import { shape } from './trees';

const COLUMNS = ['y', 'a b', 'x y z', 'x'];

function expand(source: string): ModelTerms {
  return expandTerms(parseFormula(source), []);
}

/** A predictor as a set of sets of variables: what it means, whatever the order. */
function meaning({ intercept, terms, variables }: Terms): unknown {
  const sets = terms.map((term) => term.variables.map((index) => variables[index]?.label ?? '').sort());
  return { intercept, terms: sets.map((set) => set.join(' : ')).sort() };
}

function modelMeaning({ fixed, random }: ModelTerms): unknown {
  return {
    fixed: meaning(fixed),
    random: random.map(({ terms, group, groupLabel }) => ({
      terms: meaning(terms),
      group: group.map(({ label }) => label),
      groupLabel,
    })),
  };
}

describe('printing and parsing', () => {
  it('give back every tree, but for redundant parentheses', () => {
    fc.assert(
      fc.property(expression, (expr) => {
        expect(shape(parseExpression(deparse(expr)))).toBe(shape(expr));
      }),
      { numRuns: 1000 },
    );
  });

  it('change nothing the second time', () => {
    fc.assert(
      fc.property(expression, (expr) => {
        const text = deparse(parseExpression(deparse(expr)));
        expect(deparse(parseExpression(text))).toBe(text);
      }),
    );
  });

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

  it('give back every formula', () => {
    fc.assert(
      fc.property(fixedSide, randomSide, (fixed, random) => {
        const formula = parseFormula(`y ~ ${fixed}${random}`);
        const text = printFormula(formula);
        expect(shape(parseFormula(text).right)).toBe(shape(formula.right));
        expect(modelMeaning(expand(text))).toEqual(modelMeaning(expandTerms(formula, [])));
      }),
    );
  });
});

describe('expansion', () => {
  it('means the same model after it is spelt out and read again', () => {
    fc.assert(
      fc.property(fixedSide, randomSide, (fixed, random) => {
        const terms = expand(`y ~ ${fixed}${random}`);
        const again = expand(printFormula(terms));
        expect(modelMeaning(again)).toEqual(modelMeaning(terms));
        expect(printFormula(expand(printFormula(again)))).toBe(printFormula(again));
      }),
      { numRuns: 500 },
    );
  });

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
  const readOrRefuse = (text: string): 'read' | 'refused' => {
    let formula: Formula | undefined;
    try {
      formula = parseFormula(text, { columnNames: COLUMNS });
      printFormula(expandTerms(formula, COLUMNS));
      return 'read';
    } catch (error) {
      if (!(error instanceof CellmerError)) throw error;
      const { position = -1 } = error;
      expect(position).toBeGreaterThanOrEqual(0);
      expect(position).toBeLessThanOrEqual(text.length);
      return 'refused';
    }
  };

  it('is read or refused with a position inside it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), formulaLike), (text) => {
        readOrRefuse(text);
      }),
      { numRuns: 3000 },
    );
  });

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

/** Formulas, and texts that resemble them. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { CellmerError } from '../../../src/errors';
import {
  deparse,
  expandTerms,
  parseExpression,
  parseFormula,
  printFormula,
  type ModelTerms,
  type Terms,
} from '../../../src/formula/index';
import { composed } from '../../../src/table/index';
import { expression, fixedSide, formulaLike, randomSide } from '../../formula/arbitraries';
import { shape } from '../../formula/trees';
import { target } from '../target';

const COLUMNS = ['y', 'a b', 'x y z', 'x'];

/** A predictor as a set of sets of variables: what it means, whatever the order. */
export function meaning({ intercept, terms, variables }: Terms): unknown {
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

export function readOrRefuse(text: string): 'read' | 'refused' {
  try {
    printFormula(expandTerms(parseFormula(text, { columnNames: COLUMNS }), COLUMNS));
    return 'read';
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    const { position = -1 } = error;
    expect(position).toBeGreaterThanOrEqual(0);
    expect(position).toBeLessThanOrEqual(composed(text).length);
    return 'refused';
  }
}

export const trees = target({
  name: 'trees',
  law: 'are printed and parsed to what they were, but for redundant parentheses',
  cases: expression,
  holds(expr) {
    const text = deparse(expr);
    expect(shape(parseExpression(text))).toBe(shape(expr));
    const again = deparse(parseExpression(text));
    expect(deparse(parseExpression(again))).toBe(again);
  },
});

export const formulas = target({
  name: 'formulas',
  law: 'mean the same model after they are printed, and after they are spelt out, and read again',
  cases: fc.record({ fixed: fixedSide, random: randomSide }),
  holds({ fixed, random }) {
    const formula = parseFormula(`y ~ ${fixed}${random}`);
    const text = printFormula(formula);
    expect(shape(parseFormula(text).right)).toBe(shape(formula.right));
    const terms = expandTerms(formula, []);
    expect(modelMeaning(expandTerms(parseFormula(text), []))).toEqual(modelMeaning(terms));
    const again = expandTerms(parseFormula(printFormula(terms)), []);
    expect(modelMeaning(again)).toEqual(modelMeaning(terms));
    expect(printFormula(expandTerms(parseFormula(printFormula(again)), []))).toBe(printFormula(again));
  },
});

/** A formula with one place of it changed. */
const edited = fc
  .tuple(fixedSide, randomSide, fc.nat(), fc.string({ maxLength: 2, unit: 'binary' }))
  .map(([fixed, random, at, text]) => {
    const source = `y ~ ${fixed}${random}`;
    const position = at % source.length;
    return source.slice(0, position) + text + source.slice(position + 1);
  });

export const texts = target({
  name: 'texts',
  law: 'are read as formulas, or refused with a position inside of them, their accents one with their letters',
  cases: fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), formulaLike, edited),
  holds: (text) => void readOrRefuse(text),
});

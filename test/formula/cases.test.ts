import { describe, expect, it } from 'vitest';
import { CellmerError } from '../../src/errors';
import {
  deparse,
  expandTerms,
  parseExpression,
  parseFormula,
  type ModelTerms,
  type Terms,
} from '../../src/formula/index';
import { readCases } from './textCases';
import { formulaTree } from './trees';

const LIST = ' ; ';

describe('parseFormula builds the tree that R builds for', () => {
  for (const { name, input, expected } of readCases('trees.txt')) {
    it(name, () => expect(formulaTree(parseFormula(input))).toBe(expected));
  }
});

describe('expandTerms gives the terms that R gives for', () => {
  for (const { name, input, expected } of readCases('terms.txt')) {
    it(name, () => {
      const [, columns, formula = ''] = /^(?:columns: (.*)\n)?([^]*)$/.exec(input) ?? [];
      const { fixed } = expandTerms(parseFormula(formula), columns?.split(LIST) ?? []);
      expect(termsText(fixed)).toBe(expected);
    });
  }
});

describe('expandTerms finds the random terms that lme4 finds for', () => {
  for (const { name, input, expected } of readCases('random.txt')) {
    it(name, () => expect(randomText(expandTerms(parseFormula(input), []))).toBe(expected));
  }
});

describe('deparse writes the label that R writes for', () => {
  for (const { name, input, expected } of readCases('labels.txt')) {
    it(name, () => expect(deparse(parseExpression(`I(${input})`))).toBe(expected));
  }
});

describe('a formula is refused with a sentence and a caret for', () => {
  for (const { name, input, expected } of readCases('errors.txt')) {
    it(name, () => {
      const error = thrownBy(() => expandTerms(parseFormula(input), []));
      expect(error).toBeInstanceOf(CellmerError);
      const { message, code, position = -1 } = error as CellmerError;
      expect(code).toBe('syntax');
      expect(message).toBe(expected);
      expect(message.split('\n')[2]).toBe(`${' '.repeat(position)}^`);
    });
  }
});

function termsText({ intercept, terms, variables, offsets }: Terms): string {
  const line = (key: string, items: string[]): string[] =>
    items.length === 0 ? [] : [`${key}: ${items.join(LIST)}`];
  return [
    `intercept: ${intercept ? 'yes' : 'no'}`,
    ...line('terms', labels(terms)),
    ...line('variables', labels(variables)),
    ...line('offsets', offsets.map(deparse)),
  ].join('\n');
}

function randomText({ fixed, random }: ModelTerms): string {
  const side = ({ intercept, terms }: Terms): string => [intercept ? '1' : '0', ...labels(terms)].join(LIST);
  return [
    `fixed: ${side(fixed)}`,
    ...random.map(
      ({ label, groupLabel, terms }) => `random: ${label}${LIST}group ${groupLabel}${LIST}${side(terms)}`,
    ),
  ].join('\n');
}

function labels(items: readonly { readonly label: string }[]): string[] {
  return items.map(({ label }) => label);
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

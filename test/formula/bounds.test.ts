/** However a formula is written, what it costs is bounded: counted, for most of it, and once timed generously. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellmerError } from '../../src/errors';
import { expandTerms, parseFormula, printFormula, quoteName, type ModelTerms } from '../../src/formula/index';
import { operatorCount } from '../../src/formula/walk';

const names = (count: number, letter = 'v'): string[] =>
  Array.from({ length: count }, (_, i) => `${letter}${i}`);

const COLUMNS = ['y', 'g', 'h', ...names(2000)];

function expand(source: string, columns: readonly string[] = COLUMNS): ModelTerms {
  return expandTerms(parseFormula(source, { columnNames: columns }), columns);
}

/** The sentence of a formula that is refused. */
function refusal(source: string, columns: readonly string[] = COLUMNS): string {
  try {
    expand(source, columns);
  } catch (error) {
    if (error instanceof CellmerError) return error.message.split('\n')[0];
    throw error;
  }
  return 'read';
}

const TERMS = 'Expected at most 20000 terms, but found that this gives more';
const OPERATORS = 'Expected at most 40000 operators in all terms spelt out, but found that this gives more';
const ORDER = 'Expected interactions of at most 200 variables, but found one of more';
const STEPS = 'Expected terms that 5000000 steps can form, but found that this takes more';

describe('names', () => {
  it('are checked before anything is expanded', () => {
    const asked: string[] = [];
    const unknown = (name: string): Error => {
      asked.push(name);
      return new Error(`no ${name}`);
    };
    const long = parseFormula(`y ~ ${names(1900, 'w').join('/')}`);
    expect(() => expandTerms(long, COLUMNS, unknown)).toThrow('no w0');
    expect(asked).toEqual(['w0']);
  });

  it('with backquotes missing are pointed out first, and words for values are no unknown names', () => {
    const unknown = (name: string): Error => new Error(`no ${name}`);
    const columns = ['y', 'Dose (mg)', 'x'];
    const read = (source: string): ModelTerms => expandTerms(parseFormula(source), columns, unknown);
    expect(() => read('y ~ Dose (mg)')).toThrow('Expected backquotes around the column Dose (mg)');
    expect(read('y ~ poly(x, 2, raw = TRUE) + .').columnNames).toEqual(['y', 'x', 'Dose (mg)']);
  });

  it('of two words are found among as many columns as a sheet can have', () => {
    const wide = Array.from({ length: 16_000 }, (_, i) => `col  ${i}`);
    const { columnNames } = expand(`col 15999 ~ ${names(1500, 'col ').join(' + ')}`, wide);
    expect(columnNames.slice(0, 3)).toEqual(['col  15999', 'col  0', 'col  1']);
  });
});

describe('what a formula stands for is bounded with a sentence', () => {
  const vars = names(600);
  it.each([
    [`y ~ ${vars.join('/')}`, ORDER],
    [`y ~ ${names(1900).join('/')}`, ORDER],
    [`y ~ v0 %in% (${vars.join('+')})`, ORDER],
    [`y ~ ${vars.join(':')}`, ORDER],
    [`y ~ ${names(13).join('*')}`, OPERATORS],
    [`y ~ ${vars.join('*')}`, TERMS],
    [`y ~ (${vars.join('+')})^9`, TERMS],
    [`y ~ (${names(2000).join('+')})^2`, STEPS],
    [`y ~ .^2`, STEPS],
    [`y ~ .:.`, STEPS],
    [`y ~ ${'(.) + '.repeat(3000)}v1`, STEPS],
    [`y ~ (${names(10).join('*')})${'*v0'.repeat(1900)}`, STEPS],
    [`y ~ v0 - (${names(20).join('*')})`, TERMS],
    [`y ~ (${names(190).join('/')}):(${names(190).join('/')})`, STEPS],
    [`y ~ (1 | ${vars.join('/')})`, 'Expected a grouping factor of at most 40 columns, but found more'],
    [`y ~ (1 | ${vars.join(':')})`, 'Expected a grouping factor of at most 40 columns, but found more'],
    [
      `y ~ (1 | ${vars.join('*')})`,
      'Expected at most 1000 grouping factors in a random term, but found more',
    ],
    [
      `y ~ (1 | ${names(1500).join('+')})`,
      'Expected at most 1000 grouping factors in a random term, but found more',
    ],
    [`y ~ (. || ${names(30).join('/')})`, OPERATORS],
    [`y ~ (I(${'v0 + '.repeat(1900)}v1) | ${names(30).join('/')})`, OPERATORS],
    [`y ~ I(${'v0+'.repeat(2500)}v1)`, 'Expected at most 2000 operators within each other, but found more'],
    [
      `y ~ v0:(${'v0 + '.repeat(2500)}v1 > 2)`,
      'Expected at most 2000 operators within each other, but found more',
    ],
    [`${'y+'.repeat(2500)}y ~ v1`, 'Expected at most 2000 operators within each other, but found more'],
    [`y ~ ${'v0*'.repeat(2500)}v1`, 'Expected at most 2000 operators within each other, but found more'],
    [
      `y ~ I(${'v0 + '.repeat(1900)}v1)*${names(11).join('*')}`,
      'Expected at most 10000000 characters in the names of all terms, but found that this gives more',
    ],
  ])('in case %# of those that would cost much', (source, sentence) => {
    expect(refusal(source)).toContain(sentence);
  });

  it('and no smaller formula is refused', () => {
    expect(expand(`y ~ ${names(12).join('*')}`).fixed.terms).toHaveLength(2 ** 12 - 1);
    expect(expand(`y ~ ${names(200).join('/')}`).fixed.terms.at(-1)?.variables).toHaveLength(200);
    expect(expand(`y ~ ${names(2000).join(' + ')} - v3`).fixed.terms).toHaveLength(1999);
    expect(expand(`y ~ (. | h)`).random[0].terms.terms).toHaveLength(2002);
    expect(expand(`y ~ (1 | ${names(40).join('/')})`).random).toHaveLength(40);
  });

  it('within seconds for many together of which single ones took minutes', () => {
    const began = performance.now();
    for (const glue of ['/', '*', ':', '+', ' %in% ', '-', '^'])
      for (const count of [10, 100, 600, 1900])
        for (const random of ['', '(1 | g)', `(${names(count).join(glue)} | g)`, `(. || g)`])
          refusal(`y ~ ${names(count).join(glue)}${random && ` + ${random}`}`);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('what is printed', () => {
  const shapes = fc.constantFrom(
    (all: string[]) => all.join(' + '),
    (all: string[]) => all.slice(0, 11).join(' * '),
    (all: string[]) => all.slice(0, 200).join('/'),
    (all: string[]) => `(${all.slice(0, 150).join(' + ')})^2`,
    (all: string[]) => `. - (${all.join(' + ')})`,
    (all: string[]) => `v1 + (. | ${all.slice(0, 30).join('/')})`,
    (all: string[]) => `(${all.slice(0, 400).join(' + ')} || g)`,
    (all: string[]) => `(1 | ${all.slice(0, 7).join('*')})`,
  );

  it('is read again as the same model, however large it is', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 2, max: 2000 }), (shape, count) => {
        let terms: ModelTerms;
        try {
          terms = expand(`y ~ ${shape(names(count))}`);
        } catch (error) {
          expect(error).toBeInstanceOf(CellmerError);
          return;
        }
        const text = printFormula(terms);
        const again = expand(text);
        expect(again.fixed.terms.map(({ label }) => label)).toEqual(
          terms.fixed.terms.map(({ label }) => label),
        );
        expect(again.random.map(({ groupLabel }) => groupLabel)).toEqual(
          terms.random.map(({ groupLabel }) => groupLabel),
        );
        expect(printFormula(again)).toBe(text);
        expect(operatorCount(parseFormula(text).right)).toBeLessThanOrEqual(40_000);
      }),
      { numRuns: 30 },
    );
  });

  it('has names with every character there is', () => {
    const name = Array.from({ length: 0x100 }, (_, i) => String.fromCharCode(i)).join('');
    expect(expand(`y ~ ${quoteName(name)}`, ['y', name]).columnNames).toEqual(['y', name.normalize('NFC')]);
    expect(expand('y ~ `a\\000b`', ['y', 'a\0b']).columnNames).toEqual(['y', 'a\0b']);
  });
});

import { describe, expect, test } from 'vitest';
import type { ContrastRow, ContrastTable, EstimatedTable } from '../../../src/index';
import { differences, meanNames, slopeSentences } from '../../../taskpane/state/differences';

const row = (
  pair: readonly [string, string] | null,
  [estimate, lower, upper, pValue]: readonly number[],
  more: Partial<ContrastRow> = {},
): ContrastRow => ({
  labels: [pair ? pair.join(' - ') : 'linear'],
  pair,
  group: [],
  estimate,
  standardError: (upper - lower) / 4,
  df: 20,
  lower,
  upper,
  statistic: 1,
  pValue,
  ...more,
});

const contrasts = (rows: readonly ContrastRow[], more: Partial<ContrastTable> = {}): ContrastTable => ({
  title: null,
  labels: ['contrast'],
  estimateName: 'Estimate',
  rows,
  level: 0.95,
  statisticName: 't',
  notes: [],
  adjusted: 'tukey',
  ...more,
});

const means = (labels: readonly string[], levels: readonly (readonly string[])[]): EstimatedTable => ({
  labels,
  estimateName: 'Mean',
  rows: levels.map((one) => row(null, [1, 0, 2, 0.1], { labels: one })),
  level: 0.95,
  statisticName: null,
  notes: [],
});

const ABC = meanNames(means(['diet'], [['A'], ['B'], ['C']]), 1);
/** Blanks that lines do not break at as plain ones. */
const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
const only = (table: ContrastTable, names = ABC): string[] =>
  differences(table, names).flatMap(({ sentences }) => sentences.map(({ text }) => spaced(text)));

describe('a pair of means', () => {
  test('is told as the later one against the earlier one, whichever is subtracted from which', () => {
    const expected = 'B is 5.10 lower than A, 2.90 to 7.30 (p < .001).';
    expect(only(contrasts([row(['A', 'B'], [5.1, 2.9, 7.3, 0.0001])]))).toEqual([expected]);
    expect(only(contrasts([row(['B', 'A'], [-5.1, -7.3, -2.9, 0.0001])]))).toEqual([expected]);
    expect(only(contrasts([row(['A', 'C'], [-3, -5, -1, 0.012])]))).toEqual([
      'C is 3.00 higher than A, 1.00 to 5.00 (p = .012).',
    ]);
  });

  test('that is not found to differ is never called equal', () => {
    expect(only(contrasts([row(['B', 'C'], [0.75, -0.6, 2.1, 0.31])]))).toEqual([
      'No difference was found between B and C: C − B from −2.10 to 0.60 (p = .310).',
    ]);
    expect(only(contrasts([row(['C', 'B'], [-0.75, -2.1, 0.6, 0.31])]))).toEqual([
      'No difference was found between B and C: C − B from −2.10 to 0.60 (p = .310).',
    ]);
  });

  test('is told without a break inside its p value', () => {
    const [{ sentences }] = differences(contrasts([row(['B', 'C'], [0.75, -0.6, 2.1, 0.31])]), ABC);
    expect(sentences[0].text).toContain('(p\u00a0=\u00a0.310)');
  });

  test('begins with a capital, and in quotes where that would be another level', () => {
    const found = [row(['a', 'b'], [-3, -5, -1, 0.012])];
    expect(only(contrasts(found), meanNames(means(['diet'], [['a'], ['b']]), 1))).toEqual([
      'B is 3.00 higher than a, 1.00 to 5.00 (p = .012).',
    ]);
    expect(only(contrasts(found), meanNames(means(['diet'], [['a'], ['b'], ['B']]), 1))).toEqual([
      '“b” is 3.00 higher than a, 1.00 to 5.00 (p = .012).',
    ]);
  });

  test('is found at the level of the limits', () => {
    const one = [row(['A', 'B'], [2, 0.4, 3.6, 0.03])];
    expect(differences(contrasts(one), ABC)[0].sentences[0].isFound).toBe(true);
    expect(differences(contrasts(one, { level: 0.99 }), ABC)[0].sentences[0].isFound).toBe(false);
  });

  test('that the data do not determine has a sentence and no number', () => {
    const unknown = row(['A', 'B'], [NaN, NaN, NaN, NaN], { undetermined: 'not estimable' });
    expect(only(contrasts([unknown]))).toEqual(['The data do not determine the difference between A and B.']);
  });

  test('of logarithms is a ratio, and of log odds one of odds', () => {
    const found = [row(['A', 'B'], [0.8, 0.7, 0.9, 0.001])];
    expect(only(contrasts(found, { estimateName: 'Ratio' }))).toEqual([
      'B is 1.250 times A, 1.111 to 1.429 (p = .001).',
    ]);
    expect(only(contrasts(found, { estimateName: 'Odds ratio' }))[0]).toMatch(
      /^The odds of B are 1\.250 times those of A/,
    );
    const not = [row(['A', 'B'], [0.98, 0.8, 1.2, 0.7])];
    expect(only(contrasts(not, { estimateName: 'Ratio' }))[0]).toBe(
      'No difference was found between A and B: B / A from 0.833 to 1.250 (p = .700).',
    );
  });

  test('of levels that are numbers names their variable, and of combinations all levels', () => {
    const numbers = meanNames(means(['nitro'], [['0'], ['0.2']]), 1);
    expect(only(contrasts([row(['0', '0.2'], [-20, -30, -10, 0.001])]), numbers)).toEqual([
      'Nitro 0.2 is 20.0 higher than nitro 0, 10.0 to 30.0 (p = .001).',
    ]);
    const both = meanNames(
      means(
        ['task', 'dose', 'group'],
        [
          ['a', '1', 'x'],
          ['b', '1', 'x'],
          ['a', '1', 'y'],
        ],
      ),
      2,
    );
    expect([...both.values()].map(({ name }) => name)).toEqual(['a, dose 1', 'b, dose 1']);
  });
});

describe('other contrasts', () => {
  test('with the mean of all are told as departures from it', () => {
    const above = row(null, [3, 1, 5, 0.01], { labels: ['A effect'] });
    const none = row(null, [-0.5, -2, 1, 0.6], { labels: ['B effect'] });
    expect(only(contrasts([above, none]))).toEqual([
      'A is 3.00 above the mean of all, 1.00 to 5.00 (p = .010).',
      'B was not found to depart from the mean of all, −2.00 to 1.00 (p = .600).',
    ]);
  });

  test('have their label, their value and their limits', () => {
    const table = contrasts([
      row(null, [12, 4, 20, 0.004]),
      row(null, [1, -3, 5, 0.7], { labels: ['quadratic'] }),
    ]);
    expect(only(table)).toEqual([
      'Linear: 12.0, 4.0 to 20.0 (p = .004).',
      'Quadratic: nothing was found, −3.00 to 5.00 (p = .700).',
    ]);
    const unknown = row(null, [NaN, NaN, NaN, NaN], { labels: ['cubic'] });
    expect(only(contrasts([unknown]))).toEqual(['The data do not determine cubic.']);
  });
});

test('comparisons within levels are grouped under them', () => {
  const at = (visit: string) =>
    row(['A', 'B'], [5, 3, 7, 0.001], { labels: ['A - B', visit], group: [visit] });
  const groups = differences(contrasts([at('1'), at('2')], { labels: ['contrast', 'visit'] }), ABC);
  expect(groups.map(({ title, sentences }) => [title, sentences.length])).toEqual([
    ['visit 1', 1],
    ['visit 2', 1],
  ]);
});

test('slopes are told per unit, by group where there are groups', () => {
  const table: EstimatedTable = {
    ...means(['Sex'], [['Male'], ['Female'], ['Other']]),
    rows: [
      row(null, [0.784, 0.6, 0.97, 0.0001], { labels: ['Male'] }),
      row(null, [-0.479, -0.69, -0.27, 0.0002], { labels: ['Female'] }),
      row(null, [0.1, -0.2, 0.4, 0.4], { labels: ['Other'] }),
    ],
  };
  expect(slopeSentences(table, 'age', 'distance', true).map(({ text }) => spaced(text))).toEqual([
    'Male: with each unit of age, distance rises by 0.784, 0.600 to 0.970 (p < .001).',
    'Female: with each unit of age, distance falls by 0.479, 0.270 to 0.690 (p < .001).',
    'Other: no change with age was found, −0.200 to 0.400 (p = .400) for each unit.',
  ]);
  const alone = { ...table, rows: table.rows.slice(0, 1) };
  expect(slopeSentences(alone, 'age', 'distance', false)[0].text).toMatch(/^With each unit of age, /);
});

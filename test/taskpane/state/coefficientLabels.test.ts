import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import { coefficientLabels, factorsOf, heldAt } from '../../../taskpane/state/coefficientLabels';
import { DEFAULT_OPTIONS } from '../../../taskpane/state/modelOptions';
import { summarizeData } from '../data';

const CELLS: CellMatrix = [
  ['y', 'condition', 'dose', 'first\nvisit', 'x'],
  [1, 'congruent', 1, 'no', 1],
  [2, 'incongruent', 2, 'yes', 2],
  [4, 'neutral', 4, 'no', 4],
  [3, 'neutral', 4, 'yes', 3],
];
const columns = summarizeData(CELLS).columns;

const labels = (formula: string, names: readonly string[], contrasts = DEFAULT_OPTIONS.contrasts): string[] =>
  names.map(coefficientLabels(names, factorsOf(formula, columns, contrasts)));

test('a coefficient of a factor says which level is compared with which', () => {
  expect(
    labels('y ~ condition * x', [
      '(Intercept)',
      'conditionincongruent',
      'conditionneutral',
      'x',
      'conditionincongruent:x',
      'conditionneutral:x',
    ]),
  ).toEqual([
    'Intercept',
    'condition: incongruent − congruent',
    'condition: neutral − congruent',
    'x',
    'condition: incongruent − congruent × x',
    'condition: neutral − congruent × x',
  ]);
});

test('another reference level and numbers as groups are read from the columns that there are', () => {
  const relevelled = 'relevel(condition, ref = "neutral")';
  expect(
    labels(`y ~ ${relevelled} + factor(dose)`, [
      `${relevelled}congruent`,
      `${relevelled}incongruent`,
      'factor(dose)2',
      'factor(dose)4',
    ]).map((label) => label.replace(/^.*: /, '')),
  ).toEqual(['congruent − neutral', 'incongruent − neutral', '2 − 1', '4 − 1']);
});

test('a column for each level says the level', () => {
  const names = ['conditioncongruent', 'conditionincongruent', 'conditionneutral'];
  expect(labels('y ~ 0 + condition', names)).toEqual([
    'condition: congruent',
    'condition: incongruent',
    'condition: neutral',
  ]);
});

test('a name with a line break is the one on one line', () => {
  expect(labels('y ~ `first\\nvisit`', ['`first visit`yes'])).toEqual(['first visit: yes − no']);
});

test('other contrasts, and levels of which two have no column, keep their names', () => {
  const sum = { all: 'sum', factors: {} } as const;
  expect(labels('y ~ condition', ['condition1', 'condition2'], sum)).toEqual(['condition1', 'condition2']);
  const single = { all: 'treatment', factors: { condition: { kind: 'helmert' } } } as const;
  expect(labels('y ~ condition', ['condition1'], single)).toEqual(['condition1']);
  expect(labels('y ~ condition', ['conditionneutral'])).toEqual(['conditionneutral']);
});

test('numbers of a polynomial are no levels', () => {
  expect(labels('y ~ poly(dose, 2)', ['poly(dose, 2)1', 'poly(dose, 2)2'])).toEqual([
    'dose (polynomial 2)1',
    'dose (polynomial 2)2',
  ]);
});

describe('in an interaction the rows of a smaller term hold', () => {
  const NUMBERS = new Set(['dose', 'x']);
  const held = (formula: string, names: readonly string[], contrasts = DEFAULT_OPTIONS.contrasts) =>
    heldAt(names, factorsOf(formula, columns, contrasts), NUMBERS);
  const CONDITION = ['conditionincongruent', 'conditionneutral'];
  const VISIT = '`first visit`';
  const crossed = (one: readonly string[], other: readonly string[]): string[] => [
    '(Intercept)',
    ...one,
    ...other,
    ...one.flatMap((a) => other.map((b) => `${a}:${b}`)),
  ];

  test('at the level that others are compared with', () => {
    expect(held(`y ~ condition * ${VISIT}`, crossed(CONDITION, [`${VISIT}yes`]))).toEqual([
      { of: 'condition', at: ['first visit no'] },
      { of: 'first visit', at: ['condition congruent'] },
    ]);
  });

  test('where the other number is 0', () => {
    expect(held('y ~ condition * x', crossed(CONDITION, ['x']))).toEqual([
      { of: 'condition', at: ['x = 0'] },
      { of: 'x', at: ['condition congruent'] },
    ]);
    expect(held('y ~ x * dose', crossed(['x'], ['dose']))).toEqual([
      { of: 'x', at: ['dose = 0'] },
      { of: 'dose', at: ['x = 0'] },
    ]);
  });

  test('and nothing is said without one, of other contrasts, or of what is no plain column', () => {
    expect(held('y ~ condition + x', ['(Intercept)', ...CONDITION, 'x'])).toEqual([]);
    const sum = { all: 'sum', factors: {} } as const;
    expect(held('y ~ condition * x', crossed(['condition1', 'condition2'], ['x']), sum)).toEqual([]);
    expect(held('y ~ scale(x) * dose', crossed(['scale(x)'], ['dose']))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { expandTerms, parseFormula, type CellMatrix } from '../../../src/index';
import { FIRST_COMPARISON, type CompareChoice } from '../../../taskpane/state/compareChoice';
import {
  comparisonOf,
  compareVariables,
  hasRoom,
  lowMiddleHigh,
  specsOf,
  typed,
  withCompared,
  withWithin,
  type Comparison,
} from '../../../taskpane/state/comparison';
import { atText } from '../../../taskpane/state/comparisonQuestions';
import { summarizeData } from '../data';

const cells: CellMatrix = [
  ['y', 'task', 'noise', 'group', 'age', 'dose', 'id', 'treated'],
  ...Array.from({ length: 24 }, (_, i) => [
    i * 1.5,
    ['a', 'b', 'c'][i % 3],
    i % 2 ? 'loud' : 'quiet',
    i < 12 ? 'old' : 'young',
    20 + i,
    [0, 10, 20, 40][i % 4],
    `s${i % 6}`,
    i % 2,
  ]),
];
const { columns } = summarizeData(cells);
const names = columns.map(({ name }) => name);

function asked(formula: string, choice: Partial<CompareChoice> = {}) {
  const terms = expandTerms(parseFormula(formula, { columnNames: names }), names);
  const variables = compareVariables(terms, columns);
  return { variables, comparison: comparisonOf({ ...FIRST_COMPARISON, ...choice }, variables, terms) };
}

const namesOf = ({ compared, slopeOf, within, held }: Comparison) => ({
  compared: compared.map(({ name }) => name),
  slopeOf: slopeOf?.name ?? null,
  within: within.map(({ name }) => name),
  held: held.map(({ name }) => name),
});

describe('what can be compared', () => {
  test('is what stands among the fixed effects, numbers that the formula takes for groups as factors', () => {
    const { variables } = asked('y ~ task + factor(dose) + log(age) + (1 | id)');
    expect(variables.map(({ name, levels }) => [name, levels])).toEqual([
      ['task', ['a', 'b', 'c']],
      ['dose', ['0', '10', '20', '40']],
      ['age', null],
    ]);
    expect(variables[2].numbers!.mean).toBeCloseTo(31.5, 12);
    expect(variables[2].numbers!.ends).toEqual([20, 43]);
  });

  test('has a column of two numbers as a factor of two levels', () => {
    expect(asked('y ~ treated').variables[0].levels).toEqual(['0', '1']);
  });

  test('is nothing where there are no fixed effects', () => {
    expect(asked('y ~ 1 + (1 | id)').comparison).toBeNull();
  });
});

describe('where nothing is chosen', () => {
  test('the first factor is compared, alone where it interacts with nothing', () => {
    expect(namesOf(asked('y ~ age + task + noise').comparison!)).toEqual({
      compared: ['task'],
      slopeOf: null,
      within: [],
      held: ['age'],
    });
  });

  test('it is compared within the factors that it interacts with', () => {
    expect(namesOf(asked('y ~ task * noise + group').comparison!).within).toEqual(['noise']);
    expect(namesOf(asked('y ~ task * noise * group').comparison!).within).toEqual(['noise', 'group']);
  });

  test('numbers have their slope where there is no factor', () => {
    expect(namesOf(asked('y ~ age + dose').comparison!)).toEqual({
      compared: [],
      slopeOf: 'age',
      within: [],
      held: ['dose'],
    });
  });
});

test('names that the model does not have count for nothing', () => {
  const { comparison } = asked('y ~ task + noise', { compared: ['gone', 'noise'], within: ['gone', 'task'] });
  expect(namesOf(comparison!)).toMatchObject({ compared: ['noise'], within: ['task'] });
});

test('no more than three variables are in one comparison', () => {
  const { comparison } = asked('y ~ task * noise * group + factor(dose)', {
    compared: ['task', 'noise'],
    within: ['group', 'dose'],
  });
  expect(namesOf(comparison!)).toMatchObject({ compared: ['task', 'noise'], within: ['group'] });
  expect(hasRoom(comparison!)).toBe(false);
});

describe('a tick', () => {
  const { comparison, variables } = asked('y ~ task * noise + age');
  const [task, noise, age] = variables;

  test('at a factor adds it to what is compared, and takes it from what is compared within', () => {
    expect(withCompared(comparison!, noise, true)).toEqual({ compared: ['task', 'noise'], within: [] });
    expect(withCompared(comparison!, task, false)).toEqual({ compared: [], within: ['noise'] });
  });

  test('at numbers takes the place of factors, and one at a factor takes the place of numbers', () => {
    expect(withCompared(comparison!, age, true)).toEqual({ compared: ['age'], within: ['noise'] });
    const slopes = asked('y ~ task * noise + age', { compared: ['age'], within: ['task'] }).comparison!;
    expect(withCompared(slopes, noise, true)).toEqual({ compared: ['noise'], within: ['task'] });
  });

  test('within adds and removes', () => {
    expect(withWithin(comparison!, age, true)).toEqual({ within: ['noise', 'age'] });
    expect(withWithin(comparison!, noise, false)).toEqual({ within: [] });
  });
});

describe('numbers', () => {
  test('within which is compared stand at their mean and a standard deviation to both sides, or where they are typed', () => {
    expect(lowMiddleHigh({ mean: 31.5, sd: 7.0711 })).toEqual([24.4, 31.5, 38.6]);
    const usual = asked('y ~ task * age', { compared: ['task'], within: ['age'] }).comparison!;
    expect(usual.at.age).toHaveLength(3);
    const own = asked('y ~ task * age', { within: ['age'], at: { age: '20, 40' } }).comparison!;
    expect(own.at).toEqual({ age: [20, 40] });
  });

  test('that are held stand at one number that is typed, and what is no number (yet) counts for nothing', () => {
    expect(asked('y ~ task + age', { at: { age: '30' } }).comparison!.at).toEqual({ age: [30] });
    expect(asked('y ~ task + age', { at: { age: '-' } }).comparison!.at).toEqual({});
    expect(typed('1, 2x')).toBeNull();
    expect(typed(undefined)).toBeNull();
  });

  test('are written as the functions read them', () => {
    expect(atText({ age: [20, 40], 'my dose': [0] })).toBe('age=20,40; `my dose`=0');
    expect(atText({})).toBeNull();
  });
});

test('specs are written as people write them', () => {
  const { comparison } = asked('y ~ task * noise * group', { compared: ['task', 'noise'] });
  expect(specsOf(comparison!)).toBe('task * noise | group');
  expect(specsOf({ compared: [{ name: 'a b', levels: [], numbers: null }], within: [] })).toBe('`a b`');
});

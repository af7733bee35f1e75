import { expect, test } from 'vitest';
import { expandTerms, parseFormula, type AnovaTable } from '../../../src/index';
import { testLines } from '../../../taskpane/state/comparisonTests';
import type { CompareVariable } from '../../../taskpane/state/comparison';
import { summarizeData } from '../data';

const { columns } = summarizeData([
  ['y', 'task', 'dose', 'age', 'id', 'treated'],
  ...[1, 2, 3, 4].map((i) => [i, `t${i}`, i, i + 20, `s${i}`, i % 2]),
]);
const names = columns.map(({ name }) => name);
const factor = (name: string): CompareVariable => ({ name, levels: ['a', 'b'], numbers: null });
const age: CompareVariable = { name: 'age', levels: null, numbers: { mean: 1, sd: 1, ends: [0, 2] } };
const [task, dose] = [factor('task'), factor('dose')];

const table = (...names: string[]): AnovaTable => ({
  ...{ formula: '', type: 3, ddf: 'satterthwaite', effects: [], level: 0.95, notes: [] },
  rows: names.map((term) => ({
    ...{ term, sumOfSquares: 1, meanSquare: 1, effects: [] },
    ...{ numDf: 2, denDf: 46, f: 41.982, pValue: 0.00001 },
  })),
});
const linesOf = (formula: string, rows: AnovaTable, more: Partial<Parameters<typeof testLines>[2]>) =>
  testLines(
    rows,
    expandTerms(parseFormula(formula, { columnNames: names }), names),
    {
      ...{ compared: [], slopeOf: null, within: [] },
      ...more,
    },
    columns,
  );
const DONE = 'F(2, 46) = 41.98, p < .001';

test('what is compared has the test of its term, and of its interaction with what it is compared within', () => {
  const formula = 'y ~ task * factor(dose) + age + (1 | id)';
  const rows = table('task', 'factor(dose)', 'age', 'task:factor(dose)');
  expect(linesOf(formula, rows, { compared: [task], within: [dose] })).toEqual([
    `task: ${DONE}`,
    `task × dose: ${DONE}`,
  ]);
  expect(linesOf(formula, rows, { compared: [task] })).toEqual([`task: ${DONE}`]);
  expect(linesOf(formula, rows, { compared: [task, dose] })).toHaveLength(3);
});

test('a term that changes with numbers is not told by its test where they are 0', () => {
  const rows = table('task', 'age', 'task:age');
  expect(linesOf('y ~ task * age + (1 | id)', rows, { compared: [task] })).toEqual([]);
  const two = table('task', 'treated', 'task:treated');
  expect(linesOf('y ~ task * treated + (1 | id)', two, { compared: [task] })).toEqual([]);
  expect(linesOf('y ~ task * factor(treated)', table('task'), { compared: [task] })).toHaveLength(1);
  expect(linesOf('y ~ task * age + (1 | id)', rows, { slopeOf: age, within: [task] })).toEqual([
    `age: ${DONE}`,
    `task × age: ${DONE}`,
  ]);
});

test('a term that others determine is said not to be tested', () => {
  const rows: AnovaTable = { ...table(), rows: [{ term: 'task', numDf: 0 }] };
  expect(linesOf('y ~ task + (1 | id)', rows, { compared: [task] })).toEqual([
    'task: other terms determine it, so that it is not tested.',
  ]);
});

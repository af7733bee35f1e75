import { expect, test } from 'vitest';
import type { FitResult, FittedLine } from '../../src';
import type { LinesQuestion } from '../../src/analyses/lines';
import { example } from '../taskpane/data';
import { analyse } from './support';
import { randomEffectsOf } from '../randomEffects';

const sleep = example('sleepstudy');
const SLOPES = 'Reaction ~ Days + (Days | Subject)';

const ask = (question: Partial<LinesQuestion>) =>
  ({ kind: 'lines', x: 'Days', factor: null, levels: [], points: 30, ...question }) as const;

/** The line's value at one of its places. */
const at = ({ x, y }: FittedLine, value: number): number => y[x.indexOf(value)];

test('the population line is the fixed part, and the line of a group adds its effects', () => {
  const fit: FitResult = analyse(sleep, SLOPES, { kind: 'summary' });
  const [b0, b1] = fit.fixedEffects.map(({ estimate }) => estimate);
  const { levels, values } = randomEffectsOf(fit, 'Subject');
  const wanted = [3, 17];
  const lines = analyse(sleep, SLOPES, ask({ factor: 'Subject', levels: wanted }));
  expect(lines.map(({ level }) => level)).toEqual([-1, ...wanted]);
  expect([...lines[0].x]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const day of [0, 4, 9]) {
    expect(at(lines[0], day)).toBeCloseTo(b0 + b1 * day, 9);
    wanted.forEach((level, i) => {
      const expected = b0 + values[2 * level] + (b1 + values[2 * level + 1]) * day;
      expect(at(lines[i + 1], day)).toBeCloseTo(expected, 9);
    });
  }
  expect(levels).toHaveLength(18);
});

test('at the rows of a group its line has their fitted values, through any transformation', () => {
  for (const model of [
    'Reaction ~ poly(Days, 2) + (1 | Subject)',
    'Reaction ~ factor(Days) + (1 | Subject)',
  ]) {
    const fit: FitResult = analyse(sleep, model, { kind: 'summary' });
    const lines = analyse(sleep, model, ask({ factor: 'Subject', levels: [5] }));
    const rows = sleep
      .slice(1)
      .flatMap((row, i) => (String(row[2]) === randomEffectsOf(fit, 'Subject').levels[5] ? [i] : []));
    expect(rows).toHaveLength(10);
    for (const i of rows) expect(at(lines[1], Number(sleep[i + 1][1]))).toBeCloseTo(fit.fitted[i], 8);
  }
});

test('other numbers are held at their mean, and labels at the commonest', () => {
  const more = sleep.map((row, i) =>
    i === 0 ? [...row, 'age', 'arm'] : [...row, 20 + (i % 7), i % 3 === 0 ? 'a' : 'b'],
  );
  const model = 'Reaction ~ Days + age + arm + (1 | Subject)';
  const fit: FitResult = analyse(more, model, { kind: 'summary' });
  const beta = Object.fromEntries(fit.fixedEffects.map(({ term, estimate }) => [term, estimate]));
  const mean = more.slice(1).reduce((sum, row) => sum + Number(row[3]) / 180, 0);
  const [population] = analyse(more, model, ask({}));
  expect(at(population, 2)).toBeCloseTo(beta['(Intercept)'] + 2 * beta.Days + mean * beta.age + beta.armb, 8);
});

test('a level counts with the level of the outer factor in which it lies', () => {
  const pastes = example('pastes');
  const model = 'strength ~ cask + (1 | batch) + (1 | sample)';
  const fit: FitResult = analyse(pastes, model, { kind: 'summary' });
  const lines = analyse(pastes, model, ask({ x: 'cask', factor: 'sample', levels: [4] }));
  const level = randomEffectsOf(fit, 'sample').levels[4];
  const names = pastes[0].map(String);
  const row = pastes.slice(1).findIndex((cells) => String(cells[names.indexOf('sample')]) === level);
  expect([...lines[1].y]).toHaveLength(1);
  expect(lines[1].y[0]).toBeCloseTo(fit.fitted[row], 9);
});

test('many values of x become equally spaced ones, from the least to the largest', () => {
  const [population] = analyse(sleep, SLOPES, ask({ points: 4 }));
  expect([...population.x]).toEqual([0, 3, 6, 9]);
});

test('a linear model has the line of its population', () => {
  const fit: FitResult = analyse(sleep, 'Reaction ~ Days', { kind: 'summary' });
  const [line, ...others] = analyse(sleep, 'Reaction ~ Days', ask({}));
  expect(others).toEqual([]);
  expect(at(line, 1) - at(line, 0)).toBeCloseTo(fit.fixedEffects[1].estimate, 9);
});

test('a column or a factor that the model has not is named', () => {
  expect(() => analyse(sleep, SLOPES, ask({ x: 'Nights' }))).toThrow('the model has no column "Nights"');
  expect(() => analyse(sleep, SLOPES, ask({ factor: 'Ward' }))).toThrow(
    'the model has no grouping factor "Ward"',
  );
});

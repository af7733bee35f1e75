import { describe, expect, test } from 'vitest';
import {
  DEFAULT_FIT_OPTIONS,
  effectReport,
  normalCdf,
  normalQuantile,
  prepareModel,
  toCells,
  type OutputCell,
} from '../../src/index';
import { exampleCells } from '../exampleCells';
import { fitModel } from '../fitModel';

const sleep = fitModel(
  prepareModel({
    data: exampleCells('sleepstudy'),
    model: 'Reaction ~ Days + (Days | Subject)',
    options: DEFAULT_FIT_OPTIONS,
  }),
);

const numbers = (row: readonly OutputCell[]): number[] => row.slice(2).map(Number);

describe('one random effect of every group', () => {
  const [header, ...rows] = toCells(effectReport(sleep, { group: null, term: 'Days' }));

  test('has its limits, and stands from the lowest up', () => {
    expect(header).toEqual(['Group', 'Level', 'Days', 'Std. Error', 'Lower 95%', 'Upper 95%']);
    const modes = rows.map((row) => numbers(row)[0]);
    expect(modes).toEqual([...modes].sort((a, b) => a - b));
    const z = normalQuantile(0.975);
    for (const [mode, error, lower, upper] of rows.map(numbers)) {
      expect(lower).toBeCloseTo(mode - z * error, 10);
      expect(upper).toBeCloseTo(mode + z * error, 10);
    }
  });

  test('is the one of its column and its group', () => {
    const { levels, terms, values } = sleep.randomEffects[0];
    expect(rows).toHaveLength(levels.length);
    for (const [, level, mode] of rows)
      expect(mode).toBe(values[levels.indexOf(String(level)) * terms.length + terms.indexOf('Days')]);
  });

  test('is the first of a factor where no term is named', () => {
    expect(toCells(effectReport(sleep, { group: 'Subject', term: null }))[0][2]).toBe('(Intercept)');
  });

  test('has the normal quantiles of its ranks where they are wanted', () => {
    const [titles, ...found] = toCells(effectReport(sleep, { group: null, term: 'Days', quantiles: true }));
    expect(titles.slice(0, 7)).toEqual([...header, 'Normal quantile']);
    const all = found.map((row) => Number(row[6]));
    all.forEach((value, i) => expect(normalCdf(value)).toBeCloseTo((i + 0.5) / 18, 12));
    expect(found.map((row) => row.slice(0, 6))).toEqual(rows);
  });

  test('that there is not is refused with those that there are', () => {
    expect(() => effectReport(sleep, { group: null, term: 'Nights' })).toThrow(
      'The option term is "Nights": expected one of (Intercept), Days.',
    );
    expect(() => effectReport(sleep, { group: 'Ward', term: 'Days' })).toThrow(
      'The option group is "Ward": expected one of Subject.',
    );
  });
});

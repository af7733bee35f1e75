import { describe, expect, test } from 'vitest';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions } from './callFunctions';

const ORTHODONT = exampleCells('orthodont');
const FORMULA = 'distance ~ age * Sex + (age | Subject)';

useFunctions();

const trends = (variable: unknown, specs: unknown = null, options: string | null = null) =>
  call('LMER.TRENDS', ORTHODONT, FORMULA, variable, specs, null, options);

describe('LMER.TRENDS', () => {
  test('gives a slope per group, with what a reader needs to know below', () => {
    const cells = trends('age', 'Sex');
    expect(cells[0]).toEqual([
      ...['Sex', 'Slope of age', 'Std. Error', 'df'],
      ...['Lower 95%', 'Upper 95%', 't', 'p value'],
    ]);
    // emmeans 1.8.4 on lmerTest 3.1-3, emtrends(m, "Sex", var = "age")
    expect(cells[1][0]).toBe('Female');
    expect(cells[1][1]).toBeCloseTo(0.4795455, 7);
    expect(cells[2][2]).toBeCloseTo(0.08599951, 8);
    expect(cells.flat()).toContain('Held: age = 11 (its mean).');
  });

  test('gives one slope where no groups are named', () => {
    const cells = trends('age');
    expect(cells[0].slice(0, 2)).toEqual(['Slope of', 'Slope']);
    expect(cells[1][0]).toBe('age');
    expect(cells[1][1]).toBeCloseTo((0.479545454545 + 0.784375) / 2, 9);
  });

  test('takes the options of a grid, of a scale and of the model', () => {
    const cells = call(
      'LMER.TRENDS',
      ORTHODONT,
      'log(distance) ~ poly(age, 2) * Sex + (1 | Subject)',
      'age',
      'Sex * age',
      'ML',
      'at=age=8,14; type=response; level=0.9; ddf=asymptotic; weights=proportional',
    );
    expect(cells[0]).toContain('Lower 90%');
    expect(cells[0]).toContain('z');
    expect(cells.slice(1, 5).map(([sex, age]) => [sex, age])).toEqual([
      ['Female', 8],
      ['Male', 8],
      ['Female', 14],
      ['Male', 14],
    ]);
    expect(cells.flat().join(' ')).toContain('Slopes of the response');
  });

  test('compares slopes where contrasts are asked for, adjusted as asked', () => {
    const cells = trends('age', 'Sex', 'contrast=pairwise; adjust=holm; reverse=1');
    const row = cells.find(([label]) => label === 'Male - Female')!;
    // pairs(emtrends(m, "Sex", var = "age"), reverse = TRUE)
    expect(row[1]).toBeCloseTo(0.3048295, 7);
    expect(row[7]).toBeCloseTo(0.03261386, 7);
    const asked = 'contrast=pairwisee';
    expect(message('LMER.TRENDS', ORTHODONT, FORMULA, 'age', 'Sex', null, asked)).toContain('pairwise');
  });

  test('shows no slope by a function whose own is infinite', () => {
    for (const specs of [null, 'Sex'])
      for (const row of call('LMER.TRENDS', ORTHODONT, FORMULA, 'age/0', specs, null, null).slice(1, 2))
        for (const cell of row.slice(1)) expect(cell).toMatchObject({ code: '#N/A' });
  });

  test('says what is wrong with a variable', () => {
    expect(message('LMER.TRENDS', ORTHODONT, FORMULA, 'Sex', null, null, null)).toContain(
      'which has no slope',
    );
    expect(message('LMER.TRENDS', ORTHODONT, FORMULA, null, null, null, null)).toContain('variable is empty');
    expect(message('LMER.TRENDS', ORTHODONT, FORMULA, 'agge', null, null, null)).toContain(
      'Did you mean age?',
    );
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerReport, parseCsv, toCells, type CellMatrix } from '../../src/index';
import type { AnovaRow } from '../../src/analyses/anova';
import type { JointQuestion } from '../../src/analyses/jointTests';
import { exampleCells } from '../exampleCells';
import { analyse } from './support';

interface Case {
  file: string;
  formula: string;
  factors: string[];
  by: string[];
  ddf: 'satterthwaite' | 'kenward-roger';
  within: string[];
  terms: string[];
  df1: number[];
  df2: number[];
  f: number[];
  p: number[];
  partial: boolean[];
}
const fixtures = join(import.meta.dirname, 'fixtures');
const cases = JSON.parse(readFileSync(join(fixtures, 'jointTests.json'), 'utf8')) as Case[];
const EMPTY = parseCsv(readFileSync(join(import.meta.dirname, '../golden/data/emptycell.csv'), 'utf8'));
const cellsOf = (file: string): CellMatrix =>
  file === 'emptycell.csv' ? EMPTY : exampleCells(file.replace('.csv', ''));
const testsOf = (cells: CellMatrix, formula: string, question: Partial<JointQuestion> = {}, options = {}) =>
  analyse(cells, formula, { kind: 'jointTests', by: [], effects: [], level: 0.95, ...question }, options);

describe.each(cases)('joint tests of $formula by $ddf within "$by"', (one) => {
  test('are those of emmeans', () => {
    const { rows } = testsOf(cellsOf(one.file), one.formula, { by: one.by }, { ddf: one.ddf });
    expect(rows.map(({ term }) => term)).toEqual(one.terms);
    expect(rows.map(({ within }) => within.join(','))).toEqual(one.within);
    rows.forEach(({ numDf, denDf, f, pValue, isPartial }, i) => {
      expect(numDf).toBe(one.df1[i]);
      expect(isPartial).toBe(one.partial[i]);
      // emmeans rounds to two and three decimals, and makes the last row of what it has rounded; the degrees of freedom of that are the
      // fewest of one basis among many.
      const isRest = one.terms[i] === '(confounded)';
      expect(Math.abs(denDf! - one.df2[i])).toBeLessThan(isRest ? 0.05 : 0.0051);
      expect(Math.abs(f - one.f[i])).toBeLessThan(isRest ? 2e-3 : 5.1e-4);
      expect(Math.abs(pValue - one.p[i])).toBeLessThan(isRest ? 3e-4 : 1e-6);
    });
  });
});

describe('joint tests over the grid', () => {
  test('of balanced factors are the tests of type III', () => {
    const model = 'yield ~ Variety * factor(nitro) + (1 | Block / Variety)';
    const joint = testsOf(exampleCells('oats'), model).rows;
    const anova = analyse(exampleCells('oats'), model, { kind: 'anova', type: 3 }).rows as AnovaRow[];
    joint.forEach(({ numDf, f, denDf, pValue }, i) => {
      expect(numDf).toBe(anova[i].numDf);
      expect(f).toBeCloseTo(anova[i].f, 9);
      expect(denDf).toBeCloseTo(anova[i].denDf!, 6);
      expect(pValue).toBeCloseTo(anova[i].pValue, 9);
    });
  });

  test('do not depend on the coding, nor on the order of the rows, also where cells are empty', () => {
    const model = 'y ~ A * B + w + (1 | block)';
    const figures = (cells: CellMatrix, options = {}) =>
      testsOf(cells, model, {}, options).rows.map(({ term, numDf, f }) => [
        term,
        numDf,
        Number(f.toPrecision(7)),
      ]);
    const given = figures(EMPTY);
    const [header, ...rows] = EMPTY;
    expect(figures([header, ...[...rows].reverse()])).toEqual(given);
    for (const all of ['sum', 'helmert'] as const)
      expect(figures(EMPTY, { contrasts: { all, factors: {} } })).toEqual(given);
  });

  test('say which are about a part of the contrasts, and what is left over', () => {
    const cells = toCells(answerReport('jointTests', testsOf(EMPTY, 'y ~ A * B + w')));
    expect(cells[0]).toEqual(['Term', 'NumDF', 'DenDF', 'F', 'p value', 'Note']);
    expect(cells.slice(1, 6).map((row) => [row[0], row[5] === null || row[5] === '' ? '' : row[5]])).toEqual([
      ['A', 'in part'],
      ['B', 'in part'],
      ['w', ''],
      ['A:B', 'in part'],
      ['(confounded)', ''],
    ]);
    expect(cells.flat().join(' ')).toContain('combinations of levels without data');
  });

  test('within a factor name its levels, and have effect sizes', () => {
    const report = answerReport(
      'jointTests',
      testsOf(EMPTY, 'y ~ A + B + w', { by: ['B'], effects: ['eta'], level: 0.9 }),
    );
    const cells = toCells(report);
    expect(cells[0]).toEqual([
      'B',
      'Term',
      'NumDF',
      'DenDF',
      'F',
      'p value',
      'Partial eta²',
      'Lower 90%',
      'Upper 90%',
    ]);
    expect(cells[1].slice(0, 3)).toEqual(['b1', 'A', 2]);
    const [f, q, nu] = [cells[1][4], cells[1][2], cells[1][3]].map(Number);
    expect(cells[1][6]).toBeCloseTo((f * q) / (f * q + nu), 12);
    expect(() => testsOf(EMPTY, 'y ~ A + w', { by: ['w'] })).toThrow(
      'The option by names "w": expected factors of the fixed effects, there are A.',
    );
    expect(answerReport('jointTests', testsOf(EMPTY, 'y ~ 1')).opening).toEqual([
      'The model has no terms to test.',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  type AnovaTable,
  CellmerError,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  parseCsv,
  prepareModel,
  type TestType,
} from '../../src/index';
import type { AnovaRow } from '../../src/analyses/anova';
import { fixedEffectsCovariance } from '../../src/mixed/userScale';
import { kenwardRoger } from '../../src/inference/kenwardRoger';
import { fitOfInput } from '../mixed/support';

const examples = join(import.meta.dirname, '../../examples');
/** Rows of cake.csv, counted from 1, that are left out to make it unbalanced. */
const UNEVEN = [3, 4, 17, 40, 41, 42, 90, 133, 200, 201, 250];
/** Cells of recipe and temperature without data. */
const HOLES = ['A 175', 'B 195', 'B 225'];

interface TableOfR {
  terms: string | string[];
  NumDF: number | number[];
  DenDF: number | number[];
  F: number | number[];
  SumSq: number | number[];
}
interface Case {
  data: string;
  formula: string;
  tests: { type: TestType; satterthwaite: TableOfR; kenward: TableOfR }[];
}
const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/anova.json'), 'utf8')) as Case[];

function inputOf(data: string, model: string, options: Partial<FitOptions> = {}) {
  const isCake = data === 'uneven' || data === 'holes';
  const rows = parseCsv(readFileSync(join(examples, `${isCake ? 'cake' : data}.csv`), 'utf8'));
  const [recipe, temp] = ['recipe', 'temp'].map((name) => rows[0].indexOf(name));
  const isHole = (row: (typeof rows)[number]) =>
    data === 'holes' && HOLES.includes(`${String(row[recipe])} ${String(row[temp])}`);
  const kept = isCake ? rows.filter((row, i) => !UNEVEN.includes(i) && !isHole(row)) : rows;
  return prepareModel({ data: kept, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
}

const tableOf = (data: string, model: string, type: TestType, options?: Partial<FitOptions>): AnovaTable =>
  analyseModel(inputOf(data, model, options), { kind: 'anova', type });
const rowsOf = ({ rows }: AnovaTable) => rows as AnovaRow[];

/** R writes a table of one row without brackets. */
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
const relative = (ours: number, theirs: number) => Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));

describe.each(cases)('$formula on $data', ({ data, formula, tests }) => {
  test.each(tests)('type $type agrees with lmerTest and pbkrtest', ({ type, satterthwaite, kenward }) => {
    for (const [ddf, expected] of [
      ['satterthwaite', satterthwaite],
      ['kenward-roger', kenward],
    ] as const) {
      const rows = rowsOf(tableOf(data, formula, type, { ddf }));
      expect(rows.map(({ term }) => term)).toEqual(list(expected.terms));
      rows.forEach((row, i) => {
        expect(row.numDf).toBe(list(expected.NumDF)[i]);
        expect(relative(row.f, list(expected.F)[i])).toBeLessThan(2e-4);
        expect(relative(row.denDf!, list(expected.DenDF)[i])).toBeLessThan(2e-4);
        expect(relative(row.sumOfSquares, list(expected.SumSq)[i])).toBeLessThan(2e-4);
      });
    }
  });
});

describe('F tests of terms', () => {
  test.each(['treatment', 'sum', 'helmert'] as const)('of type III do not depend on %s contrasts', (kind) => {
    const model = 'distance ~ age * Sex + (age | Subject)';
    const reference = rowsOf(tableOf('orthodont', model, 3));
    const contrasts = { ...DEFAULT_FIT_OPTIONS.contrasts, all: kind };
    const coded = rowsOf(tableOf('orthodont', model, 3, { contrasts }));
    coded.forEach((row, i) => {
      expect(relative(row.f, reference[i].f)).toBeLessThan(1e-7);
      expect(relative(row.denDf!, reference[i].denDf!)).toBeLessThan(1e-6);
    });
  });

  test('of one coefficient are the square of its t test', () => {
    const options = { ddf: 'kenward-roger' } as const;
    const input = inputOf('orthodont', 'distance ~ age + (age | Subject)', options);
    const [row] = rowsOf(analyseModel(input, { kind: 'anova', type: 3 }));
    const age = analyseModel(input, { kind: 'summary' }).fixedEffects[1];
    expect(row.f).toBeCloseTo(age.statistic! ** 2, 8);
    expect(row.denDf).toBeCloseTo(age.df!, 8);
  });

  test('of a linear model are those of the analysis of variance', () => {
    // Balanced one-way layout: between and within mean squares from the group means
    const rows = parseCsv(readFileSync(join(examples, 'machines.csv'), 'utf8')).slice(1);
    const column = parseCsv(readFileSync(join(examples, 'machines.csv'), 'utf8'))[0];
    const [at, y] = [column.indexOf('Machine'), column.indexOf('score')];
    const groups = new Map<unknown, typeof rows>();
    for (const row of rows) groups.set(row[at], [...(groups.get(row[at]) ?? []), row]);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const grand = mean(rows.map((row) => Number(row[y])));
    let between = 0;
    let within = 0;
    for (const members of groups.values()) {
      const values = members.map((row) => Number(row[y]));
      between += values.length * (mean(values) - grand) ** 2;
      within += values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0);
    }
    const dfWithin = rows.length - groups.size;
    const [row] = rowsOf(tableOf('machines', 'score ~ Machine', 3, { ddf: 'residual' }));
    expect(row.sumOfSquares).toBeCloseTo(between, 8);
    expect(row.f).toBeCloseTo(between / (groups.size - 1) / (within / dfWithin), 8);
    expect(row.denDf).toBe(dfWithin);
  });

  test('without degrees of freedom compare with a chi-square distribution', () => {
    const [row] = rowsOf(tableOf('machines', 'score ~ Machine + (1 | Worker)', 3, { ddf: 'asymptotic' }));
    expect(row.denDf).toBeNull();
    expect(row.pValue).toBeCloseTo(Math.exp((-row.numDf * row.f) / 2), 12);
  });

  test('say nothing about a term that others determine', () => {
    const { rows } = tableOf('machines', 'score ~ Machine + factor(Machine) + (1 | Worker)', 3);
    expect(rows[1]).toEqual({ term: 'factor(Machine)', numDf: 0 });
  });

  test('by Kenward and Roger need a fit by REML', () => {
    const run = () =>
      tableOf('machines', 'score ~ Machine + (1 | Worker)', 3, { method: 'ML', ddf: 'kenward-roger' });
    expect(run).toThrow(CellmerError);
    expect(run).toThrow(/REML/);
  });
});

describe('the Kenward-Roger covariance', () => {
  test('is the plain one in a balanced layout, where the variances do not weigh the estimates', () => {
    const fit = fitOfInput(inputOf('machines', 'score ~ Machine + (1 | Worker)'));
    const plain = fixedEffectsCovariance(fit);
    kenwardRoger(fit).covariance.forEach((v, i) => expect(relative(v, plain[i])).toBeLessThan(1e-10));
  });
});

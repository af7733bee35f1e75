import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type AnalysisResult,
  analyseModel,
  CellmerError,
  type CellMatrix,
  type Comparison,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  parseCsv,
  prepareModel,
} from '../../src/index';

const cellsOf = (data: string): CellMatrix =>
  parseCsv(readFileSync(join(import.meta.dirname, `fixtures/identification/${data}.csv`), 'utf8'));

type RandomTests = AnalysisResult<'randomTests'>;

function inputOf(data: string, [model, ...others]: readonly string[], options: Partial<FitOptions> = {}) {
  return prepareModel({
    data: cellsOf(data),
    model,
    others,
    options: { ...DEFAULT_FIT_OPTIONS, ...options },
  });
}

const compare = (data: string, models: readonly string[], options?: Partial<FitOptions>): Comparison =>
  analyseModel(inputOf(data, models, options), { kind: 'comparison', refit: true });

const randomTests = (data: string, model: string, options?: Partial<FitOptions>): RandomTests =>
  analyseModel(inputOf(data, [model], options), { kind: 'randomTests' });

describe('a comparison of models counts what the data determine', () => {
  const large = 'value ~ phase + (0 + phase | id)';
  const same = 'value ~ phase + (phase || id)';
  const small = 'value ~ phase + (1 | id)';

  test('one covariance in other words is one model, whichever comes first', () => {
    for (const models of [
      [large, same],
      [same, large],
    ]) {
      const [first, second] = compare('phase', models).models;
      expect(first.parameterCount).toBe(10);
      expect(second.parameterCount).toBe(10);
      expect(second.test).toBeNull();
      expect(second.remark).toBe('the same model in other words');
    }
  });

  test('the smaller model is tested against the larger, whichever comes first', () => {
    const tests = [
      [small, same],
      [same, small],
      [large, small],
    ].map((models) => compare('phase', models).models[1].test!);
    for (const { df, statistic } of tests) {
      expect(df).toBe(5);
      expect(statistic).toBeGreaterThan(0);
      expect(Math.abs(statistic - tests[0].statistic)).toBeLessThan(1e-6);
    }
  });

  test('contrasts may be named for a factor of some of the models, and of one of them they must be', () => {
    const contrasts = (name: string): Partial<FitOptions> => ({
      contrasts: { all: 'treatment', factors: { [name]: { kind: 'sum' } } },
    });
    const { models } = compare(
      'classes',
      ['y ~ x + (1 | class)', 'y ~ trt + x + (1 | class)'],
      contrasts('trt'),
    );
    expect(models[1].test!.df).toBe(1);
    expect(() =>
      compare('classes', ['y ~ x + (1 | class)', 'y ~ trt + (1 | class)'], contrasts('school')),
    ).toThrow(CellmerError);
  });
});

describe('tests of random effects that are one', () => {
  test('neither is missed by itself, and both together are tested against the model without', () => {
    const { rows } = randomTests('operator', 'y ~ (1 | sample) + (1 | sample:operator)');
    expect(rows.map(({ removed }) => removed)).toEqual([
      '<none>',
      '(1 | sample)',
      '(1 | sample:operator)',
      '(1 | sample) and (1 | sample:operator)',
    ]);
    for (const { test: none, remark } of rows.slice(1, 3)) {
      expect(none).toBeNull();
      expect(remark).toBe('the same model in other words');
    }
    const [, alone] = randomTests('operator', 'y ~ (1 | sample)').rows;
    const { test: together, parameterCount } = rows[3];
    expect(parameterCount).toBe(alone.parameterCount);
    expect(together!.df).toBe(1);
    expect(together!.reference).toBe('mixture');
    expect(Math.abs(together!.statistic - alone.test!.statistic)).toBeLessThan(1e-6);
    expect(Math.abs(together!.pValue / alone.test!.pValue - 1)).toBeLessThan(1e-5);
  });

  test('a variance that is not determined is not tested, the others are as in the identified form', () => {
    const { rows } = randomTests(
      'species',
      'LogLeaf ~ SoilN * Species + (1 | Species/Accession) + (1 | Site)',
    );
    const own = randomTests('species', 'LogLeaf ~ SoilN * Species + (1 | Accession) + (1 | Site)').rows;
    const statistic = (all: RandomTests['rows'], removed: RegExp): number | undefined =>
      all.find((row) => removed.test(row.removed))!.test?.statistic;
    expect(statistic(rows, /\| Species\)/)).toBeUndefined();
    for (const removed of [/Accession/, /Site/])
      expect(Math.abs(statistic(rows, removed)! - statistic(own, removed)!)).toBeLessThan(1e-6);
  });
});

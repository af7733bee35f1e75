import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type CellMatrix,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  type FitResult,
  parseCsv,
  prepareModel,
} from '../../src/index';
import { fitModel } from '../fitModel';
import { fitOfInput } from '../mixed/support';
import { denseRank } from '../reference/denseRank';
import { generator } from '../reference/randomDesigns';

interface Identified {
  data: string;
  method: FitOptions['method'];
  formula: string;
  identified: string;
  criterion: number;
  npar: number;
  AIC: number;
  sigma: number;
  terms: string[];
  estimate: number[];
  se: number[];
  df: number[];
  krSe?: number[];
  krDf?: number[];
}
const fixtures = join(import.meta.dirname, 'fixtures');
const cases = JSON.parse(readFileSync(join(fixtures, 'identification.json'), 'utf8')) as Identified[];

/** With the indicators of the two levels of a factor, which the identified forms use. */
function cellsOf(data: string): CellMatrix {
  const [header, ...rows] = parseCsv(readFileSync(join(fixtures, `identification/${data}.csv`), 'utf8'));
  const two = header.findIndex((name) => ['trt', 'Source', 'Species'].includes(String(name)));
  if (two < 0) return [header, ...rows];
  const first = rows.map((row) => String(row[two])).sort()[0];
  return [
    [...header, 'a', 'b'],
    ...rows.map((row) => [...row, String(row[two]) === first ? 1 : 0, String(row[two]) === first ? 0 : 1]),
  ];
}

/** The rows in eight orders: as they are, backwards, and shuffled. */
function orders([header, ...rows]: CellMatrix): CellMatrix[] {
  const shuffled = (seed: number): CellMatrix => {
    const random = generator(seed);
    const keyed = rows.map((row) => ({ row, key: random.normal() }));
    return [header, ...keyed.sort((x, y) => x.key - y.key).map(({ row }) => row)];
  };
  return [[header, ...rows], [header, ...rows.slice().reverse()], ...[1, 2, 3, 4, 5, 6].map(shuffled)];
}

function fitted(data: CellMatrix, model: string, options: Partial<FitOptions>): FitResult {
  return fitModel(prepareModel({ data, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } }));
}

const doubt = ({ warnings }: FitResult): string =>
  warnings.find(({ code }) => code === 'not-identified')?.message ?? '';

/** How far two numbers are apart in units of a third, or of 1. */
const apart = (x: number | null, y: number | null, unit = 1): number => Math.abs(x! - y!) / unit;

describe('a model with variance parameters that the data do not determine', () => {
  test.each(cases.map((one) => [`${one.method} ${one.formula}`, one] as const))(
    '%s says so, and gives the numbers of its identified form in eight orders of the rows',
    (_, one) => {
      const { method } = one;
      const own = fitted(cellsOf(one.data), one.identified, { method });
      const ownAdjusted =
        method === 'REML'
          ? fitted(cellsOf(one.data), one.identified, { method, ddf: 'kenward-roger' })
          : null;
      const sentences = new Set<string>();
      for (const data of orders(cellsOf(one.data))) {
        const fit = fitted(data, one.formula, { method });
        sentences.add(doubt(fit));
        expect(fit.converged).toBe(true);
        expect(fit.undetermined.length).toBeGreaterThan(0);
        expect(fit.parameterCount).toBe(one.npar);
        expect(apart(fit.criterion, one.criterion)).toBeLessThan(1e-6);
        expect(apart(fit.aic, one.AIC)).toBeLessThan(1e-6);
        expect(apart(fit.sigma, own.sigma, own.sigma)).toBeLessThan(1e-6);
        expect(fit.singular).toBe(own.singular);
        compareEffects(fit, own);
        if (ownAdjusted !== null)
          compareEffects(fitted(data, one.formula, { method, ddf: 'kenward-roger' }), ownAdjusted);
      }
      expect(sentences.size).toBe(1);
      expect([...sentences][0]).toMatch(/^The data do not determine /);
    },
  );

  test.each(cases.map((one) => [`${one.method} ${one.identified}`, one] as const))(
    'the identified form %s is that of lme4, lmerTest and pbkrtest, without a doubt',
    (_, one) => {
      const { method } = one;
      const fit = fitted(cellsOf(one.data), one.identified, { method });
      expect(doubt(fit)).toBe('');
      expect(fit.undetermined).toEqual([]);
      expect(fit.fixedEffects.map(({ term }) => term)).toEqual(one.terms);
      expect(apart(fit.criterion, one.criterion)).toBeLessThan(1e-6);
      fit.fixedEffects.forEach(({ estimate, standardError, df }, j) => {
        expect(apart(estimate, one.estimate[j], one.se[j])).toBeLessThan(1e-5);
        expect(apart(standardError, one.se[j], one.se[j])).toBeLessThan(1e-4);
        // lmerTest differences its Hessian
        expect(apart(df, one.df[j], one.df[j])).toBeLessThan(2e-3);
      });
      if (method === 'ML') return;
      const adjusted = fitted(cellsOf(one.data), one.identified, { method, ddf: 'kenward-roger' });
      adjusted.fixedEffects.forEach(({ standardError, df }, j) => {
        expect(apart(standardError, one.krSe![j], one.krSe![j])).toBeLessThan(1e-4);
        expect(apart(df, one.krDf![j], one.krDf![j])).toBeLessThan(1e-3);
      });
    },
  );

  test('the rank is that of the dense matrices PV_iP', () => {
    for (const { data, formula, identified, method } of cases)
      for (const model of [formula, identified]) {
        const options = { ...DEFAULT_FIT_OPTIONS, method };
        const fit = fitOfInput(prepareModel({ data: cellsOf(data), model, options }));
        expect(fit.identification.count, model).toBe(denseRank(fit.model, method === 'REML'));
      }
  });
});

/** Where the estimate itself is not determined, which of many is given is a convention, and not compared. */
function compareEffects(fit: FitResult, own: FitResult): void {
  const isOpen = (term: string): boolean => {
    const [, named] = /The estimate, .* p value of (.*) are not determined/.exec(doubt(fit)) ?? [];
    return named?.includes(term) ?? false;
  };
  expect(fit.fixedEffects.map(({ term }) => term)).toEqual(own.fixedEffects.map(({ term }) => term));
  fit.fixedEffects.forEach(({ term, estimate, standardError, df }, j) => {
    const other = own.fixedEffects[j];
    if (isOpen(term)) return;
    expect(apart(estimate, other.estimate, other.standardError)).toBeLessThan(1e-6);
    expect(apart(standardError, other.standardError, other.standardError)).toBeLessThan(1e-6);
    expect(apart(df, other.df, other.df!)).toBeLessThan(1e-6);
  });
}

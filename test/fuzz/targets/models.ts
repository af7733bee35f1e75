/** Mixed models of small random data, and what must hold of every fit. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { CellmerError } from '../../../src/errors';
import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  prepareModel,
  type Cell,
  type FitResult,
  type Method,
} from '../../../src/index';
import { generator } from '../../reference/randomDesigns';
import { target } from '../target';

interface Case {
  readonly seed: number;
  readonly groups: number;
  readonly rows: number;
  readonly spread: number;
  readonly model: string;
  readonly method: Method;
}

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(),
  groups: fc.integer({ min: 3, max: 9 }),
  rows: fc.integer({ min: 2, max: 6 }),
  spread: fc.constantFrom(0, 0.3, 1, 5),
  model: fc.constantFrom(
    'y ~ x',
    'y ~ f + x',
    'y ~ 1 + (1 | g)',
    'y ~ x + (1 | g)',
    'y ~ f * x + (1 | g)',
    'y ~ x + (x | g)',
    'y ~ x + (x || g)',
    'y ~ 0 + f + (1 | g)',
    'y ~ x + (1 | g) + (1 | h)',
    'y ~ f + (1 | g/f)',
  ),
  method: fc.constantFrom('ML' as const, 'REML' as const),
});

type Row = Readonly<Record<'y' | 'x', number> & Record<'f' | 'g' | 'h', string>>;

/** Groups of one row more or less than `rows`. */
function rowsOf({ seed, groups, rows, spread }: Case): Row[] {
  const random = generator(seed);
  const [g, slope, h] = [0, 1, 2].map(() => Array.from({ length: 9 }, () => spread * random.normal()));
  return Array.from({ length: groups }, (_, i) =>
    Array.from({ length: rows + (i % 2) }, (): Row => {
      const [x, level, other] = [random.normal(), random.integer(3), random.integer(4)];
      const y = 3 + x + level + g[i] + slope[i] * x + h[other] + random.normal();
      return { y, x, f: 'abc'[level], g: `g${i}`, h: `h${other}` };
    }),
  ).flat();
}

type Names = keyof Row | 'fb' | 'fc';

function fit(rows: readonly Partial<Record<Names, Cell>>[], model: string, method: Method): FitResult | null {
  const names = Object.keys(rows[0]) as Names[];
  const data = [names, ...rows.map((row) => names.map((name) => row[name] ?? null))];
  try {
    const options = { ...DEFAULT_FIT_OPTIONS, method };
    return analyseModel(prepareModel({ data, model, options }), { kind: 'summary' });
  } catch (error) {
    if (!(error instanceof CellmerError)) throw error;
    expect(error.message).not.toMatch(/undefined|\bNaN\b|\[object/);
    return null;
  }
}

/** Whether there is a minimum to compare: not for data that a model fits without an error. */
function isSound(result: FitResult | null): result is FitResult {
  return result !== null && !result.warnings.some(({ code }) => code === 'no-maximum');
}

function expectSameCriterion(one: FitResult, other: FitResult | null, constant = 0): void {
  expect(other).not.toBeNull();
  const off = Math.abs(other!.criterion - one.criterion - constant);
  expect(off).toBeLessThan(1e-6 * (1 + Math.abs(one.criterion)));
}

export const invariance = target({
  name: 'invariance',
  law: 'fits depend on no order of rows, names of groups, or units',
  cases,
  holds(one) {
    const rows = rowsOf(one);
    const first = fit(rows, one.model, one.method);
    if (!isSound(first)) return;
    const random = generator(one.seed + 1);
    const shuffled = rows
      .map((row) => ({ row, at: random.uniform() }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row);
    expectSameCriterion(first, fit(shuffled, one.model, one.method));
    const renamed = rows.map((row) => ({ ...row, g: `n${99 - Number(row.g.slice(1))}`, h: `z${row.h}` }));
    expectSameCriterion(first, fit(renamed, one.model, one.method));
    const degrees = one.method === 'REML' ? first.nobs - first.fixedEffects.length : first.nobs;
    const scaled = rows.map((row) => ({ ...row, y: 1000 * row.y }));
    const constant = /\|/.test(one.model) || one.method === 'ML' ? 2 * degrees * Math.log(1000) : null;
    if (constant !== null) expectSameCriterion(first, fit(scaled, one.model, one.method), constant);
  },
});

export const dummies = target({
  name: 'dummies',
  law: 'in place of a factor give the same fit',
  cases,
  holds(one) {
    const rows = rowsOf(one);
    const levels = new Set(rows.map(({ f }) => f));
    if (levels.size < 3) return;
    const coded = rows.map((row) => ({ ...row, fb: Number(row.f === 'b'), fc: Number(row.f === 'c') }));
    const first = fit(coded, 'y ~ f + x + (1 | g)', one.method);
    const other = fit(coded, 'y ~ fb + fc + x + (1 | g)', one.method);
    if (!isSound(first)) return;
    expectSameCriterion(first, other);
    const worst = first.fixedEffects.map(({ estimate, standardError }, i) => {
      return Math.abs(estimate - other!.fixedEffects[i].estimate) / standardError;
    });
    expect(Math.max(...worst)).toBeLessThan(1e-3);
  },
});

/** Each a special case of the next. */
const NESTED = [
  ['y ~ 1 + (1 | g)', 'y ~ x + (1 | g)', 'y ~ x + f + (1 | g)', 'y ~ x * f + (1 | g)'],
  ['y ~ x', 'y ~ x + (1 | g)', 'y ~ x + (x || g)', 'y ~ x + (x | g)'],
  ['y ~ x + (1 | g)', 'y ~ x + (1 | g) + (1 | h)'],
];

export const nested = target({
  name: 'nested',
  law: 'models are never above larger ones',
  cases: fc.tuple(cases, fc.constantFrom(...NESTED)),
  holds([one, models]) {
    const rows = rowsOf(one);
    const fits = models.map((model) => fit(rows, model, 'ML'));
    fits.slice(1).forEach((larger, i) => {
      const smaller = fits[i];
      if (!isSound(larger) || !isSound(smaller)) return;
      expect(smaller.logLik - larger.logLik, `${models[i]} in ${models[i + 1]}`).toBeLessThan(1e-6);
    });
  },
});

export const consistency = target({
  name: 'consistency',
  law: 'of a fit: covariance is the inverse of the Hessian, fitted is predicted, intervals hold estimates, and all cells agree',
  cases,
  holds(one) {
    const rows = rowsOf(one);
    const result = fit(rows, one.model, one.method);
    if (!isSound(result)) return;
    const { hessian, fullCovariance, fixedEffects, vcov } = result;
    // No number is given of what the data do not determine.
    if (result.undetermined.length > 0) return;
    if (fullCovariance) expectInverse(hessian.values, fullCovariance.values);
    fixedEffects.forEach(({ estimate, standardError, statistic, lower, upper, pValue }, i) => {
      expect([lower <= estimate, estimate <= upper, pValue >= 0, pValue <= 1]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(standardError).toBeCloseTo(Math.sqrt(vcov.values[i][i]), 10);
      expect(statistic).toBeCloseTo(estimate / standardError, 8);
    });
    expect(result.aic).toBeCloseTo(2 * result.parameterCount - 2 * result.logLik, 8);
    if (result.family === 'mixed') expect(result.criterion).toBeCloseTo(-2 * result.logLik, 8);
    const data = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
    const options = { ...DEFAULT_FIT_OPTIONS, method: one.method };
    const { columns } = analyseModel(prepareModel({ data, model: one.model, options }), {
      kind: 'predict',
      newData: data,
      newDataAddress: null,
      random: true,
      interval: 'confidence',
      level: 0.9,
    });
    const column = (name: string) => columns.find((each) => each.name === name)?.values;
    const predicted = column('conditional') ?? column('population')!;
    const size = Math.max(...result.response.map(Math.abs));
    result.fitted.forEach((value, i) => {
      expect(Math.abs(value - predicted[i])).toBeLessThan(1e-8 * size);
      expect(Math.abs(value + result.residuals[i] - result.response[i])).toBeLessThan(1e-12 * size);
      expect([column('lower')![i] <= predicted[i], predicted[i] <= column('upper')![i]]).toEqual([
        true,
        true,
      ]);
    });
  },
});

/** Their product is the unit matrix, in units in which the Hessian has ones on its diagonal. */
function expectInverse(H: readonly (readonly number[])[], C: readonly (readonly number[])[]): void {
  const unit = H.map((row, i) => Math.sqrt(row[i]));
  const scaled = H.map((row, i) => row.map((value, j) => value / unit[i] / unit[j]));
  const inverse = C.map((row, i) => row.map((value, j) => value * unit[i] * unit[j]));
  const size = Math.max(...inverse.flat().map(Math.abs));
  scaled.forEach((row, i) =>
    row.forEach((_, j) => {
      const entry = row.reduce((sum, value, k) => sum + value * inverse[k][j], 0);
      expect(Math.abs(entry - Number(i === j))).toBeLessThan(1e-10 * Math.max(1, size) * row.length);
    }),
  );
}

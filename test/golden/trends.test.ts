/**
 * Slopes against emmeans (trends.json says which version), whose emtrends() divides the difference between x and x + h by h: exact
 * for straight lines, and for a parabola the slope at x + h/2, at which ours are asked for. Estimates and standard errors to 1e-7,
 * degrees of freedom to 1e-4 (lmerTest differentiates numerically), p values to 1e-6.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseModel, DEFAULT_FIT_OPTIONS, parseCsv, prepareModel, type FitOptions } from '../../src/index';
import type { EstimatedTable } from '../../src/analyses/estimatedTable';

interface GoldenTable {
  readonly labels: readonly (string | number)[];
  readonly estimate: readonly number[];
  readonly standardError: readonly number[];
  readonly df: readonly number[];
  readonly limits: readonly (readonly [number, number])[];
  readonly statistic: readonly number[];
  readonly pValue: readonly number[];
}

interface GoldenSlopes {
  readonly id: string;
  readonly data: string;
  readonly formula: string;
  readonly ddf: FitOptions['ddf'];
  readonly variable: string;
  readonly specs: string;
  /** h, where the model bends, and the values of the variable. */
  readonly step?: number;
  readonly at?: readonly number[];
  readonly slopes: GoldenTable;
}

const folder = import.meta.dirname;
const { cases } = JSON.parse(readFileSync(join(folder, 'trends.json'), 'utf8')) as {
  readonly cases: readonly GoldenSlopes[];
};

function slopesOf({ data, formula, ddf, variable, specs, step = 0, at }: GoldenSlopes): EstimatedTable {
  const file = [join(folder, 'data', data), join(folder, '../../examples', data.toLowerCase())].find(
    existsSync,
  )!;
  const options = { ...DEFAULT_FIT_OPTIONS, ddf };
  const input = prepareModel({ data: parseCsv(readFileSync(file, 'utf8')), model: formula, options });
  const places = at?.map((value) => value + step / 2).join(',');
  return analyseModel(input, {
    kind: 'slopes',
    variable,
    specs,
    at: places === undefined ? null : `${variable}=${places}`,
    covariates: 'mean',
    weights: 'equal',
  });
}

/** Relative to the golden number where that is large. */
function expectNear(found: number | null, wanted: number, tolerance: number, what: string): void {
  const scale = Math.max(1, Math.abs(wanted));
  expect(Math.abs(found! - wanted) / scale, `${what}: ${found} instead of ${wanted}`).toBeLessThan(tolerance);
}

function expectTable({ rows }: EstimatedTable, wanted: GoldenTable): void {
  expect(rows).toHaveLength(wanted.estimate.length);
  rows.forEach((row, i) => {
    expectNear(row.estimate, wanted.estimate[i], 1e-7, `estimate ${i}`);
    expectNear(row.standardError, wanted.standardError[i], 1e-7, `standard error ${i}`);
    expectNear(row.df, wanted.df[i], 1e-4, `df ${i}`);
    expectNear(row.lower, wanted.limits[i][0], 1e-6, `lower limit ${i}`);
    expectNear(row.upper, wanted.limits[i][1], 1e-6, `upper limit ${i}`);
    expectNear(row.statistic, wanted.statistic[i], 1e-6, `statistic ${i}`);
    expectNear(row.pValue, wanted.pValue[i], 1e-6, `p value ${i}`);
  });
}

describe('slopes agree with emmeans', () => {
  test.each(cases)('$id, $ddf', (golden) => {
    const found = slopesOf(golden);
    if (golden.at === undefined)
      expect(found.rows.map(({ labels }) => labels[0])).toEqual(golden.slopes.labels);
    expectTable(found, golden.slopes);
  });
});

test('the exact slope of a parabola is that of its coefficients', () => {
  const bent = cases.find(({ step }) => step !== undefined)!;
  const exact = slopesOf({ ...bent, step: 0 }).rows.map(({ estimate }) => estimate);
  const atStep = bent.slopes.estimate;
  const curvature = (exact[2] - exact[0]) / (bent.at![2] - bent.at![0]);
  exact.forEach((slope, i) => expect(atStep[i] - slope).toBeCloseTo((curvature * bent.step!) / 2, 9));
  expect(exact[0]).toBeCloseTo(7.43408501262721, 8);
});

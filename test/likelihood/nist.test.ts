import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  type CellMatrix,
  DEFAULT_FIT_OPTIONS,
  onewayAnova,
  onewayStatistics,
  prepareModel,
  readOneway,
} from '../../src/index';
import { fitModel } from '../fitModel';

/**
 * NIST's data sets SmLs01 to SmLs09 (Statistical Reference Datasets, analysis of variance): 9 treatments with means 1.4, 1.3
 * and 1.5 above a constant of many leading digits, and 0.1 of scatter.
 */
const SETS = [0, 1e6, 1e12].flatMap((constant, i) =>
  [21, 201, 2001].map((n, j) => ({ name: `SmLs0${3 * i + j + 1}`, constant, n })),
);

function valuesOf(constant: number, n: number): { y: number[]; treatment: number[] } {
  const y: number[] = [];
  const treatment: number[] = [];
  for (let t = 1; t <= 9; t++)
    for (let i = 0; i < n; i++) {
      const mean = t === 1 ? 14 : t % 2 === 0 ? 13 : 15;
      const tenths = i === 0 ? mean : i % 2 === 1 ? mean - 1 : mean + 1;
      // The number as it stands in NIST's file, read to the nearest double.
      y.push(Number(`${constant + Math.floor(tenths / 10)}.${tenths % 10}`));
      treatment.push(t);
    }
  return { y, treatment };
}

/** F and the mean square within of the doubles as they are, without rounding: what can be had at best. */
function exactly(y: readonly number[], n: number): { f: number; within: number } {
  const SCALE = 2 ** 60;
  const whole = y.map((value) => BigInt(Math.floor(value)) * BigInt(SCALE) + BigInt((value % 1) * SCALE));
  const N = BigInt(y.length);
  const size = BigInt(n);
  const total = whole.reduce((sum, v) => sum + v, 0n);
  const sums = Array.from({ length: 9 }, (_, t) =>
    whole.slice(t * n, (t + 1) * n).reduce((sum, v) => sum + v, 0n),
  );
  const squares = whole.reduce((sum, v) => sum + v * v, 0n);
  const ofGroups = sums.reduce((sum, v) => sum + v * v, 0n);
  // Sums of squares times N, so that all stays whole (N is a multiple of n).
  const between = ofGroups * (N / size) - total * total;
  const within = squares * N - ofGroups * (N / size);
  const dfWithin = N - 9n;
  const DIGITS = 10n ** 30n;
  const ratio = (a: bigint, b: bigint): number => Number((a * DIGITS) / b) / 1e30;
  const unit = BigInt(SCALE) * BigInt(SCALE);
  return { f: ratio(between * dfWithin, within * 8n), within: ratio(within, N * dfWithin * unit) };
}

const digits = (found: number, wanted: number): number =>
  found === wanted ? 16 : -Math.log10(Math.abs(found - wanted) / Math.abs(wanted));

describe.each(SETS)('$name: $n rows per treatment about $constant', ({ constant, n }) => {
  const { y, treatment } = valuesOf(constant, n);
  const exact = exactly(y, n);

  test('the doubles themselves are as close to the certified values as their digits allow', () => {
    // Certified: F = n, mean square within 0.01. A double about 1e12 knows 0.1 to 3 digits.
    const known = constant === 0 ? 12 : constant === 1e6 ? 8 : 2;
    expect(digits(exact.f, n)).toBeGreaterThan(known);
    expect(digits(exact.within, 0.01)).toBeGreaterThan(known);
  });

  test('ONEWAY.ANOVA loses nothing of what the doubles know', () => {
    const column = (values: number[]): { cells: CellMatrix } => ({ cells: values.map((v) => [v]) });
    const { f, within } = onewayAnova(onewayStatistics(readOneway(column(y), column(treatment))));
    expect(digits(f, exact.f)).toBeGreaterThan(11);
    expect(digits(within.meanSquare, exact.within)).toBeGreaterThan(11);
  });

  test('LMER.ANOVA of the linear model and the variance components of the mixed one agree', () => {
    const data: CellMatrix = [['y', 't'], ...y.map((value, i) => [value, `t${treatment[i]}`])];
    const options = DEFAULT_FIT_OPTIONS;
    const table = analyseModel(prepareModel({ data, model: 'y ~ t', options }), { kind: 'anova', type: 3 });
    const [row] = table.rows;
    expect(digits('f' in row ? row.f : NaN, exact.f)).toBeGreaterThan(12);
    const fit = fitModel(prepareModel({ data, model: 'y ~ 1 + (1 | t)', options }));
    expect(digits(fit.sigma ** 2, exact.within)).toBeGreaterThan(12);
    const between = exact.f * exact.within;
    expect(digits(fit.varianceComponents[0].covariance[0][0], (between - exact.within) / n)).toBeGreaterThan(
      6,
    );
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_FIT_OPTIONS,
  onewayAnova,
  onewayFit,
  onewayLogLik,
  onewayStatistics,
  parseCsv,
  prepareModel,
  readOneway,
} from '../../src/index';
import { fitModel } from '../fitModel';
import golden from './wheat.json';
import { randomEffectsOf } from '../randomEffects';

const folder = join(import.meta.dirname, '../../examples');
const csv = readFileSync(join(folder, 'wheat.csv'), 'utf8');
const cells = parseCsv(csv);
const column = (name: string) => {
  const at = cells[0].indexOf(name);
  return { cells: cells.map((row) => [row[at]]) };
};
const stats = onewayStatistics(readOneway(column('y'), column('region')));

const fitBy = (method: 'ML' | 'REML') =>
  fitModel(
    prepareModel({
      data: cells,
      model: 'y ~ 1 + (1 | region)',
      options: { ...DEFAULT_FIT_OPTIONS, method },
    }),
  );

/** Within 1e-6 of the value, relative above 1. */
function expectClose(found: number, wanted: number): void {
  expect(Math.abs(found - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(1e-6);
}

function expectMatrix(found: readonly (readonly number[])[], wanted: readonly (readonly number[])[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((row, i) => row.forEach((value, j) => expectClose(found[i][j], value)));
}

test('the script writes the file that is here', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'wheat-'));
  const path = join(temporary, 'wheat.csv');
  execFileSync(process.execPath, [join(folder, 'make-wheat.mjs'), path]);
  expect(readFileSync(path, 'utf8')).toBe(csv);
  rmSync(temporary, { recursive: true });
});

test('the sums of squares are exact to the last hundredth', () => {
  const groups = new Map<unknown, bigint[]>();
  for (const [region, y] of cells.slice(1)) {
    const hundredths = BigInt(Math.round(Number(y) * 100));
    expect(Number(hundredths) / 100).toBe(y);
    groups.set(region, [...(groups.get(region) ?? []), hundredths]);
  }
  const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);
  const all = [...groups.values()];
  expect(all.map((list) => list.length)).toEqual(Array.from({ length: 10 }, () => 5));
  const sums = all.map(sum);
  const squaredSums = sum(sums.map((s) => s * s));
  expect(sum(sums)).toBe(81532n);
  // Sums of squares in hundredths squared, times 50.
  expect(10n * squaredSums - sum(sums) ** 2n).toBe((50n * 33368312n) / 100n);
  expect(50n * sum(all.flat().map((y) => y * y)) - 10n * squaredSums).toBe((50n * 71488240n) / 100n);
});

describe('the wheat yields give the numbers of the lecture', () => {
  test('analysis of variance and moments', () => {
    const anova = onewayAnova(stats);
    expectClose(anova.mean, golden.anova.grand_mean);
    expectClose(anova.between.squares, golden.anova.SSA);
    expectClose(anova.within.squares, golden.anova.SSW);
    expectClose(anova.between.meanSquare, golden.anova.MSA);
    expectClose(anova.within.meanSquare, golden.anova.MSW);
    expectClose(anova.f, golden.anova.F);
    expectClose(anova.pValue, golden.anova.p);
    expectClose(anova.moments.tau2, golden.anova.tau2);
    expectClose(anova.moments.icc, golden.anova.icc);
    expect(anova.moments.n0).toBe(5);
    expect(anova.moments.tau2.toFixed(7)).toBe('0.3840768');
  });

  test.each(['ml', 'reml'] as const)('the mixed model by %s', (key) => {
    const wanted = golden[key];
    const fit = fitBy(key === 'ml' ? 'ML' : 'REML');
    const [component] = fit.varianceComponents;
    const [effect] = fit.fixedEffects;
    expectClose(fit.criterion, wanted.criterion);
    expectClose(fit.logLik, wanted.logLik);
    expectClose(fit.aic, wanted.AIC);
    expectClose(fit.bic, wanted.BIC);
    expectClose(fit.sigma ** 2, wanted.sigma2);
    expectClose(component.covariance[0][0], wanted.tau2);
    expectClose(fit.theta[0], wanted.theta);
    expectClose(effect.estimate, wanted.mu);
    expectClose(effect.standardError, wanted.se_mu);
    expectClose(effect.df!, wanted.df);
    for (const variance of randomEffectsOf(fit, 'region').conditionalVariance)
      expectClose(variance, wanted.cond_var);
    const variances = (rows: readonly (readonly number[])[]) =>
      key === 'ml' ? rows : rows.slice(1).map((row) => row.slice(1));
    expectMatrix(variances(fit.hessian.values), wanted.hessian);
    expectMatrix(variances(fit.fullCovariance!.values), wanted.vcov);
  });

  test('as they are printed', () => {
    const reml = fitBy('REML');
    expect(reml.criterion.toFixed(4)).toBe('177.9876');
    expect(reml.varianceComponents[0].standardDeviations[0].toFixed(4)).toBe('0.6197');
    expect(reml.sigma.toFixed(4)).toBe('1.3369');
    expect(reml.fixedEffects[0].estimate.toFixed(4)).toBe('16.3064');
    const ml = fitBy('ML');
    expect((ml.sigma ** 2).toFixed(4)).toBe('1.7872');
    expect(ml.varianceComponents[0].covariance[0][0].toFixed(4)).toBe('0.3099');
    expect(ml.logLik.toFixed(4)).toBe('-88.5851');
    const errors = ml.fullCovariance!.values.map((row, i) => Math.sqrt(row[i]).toFixed(4));
    expect(errors).toEqual(['0.2583', '0.3996', '0.3090']);
  });

  test('the closed form of the one-way model', () => {
    for (const key of ['ml', 'reml'] as const) {
      const fit = onewayFit(stats, key === 'ml' ? 'ML' : 'REML');
      expectClose(fit.logLik, golden[key].logLik);
      expectClose(fit.sigma2, golden[key].sigma2);
      expectClose(fit.tau2, golden[key].tau2);
      expectClose(fit.mu, golden[key].mu);
      expectClose(fit.muStandardError, golden[key].se_mu);
    }
    const printed = { mu: 16.3064, sigma2: 1.7872, tau2: 0.3099 };
    expect(-onewayLogLik(stats, printed)).toBeCloseTo(golden.ml.criterion / 2, 6);
  });
});

test.each([
  [16.3, 1.787, 0.384, '88.6121', 4],
  [15, 1.787, 0.384, '100.1217', 4],
  [16.3, 2, 0.384, '88.76881', 5],
  [16.3, 1.787, 0.3, '88.58599', 5],
  [16.3, 1.787, 0.2, '88.67161', 5],
])(
  'minus log-likelihood at mu %d, sigma² %d, tau² %d is printed as %s',
  (mu, sigma2, tau2, printed, digits) => {
    expect((-onewayLogLik(stats, { mu, sigma2, tau2 })).toFixed(digits)).toBe(printed);
  },
);

describe('the likelihood drops to the 95% limit at the ends of the profile intervals', () => {
  const CHI_SQUARE_95 = 3.841458820694124;
  const { ml, profile, anova } = golden;
  const drop = (mu: number, sigma2: number, tau2: number) =>
    2 * (ml.logLik - onewayLogLik(stats, { mu, sigma2, tau2 }));

  test('of the mean, with the variances at their best for that mean', () => {
    for (const mu of profile['(Intercept)']) {
      const sigma2 = anova.MSW;
      const tau2 = ((anova.SSA + 50 * (mu - anova.grand_mean) ** 2) / 10 - sigma2) / 5;
      expectClose(drop(mu, sigma2, tau2), CHI_SQUARE_95);
    }
  });

  test('of the residual standard deviation', () => {
    for (const sigma of profile.sigma) {
      const tau2 = Math.max(0, (anova.SSA / 10 - sigma ** 2) / 5);
      expectClose(drop(anova.grand_mean, sigma ** 2, tau2), CHI_SQUARE_95);
    }
  });

  test('of the standard deviation between regions', () => {
    const tau2 = profile['sd_(Intercept)|region'][1] ** 2;
    const best = smallest((sigma2) => drop(anova.grand_mean, sigma2, tau2), 0.5, 5);
    expectClose(best, CHI_SQUARE_95);
    expect(smallest((sigma2) => drop(anova.grand_mean, sigma2, 0), 0.5, 5)).toBeLessThan(CHI_SQUARE_95);
  });
});

/** Smallest value of a function with one minimum, by thirds. */
function smallest(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const third = (high - low) / 3;
    if (f(low + third) < f(high - third)) high -= third;
    else low += third;
  }
  return f(low);
}

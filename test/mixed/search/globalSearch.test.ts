/** The optimum of a fit is the least minimum of the criterion, on designs so small that there are several. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { covarianceFromFactor } from '../../../src/covariance/structure';
import { embedded } from '../../../src/mixed/search/embedding';
import { searchedFrom } from '../../../src/mixed/fit';
import type { MixedFit } from '../../../src/mixed/mixedFit';
import { proveVariance } from '../../../src/mixed/search/varianceProof';
import { newtonSteps } from '../../../src/optimize/newton';
import { runThrough } from '../../../src/optimize/steps';
import { DEFAULT_FIT_OPTIONS, parseCsv, prepareModel } from '../../../src';
import { fitModel } from '../../fitModel';
import { generator, randomMatrices } from '../../reference/randomDesigns';
import { smallDesign } from '../../reference/smallDesigns';
import { fit } from '../support';

/**
 * Designs with several minima, of which moments, the identity and no variation lead to one that is not the least: seed of
 * `smallDesign`, and the lowest criterion of 64 searches by Newton's method from random places of the cone.
 */
const SEVERAL: readonly (readonly [number, number])[] = [
  [61, 124.225154289],
  [519, 103.516165729],
  [618, 147.699078011],
  [819, 54.339706926],
  [1027, 103.415760649],
  [1443, 114.726721009],
  [1547, 98.470577849],
  [1813, 48.360879334],
  [1918, 58.090498478],
  [2620, 83.435949944],
  [2776, 128.653875568],
  [3333, 46.808420699],
  [3412, 138.943268315],
  [3514, 34.798141568],
  [3760, 138.053396154],
  [3865, 58.827787134],
  [4869, 39.851591478],
  [4945, 98.802343754],
  [9866, 389.985133107],
  [10675, 113.244496766],
  [12032, 42.048691273],
  [14189, 187.29950312],
];

const settings = { tolerance: 1e-9, maxEvaluations: 200 };

/** Theta with standard deviations of any order of magnitude. */
function randomTheta({ structure }: MixedFit, random: ReturnType<typeof generator>): Float64Array {
  const sd = Array.from({ length: structure.k }, () => 10 ** (3.2 * random.uniform() - 1.6));
  return Float64Array.from(structure.rows, (row, i) =>
    row === structure.cols[i] ? sd[row] : 0.8 * sd[row] * random.normal(),
  );
}

describe('the optimum is the least minimum', () => {
  test.each(SEVERAL)('of small design %i, whose criterion has several', (seed, least) => {
    const { matrices, reml } = smallDesign(seed);
    const { criterion, optimum, scope } = fit(matrices, reml);
    expect(criterion).toBeLessThan(least + 1e-6);
    expect(optimum.converged).toBe(true);
    expect(scope.kind).toBe('global');
  });

  test('of 150 small designs: searches from random places find no lower one', () => {
    const random = generator(11);
    const higher: string[] = [];
    for (let seed = 30_000; seed < 30_150; seed++) {
      const { matrices, reml, kind } = smallDesign(seed);
      const found = fit(matrices, reml);
      for (let i = 0; i < 3; i++) {
        const other = runThrough(searchedFrom(found, randomTheta(found, random), settings));
        if (other.criterion < found.criterion - 1e-6) higher.push(`${seed} ${kind}`);
      }
    }
    expect(higher).toEqual([]);
  }, 120_000);
});

describe('with one variance', () => {
  const ones = Array.from({ length: 300 }, (_, seed) => smallDesign(seed)).filter(
    ({ kind }) => kind === '(1 | g)',
  );

  test('bounds prove the minimum, in less than 40 evaluations', () => {
    expect(ones.length).toBeGreaterThan(20);
    for (const { matrices, reml } of ones) {
      const found = fit(matrices, reml);
      expect(found.scope.kind).toBe('proved');
      expect(found.scope.values).toBeLessThan(40);
    }
  });

  test('no value on a fine grid is lower than one that is proved', () => {
    for (const { matrices, reml } of ones) {
      const { objective, optimum } = fit(matrices, reml);
      for (let power = -4; power <= 4; power += 0.05) {
        const value = objective.value(Float64Array.of(10 ** power));
        expect(value).toBeGreaterThanOrEqual(optimum.at.value - 1e-9 * Math.abs(optimum.at.value));
      }
    }
  });

  test('a place that is not the minimum is not proved, and the proof has seen a lower one', () => {
    for (const { matrices, reml } of ones) {
      const { objective, optimum } = fit(matrices, reml);
      const elsewhere = objective.evaluate(Float64Array.of(optimum.at.theta[0] + 0.5));
      const { isProved, least } = proveVariance(objective, elsewhere);
      expect(isProved).toBe(false);
      expect(least.value).toBeLessThan(elsewhere.value);
    }
  });
});

test('large designs are left at the minimum found, and say so', () => {
  const base = { seed: 3, rowsPerGroup: 6, slopes: 1, singletons: false, spread: 1, scale: 1, shift: 0 };
  expect(fit(randomMatrices({ ...base, terms: [2], groups: 60 }), true).scope.kind).toBe('local');
  expect(fit(randomMatrices({ ...base, terms: [1], groups: 1000 }), true).scope.kind).toBe('local');
});

test('the criterion alone is that of the whole evaluation', () => {
  const random = generator(5);
  for (let seed = 0; seed < 60; seed++) {
    const { matrices, reml } = smallDesign(seed);
    const found = fit(matrices, reml);
    const theta = randomTheta(found, random);
    if (seed % 3 === 0) theta.fill(0);
    if (seed % 3 === 1) theta[0] = 0;
    const whole = found.objective.evaluate(theta).value;
    expect(Math.abs(found.objective.value(theta) - whole)).toBeLessThan(1e-11 * Math.abs(whole));
  }
});

describe('where random and fixed effects are about as many as the rows', () => {
  // The dense criterion of R, least of 64 searches by optim(); lme4 1.1-31 ends there from start = c(14, 447), and at 15.60091 from its own.
  test('the minimum is found far out, with next to no residual', () => {
    const data = parseCsv(readFileSync(join(import.meta.dirname, 'far.csv'), 'utf8'));
    const options = { ...DEFAULT_FIT_OPTIONS, method: 'ML' } as const;
    const { logLik, theta } = fitModel(
      prepareModel({ data, model: 'y ~ a * b + (1 | g:h) + (1 | g)', options }),
    );
    expect(logLik).toBeCloseTo(17.41808065, 7);
    expect(theta[0]).toBeCloseTo(14.23169, 4);
    expect(theta[1]).toBeCloseTo(447.2738, 3);
  });
});

describe('from the optimum of a special case', () => {
  /** The same with the first of the random terms only. */
  const without = (matrices: MixedFit['matrices']): MixedFit['matrices'] => ({
    ...matrices,
    random: matrices.random.slice(0, 1),
  });

  test('the larger model has the same covariance, and the same criterion', () => {
    for (let seed = 0; seed < 120; seed++) {
      const { matrices } = smallDesign(seed);
      if (matrices.random.length === 1) continue;
      const [larger, smaller] = [fit(matrices, false), fit(without(matrices), false)];
      const theta = embedded(smaller, larger);
      expect(theta).not.toBeNull();
      const value = larger.objective.evaluate(theta!).value + larger.criterion - larger.optimum.at.value;
      expect(Math.abs(value - smaller.criterion)).toBeLessThan(1e-8 * Math.abs(value));
      expect(larger.criterion).toBeLessThan(smaller.criterion + 1e-7);
    }
  });

  // lme4 1.1-31, lmer(REML = FALSE), whose search ends there from its own start; with the variance of g at zero it is -26.26894274.
  test('of nested factors, one of whose variances stands in for the other', () => {
    const data = parseCsv(readFileSync(join(import.meta.dirname, 'nested.csv'), 'utf8'));
    const options = { ...DEFAULT_FIT_OPTIONS, method: 'ML' } as const;
    const { logLik, theta } = fitModel(
      prepareModel({ data, model: 'y ~ a * b * c + (1 | g:h) + (1 | g)', options }),
    );
    expect(logLik).toBeCloseTo(-26.26169857, 8);
    expect(theta[1]).toBeCloseTo(44.81694, 3);
  });

  test('a fit that had ended in a higher minimum comes down', () => {
    const { matrices } = smallDesign(1813);
    const [larger, smaller] = [fit(matrices, false), fit(without(matrices), false)];
    const { objective, criterion } = larger;
    const higher = runThrough(newtonSteps(objective, Float64Array.of(1.9, 1.2), settings));
    const stuck = {
      ...larger,
      optimum: higher,
      criterion: criterion + higher.at.value - larger.optimum.at.value,
    };
    expect(stuck.criterion).toBeGreaterThan(criterion + 0.01);
    const raised = runThrough(searchedFrom(stuck, embedded(smaller, stuck)!, settings));
    expect(raised.criterion).toBeCloseTo(criterion, 8);
    expect(raised.scope.starts).toBe(stuck.scope.starts + 1);
    const G = covarianceFromFactor(raised.optimum.at.T, 2);
    expect(G[3]).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accumulatorLayout } from '../../../src/mixed/grouped/accumulators';
import { covarianceStructure, factorFromTheta } from '../../../src/covariance/structure';
import { groupObjective } from '../../../src/mixed/grouped/objective';
import { groupStatistics } from '../../../src/mixed/grouped/statistics';
import * as general from '../../../src/mixed/grouped/kernels/general';
import { kernelFor } from '../../../src/mixed/grouped/kernels';
import { criterionShift, workingModel } from '../../../src/mixed/workingModel';
import type { ModelMatrices } from '../../../src/design/types';
import { denseCriterion } from '../../reference/denseLmm';
import { differenceGradient, differenceJacobian } from '../../reference/differences';
import { type DesignShape, generator, randomMatrices } from '../../reference/randomDesigns';
import { worst } from '../support';

const shapes = fc.record<DesignShape>({
  seed: fc.integer({ min: 1, max: 1e9 }),
  terms: fc.constantFrom([1], [2], [1, 1], [3], [2, 1], [4], [2, 2], [1, 1, 1], [2, 1, 1]),
  groups: fc.integer({ min: 4, max: 8 }),
  rowsPerGroup: fc.integer({ min: 2, max: 5 }),
  slopes: fc.integer({ min: 0, max: 3 }),
  singletons: fc.boolean(),
  spread: fc.constantFrom(0, 0.5, 2),
  scale: fc.constantFrom(1, 1e-3, 1e3),
  shift: fc.constantFrom(0, 2, 50),
});

function objectiveOf(matrices: ModelMatrices, reml: boolean) {
  const model = workingModel(matrices);
  const structure = covarianceStructure(model.terms.map((term) => term.columns.length));
  const { codes, levels } = matrices.random[0].group;
  const columns = model.terms.flatMap((term) => term.columns);
  const stats = groupStatistics(codes, levels.length, columns, model.W, model.e);
  const part = { group: matrices.random[0].group, start: 0, k: structure.k, columns };
  return { model, structure, stats, objective: groupObjective(stats, structure, [part], reml) };
}

function randomTheta(m: number, seed: number): Float64Array {
  const random = generator(seed);
  return Float64Array.from({ length: m }, () => random.normal());
}

describe('groupObjective', () => {
  test('its value is the criterion of the dense twin, sigma squared profiled out, at any theta', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const matrices = randomMatrices(shape);
        const { model, structure, objective } = objectiveOf(matrices, reml);
        const theta = randomTheta(structure.m, shape.seed);
        const at = objective.evaluate(theta);
        const sigma2 = (model.responseScale ** 2 * at.r2) / objective.nu;
        // Σ_t = sigma²·B·T·Tᵀ·Bᵀ, formed here from its definition
        const T = factorFromTheta(structure, theta);
        const covariances = structure.blocks.map(({ start, size }, t) => {
          const BT = (a: number, c: number): number => {
            let s = 0;
            for (let b = 0; b < size; b++)
              s += model.terms[t].back[a * size + b] * T[(start + b) * structure.k + start + c];
            return s;
          };
          return Array.from({ length: size }, (_, a) =>
            Array.from({ length: size }, (_, b) => {
              let s = 0;
              for (let c = 0; c < size; c++) s += BT(a, c) * BT(b, c);
              return s * sigma2;
            }),
          );
        });
        const dense = denseCriterion(matrices, { sigma2, covariances }, reml);
        expect(Math.abs(at.value + criterionShift(model, reml) - dense.criterion)).toBeLessThan(1e-6);
      }),
      { numRuns: 200 },
    );
  });

  test('its gradient and Hessian agree with differences', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, reml) => {
        const { structure, objective } = objectiveOf(randomMatrices(shape), reml);
        const theta = randomTheta(structure.m, shape.seed + 1);
        const at = objective.evaluate(theta);
        const steps = [...theta].map(() => 1e-3);
        const value = (x: number[]): number => objective.evaluate(Float64Array.from(x)).value;
        const slope = (x: number[]): Float64Array => objective.evaluate(Float64Array.from(x)).gradient;
        expect(worst(at.gradient, differenceGradient(value, [...theta], steps), 1)).toBeLessThan(1e-6);
        expect(worst(at.hessian, differenceJacobian(slope, [...theta], steps).flat(), 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 200 },
    );
  });

  test('the unrolled kernels give what the general one gives', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { structure, stats } = objectiveOf(randomMatrices(shape), true);
        const { k, p, J } = stats;
        const T = factorFromTheta(structure, randomTheta(structure.m, shape.seed + 2));
        const layout = accumulatorLayout(structure, p);
        const outcome = [kernelFor(k), general].map((kernel) => {
          const work = { K: new Float64Array((J * k * (k + 1)) / 2), A: new Float64Array(J * k * (p + 1)) };
          const M = new Float64Array((p + 1) ** 2);
          for (let i = 0; i <= p; i++) M[i * (p + 1) + i] = stats.n;
          const logDet = kernel.factorGroups(stats, T, work, M, 0, J);
          const beta = Float64Array.from({ length: p }, (_, i) => 0.1 * i - 0.2);
          const R = Float64Array.from(M, (v, i) => (i % (p + 2) === 0 ? 2 + v : v));
          const sums = new Float64Array(layout.length);
          kernel.accumulateGroups(stats, work, { beta, R }, layout, sums, 0, J);
          return { logDet, M, K: work.K, A: work.A, sums };
        });
        expect(worst([outcome[0].logDet], [outcome[1].logDet])).toBeLessThan(1e-12);
        for (const part of ['M', 'K', 'A', 'sums'] as const)
          expect(worst(outcome[0][part], outcome[1][part])).toBeLessThan(1e-11);
      }),
      { numRuns: 200 },
    );
  });

  test('effects that are apart need few sums, however many there are', () => {
    const [apart, together] = [Array.from({ length: 30 }, () => 1), [30]].map((sizes) =>
      accumulatorLayout(covarianceStructure(sizes), 1),
    );
    // 30·31/2 products of three kinds, where all pairs of 465 entries are 216,225 of each.
    expect(apart.KS - apart.KK).toBe(465);
    expect(together.KS - together.KK).toBe(465 ** 2);
    expect(apart.length).toBeLessThan(3000);
  });

  test('a very large variance ratio does not overflow the product of determinants', () => {
    const matrices = randomMatrices({
      seed: 5,
      terms: [4],
      groups: 8,
      rowsPerGroup: 5,
      slopes: 1,
      singletons: false,
      spread: 1,
      scale: 1,
      shift: 0,
    });
    const { objective } = objectiveOf(matrices, true);
    const theta = Float64Array.of(1e40, 0, 0, 0, 1e40, 0, 0, 1e40, 0, 1e40);
    expect(Number.isFinite(objective.evaluate(theta).logDetV)).toBe(true);
  });
});

/** An evaluation, and how often it could be interrupted. */
function divided(shape: DesignShape) {
  const { objective, structure } = objectiveOf(randomMatrices(shape), true);
  const theta = randomTheta(structure.m, 7);
  const steps = objective.evaluateSteps!(theta);
  let interruptions = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) interruptions++;
  return { interruptions, found: step.value, expected: objective.evaluate(theta) };
}

const many = { seed: 3, rowsPerGroup: 3, slopes: 2, singletons: false, spread: 1, scale: 1, shift: 0 };

test('an evaluation with many random effects can be interrupted, and gives the same to the last bit', () => {
  const { interruptions, found, expected } = divided({ ...many, terms: [16], groups: 400 });
  expect(interruptions).toBeGreaterThan(1);
  expect(found.value).toBe(expected.value);
  for (const part of ['gradient', 'hessian'] as const)
    expect(Buffer.from(found[part].buffer).equals(Buffer.from(expected[part].buffer))).toBe(true);
});

test('one with few of them need not be', () => {
  expect(divided({ ...many, terms: [2], groups: 1000 }).interruptions).toBe(0);
});

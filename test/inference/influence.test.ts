import { Matrix, inverse } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { groupInfluence } from '../../src/inference/influence';
import { fitMixedModel } from '../../src/mixed/fit';
import { runThrough } from '../../src/optimize/steps';
import {
  fixedEffects,
  fixedEffectsCovariance,
  relativeFactor,
  residualSigma,
} from '../../src/mixed/userScale';
import type { ModelMatrices } from '../../src/design/types';
import { denseV, denseX } from '../reference/denseLmm';
import { randomMatrices } from '../reference/randomDesigns';
import { crossed, SHAPE } from './designs';

const OPTIONS = { reml: true, tolerance: 1e-9, maxEvaluations: 200, start: null };

/** Cook's distances from the whole covariance matrix, each group's rows struck out. */
function denseDistances(matrices: ModelMatrices, factor: number): number[] {
  const fit = fitMixedModel(matrices, OPTIONS);
  const { structure, model } = fit;
  const { k } = structure;
  const T = relativeFactor(model, structure, fit.optimum.at.theta);
  const sigma2 = residualSigma(fit) ** 2;
  const Sigma = (a: number, b: number) => {
    let s = 0;
    for (let c = 0; c < k; c++) s += T[a * k + c] * T[b * k + c];
    return s * sigma2;
  };
  const ordered = { ...matrices, random: model.terms.map(({ block }) => block) };
  const V = denseV(ordered, {
    sigma2,
    covariances: structure.blocks.map(({ start, size }) =>
      Array.from({ length: size }, (_, a) =>
        Array.from({ length: size }, (__, b) => Sigma(start + a, start + b)),
      ),
    ),
  });
  const X = denseX(matrices);
  const Y = Matrix.columnVector([...matrices.y]);
  const precision = inverse(new Matrix(rowsOf(fixedEffectsCovariance(fit), model.p)));
  const beta = Matrix.columnVector([...fixedEffects(fit)]);
  const { group } = model.terms[factor].block;
  return group.levels.map((_, level) => {
    const rows = [...group.codes.keys()].filter((row) => group.codes[row] !== level);
    const Vinv = inverse(V.selection(rows, rows));
    const Xr = X.selection(rows, [...Array(X.columns).keys()]);
    const yr = Y.selection(rows, [0]);
    const without = inverse(Xr.transpose().mmul(Vinv).mmul(Xr)).mmul(Xr.transpose().mmul(Vinv).mmul(yr));
    const difference = Matrix.sub(beta, without);
    return difference.transpose().mmul(precision).mmul(difference).get(0, 0) / model.p;
  });
}

function rowsOf(values: Float64Array, p: number): number[][] {
  return Array.from({ length: p }, (_, i) => [...values.subarray(i * p, (i + 1) * p)]);
}

describe("Cook's distance of leaving out a group", () => {
  test.each([1, 2, 3, 4, 5])('with one factor agrees with striking out its rows, seed %i', (seed) => {
    const matrices = randomMatrices({ ...SHAPE, seed, terms: seed % 2 === 0 ? [2] : [1] });
    const [found] = runThrough(groupInfluence(fitMixedModel(matrices, OPTIONS)));
    const expected = denseDistances(matrices, 0);
    found!.cooksDistance.forEach((d, g) => expect(Math.abs(d / expected[g] - 1)).toBeLessThan(1e-8));
  });

  test.each([1, 2, 3])('with crossed factors agrees with striking out its rows, seed %i', (seed) => {
    const matrices = crossed({ ...SHAPE, seed });
    const fit = fitMixedModel(matrices, OPTIONS);
    runThrough(groupInfluence(fit)).forEach((found, factor) => {
      const expected = denseDistances(
        matrices,
        fit.model.terms.findIndex(({ block }) => block.group === found!.group),
      );
      expect(factor).toBeLessThan(2);
      found!.cooksDistance.forEach((d, g) => expect(Math.abs(d / expected[g] - 1)).toBeLessThan(1e-8));
    });
  });

  test('with crossed factors leaves out one level in a step', () => {
    const fit = fitMixedModel(crossed({ ...SHAPE, seed: 1 }), OPTIONS);
    const steps = groupInfluence(fit);
    let count = 0;
    while (!steps.next().done) count++;
    expect(count).toBe(fit.parts.reduce((sum, { group }) => sum + group.levels.length, 0));
  });

  test('is not a number for a group without which an effect cannot be estimated', () => {
    const matrices = randomMatrices(SHAPE);
    const [{ group }] = matrices.random;
    const only = Float64Array.from(group.codes, (code, row) => (code === 2 ? 1 + (row % 2) : 0));
    const X = { names: [...matrices.X.names, 'only'], columns: [...matrices.X.columns, only] };
    const [found] = runThrough(groupInfluence(fitMixedModel({ ...matrices, X }, OPTIONS)));
    expect([...found!.cooksDistance.keys()].filter((g) => Number.isNaN(found!.cooksDistance[g]))).toEqual([
      2,
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import type { ModelMatrices } from '../../../src/design/types';
import {
  correlationFamily,
  deviationFamily,
  type Family,
  sigmaFamily,
  withoutEffect,
} from '../../../src/inference/profile/families';
import { pathObjective, triangularTheta } from '../../../src/inference/profile/path';
import { multiply } from '../../../src/linalg/dense';
import { covarianceFromFactor, diagonalBlock } from '../../../src/covariance/structure';
import type { MixedFit } from '../../../src/mixed/mixedFit';
import { fixedEffectRestrictions } from '../../../src/inference/profile/fixedDirection';
import { relativeFactor } from '../../../src/mixed/userScale';
import { criterionShift } from '../../../src/mixed/workingModel';
import { fit, worst } from '../../mixed/support';
import { differenceGradient, differenceJacobian } from '../../reference/differences';
import { generator, randomMatrices } from '../../reference/randomDesigns';
import { crossed, SHAPE } from '../designs';

describe('pathObjective', () => {
  const families = (matrices: ModelMatrices): [string, Family, number, MixedFit][] => {
    const result = fit(matrices, false);
    return [
      ['sd', deviationFamily(result, 0, 1), 0.8, result],
      ['sd at zero', withoutEffect(result, 0, 2), 0, result],
      ['cor', correlationFamily(result, 0, 2, 0), -0.4, result],
      ['cor at its bound', correlationFamily(result, 0, 2, 1), 1, result],
      ['sigma', sigmaFamily(result), 1.3, result],
    ];
  };
  const matrices = crossed({ ...SHAPE, terms: [3], slopes: 2, groups: 9, rowsPerGroup: 6, shift: 1 });

  test.each(families(matrices))('%s: derivatives agree with differences', (_, family, value, result) => {
    const { normal } = generator(7);
    const objective = pathObjective(result.objective, family.path(value));
    const at = family.start.map((v) => v + 0.2 * normal());
    const { gradient, hessian } = objective.evaluate(at);
    const evaluate = (x: number[]) => objective.evaluate(Float64Array.from(x));
    expect(
      worst(
        gradient,
        differenceGradient((x) => evaluate(x).value, [...at]),
      ),
    ).toBeLessThan(1e-8);
    const second = differenceJacobian((x) => evaluate(x).gradient, [...at]).flat();
    expect(worst(hessian, second)).toBeLessThan(1e-8);
  });

  test.each(families(matrices))(
    '%s: the parameter has its value all along the path',
    (_, family, value, result) => {
      const { normal } = generator(8);
      const path = family.path(value);
      const parameters = family.start.map((v) => v + 0.3 * normal());
      const { inner } = pathObjective(result.objective, path).evaluate(parameters);
      const eta = path.scale.kind === 'held' ? path.scale.eta : parameters[parameters.length - 1];
      const sigma = result.model.responseScale * Math.exp(eta);
      const T = relativeFactor(result.model, result.structure, inner!.theta);
      const G = covarianceFromFactor(T, result.structure.k);
      const { k } = result.structure;
      const entry = (a: number, b: number) => G[a * k + b];
      if (_ === 'sd') expect(sigma * Math.sqrt(entry(1, 1))).toBeCloseTo(value, 12);
      if (_ === 'sd at zero') for (let a = 0; a < k; a++) expect(entry(2, a)).toBeCloseTo(0, 12);
      if (_ === 'cor') expect(entry(2, 0) / Math.sqrt(entry(2, 2) * entry(0, 0))).toBeCloseTo(value, 12);
      if (_ === 'cor at its bound')
        expect(entry(2, 1) / Math.sqrt(entry(2, 2) * entry(1, 1))).toBeCloseTo(value, 12);
      if (_ === 'sigma') expect(sigma).toBeCloseTo(value, 12);
    },
  );

  test('a step that goes too far has an infinite value and no derivatives', () => {
    const result = fit(matrices, false);
    const family = deviationFamily(result, 0, 0);
    const far = family.start.map((v, i) => (i === family.start.length - 1 ? -900 : v));
    expect(pathObjective(result.objective, family.path(1)).evaluate(far)).toMatchObject({
      value: Infinity,
      inner: null,
    });
  });
});

test('fixedEffectRestrictions: the restricted model is the one without the column, the response less its share', () => {
  for (const matrices of [
    randomMatrices({ ...SHAPE, terms: [2], slopes: 2, shift: 3 }),
    crossed({ ...SHAPE, slopes: 2 }),
  ]) {
    const result = fit(matrices, false);
    for (const j of [0, 1, 2]) {
      const value = 0.3 + j;
      const { names, columns } = matrices.X;
      const without = {
        ...matrices,
        y: matrices.y.map((y, i) => y - value * columns[j][i]),
        X: { names: names.filter((_, x) => x !== j), columns: columns.filter((_, x) => x !== j) },
      };
      const { objective, shift } = fixedEffectRestrictions(result)(j)(value);
      const direct = fit(without, false);
      const theta = Float64Array.from(result.structure.rows, (row, i) =>
        row === result.structure.cols[i] ? 0.7 : 0.2,
      );
      const T = relativeFactor(result.model, result.structure, theta);
      const same = triangularWorking(direct, T);
      const found = objective.evaluate(theta).value + shift + criterionShift(result.model, false);
      const wanted = direct.objective.evaluate(same).value + criterionShift(direct.model, false);
      expect(Math.abs(found - wanted)).toBeLessThan(1e-9);
    }
  }
});

/** Theta of a fit's working model at the user's relative factor T. */
function triangularWorking({ structure, model }: MixedFit, T: Float64Array): Float64Array {
  const { k, blocks } = structure;
  const A = new Float64Array(k * k);
  blocks.forEach(({ start, size }, t) => {
    const block = multiply(model.terms[t].forward, diagonalBlock(T, k, start, size), size, size, size);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) A[(start + a) * k + start + b] = block[a * size + b];
  });
  return triangularTheta(structure, A);
}

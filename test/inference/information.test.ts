import { describe, expect, test } from 'vitest';
import { observedInformation } from '../../src/inference/information';
import { satterthwaite } from '../../src/inference/satterthwaite';
import { fixedEffects } from '../../src/mixed/userScale';
import { denseCriterion, denseMinusLogLik, type DenseParameters } from '../reference/denseLmm';
import { differenceGradient, differenceJacobian } from '../reference/differences';
import { type DesignShape, randomMatrices } from '../reference/randomDesigns';
import { denseParameters, fit, worst } from '../mixed/support';
import { Matrix, inverse } from 'ml-matrix';

const base: DesignShape = {
  seed: 3,
  terms: [2],
  groups: 9,
  rowsPerGroup: 5,
  slopes: 1,
  singletons: false,
  spread: 1.5,
  scale: 1,
  shift: 1,
};
const shapes: DesignShape[] = [
  base,
  { ...base, terms: [1], slopes: 2, seed: 1 },
  { ...base, terms: [1, 1], slopes: 0, seed: 1 },
  { ...base, terms: [3], slopes: 2, groups: 7, seed: 4 },
  { ...base, terms: [2, 1], slopes: 1, groups: 7, scale: 100, seed: 4 },
];

/** (sigma², lower triangles by column) as one vector, and back. */
function flatten({ sigma2, covariances }: DenseParameters): number[] {
  const lower = covariances.flatMap((S) => S.flatMap((_, b) => S.slice(b).map((row) => row[b])));
  return [sigma2, ...lower];
}

function unflatten(x: readonly number[], like: DenseParameters): DenseParameters {
  let at = 1;
  const covariances = like.covariances.map((S) => {
    const filled = S.map((row) => [...row]);
    for (let b = 0; b < S.length; b++)
      for (let a = b; a < S.length; a++) filled[a][b] = filled[b][a] = x[at++];
    return filled;
  });
  return { sigma2: x[0], covariances };
}

/** Steps of a size that suits each parameter. */
function stepsFor(parameters: DenseParameters): number[] {
  const sd = parameters.covariances.map((S) => S.map((row, a) => Math.sqrt(row[a])));
  const lower = sd.flatMap((s) => s.flatMap((_, b) => s.slice(b).map((v) => v * s[b])));
  return [parameters.sigma2, ...lower].map((v) => 2e-3 * v);
}

describe('observedInformation', () => {
  test.each(shapes)('is the Hessian of the dense minus log-likelihood (ML), terms $terms', (shape) => {
    const matrices = randomMatrices(shape);
    const result = fit(matrices, false);
    const parameters = denseParameters(result);
    const beta = [...fixedEffects(result)];
    const p = beta.length;
    const f = (x: number[]): number =>
      denseMinusLogLik(matrices, x.slice(0, p), unflatten(x.slice(p), parameters));
    const x = [...beta, ...flatten(parameters)];
    const se = denseCriterion(matrices, parameters, false).vcov;
    const steps = [
      ...beta.map((_, j) => 0.02 * Math.sqrt(se.get(j, j))),
      ...stepsFor(parameters).map((s) => 3 * s),
    ];
    const { hessian, size } = observedInformation(result, false);
    const differences = differenceJacobian((v) => differenceGradient(f, v, steps), x, steps).flat();
    // Compared after scaling to a unit diagonal: the parameters have very different units.
    const scale = x.map((_, i) => 1 / Math.sqrt(hessian[i * size + i]));
    const unit = (H: ArrayLike<number>): number[] =>
      Array.from(H, (v, i) => v * scale[Math.floor(i / size)] * scale[i % size]);
    expect(worst(unit(hessian), unit(differences))).toBeLessThan(1e-5);
  });

  test.each(shapes)('is the Hessian of half the dense REML criterion, terms $terms', (shape) => {
    const matrices = randomMatrices(shape);
    const result = fit(matrices, true);
    const parameters = denseParameters(result);
    const f = (x: number[]): number =>
      0.5 * denseCriterion(matrices, unflatten(x, parameters), true).criterion;
    const x = flatten(parameters);
    const steps = stepsFor(parameters).map((s) => 3 * s);
    const { hessian, size, p } = observedInformation(result, false);
    const differences = differenceJacobian((v) => differenceGradient(f, v, steps), x, steps);
    for (let i = 0; i < x.length; i++)
      for (let j = 0; j < x.length; j++) {
        const at = (a: number, b: number): number => hessian[(p + a) * size + p + b];
        const scale = Math.sqrt(Math.abs(at(i, i) * at(j, j)));
        expect(Math.abs(at(i, j) - differences[i][j])).toBeLessThan(1e-5 * scale);
      }
    const fixed = denseCriterion(matrices, parameters, true).vcov;
    const expected = inverse(fixed);
    for (let i = 0; i < p; i++)
      for (let j = 0; j < p; j++) expect(hessian[i * size + j]).toBeCloseTo(expected.get(i, j), 4);
  });

  test('its inverse is the inverse, and is withheld at the boundary', () => {
    const result = fit(randomMatrices(base), false);
    const { hessian, inverse: covariance, size } = observedInformation(result, false);
    const product = matrix(hessian, size).mmul(matrix(covariance!, size));
    expect(worst(product.to1DArray(), Matrix.eye(size, size).to1DArray())).toBeLessThan(1e-8);
    expect(observedInformation(result, true).inverse).toBeNull();
  });
});

describe('satterthwaite', () => {
  test.each(shapes)('agrees with its definition by differences of the dense twin, terms $terms', (shape) => {
    for (const reml of [true, false]) {
      const matrices = randomMatrices(shape);
      const result = fit(matrices, reml);
      const parameters = denseParameters(result);
      const x = flatten(parameters);
      const steps = stepsFor(parameters).map((s) => 3 * s);
      const criterion = (v: number[]): number =>
        denseCriterion(matrices, unflatten(v, parameters), reml).criterion;
      const H = new Matrix(differenceJacobian((v) => differenceGradient(criterion, v, steps), x, steps));
      const A = inverse(H).mul(2);
      const p = matrices.X.columns.length;
      const df = satterthwaite(result);
      for (let j = 0; j < p; j++) {
        const variance = (v: number[]): number =>
          denseCriterion(matrices, unflatten(v, parameters), reml).vcov.get(j, j);
        const g = Matrix.columnVector(differenceGradient(variance, x, steps));
        const expected = (2 * variance(x) ** 2) / g.transpose().mmul(A).mmul(g).get(0, 0);
        expect(Math.abs(df[j] / expected - 1)).toBeLessThan(1e-5);
      }
    }
  });

  test('a linear model has n − p degrees of freedom under REML', () => {
    const matrices = { ...randomMatrices({ ...base, slopes: 2 }), random: [] };
    for (const df of satterthwaite(fit(matrices, true))) expect(df).toBeCloseTo(matrices.n - 3, 8);
  });
});

function matrix(values: Float64Array, n: number): Matrix {
  return Matrix.from1DArray(n, n, [...values]);
}

/**
 * The slow twin of predictions: Henderson's mixed model equations as one dense matrix, and, for singular covariances
 * too, the variance of the prediction error from its definition.
 */

import { inverse, Matrix } from 'ml-matrix';
import type { ModelMatrices } from '../../src/design/types';
import { type DenseParameters, denseV, denseX } from './denseLmm';

/** A row of X (kept columns), and for each random term a row of Z with the level; -1 is a level that is not there. */
export interface DenseRow {
  readonly x: readonly number[];
  readonly terms: readonly { readonly z: readonly number[]; readonly level: number }[];
}

/**
 * Var(xᵀ(betaHat − beta) + zᵀ(bHat − b)) from the inverse of
 *
 *   [ XᵀR⁻¹X   XᵀR⁻¹Z       ]
 *   [ ZᵀR⁻¹X   ZᵀR⁻¹Z + D⁻¹ ],   R = sigma²·diag(1/weights), D = Var(b)
 *
 * (Henderson 1975, Biometrics 31, eq. 3.6), with the effects of a new level as further ones that no row has.
 */
export function hendersonVariance(
  matrices: ModelMatrices,
  parameters: DenseParameters,
  kept: readonly number[],
  row: DenseRow,
): number {
  const X = denseX(
    matrices,
    kept.map((j) => matrices.X.columns[j]),
  );
  const { Z, D, z } = spreadEffects(matrices, parameters, row);
  const rInverse = Matrix.diag(weightsOf(matrices).map((w) => w / parameters.sigma2));
  const XZ = joined(X, Z);
  const left = XZ.transpose().mmul(rInverse).mmul(XZ);
  const p = X.columns;
  const precision = inverse(D);
  for (let i = 0; i < D.rows; i++)
    for (let j = 0; j < D.rows; j++) left.set(p + i, p + j, left.get(p + i, p + j) + precision.get(i, j));
  const l = Matrix.columnVector([...row.x, ...z]);
  return l.transpose().mmul(inverse(left)).mmul(l).get(0, 0);
}

/** The same for any D: the prediction is aᵀy, so its error aᵀy − xᵀbeta − zᵀb has variance aᵀVa − 2aᵀZDz + zᵀDz. */
export function predictionErrorVariance(
  matrices: ModelMatrices,
  parameters: DenseParameters,
  kept: readonly number[],
  row: DenseRow,
): number {
  const X = denseX(
    matrices,
    kept.map((j) => matrices.X.columns[j]),
  );
  const { Z, D, z } = spreadEffects(matrices, parameters, row);
  const V = weightedV(matrices, parameters);
  const Vinv = inverse(V);
  const M = inverse(X.transpose().mmul(Vinv).mmul(X));
  const Dz = D.mmul(Matrix.columnVector(z));
  const ZDz = Z.mmul(Dz);
  const x = Matrix.columnVector([...row.x]);
  // betaHat = M·XᵀV⁻¹y, bHat = D·ZᵀV⁻¹(y − X·betaHat)
  const rest = Matrix.sub(x, X.transpose().mmul(Vinv).mmul(ZDz));
  const a = Matrix.add(Vinv.mmul(X).mmul(M).mmul(rest), Vinv.mmul(ZDz));
  const aT = a.transpose();
  return (
    aT.mmul(V).mmul(a).get(0, 0) -
    2 * aT.mmul(ZDz).get(0, 0) +
    Matrix.columnVector(z).transpose().mmul(Dz).get(0, 0)
  );
}

function weightsOf({ n, weights }: ModelMatrices): number[] {
  return weights === null ? Array.from({ length: n }, () => 1) : [...weights];
}

function weightedV(matrices: ModelMatrices, parameters: DenseParameters): Matrix {
  const V = denseV(matrices, parameters);
  weightsOf(matrices).forEach((w, i) => V.set(i, i, V.get(i, i) + parameters.sigma2 * (1 / w - 1)));
  return V;
}

/** Z of all levels of all terms side by side, their covariance matrix and the row's z; a new level has columns of zeros. */
function spreadEffects(
  { n, random }: ModelMatrices,
  { covariances }: DenseParameters,
  row: DenseRow,
): { Z: Matrix; D: Matrix; z: number[] } {
  const widths = random.map(({ group, Z }) => (group.levels.length + 1) * Z.columns.length);
  const size = widths.reduce((a, b) => a + b, 0);
  const Z = new Matrix(n, size);
  const D = new Matrix(size, size);
  const z = new Array<number>(size).fill(0);
  let start = 0;
  random.forEach(({ group, Z: own }, t) => {
    const k = own.columns.length;
    for (let level = 0; level <= group.levels.length; level++)
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++) D.set(start + level * k + a, start + level * k + b, covariances[t][a][b]);
    for (let i = 0; i < n; i++)
      own.columns.forEach((column, a) => Z.set(i, start + group.codes[i] * k + a, column[i]));
    const level = row.terms[t].level < 0 ? group.levels.length : row.terms[t].level;
    row.terms[t].z.forEach((v, a) => (z[start + level * k + a] = v));
    start += widths[t];
  });
  return { Z, D, z };
}

function joined(A: Matrix, B: Matrix): Matrix {
  const C = new Matrix(A.rows, A.columns + B.columns);
  C.setSubMatrix(A, 0, 0);
  C.setSubMatrix(B, 0, A.columns);
  return C;
}

/**
 * The slow twin of the mixed-model core: the whole n×n covariance matrix, textbook formulas, nothing clever.
 *
 * V = sigma²·I + Σ_terms Z_t (I ⊗ Σ_t) Z_tᵀ. Only meant for a few dozen rows.
 */

import { CholeskyDecomposition, Matrix, inverse } from 'ml-matrix';
import type { ModelMatrices } from '../../src/design/types';

export interface DenseParameters {
  readonly sigma2: number;
  /** One k×k covariance matrix per term of the random part. */
  readonly covariances: readonly (readonly (readonly number[])[])[];
}

/** Marginal covariance matrix of y. */
export function denseV(matrices: ModelMatrices, parameters: DenseParameters): Matrix {
  const { n } = matrices;
  const V = Matrix.eye(n, n).mul(parameters.sigma2);
  matrices.random.forEach(({ group, Z }, t) => {
    const S = parameters.covariances[t];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        if (group.codes[i] !== group.codes[j]) continue;
        let v = 0;
        for (let a = 0; a < Z.columns.length; a++)
          for (let b = 0; b < Z.columns.length; b++) v += Z.columns[a][i] * S[a][b] * Z.columns[b][j];
        V.set(i, j, V.get(i, j) + v);
      }
  });
  return V;
}

/** X as a matrix of the given columns. */
export function denseX(matrices: ModelMatrices, columns = matrices.X.columns): Matrix {
  const X = new Matrix(matrices.n, columns.length);
  columns.forEach((column, j) => column.forEach((v, i) => X.set(i, j, v)));
  return X;
}

/** −log L(beta, sigma², Σ): half of n·log 2π + log|V| + (y − X·beta)ᵀV⁻¹(y − X·beta). */
export function denseMinusLogLik(
  matrices: ModelMatrices,
  beta: readonly number[],
  parameters: DenseParameters,
): number {
  return minusLogLik(matrices, beta, new CholeskyDecomposition(symmetric(denseV(matrices, parameters))));
}

/** @param chol of the marginal covariance matrix */
function minusLogLik(
  { n, y, X }: ModelMatrices,
  beta: readonly number[],
  chol: CholeskyDecomposition,
): number {
  const r = new Matrix(n, 1);
  for (let i = 0; i < n; i++) r.set(i, 0, y[i] - beta.reduce((sum, b, j) => sum + b * X.columns[j][i], 0));
  return 0.5 * (n * Math.log(2 * Math.PI) + logDet(chol) + r.transpose().mmul(chol.solve(r)).get(0, 0));
}

export interface DenseProfile {
  readonly criterion: number;
  readonly beta: number[];
  /** (XᵀV⁻¹X)⁻¹. */
  readonly vcov: Matrix;
}

/** −2 log L (or the REML criterion) with beta at its generalized least-squares estimate; sigma² is given, not profiled. */
export function denseCriterion(
  matrices: ModelMatrices,
  parameters: DenseParameters,
  reml: boolean,
): DenseProfile {
  const { n, y } = matrices;
  const X = denseX(matrices);
  const p = X.columns;
  const chol = new CholeskyDecomposition(symmetric(denseV(matrices, parameters)));
  const Y = Matrix.columnVector([...y]);
  const VinvX = p > 0 ? chol.solve(X) : new Matrix(n, 0);
  const vcov = p > 0 ? inverse(symmetric(X.transpose().mmul(VinvX))) : new Matrix(0, 0);
  const beta = p > 0 ? vcov.mmul(VinvX.transpose().mmul(Y)).to1DArray() : [];
  const deviance = 2 * minusLogLik(matrices, beta, chol);
  if (!reml) return { criterion: deviance, beta, vcov };
  const information = X.transpose().mmul(VinvX);
  const logDetX = p > 0 ? logDet(new CholeskyDecomposition(symmetric(information))) : 0;
  return { criterion: deviance + logDetX - p * Math.log(2 * Math.PI), beta, vcov };
}

/** Conditional modes of all random effects, ΣZᵀV⁻¹(y − X·beta), and their conditional covariance Σ − ΣZᵀV⁻¹ZΣ, level by level. */
export function denseModes(
  matrices: ModelMatrices,
  beta: readonly number[],
  parameters: DenseParameters,
): { values: number[][]; variances: Matrix[] } {
  const { n, y } = matrices;
  const V = denseV(matrices, parameters);
  const Vinv = inverse(V);
  const r = Matrix.columnVector(
    Array.from({ length: n }, (_, i) => y[i] - beta.reduce((s, b, j) => s + b * matrices.X.columns[j][i], 0)),
  );
  const { group } = matrices.random[0];
  const sizes = matrices.random.map((block) => block.Z.columns.length);
  const k = sizes.reduce((a, b) => a + b, 0);
  const S = new Matrix(k, k);
  const columns = matrices.random.flatMap((block) => [...block.Z.columns]);
  let start = 0;
  parameters.covariances.forEach((c, t) => {
    for (let a = 0; a < sizes[t]; a++)
      for (let b = 0; b < sizes[t]; b++) S.set(start + a, start + b, c[a][b]);
    start += sizes[t];
  });
  const values: number[][] = [];
  const variances: Matrix[] = [];
  for (let g = 0; g < group.levels.length; g++) {
    const Z = new Matrix(n, k);
    for (let i = 0; i < n; i++) if (group.codes[i] === g) columns.forEach((c, a) => Z.set(i, a, c[i]));
    const SZ = S.mmul(Z.transpose());
    values.push(SZ.mmul(Vinv).mmul(r).to1DArray());
    variances.push(Matrix.sub(S, SZ.mmul(Vinv).mmul(SZ.transpose())));
  }
  return { values, variances };
}

/** Removes what rounding has made unsymmetric. */
function symmetric(A: Matrix): Matrix {
  return Matrix.add(A, A.transpose()).mul(0.5);
}

function logDet(chol: CholeskyDecomposition): number {
  return chol.lowerTriangularMatrix.diagonal().reduce((sum, d) => sum + 2 * Math.log(d), 0);
}

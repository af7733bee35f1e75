/** The multivariate normal log-density. */

import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { CellmerError } from '../errors';

/**
 * log f(y) = −½·(d·log 2π + log|Σ| + (y − μ)ᵀΣ⁻¹(y − μ)).
 *
 * @param y d numbers
 * @param mean d numbers, or one for all
 * @param covariance d×d, symmetric and positive definite
 * @throws CellmerError `data` for sizes that do not match and for a matrix that is no covariance matrix
 */
export function mvnormLogDensity(
  y: readonly number[],
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): number {
  const d = y.length;
  if (mean.length !== 1 && mean.length !== d)
    throw new CellmerError('data', `mean has ${mean.length} numbers: expected 1 or, as y has, ${d}.`);
  if (covariance.length !== d || covariance.some((row) => row.length !== d))
    throw new CellmerError(
      'data',
      `covariance has ${covariance.length} rows of ${covariance[0]?.length ?? 0} numbers: expected ${d} rows of ${d}, as y has ${d}.`,
    );
  const cholesky = choleskyOf(covariance);
  const r = Matrix.columnVector(y.map((value, i) => value - (mean.length === 1 ? mean[0] : mean[i])));
  const logDet = cholesky.lowerTriangularMatrix.diagonal().reduce((sum, v) => sum + 2 * Math.log(v), 0);
  return -0.5 * (d * Math.log(2 * Math.PI) + logDet + r.transpose().mmul(cholesky.solve(r)).get(0, 0));
}

/**
 * The lower triangular L with LLᵀ = covariance, row by row.
 *
 * @param covariance d×d, symmetric and positive definite
 * @throws CellmerError `data` for any other matrix
 */
export function covarianceFactor(covariance: readonly (readonly number[])[]): number[][] {
  return choleskyOf(covariance).lowerTriangularMatrix.to2DArray();
}

function choleskyOf(covariance: readonly (readonly number[])[]): CholeskyDecomposition {
  const asymmetric = covariance.some((row, i) => row.some((v, j) => !isClose(v, covariance[j][i])));
  if (asymmetric) throw new CellmerError('data', 'covariance is not symmetric.');
  // The decomposition takes halves that differ in the last digit for no symmetric matrix.
  const lower = covariance.map((row, i) => row.map((v, j) => (j <= i ? v : covariance[j][i])));
  const cholesky = new CholeskyDecomposition(new Matrix(lower));
  if (cholesky.isPositiveDefinite()) return cholesky;
  throw new CellmerError('data', 'covariance is not positive definite: it is no covariance matrix.');
}

/** Equal up to rounding of what was typed in. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-10 * Math.max(Math.abs(a), Math.abs(b));
}

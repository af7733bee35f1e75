/** The multivariate normal log-density. */

import { CellmerError } from '../errors';
import { choleskyInPlace, forwardSolveInPlace } from '../linalg/dense';

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
  const L = covarianceFactor(covariance);
  const z = Float64Array.from(y, (value, i) => value - (mean.length === 1 ? mean[0] : mean[i]));
  forwardSolveInPlace(L, d, d, z);
  let logDet = 0;
  for (let i = 0; i < d; i++) logDet += 2 * Math.log(L[i * d + i]);
  return -0.5 * (d * Math.log(2 * Math.PI) + logDet + z.reduce((sum, v) => sum + v * v, 0));
}

/**
 * L with LLᵀ = covariance in the lower triangle, d×d and row-major; what is above the diagonal is no part of it.
 *
 * @param covariance d×d, symmetric and positive definite
 * @throws CellmerError `data` for any other matrix
 */
export function covarianceFactor(covariance: readonly (readonly number[])[]): Float64Array {
  const asymmetric = covariance.some((row, i) => row.some((v, j) => !isClose(v, covariance[j][i])));
  if (asymmetric) throw new CellmerError('data', 'covariance is not symmetric.');
  const L = Float64Array.from(covariance.flat());
  if (choleskyInPlace(L, covariance.length)) return L;
  throw new CellmerError('data', 'covariance is not positive definite: it is no covariance matrix.');
}

/** Equal up to rounding of what was typed in. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-10 * Math.max(Math.abs(a), Math.abs(b));
}

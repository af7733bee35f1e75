/** Factoring and inverting matrices of more than a few rows, by the fastest means there is. */

import { choleskyInPlace, invertFactorInPlace } from './portable';

export interface LargeKernels {
  /**
   * Cholesky factor L with A = L·Lᵀ over the lower triangle of A (n×n, row-major); the upper triangle is undefined
   * afterwards. False when A is not numerically positive definite; A is then partly overwritten.
   */
  choleskyInPlace(A: Float64Array, n: number): boolean;
  /** (L·Lᵀ)⁻¹ in full, both triangles, over the lower triangle L. */
  invertFactorInPlace(L: Float64Array, n: number): void;
}

const portable: LargeKernels = { choleskyInPlace, invertFactorInPlace };

/** @param n rows of the matrices to come */
export function largeKernels(_n: number): LargeKernels {
  return portable;
}

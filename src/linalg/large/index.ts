/** Factoring and inverting matrices of more than a few rows, by the fastest means there is. */

import type { LargeKernels } from './kernels';
import { choleskyInPlace, invertFactorInPlace } from './portable';
import { rowProducts } from './rowProducts';
import { simdKernels } from './simd';

export type { LargeKernels } from './kernels';

export const portableKernels: LargeKernels = { choleskyInPlace, invertFactorInPlace, rowProducts };

/** From this many rows on SIMD instructions save more than it costs to copy a matrix to where they work. */
const LARGE = 40;
/** The same for the rows of a sparse matrix. */
const LARGE_PRODUCTS = 200;

/** @param n rows of the matrices to come */
export function largeKernels(n: number): LargeKernels {
  const simd = n >= LARGE ? simdKernels() : null;
  if (simd === null) return portableKernels;
  return n >= LARGE_PRODUCTS ? simd : { ...simd, rowProducts };
}

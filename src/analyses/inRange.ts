/** Weights of the fixed effects that there are no numbers for. */

import { CellmerError } from '../errors';
import type { Fit } from '../fits';

/** Degrees of freedom are made of fourth powers of standard errors. */
const LARGEST_ERROR = Number.MAX_VALUE ** (1 / 4) / 100;

/**
 * @param L rows of p weights
 * @param expected instead, in words
 * @throws CellmerError `option` where an estimate, its variance or its degrees of freedom would overflow
 */
export function requireInRange(
  L: Float64Array,
  { fixed: { estimates, covariance } }: Fit,
  expected: string,
): void {
  const p = estimates.length;
  for (let from = 0; from < L.length; from += p) {
    let estimate = 0;
    let error = 0;
    for (let j = 0; j < p; j++) {
      const weight = Math.abs(L[from + j]);
      if (weight === 0 || Number.isNaN(weight)) continue;
      estimate += weight * Math.abs(estimates[j]);
      error += weight * Math.sqrt(covariance[j * (p + 1)]);
    }
    // What the data do not determine is NaN, and said elsewhere.
    if (estimate === Infinity || error > LARGEST_ERROR)
      throw new CellmerError(
        'option',
        `An estimate or its error is too large for a number: expected ${expected}.`,
      );
  }
}

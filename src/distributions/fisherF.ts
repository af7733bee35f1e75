/** Fisher's F distribution; degrees of freedom positive, not necessarily whole. */

import betainc from '@stdlib/math-base-special-betainc';
import * as beta from './beta';
import * as chiSquare from './chiSquare';

/**
 * P(F ≥ f), computed as a tail, so that nothing cancels. With df2 = Infinity df1·F is chi-square with df1.
 */
export function upperTail(f: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0)) return NaN;
  if (df2 === Infinity) return chiSquare.upperTail(df1 * f, df1);
  if (f <= 0) return 1;
  if (f === Infinity) return 0;
  // Of x and 1 − x the smaller one is computed, the other would lose digits.
  const ratio = (df1 * f) / df2;
  return ratio > 1
    ? betainc(1 / (1 + ratio), 0.5 * df2, 0.5 * df1, true, false)
    : betainc(ratio / (1 + ratio), 0.5 * df1, 0.5 * df2, true, true);
}

/** The f with P(F ≥ f) = probability; probability in [0, 1]. */
export function upperQuantile(probability: number, df1: number, df2: number): number {
  if (df2 === Infinity) return chiSquare.quantile(1 - probability, df1) / df1;
  const share = beta.quantile(probability, 0.5 * df2, 0.5 * df1);
  if (share < 0.5) return (df2 * (1 - share)) / (df1 * share);
  // The other share is small, and has digits of its own.
  const other = beta.quantile(1 - probability, 0.5 * df1, 0.5 * df2);
  return (df2 * other) / (df1 * (1 - other));
}

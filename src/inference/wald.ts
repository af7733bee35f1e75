/** Wald tests and intervals of single coefficients. */

import { normal, studentT } from '../distributions';

export interface WaldRow {
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * t test of zero and interval estimate ± quantile·standardError.
 *
 * @param df degrees of freedom, positive; null (or Infinity) for the normal distribution
 * @param level confidence level in (0, 1)
 */
export function waldRow(estimate: number, standardError: number, df: number | null, level: number): WaldRow {
  const statistic = estimate / standardError;
  const asymptotic = df === null || !Number.isFinite(df);
  const tail = 0.5 * (1 + level);
  const quantile = asymptotic ? normal.quantile(tail) : studentT.quantile(tail, df);
  return {
    statistic,
    pValue: asymptotic ? normal.twoSidedP(statistic) : studentT.twoSidedP(statistic, df),
    lower: estimate - quantile * standardError,
    upper: estimate + quantile * standardError,
  };
}

/** Wald limits of a variance, where its standard error says something about them. */

import { normal } from '../distributions';

/**
 * Limits about the logarithm of a variance, v·exp(±z·se/v): positive, and their square roots are those of the standard
 * deviation. Null where the standard error is larger than the variance: the data then do not tell the variance from zero,
 * the likelihood is nothing like a normal curve about log v, and limits from its curvature would run over dozens of powers
 * of ten. Profile likelihood has limits there too.
 *
 * @param variance positive
 * @param level in (0, 1)
 */
export function varianceLimits(
  variance: number,
  standardError: number,
  level: number,
): { readonly lower: number; readonly upper: number } | null {
  if (!(variance > 0) || isUndetermined(variance, standardError)) return null;
  const factor = Math.exp((normal.quantile(0.5 * (1 + level)) * standardError) / variance);
  return { lower: variance / factor, upper: variance * factor };
}

/** Whether a variance is smaller than its standard error; false where there is none. */
export function isUndetermined(variance: number, standardError: number | null): boolean {
  return standardError !== null && standardError > variance;
}

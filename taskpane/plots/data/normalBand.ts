/**
 * How far each value of a normal sample may lie from the line of a normal plot while all of them are looked at: a band of equal
 * local levels (Aldor-Noiman, Brown, Buja, Rolke & Stine 2013, Am. Stat. 67, 249-260; Weine, McPeek & Abney 2023, J. Stat. Softw.
 * 106(10)). The i-th smallest of n uniform numbers has a beta distribution with shapes i and n + 1 − i; the band has its quantiles
 * at level/2 and 1 − level/2, with one level for all i.
 */

import { betaCdf, betaQuantile, normalCdf, normalQuantile } from '../../../src/index';
import { BAND_LEVELS } from './normalBandLevels';

/**
 * The level at each place with which the whole band holds all values of 95 % of normal samples, each about the line of its own mean
 * and standard deviation. Between the sizes that were simulated its logarithm is taken as straight in that of n.
 *
 * @param n size of the sample, at least 3
 */
export function bandLevel(n: number): number {
  const at = BAND_LEVELS.findIndex(([size]) => size >= n);
  if (at < 0) return BAND_LEVELS[BAND_LEVELS.length - 1][1];
  const [size, level] = BAND_LEVELS[at];
  if (size === n || at === 0) return level;
  const [sizeBefore, levelBefore] = BAND_LEVELS[at - 1];
  const part = Math.log(n / sizeBefore) / Math.log(size / sizeBefore);
  return levelBefore * (level / levelBefore) ** part;
}

/** Mean and standard deviation, with n − 1, of at least two values. */
export function normalLine(values: Float64Array): { readonly centre: number; readonly spread: number } {
  const n = values.length;
  const centre = values.reduce((sum, value) => sum + value / n, 0);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { centre, spread: Math.sqrt(squares / (n - 1)) };
}

/**
 * The level of the band that ends at a value.
 *
 * @param z the value, in standard deviations from the line's centre
 * @param i its rank from 0
 */
export function localLevel(z: number, i: number, n: number): number {
  const below = betaCdf(normalCdf(z), i + 1, n - i);
  const above = betaCdf(normalCdf(-z), n - i, i + 1);
  return 2 * Math.min(below, above);
}

/** Quantile of the i-th smallest of n standard normal values, i from 0. */
export function orderQuantile(probability: number, i: number, n: number): number {
  // Each tail by its own end, where it has its digits.
  return probability < 0.5
    ? normalQuantile(betaQuantile(probability, i + 1, n - i))
    : -normalQuantile(betaQuantile(1 - probability, n - i, i + 1));
}

/** What answers about a likelihood cost, before anything is read: enough to decide where they are computed. */

import { densityTraits } from './densities';

/** Reading a cell, in multiplications: a million of them take about 2 ms. */
const READING = 60;
/** Evaluations of a likelihood, with derivatives, that finding its maximum takes. */
export const EVALUATIONS = 20;
/** Rows that stand for a sample of which the likelihood needs a few sums only. */
const CONDENSED = 10;

/**
 * In multiplications, within a factor of ten or so.
 *
 * @param density a name or a log-density as text; names are shorter than what they stand for
 * @param cells of the data
 * @param maxima searches for a maximum that the answer takes
 */
export function likelihoodCost(density: string, cells: number, maxima: number): number {
  const isCondensed = densityTraits(density)?.isCondensed ?? false;
  const rows = isCondensed ? Math.min(cells, CONDENSED) : cells;
  return cells * READING + maxima * EVALUATIONS * rows * (100 + 10 * density.length);
}

/** How long a call will take, roughly, before it is begun: enough to decide where it runs. */

import type { CellMatrix } from '../src/index';

/** Reading a cell, in multiplications: a million of them take about 2 ms. */
const READING = 60;
/** Evaluations of a likelihood, with derivatives, that finding its maximum takes. */
const EVALUATIONS = 20;
/** What takes as long as several maxima: the ends of an interval, the points of a curve, the points of a surface. */
const MAXIMA: Readonly<Record<string, number>> = {
  'LIKELIHOOD.MLE': 1,
  'LIKELIHOOD.TRACE': 1,
  'LIKELIHOOD.CI': 8,
  'LIKELIHOOD.CURVE': 40,
  'LIKELIHOOD.SURFACE': 200,
};

/** In units of `fitCost`, within a factor of ten or so. */
export function callCost(id: string, values: Readonly<Record<string, unknown>>): number {
  const cells = Object.values(values).reduce<number>((sum, value) => sum + count(value), 0);
  const maxima = MAXIMA[id] ?? 0;
  return cells * (READING + maxima * EVALUATIONS * densityCost(values.density));
}

/** Of one value, in multiplications; names of densities are shorter than what they stand for. */
function densityCost(density: unknown): number {
  return typeof density === 'string' ? 100 + 10 * density.length : 0;
}

function count(value: unknown): number {
  return Array.isArray(value) ? value.length * ((value as CellMatrix)[0]?.length ?? 0) : 0;
}

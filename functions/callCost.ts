/** How long a call will take, roughly, before it is begun: enough to decide where it runs. */

import type { CellMatrix } from '../src/index';
import type { Declared } from './declare';

/** Reading a cell, in multiplications: a million of them take about 2 ms. */
const READING = 60;
/** Evaluations of a likelihood, with derivatives, that finding its maximum takes. */
const EVALUATIONS = 20;

/** In units of `fitCost`, within a factor of ten or so. */
export function callCost(
  { maxima = 0 }: Pick<Declared, 'maxima'>,
  values: readonly unknown[],
  density: unknown,
): number {
  const cells = values.reduce<number>((sum, value) => sum + count(value), 0);
  return cells * (READING + maxima * EVALUATIONS * densityCost(density));
}

/** Of one value, in multiplications; names of densities are shorter than what they stand for. */
function densityCost(density: unknown): number {
  return typeof density === 'string' ? 100 + 10 * density.length : 0;
}

function count(value: unknown): number {
  return Array.isArray(value) ? value.length * ((value as CellMatrix)[0]?.length ?? 0) : 0;
}

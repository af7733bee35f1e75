/** How many means and comparisons there may be at once: more would not go into memory, and nobody would read them. */

import { CellmerError } from '../errors';
import type { MarginVariable } from './types';

/** Their covariance matrix has as many rows and columns. */
const MOST_MEANS = 5000;

/** Of one question. */
const MOST_COMPARISONS = 100_000;

/** In contrasts that each have a weight for every mean. */
const MOST_TOGETHER = 1000;

/** @throws CellmerError `option` for too many combinations of the levels of some variables */
export function requireFewMeans(variables: readonly MarginVariable[]): void {
  const count = variables.reduce((product, { levels }) => product * levels.length, 1);
  if (count <= MOST_MEANS) return;
  const sizes = variables.map(({ name, levels }) => `${name} ${levels.length}`).join(', ');
  throw new CellmerError(
    'option',
    `The specs ask for ${count} combinations of levels (${sizes}): expected at most ${MOST_MEANS}. Name fewer variables, or fewer ` +
      'levels of them with the option at.',
  );
}

/**
 * @param means that they are among
 * @throws CellmerError `option` for too many comparisons
 */
export function requireFewComparisons(count: number, means: number): void {
  if (count <= MOST_COMPARISONS) return;
  throw new CellmerError(
    'option',
    `There would be ${count} comparisons among ${means} means: expected at most ${MOST_COMPARISONS}. Compare within groups, as in ` +
      '"treatment | visit", or fewer levels with the option at.',
  );
}

/** @throws CellmerError `option` for too many means of contrasts that each are of all of them */
export function requireFewTogether(means: number, family: string): void {
  if (means <= MOST_TOGETHER) return;
  throw new CellmerError(
    'option',
    `The contrasts "${family}" would each be of ${means} means: expected at most ${MOST_TOGETHER}. Compare within groups, as in ` +
      '"treatment | visit", or fewer levels with the option at.',
  );
}

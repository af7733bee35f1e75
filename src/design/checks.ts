/** Whether a model can be fitted to the rows there are: lme4's checks (checkNlevels, checkZdims), and the size of X. */

import { CellmerError } from '../errors';
import type { RandomTerm } from '../formula/ast';
import { variesWithin } from '../table';
import type { NumericVariable } from './frameTypes';
import type { GroupingFactor } from './types';

/** Most numbers in all columns of X and Z together: a gigabyte. */
const MAX_ENTRIES = 2 ** 27;

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A grouping factor needs at least two levels (`check.nlev.gtr.1`) and fewer than rows (`check.nobs.vs.nlev`). */
export function requireGroups({ name, levels }: GroupingFactor, n: number): void {
  if (levels.length < 2)
    throw new CellmerError(
      'model',
      `the grouping factor ${name} is "${levels[0]}" in every row that is used: ` +
        'expected at least two groups, since a variance between groups has to be estimated',
    );
  if (levels.length >= n)
    throw new CellmerError(
      'model',
      `the grouping factor ${name} has ${levels.length} levels for ${count(n, 'row')}: expected fewer groups than rows; ` +
        'with one row per group, the variance between groups cannot be told from the residual variance',
    );
}

/**
 * A response that is constant within the groups of a random intercept leaves no residual: the likelihood grows without bound
 * with the variance between groups.
 *
 * @param fixed number of fixed effects
 */
export function requireResidual(response: NumericVariable, group: GroupingFactor, fixed: number): void {
  const { label, values } = response;
  if (values.length <= group.levels.length + fixed) return;
  if (variesWithin({ kind: 'number', name: label, values, missing: 0 }, group)) return;
  throw new CellmerError(
    'model',
    `the response ${label} does not vary within ${group.name}: all rows of one group have the same value, so that there is no ` +
      'residual; expected a response that differs between rows of a group, written before ~ in a formula',
  );
}

/** A random term needs fewer effects than there are rows (`check.nobs.vs.nRE`). */
export function requireFewerEffects(term: RandomTerm, group: GroupingFactor, k: number, n: number): void {
  const effects = group.levels.length * k;
  if (n > effects) return;
  throw new CellmerError(
    'model',
    `the random term (${term.label}) has ${effects} effects, ${k} for each of the ${group.levels.length} levels of ` +
      `${group.name}, but only ${count(n, 'row')} are used: expected more rows than effects; leave out a slope`,
  );
}

/** There have to be as many rows as fixed effects. */
export function requireRows(columns: number, n: number): void {
  if (columns <= n) return;
  throw new CellmerError(
    'model',
    `the model has ${count(columns, 'fixed effect')} but only ${count(n, 'row')} without missing values: ` +
      'expected more rows than fixed effects; a text column with many different values has one effect for each',
  );
}

/** Columns have to fit into memory before they are made. */
export function requireMemory(columns: number, n: number): void {
  if (columns * n <= MAX_ENTRIES) return;
  throw new CellmerError(
    'model',
    `the model has ${columns} columns of ${n} rows: expected at most ${MAX_ENTRIES} numbers in all; ` +
      'a text column with many different values belongs behind the bar of a random term, as in (1 | group)',
  );
}

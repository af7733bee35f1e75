/** Groups one below the other: how they are moved toward the average, and how far they depart from it. */

import type { GroupEstimates, RandomEffects, ShrunkenMeans } from '../../../src/index';
import { evenly } from './thin';

/** Groups beyond this many have no row of their own each. */
export const MOST_ROWS = 200;

export interface Thinned<Row> {
  /** Largest first; of very many groups a part, evenly spaced in their order. */
  readonly rows: readonly (Row & {
    readonly label: string;
    /** Place in the order of all groups, from 0. */ readonly rank: number;
  })[];
  /** All groups whose effect the data determine. */
  readonly total: number;
}

export interface ShrinkageRow {
  /** From the group's own rows; null where they do not determine it. */
  readonly own: number | null;
  readonly shrunken: number;
}

export interface Shrinkage extends Thinned<ShrinkageRow> {
  readonly average: number;
  /** Groups whose own rows do not determine the effect. */
  readonly undetermined: number;
  /** How much of their way to the average the groups go, in [0, 1]: the mean of what is lost, by absolute distance. */
  readonly pull: number | null;
  /** Groups that are nearer to the average in the model than by their own rows, and those that are further off. */
  readonly nearer: number;
  readonly further: number;
  /** Least and largest share of its way to the average that a group goes; null where one goes away from it or beyond it. */
  readonly shares: readonly [number, number] | null;
}

/** Differences smaller than this share are of rounding. */
const ROUNDING = 1e-9;

type Estimates = Pick<GroupEstimates, 'levels' | 'own' | 'shrunken' | 'terms' | 'averages'>;

/** The same of the means of groups in the one-way model. */
export function shrinkageOfMeans({ means, parameters }: ShrunkenMeans): Shrinkage {
  const estimates: Estimates = {
    levels: means.map(({ group }) => group),
    own: Float64Array.from(means, ({ mean }) => mean),
    shrunken: Float64Array.from(means, ({ shrunken }) => shrunken),
    terms: ['mean'],
    averages: [parameters.mu],
  };
  return shrinkage(estimates, 0);
}

/** @param term which of the factor's effects, from 0 */
export function shrinkage(estimates: Estimates, term: number): Shrinkage {
  const { levels, own, shrunken, terms, averages } = estimates;
  const k = terms.length;
  const at = (values: Float64Array, g: number): number => values[g * k + term];
  const average = averages[term];
  let distance = 0;
  let left = 0;
  let undetermined = 0;
  const shares: number[] = [];
  for (let g = 0; g < levels.length; g++) {
    const raw = at(own, g);
    if (Number.isNaN(at(shrunken, g))) continue;
    if (raw !== raw) {
      undetermined++;
      continue;
    }
    const [before, after] = [raw, at(shrunken, g)].map((value) => value - average);
    distance += Math.abs(before);
    left += Math.abs(after);
    if (Math.abs(before) > ROUNDING * Math.abs(average)) shares.push(1 - after / before);
  }
  const key = (g: number): number => (at(own, g) === at(own, g) ? at(own, g) : at(shrunken, g));
  const row = (g: number): ShrinkageRow => ({
    own: at(own, g) === at(own, g) ? at(own, g) : null,
    shrunken: at(shrunken, g),
  });
  const pull = distance > 0 ? Math.min(1, Math.max(0, 1 - left / distance)) : null;
  const isKnown = (g: number): boolean => !Number.isNaN(at(shrunken, g));
  return { ...thinned(levels, isKnown, key, row), average, undetermined, pull, ...moved(shares) };
}

/** @param shares of the way to the average that the groups go, negative where they go away, and over 2 beyond it */
function moved(shares: readonly number[]): Pick<Shrinkage, 'nearer' | 'further' | 'shares'> {
  const isNearer = (share: number): boolean => share > ROUNDING && share < 2;
  const nearer = shares.filter(isNearer).length;
  const further = shares.filter((share) => share < -ROUNDING || share > 2).length;
  const isAll = nearer === shares.length && nearer > 0 && shares.every((share) => share <= 1 + ROUNDING);
  return { nearer, further, shares: isAll ? [Math.min(...shares), Math.max(...shares)] : null };
}

export interface Departure {
  readonly mode: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the interval leaves zero out. */
  readonly isClear: boolean;
}

export interface Caterpillar extends Thinned<Departure> {
  /** Groups whose interval leaves zero out, of all groups. */
  readonly clear: number;
}

/**
 * Conditional modes with intervals ± z·√Var(b | y).
 *
 * @param term which of the factor's effects, from 0
 * @param z quantile of the normal distribution at (1 + level)/2
 */
export function caterpillar(
  { levels, terms, values, conditionalVariance }: RandomEffects,
  term: number,
  z: number,
): Caterpillar {
  const k = terms.length;
  const mode = (g: number): number => values[g * k + term];
  const reach = (g: number): number =>
    z * Math.sqrt(Math.max(0, conditionalVariance[(g * k + term) * k + term]));
  const isClear = (g: number): boolean => Math.abs(mode(g)) > reach(g);
  let clear = 0;
  for (let g = 0; g < levels.length; g++) if (isClear(g)) clear++;
  const row = (g: number): Departure => ({
    mode: mode(g),
    lower: mode(g) - reach(g),
    upper: mode(g) + reach(g),
    isClear: isClear(g),
  });
  const isKnown = (g: number): boolean => !Number.isNaN(mode(g) + reach(g));
  return { ...thinned(levels, isKnown, mode, row), clear };
}

function thinned<Row>(
  levels: readonly string[],
  isKnown: (level: number) => boolean,
  key: (level: number) => number,
  row: (level: number) => Row,
): Thinned<Row> {
  const keys = Float64Array.from(levels, (_, g) => key(g));
  const order = Int32Array.from(levels, (_, g) => g)
    .filter(isKnown)
    .sort((a, b) => keys[b] - keys[a] || a - b);
  const ranks = evenly(order.length, MOST_ROWS);
  return {
    total: order.length,
    rows: ranks.map((rank) => ({ ...row(order[rank]), label: levels[order[rank]], rank })),
  };
}

/** Contrasts of named linear functions, made within each of their groups, with tests and limits that allow for their number. */

import type { LinearFunctions } from '../fits';
import { adjusted } from './adjust';
import type { AdjustmentName, TestFamily } from './adjustments';
import { contrastRank } from './contrastRank';
import type { ContrastSet, Margins, SparseContrast } from './types';

export interface ComparedRow {
  /** Of the levels of `by`, 0-based. */
  readonly group: number;
  readonly contrast: SparseContrast;
  /** NaN, like all that follows, where the data do not determine it. */
  readonly estimate: number;
  readonly standardError: number;
  /** Null when asymptotic. */
  readonly df: number | null;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ComparisonOptions {
  readonly adjust: AdjustmentName;
  /** At which the limits of a group hold, in (0, 1). */
  readonly level: number;
}

export interface ComparedGroups {
  /** Group after group. */
  readonly rows: readonly ComparedRow[];
  /** What p values were adjusted by in the end. */
  readonly adjusted: AdjustmentName;
  /** The same in words, where all groups have the same. */
  readonly words: string | null;
  readonly notes: readonly string[];
}

/** How many rows a group of margins has. */
export function groupSize({ factors }: Pick<Margins, 'factors'>): number {
  return factors.reduce((product, { levels }) => product * levels.length, 1);
}

/**
 * @param functions L·beta of the margins
 * @param sets the contrasts of each group
 */
export function compareWithin(
  margins: Margins,
  functions: LinearFunctions,
  sets: readonly ContrastSet[],
  options: ComparisonOptions,
): ComparedGroups {
  const size = groupSize(margins);
  const groups = sets.map((set, group) =>
    compareGroup({ margins, functions, set, group, first: group * size }, options),
  );
  return {
    rows: groups.flatMap(({ rows }) => rows),
    adjusted: groups[0]?.name ?? options.adjust,
    words: groups.every(({ words }) => words === groups[0].words) ? groups[0].words : null,
    notes: [...new Set(groups.flatMap(({ notes }) => notes))],
  };
}

/** One group of margins, the first of its rows, and the contrasts that are made among them. */
interface Group {
  readonly margins: Margins;
  readonly functions: LinearFunctions;
  readonly set: ContrastSet;
  readonly group: number;
  readonly first: number;
}

type Estimated = Pick<ComparedRow, 'estimate' | 'standardError' | 'df' | 'statistic'>;

const UNKNOWN: Estimated = { estimate: NaN, standardError: NaN, df: null, statistic: NaN };

/** Shares of what was added up below this are rounding, as of a contrast whose terms cancel whatever the coefficients are. */
const ROUNDING = 1e-13;

function compareGroup(one: Group, { adjust, level }: ComparisonOptions) {
  const { contrasts } = one.set;
  const found = contrasts.map((contrast) => estimated(one, contrast));
  const tests = found.map(({ statistic, df }) => ({ statistic, df: df ?? Infinity }));
  const { pValues, critical, name, words, notes } = adjusted(tests, familyOf(one, found), adjust, level);
  const { group } = one;
  const rows = found.map(({ estimate, standardError, df, statistic }, i): ComparedRow => {
    const reach = critical[i] * standardError;
    const [contrast, pValue] = [contrasts[i], pValues[i]];
    const [lower, upper] = [estimate - reach, estimate + reach];
    return { group, contrast, estimate, standardError, df, statistic, pValue, lower, upper };
  });
  return { rows, name, words, notes };
}

function estimated({ margins, functions, first }: Group, { places, weights }: SparseContrast): Estimated {
  const rows = first === 0 ? places : places.map((place) => first + place);
  if (!margins.determines(rows, weights)) return UNKNOWN;
  let offset = 0;
  for (let i = 0; i < rows.length; i++) if (weights[i] !== 0) offset += weights[i] * margins.offset[rows[i]];
  const { estimate, standardError, df } = functions.combination(rows, weights);
  let [variances, sizes] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    variances += weights[i] ** 2 * functions.covariance[rows[i] * (margins.rows + 1)];
    sizes += Math.abs(weights[i] * functions.estimates[rows[i]]);
  }
  const known = (Math.abs(estimate) > ROUNDING * sizes ? estimate : 0) + offset;
  const error = standardError ** 2 > ROUNDING * variances ? standardError : NaN;
  return { estimate: known, standardError: error, df, statistic: known / error };
}

function familyOf({ margins, functions, set, first }: Group, found: readonly Estimated[]): TestFamily {
  const known = set.contrasts.filter((_, i) => !Number.isNaN(found[i].statistic));
  return {
    kind: set.kind,
    means: set.means,
    count: set.contrasts.length,
    correlation: () => correlationOf(known, functions.covariance, margins.rows, first),
    rank: () => contrastRank(known, margins, first),
  };
}

/** @param covariance of all functions, rows×rows */
function correlationOf(
  contrasts: readonly SparseContrast[],
  covariance: Float64Array,
  rows: number,
  first: number,
): Float64Array {
  const m = contrasts.length;
  const R = new Float64Array(m * m);
  for (let a = 0; a < m; a++)
    for (let b = 0; b <= a; b++)
      R[a * m + b] = covarianceOf(contrasts[a], contrasts[b], covariance, rows, first);
  const roots = Float64Array.from({ length: m }, (_, a) => Math.sqrt(R[a * m + a]));
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < a; b++) R[a * m + b] = R[b * m + a] = R[a * m + b] / (roots[a] * roots[b]);
    R[a * m + a] = 1;
  }
  return R;
}

function covarianceOf(
  one: SparseContrast,
  other: SparseContrast,
  covariance: Float64Array,
  rows: number,
  first: number,
): number {
  let sum = 0;
  one.places.forEach((place, i) => {
    const row = (first + place) * rows + first;
    other.places.forEach((to, j) => (sum += one.weights[i] * other.weights[j] * covariance[row + to]));
  });
  return sum;
}

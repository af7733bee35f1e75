/**
 * Adjustments of p values and limits for the number of comparisons of a family, each described once.
 *
 * A single-step adjustment compares every statistic with one distribution, whose quantile makes the limits; a stepwise one goes by
 * the order of the p values, and for limits there is Bonferroni's instead.
 */

import { fisherF, studentT } from '../distributions';
import { largestT } from '../distributions/largestT';
import { upperQuantile } from '../distributions/overScale';
import { studentizedRange } from '../distributions/studentizedRange';
import { unknownChoice } from '../table';
import { dependentDiscovery, falseDiscovery, hochberg, holm, hommel, type Stepwise } from './stepwise';
import type { ContrastSet } from './types';

export type AdjustmentName =
  | 'none'
  | 'tukey'
  | 'dunnett'
  | 'dunnettx'
  | 'mvt'
  | 'sidak'
  | 'bonferroni'
  | 'scheffe'
  | 'holm'
  | 'hochberg'
  | 'hommel'
  | 'fdr'
  | 'by';

/** The comparisons that are adjusted together. */
export interface TestFamily {
  readonly kind: ContrastSet['kind'];
  /** How many means are compared. */
  readonly means: number;
  /** How many comparisons there are, with those that the data do not determine. */
  readonly count: number;
  /** Of the comparisons that the data determine: m×m, row-major. */
  readonly correlation: () => Float64Array;
  /** The rank of those as linear functions of the fixed effects. */
  readonly rank: () => number;
}

/** The distribution that a statistic is compared with; degrees of freedom may be Infinity. */
export interface SingleStep {
  /** @param t absolute value */
  readonly pValue: (t: number, df: number) => number;
  /** The t with that p value. */
  readonly critical: (alpha: number, df: number) => number;
  /** What is said of how it is computed, where it is not exact. */
  readonly remark?: string;
}

/** What is used instead, and why. */
export interface Replacement {
  readonly name: AdjustmentName;
  readonly why: string;
}

interface Described {
  readonly name: AdjustmentName;
  readonly aliases: readonly string[];
  /** As a menu names it. */
  readonly short: string;
  /** As a menu explains it. */
  readonly words: string;
  /** Whose it is, within a sentence. */
  readonly method: string;
  /** What it counts, within a sentence. */
  readonly counts: (family: TestFamily) => string;
  /** Where it is not for such a family. */
  readonly instead?: (family: TestFamily) => Replacement | null;
}

export interface SingleStepAdjustment extends Described {
  readonly singleStep: (family: TestFamily) => SingleStep;
}

export interface StepwiseAdjustment extends Described {
  readonly stepwise: Stepwise;
}

export type Adjustment = SingleStepAdjustment | StepwiseAdjustment;

/** With more comparisons the correlations alone would be too many numbers. */
const MOST_CORRELATED = 300;

const comparisons = ({ count }: TestFamily): string => `${count} comparisons`;

const tooMany = ({ count }: TestFamily): Replacement | null =>
  count <= MOST_CORRELATED
    ? null
    : {
        name: 'sidak',
        why: `the joint distribution is computed of at most ${MOST_CORRELATED} comparisons`,
      };

/** Of one comparison alone. */
export const unadjusted: SingleStep = {
  pValue: studentT.twoSidedP,
  critical: (alpha, df) => -studentT.quantile(alpha / 2, df),
};

/** Also what limits are adjusted by where p values go by their order. */
export const bonferroni: SingleStepAdjustment = {
  name: 'bonferroni',
  aliases: ['bonf'],
  short: 'Bonferroni',
  words: "Bonferroni's",
  method: "Bonferroni's method",
  counts: comparisons,
  singleStep: ({ count }) => ({
    pValue: (t, df) => Math.min(1, count * studentT.twoSidedP(t, df)),
    critical: (alpha, df) => unadjusted.critical(alpha / count, df),
  }),
};

export const ADJUSTMENTS: readonly Adjustment[] = [
  {
    name: 'none',
    aliases: ['no'],
    short: 'None',
    words: 'Not adjusted',
    method: 'no method',
    counts: comparisons,
    singleStep: () => unadjusted,
  },
  {
    name: 'tukey',
    aliases: ['hsd', 'tukey-kramer'],
    short: 'Tukey',
    words: "Tukey's honest differences, for all pairs",
    method: "Tukey's method",
    counts: ({ means }) => `all pairs of ${means} means`,
    instead: ({ kind }) =>
      kind === 'pairs' ? null : { name: 'sidak', why: "Tukey's method is for all pairs of one set of means" },
    singleStep: ({ means }) => tukey(means),
  },
  {
    name: 'dunnett',
    aliases: [],
    short: 'Dunnett',
    words: "Dunnett's, for comparisons with one control: exact",
    method: "Dunnett's method",
    counts: comparisons,
    instead: (family) =>
      family.kind === 'control'
        ? tooMany(family)
        : { name: 'mvt', why: "Dunnett's method is for comparisons with one control" },
    singleStep: jointly,
  },
  {
    name: 'dunnettx',
    aliases: [],
    short: 'Dunnett, approximate',
    words: "Dunnett's, by emmeans's approximation",
    method: "emmeans's approximation of Dunnett's method",
    counts: comparisons,
    singleStep: ({ count }) => dunnettApproximately(count),
  },
  {
    name: 'mvt',
    aliases: ['single-step'],
    short: 'Joint distribution',
    words: 'By the joint distribution of all comparisons',
    method: 'their joint distribution',
    counts: comparisons,
    instead: tooMany,
    singleStep: jointly,
  },
  {
    name: 'sidak',
    aliases: ['šidák'],
    short: 'Šidák',
    words: "Šidák's",
    method: "Šidák's method",
    counts: comparisons,
    singleStep: ({ count }) => sidak(count),
  },
  bonferroni,
  {
    name: 'scheffe',
    aliases: ['scheffé'],
    short: 'Scheffé',
    words: "Scheffé's, for all contrasts there are",
    method: "Scheffé's method",
    counts: (family) => `all contrasts of rank ${family.rank()}`,
    singleStep: (family) => scheffe(family.rank()),
  },
  {
    name: 'holm',
    aliases: [],
    short: 'Holm',
    words: "Holm's, Bonferroni step by step",
    method: "Holm's method",
    counts: comparisons,
    stepwise: holm,
  },
  {
    name: 'hochberg',
    aliases: [],
    short: 'Hochberg',
    words: "Hochberg's, from the largest p value down",
    method: "Hochberg's method",
    counts: comparisons,
    stepwise: hochberg,
  },
  {
    name: 'hommel',
    aliases: [],
    short: 'Hommel',
    words: "Hommel's",
    method: "Hommel's method",
    counts: comparisons,
    stepwise: hommel,
  },
  {
    name: 'fdr',
    aliases: ['bh'],
    short: 'FDR (BH)',
    words: 'False discovery rate, Benjamini and Hochberg',
    method: "Benjamini and Hochberg's false discovery rate",
    counts: comparisons,
    stepwise: falseDiscovery,
  },
  {
    name: 'by',
    aliases: [],
    short: 'FDR (BY)',
    words: 'False discovery rate, Benjamini and Yekutieli',
    method: "Benjamini and Yekutieli's false discovery rate",
    counts: comparisons,
    stepwise: dependentDiscovery,
  },
];

/** @throws CellmerError `option` for a name that there is not */
export function adjustmentNamed(name: string): Adjustment {
  const wanted = name.toLowerCase();
  const found = ADJUSTMENTS.find((one) => one.name === wanted || one.aliases.includes(wanted));
  if (found !== undefined) return found;
  const names = ADJUSTMENTS.map((one) => one.name);
  throw unknownChoice(`adjust is "${name}"`, name, names);
}

function tukey(means: number): SingleStep {
  const range = studentizedRange(means);
  return {
    pValue: (t, df) => range.upper(Math.SQRT2 * t, df),
    critical: (alpha, df) => range.upperQuantile(alpha, df) / Math.SQRT2,
  };
}

function scheffe(rank: number): SingleStep {
  return {
    pValue: (t, df) => fisherF.upperTail((t * t) / rank, rank, df),
    critical: (alpha, df) => Math.sqrt(rank * fisherF.upperQuantile(alpha, rank, df)),
  };
}

function jointly({ correlation, count }: TestFamily): SingleStep {
  const R = correlation();
  const m = Math.round(Math.sqrt(R.length));
  if (m === 0) return unadjusted;
  const { upper, upperQuantile, isExact, standardError } = largestT(R, m);
  const step: SingleStep = { pValue: upper, critical: upperQuantile };
  if (isExact || count === 1) return step;
  const error = standardError(upperQuantile(0.05, Infinity), Infinity).toExponential(0);
  return {
    ...step,
    remark: `The joint distribution is a mean over fixed directions: the standard error of p values around 0.05 is about ${error}.`,
  };
}

function sidak(count: number): SingleStep {
  return {
    pValue: (t, df) => -Math.expm1(count * Math.log1p(-studentT.twoSidedP(t, df))),
    critical: (alpha, df) => unadjusted.critical(-Math.expm1(Math.log1p(-alpha) / count), df),
  };
}

/** Between Šidák's and Tukey's, of as many means as have so many pairs (Lenth, emmeans): there correlations are about one half. */
function dunnettApproximately(count: number): SingleStep {
  const share = (count - 1) / count;
  const [pairs, independent] = [tukey((1 + Math.sqrt(1 + 8 * count)) / 2), sidak(count)];
  const pValue = (t: number, df: number): number =>
    share * pairs.pValue(t, df) + (1 - share) * independent.pValue(t, df);
  const critical = (alpha: number, df: number): number =>
    upperQuantile(alpha, unadjusted.critical(alpha / count, df), (t) => pValue(t, df));
  return { pValue, critical };
}

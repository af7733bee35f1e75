/** What can be chosen in the Compare view: which means, and how they are compared. */

import type { CovariateRule, EFFECT_SCALES, MeanWeights } from '../../src/index';

export type CompareBlock = 'means' | 'comparisons' | 'chart' | 'picture';
export const COMPARE_BLOCKS: readonly CompareBlock[] = ['means', 'comparisons', 'chart', 'picture'];

export type Bars = 'interval' | 'error' | 'none';

/** Names that the model on show has not (any more) count for nothing. */
export interface CompareChoice {
  /** What is compared: factors, whose combinations are, or one column of numbers, whose slopes are; null takes the first. */
  readonly compared: readonly string[] | null;
  /** Within whose levels; null takes those with which the first factor interacts. */
  readonly within: readonly string[] | null;
  /** Numbers at which columns of numbers are held, as they were typed. */
  readonly at: Readonly<Record<string, string>>;
  readonly contrast: string;
  /** The level that the others are compared with; null for the first. */
  readonly control: string | null;
  /** null for the one that belongs to the comparisons. */
  readonly adjust: string | null;
  /** Whether means of a transformed outcome are on the outcome's own scale. */
  readonly isBack: boolean;
  /** Whether those are adjusted for what varies about them. */
  readonly isAdjusted: boolean;
  /** How the levels of what is averaged over count, and where columns of numbers stand that nothing is typed for. */
  readonly weights: MeanWeights;
  readonly covariates: CovariateRule;
  /** In whose units differences are given besides; null for none. */
  readonly effect: (typeof EFFECT_SCALES)[number] | null;
  readonly bars: Bars;
  /** Whether the data lie behind the means. */
  readonly hasData: boolean;
  /** Whether thin lines join what was observed of each group. */
  readonly hasGroups: boolean;
  readonly blocks: readonly CompareBlock[];
}

export const FIRST_COMPARISON: CompareChoice = {
  compared: null,
  within: null,
  at: {},
  contrast: 'pairwise',
  control: null,
  adjust: null,
  isBack: true,
  isAdjusted: false,
  weights: 'equal',
  covariates: 'mean',
  effect: null,
  bars: 'interval',
  hasData: true,
  hasGroups: false,
  blocks: ['means', 'comparisons', 'chart'],
};

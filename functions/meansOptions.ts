/** Options that the functions about marginal means share, besides those of a model. */

import {
  adjustmentNamed,
  type AdjustmentName,
  unknownChoice,
  COVARIATE_RULES,
  MEAN_WEIGHTS,
  modelOptionPairs,
  type CellMatrix,
  type CovariateRule,
  type MeanWeights,
  type OptionValue,
  yesOrNo,
} from '../src/index';
import { cellsAs } from './arguments';
import { optional, type Argument } from './declare';

/** Options that are about the grid and the averages over it. */
export const GRID_OPTIONS = {
  at: ({ text }: OptionValue): string => text,
  covariates: (value: OptionValue): CovariateRule => oneOf(value, COVARIATE_RULES),
  averaging: (value: OptionValue): MeanWeights => oneOf(value, MEAN_WEIGHTS),
};

/** What was given of them, with what is so where nothing was said. */
export function gridQuestion({
  at = null,
  covariates = 'mean',
  averaging = 'equal',
}: {
  readonly at?: string | null;
  readonly covariates?: CovariateRule;
  readonly averaging?: MeanWeights;
}): { at: string | null; covariates: CovariateRule; weights: MeanWeights } {
  return { at, covariates, weights: averaging };
}

/** Options that are about the scale on which estimates are told. */
export const SCALE_OPTIONS = {
  type: (value: OptionValue): 'link' | 'response' => oneOf(value, ['link', 'response'] as const),
  bias: yesOrNo,
};

/** The options of a model and those of this file: `weights=cells` is about means, `weights=w` about rows. */
export function meansOptions(words: string): Argument<CellMatrix> {
  return optional(cellsAs(words, withAveraging));
}

/** Weights that are no expression of columns but a way of averaging stand under a name of their own. */
function withAveraging(cells: CellMatrix): CellMatrix {
  const pairs = modelOptionPairs(cells);
  const isAveraging = ([name, text]: readonly [string, string]): boolean =>
    name === 'weights' && MEAN_WEIGHTS.some((one) => one === text.toLowerCase());
  if (!pairs.some(isAveraging)) return cells;
  return pairs.map((pair) => [isAveraging(pair) ? 'averaging' : pair[0], pair[1]]);
}

/** By what comparisons are adjusted for their number. */
export function adjust({ text }: OptionValue): AdjustmentName {
  return adjustmentNamed(text).name;
}

export function oneOf<T extends string>({ name, text }: OptionValue, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text.toLowerCase());
  if (found !== undefined) return found;
  throw unknownChoice(`The option ${name} is "${text}"`, text, allowed, `expected ${allowed.join(', ')}`);
}

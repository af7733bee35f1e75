/**
 * The options of the questions about means, contrasts and slopes besides those of a model, each described once: how its text is
 * read, what it is where nothing is said, and what it means. Functions, the command line, the pane and the documentation follow
 * from it.
 */

import { ADJUSTMENTS, adjustmentNamed, type AdjustmentName } from '../means/adjustments';
import { readContrast, type ContrastRequest } from '../means/contrastRequest';
import { EFFECT_SCALES, type EffectScaleName } from '../means/effectSize';
import { MEAN_WEIGHTS, type MeanWeights } from '../means/marginalBlock';
import { COVARIATE_RULES, type CovariateRule } from '../means/referenceGrid';
import { yesOrNo, type OptionValue } from '../model/optionValues';
import { unknownChoice } from '../table';
import type { ContrastsQuestion } from './contrasts';
import type { MeansQuestion } from './marginalMeans';
import type { SlopesQuestion } from './slopes';

/** What the options of a question say; null and false where that is what nothing said means. */
export interface MarginValues {
  readonly at: string | null;
  readonly covariates: CovariateRule;
  readonly averaging: MeanWeights;
  readonly type: 'link' | 'response';
  readonly bias: boolean;
  readonly test: boolean;
  readonly contrast: ContrastRequest | null;
  readonly adjust: AdjustmentName | null;
  readonly reverse: boolean;
  readonly letters: boolean;
  readonly effect: EffectScaleName | null;
}

export type MarginOptionName = keyof MarginValues;

export interface MarginOption<T = MarginValues[MarginOptionName]> {
  /** @throws CellmerError `option` */
  readonly read: (value: OptionValue) => T;
  readonly initial: T;
  /** What stands behind the equals sign, in words; of what is asked for or not, what it does. Markdown. */
  readonly words: string;
  /** What is so where nothing is said, when `initial` does not say it. */
  readonly initialWords?: string;
}

/** Of what is asked for or not. */
const SWITCH = { read: yesOrNo, initial: false } as const;

/** One entry for each: an option that is missing here does not compile. */
export const MARGIN_OPTIONS: { readonly [K in MarginOptionName]: MarginOption<MarginValues[K]> } = {
  at: {
    read: ({ text }) => text,
    initial: null,
    words: 'values at which variables are held, such as `"age=10,12; dose=0"` or `"treatment=A,B"`',
    initialWords: 'factors at all levels, numbers as `covariates` says',
  },
  covariates: {
    read: (value) => oneOf(value, COVARIATE_RULES),
    initial: 'mean',
    words:
      'what numbers are held at: `mean`, `median`, or `keep` for each of up to 99 values; those with two values are kept at both',
  },
  averaging: {
    read: (value) => oneOf(value, MEAN_WEIGHTS),
    initial: 'equal',
    words: `weights of the combinations that a mean averages over: ${listed(MEAN_WEIGHTS)}; \`weights=equal\` and its like are read as this`,
  },
  type: {
    read: (value) => oneOf(value, ['link', 'response'] as const),
    initial: 'link',
    words:
      '`response` undoes the function in front of the response, such as log(y); `link` leaves estimates on its scale',
  },
  bias: {
    ...SWITCH,
    words: 'adjusts back-transformed means for the variance of the random effects and residuals about them',
  },
  test: { ...SWITCH, words: 'tests each estimate against zero' },
  contrast: {
    read: ({ text }) => readContrast(text),
    initial: null,
    words:
      'what slopes are compared by, as the argument of `LMER.CONTRASTS`: `pairwise`, `control=placebo`, `consecutive`, ...',
    initialWords: 'no comparisons',
  },
  adjust: {
    read: ({ text }) => adjustmentNamed(text).name,
    initial: null,
    words: `by what p values and limits, or the letters of means, allow for the number of comparisons: ${listed(ADJUSTMENTS.map(({ name }) => name))}`,
    initialWords: 'what is usual with the contrasts',
  },
  reverse: { ...SWITCH, words: 'takes differences the other way round' },
  letters: {
    ...SWITCH,
    words: 'gives means letters: those that share one do not differ significantly',
  },
  effect: {
    read: (value) => oneOf(value, EFFECT_SCALES),
    initial: null,
    words:
      'differences besides in standard deviations, of the residual (`sigma`) or of all variance (`total`)',
    initialWords: '`none`',
  },
};

/** Whether an option is asked for or not, without a value of its own. */
export function isSwitch(name: MarginOptionName): boolean {
  return MARGIN_OPTIONS[name].initial === false;
}

const GRID = ['at', 'covariates', 'averaging', 'type'] as const;

/** Which options each question has. */
export const MARGIN_OPTIONS_OF = {
  means: [...GRID, 'bias', 'test', 'letters', 'adjust'],
  contrasts: [...GRID, 'adjust', 'reverse', 'letters', 'effect'],
  slopes: [...GRID, 'contrast', 'adjust', 'reverse'],
} as const satisfies Record<string, readonly MarginOptionName[]>;

/** What was said. */
type Given = Partial<MarginValues>;

/**
 * Values by the texts of their options.
 *
 * @throws CellmerError `option`
 */
export function readMarginOptions(texts: Partial<Record<MarginOptionName, string>>): Given {
  const named = Object.entries(texts) as [MarginOptionName, string][];
  return Object.fromEntries(named.map(([name, text]) => [name, MARGIN_OPTIONS[name].read({ name, text })]));
}

/** The name under which an option stands: `weights=cells` is about means, `weights=w` about rows. */
export function marginOptionName(name: string, text: string): string {
  return name === 'weights' && MEAN_WEIGHTS.some((one) => one === text.toLowerCase()) ? 'averaging' : name;
}

export function questionOfMeans(specs: string, given: Given): MeansQuestion {
  const { bias, test, letters, adjust } = withInitial(given);
  return { specs, ...gridOf(given), bias, test, letters: letters ? (adjust ?? 'tukey') : null };
}

/** @param contrast null for what is usual */
export function questionOfContrasts(
  specs: string,
  contrast: ContrastRequest | null,
  given: Given,
): ContrastsQuestion {
  const { adjust, reverse, letters, effect } = withInitial(given);
  return { specs, contrast, ...gridOf(given), adjust, reverse, letters, effect };
}

/** @param specs null for one slope over all */
export function questionOfSlopes(variable: string, specs: string | null, given: Given): SlopesQuestion {
  const { contrast, adjust, reverse } = withInitial(given);
  return { variable, specs, ...gridOf(given), contrast, adjust, reverse };
}

function gridOf(given: Given) {
  const { at, covariates, averaging, type } = withInitial(given);
  return { at, covariates, weights: averaging, type };
}

function withInitial(given: Given): MarginValues {
  const initial = Object.entries(MARGIN_OPTIONS).map(([name, option]) => [name, option.initial]);
  return { ...(Object.fromEntries(initial) as MarginValues), ...given };
}

function oneOf<T extends string>({ name, text }: OptionValue, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text.toLowerCase());
  if (found !== undefined) return found;
  throw unknownChoice(`The option ${name} is "${text}"`, text, allowed, `expected ${allowed.join(', ')}`);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

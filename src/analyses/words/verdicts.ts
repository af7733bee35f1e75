/** What a model says, term by term, as plain data: of these, sentences are made in several styles (`sentences.ts`). */

import type { DenominatorDf } from '../../inference/denominator';
import type { Method } from '../../model/request';
import type { AnovaRow } from '../anova';
import type { ComparisonTest } from '../comparison';
import type { FitResult } from '../fitResult';
import type { ModelIntervalType } from '../intervals';

/** An estimate with limits and its own test; NaN where the data do not determine it. */
export interface Amount {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Null where the normal distribution takes the place of t. */
  readonly df: number | null;
  readonly statistic: number;
  readonly pValue: number;
}

/** One level, or the slope at it, minus another one's. */
export interface LevelDifference extends Amount {
  readonly level: string;
  readonly other: string;
}

/** What is found at a level of another variable. */
export interface AtLevel extends Amount {
  readonly level: string;
}

/** How large an effect is. */
export type TermSize =
  /** How levels of a factor differ in what is expected. */
  | {
      readonly kind: 'levels';
      /** The two that there are; each with the first; or the highest with the lowest of many. */
      readonly compared: 'both' | 'with first' | 'extremes';
      readonly rows: readonly LevelDifference[];
    }
  /** Per unit of a number. */
  | { readonly kind: 'slope'; readonly amount: Amount }
  /** Of two factors: the difference of the two levels of one, at each level of the other. */
  | {
      readonly kind: 'differences';
      readonly level: string;
      readonly other: string;
      readonly rows: readonly AtLevel[];
      /** Where the other has two levels as well: by how much it is larger at the one than at the other. */
      readonly contrast: LevelDifference | null;
    }
  /** Of a number and a factor: the slope at each level. */
  | {
      readonly kind: 'slopes';
      readonly of: string;
      readonly rows: readonly AtLevel[];
      readonly contrast: LevelDifference | null;
    }
  /** Of two numbers: by how much the slope of one changes per unit of the other. */
  | { readonly kind: 'bend'; readonly of: string; readonly by: string; readonly amount: Amount }
  /** Anything else: the test alone. */
  | { readonly kind: 'none' };

/** A term of the fixed effects. */
export interface TermVerdict {
  /** Its variables, as people read them. */
  readonly variables: readonly string[];
  /** Type III; null where other terms determine it, so that nothing can be tested. */
  readonly test: Pick<AnovaRow, 'numDf' | 'denDf' | 'f' | 'pValue'> | null;
  /** Whether the test is of all that its variables do, no smaller term or intercept having a part of it. */
  readonly isWhole: boolean;
  readonly size: TermSize;
  /** What else it depends on: averaged over the levels of these factors, where these numbers are 0. */
  readonly over: readonly string[];
  readonly atZero: readonly string[];
  /** Of these, those whose data do not reach 0. */
  readonly beyondData: readonly string[];
}

/** A random effect. */
export interface Deviation {
  /** `level`, `slope of Days`, `effect of condition (incongruent − congruent)`. */
  readonly words: string;
  /** NaN where the data do not determine it. */
  readonly sd: number;
  /** Null where there are none, below as well. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A term of the random effects, or a part of one that is tested by itself. */
export interface RandomVerdict {
  readonly group: string;
  readonly words: string;
  readonly effects: readonly Deviation[];
  /** Null where it is not tested; `remark` says why, where there is more to say than that a larger term has it in it. */
  readonly test: ComparisonTest | null;
  readonly remark: string | null;
}

/** What a methods section tells. */
export interface MethodFacts {
  readonly software: string;
  readonly formula: string;
  readonly family: FitResult['family'];
  readonly method: Method;
  readonly ddf: DenominatorDf;
  readonly rows: number;
  readonly missingRows: number;
  readonly excludedRows: number;
  readonly fixed: readonly string[];
  /** One per term of the random part. */
  readonly random: readonly {
    readonly group: string;
    readonly effects: readonly string[];
    readonly isCorrelated: boolean;
  }[];
  readonly groups: FitResult['groups'];
  readonly hasWeights: boolean;
  readonly hasOffset: boolean;
  /** Kinds of tests and limits that the verdicts have. */
  readonly hasTerms: boolean;
  /** Whether several levels were compared with the first one, or the highest with the lowest one. */
  readonly comparesWithFirst: boolean;
  readonly comparesExtremes: boolean;
  readonly testsRandom: boolean;
  readonly deviationLimits: ModelIntervalType | null;
}

export interface ModelVerdicts {
  readonly outcome: string;
  /** Where the outcome is a logarithm, of what and to which base: differences of it are logarithms of ratios. */
  readonly ratio: { readonly of: string; readonly base: number } | null;
  /** Of limits, and 1 − level what p values are compared with. */
  readonly level: number;
  /** What speaks against relying on the numbers, in sentences. */
  readonly doubts: readonly string[];
  /** The overall mean, where nothing explains it. */
  readonly mean: Amount | null;
  readonly fixed: readonly TermVerdict[];
  readonly random: readonly RandomVerdict[];
  /** Shares of variance, each null where there is none. */
  readonly explained: {
    readonly marginal: number | null;
    readonly conditional: number | null;
    readonly icc: number | null;
    /** Standard deviation of the residuals. */
    readonly sigma: number | null;
  } | null;
  readonly methods: MethodFacts;
}

/**
 * What every fitted model can say, whichever engine has fitted it. All questions above ask this and nothing else; what only some
 * models have is optional and says so. Everything is computed when it is asked for.
 */

import type { GroupingFactor, ModelMatrices, RandomBlock } from '../design/types';
import type { Contrasts, FixedEffects } from '../inference/contrasts';
import type { DenominatorDf } from '../inference/denominator';
import type { GroupInfluence } from '../inference/influence';
import type { Leverages } from '../inference/leverage';
import type { OwnEffects } from '../inference/ownEffects';
import type { PredictionErrors } from '../inference/prediction';
import type { ProfileCurve, ProfileInterval } from '../inference/profile';
import type { ProfileControl } from '../inference/profile/deviance';
import type { ModelParameter, ParameterPlace } from '../inference/profile/parameters';
import type { VarianceShares } from '../inference/varianceShares';
import type { CriterionWords } from '../likelihood/criterionWords';
import type { PredictionRows } from '../mixed/predictRows';
import type { OptimizerName } from '../mixed/search/optimizers';
import type { SearchScope } from '../mixed/search/globalSearch';
import type { Steps } from '../optimize/steps';
import type { RandomStream } from '../random/stream';

/** A linear model, or a linear mixed one. */
export type FitKind = 'lm' | 'lmm';

export type Method = 'REML' | 'ML';

/** The likelihood that a fit reports, with the words for it. */
export interface FitCriterion extends CriterionWords {
  /** −2·logLik, constants kept. */
  readonly value: number;
  readonly logLik: number;
  readonly isRestricted: boolean;
}

/**
 * A parameter by what it is, so that nobody takes its name apart. `sd` and `cor` stand for what is told of an effect and of two
 * effects of a random term, whether as a standard deviation, a variance or an entry of theta; effects are counted from 0.
 */
export type Parameter = ParameterPlace &
  (
    | { readonly kind: 'fixed'; readonly term: string }
    | { readonly kind: 'sigma' }
    | { readonly kind: 'sd'; readonly group: string; readonly term: string }
    | { readonly kind: 'cor'; readonly group: string; readonly terms: readonly [string, string] }
  );

/** Of the criterion or log-likelihood in all parameters, in the user's units. */
export interface FitInformation {
  readonly size: number;
  /** size×size, row-major: the Hessian of minus the log-likelihood. */
  readonly hessian: Float64Array;
  /** Its inverse; null at a boundary or when it is not positive definite. */
  readonly inverse: Float64Array | null;
}

/** What the data determine of the parameters. */
export interface FitIdentification {
  /** How many of the variance parameters. */
  readonly count: number;
  /** Whether all of them. */
  readonly isRegular: boolean;
  /** Random terms that others make up for, by their numbers: without them the model is the same. */
  readonly redundant: readonly number[];
  /** Whether each of `parameters` is. */
  readonly parameters: readonly boolean[];
  /** Whether the variance of lᵀbetaHat and lᵀbetaHat itself are, for p weights. */
  variance(l: Float64Array): boolean;
  estimate(l: Float64Array): boolean;
}

/** One random term with a covariance matrix of its own. */
export interface TermFit {
  readonly block: RandomBlock;
  /** k×k, row-major, in the user's units; NaN where the data do not determine an entry. */
  readonly covariance: Float64Array;
  /**
   * k: an effect of this size moves the response by one residual standard deviation, in the root mean square over the rows. Zero is
   * told from rounding in these units, in which it does not matter what the columns, the response and the weights are measured in.
   */
  readonly units: Float64Array;
}

/** One grouping factor with J levels, and the k random effects of all its terms side by side. */
export interface FactorFit {
  readonly group: GroupingFactor;
  readonly blocks: readonly RandomBlock[];
  /** Names of the k effects. */
  readonly terms: readonly string[];
}

/** The random effects of one factor given the data; NaN where the data do not determine one. */
export interface FactorModes {
  /** J×k conditional modes, row by row. */
  readonly values: Float64Array;
  /** Their J conditional covariance matrices k×k, each row by row. */
  readonly variances: Float64Array;
}

/** One accepted step of a search. */
export interface TraceStep {
  readonly evaluation: number;
  readonly theta: readonly number[];
  readonly criterion: number;
  readonly gradientNorm: number;
}

/** How the estimates were found, and what is seen there. */
export interface FitSearch {
  readonly converged: boolean;
  /** Why it stopped, in words. */
  readonly message: string;
  /** Where: `theta` of the fit with all its numbers, those that the data do not determine as well. */
  readonly theta: readonly number[];
  /** Residual standard deviation there, determined or not. */
  readonly sigma: number;
  readonly evaluations: number;
  /** The path to what was found. */
  readonly trace: readonly TraceStep[];
  /** Of the criterion in the m covariance parameters of the search, scaled as the search sees them; and its Hessian, m×m. */
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  /** How much a Newton step still promises to lower the criterion. */
  readonly predictedDecrease: number;
  /** Steepest descent into collapsed directions at the optimum; null when none has collapsed. */
  readonly boundarySlope: number | null;
  /** How far the optimum is known to be the least minimum. */
  readonly scope: SearchScope;
}

/**
 * `response` y − Xβ − Zb − offset; `pearson` times the root of the prior weight; `scaled` that divided by sigma;
 * `marginal` y − Xβ − offset, from the population's prediction; `fitted` Xβ + Zb + offset. With normal errors R's `working`
 * are those of the response, and its `deviance` Pearson's.
 */
export type ResidualType = 'response' | 'pearson' | 'scaled' | 'marginal' | 'fitted' | 'working' | 'deviance';

/** The linear predictor at rows. */
export interface Predictor {
  /** NaN where a value is missing, and where the data do not determine it. */
  readonly values: Float64Array;
  /** 1 in the rows of the latter; null where there are none. */
  readonly undetermined: Uint8Array | null;
}

/** Profile likelihoods, by refitting with one parameter held. */
export interface FitProfiles {
  intervals(
    level: number,
    wanted: (parameter: ModelParameter) => boolean,
    control: ProfileControl,
  ): Steps<ProfileInterval[]>;
  /** @param points per curve, at least 2, besides the estimate */
  curves(
    level: number,
    points: number,
    wanted: (parameter: ModelParameter) => boolean,
    control: ProfileControl,
  ): Steps<ProfileCurve[]>;
}

export interface MinimumProof {
  readonly isProved: boolean;
  /** Where the criterion is lower, in the scale of the search; null where it was not seen to be. */
  readonly lower: Float64Array | null;
}

/** How a fit is made. */
export interface FitSettings {
  readonly method: Method;
  readonly tolerance: number;
  readonly maxEvaluations: number;
  /** Theta on the user's scale, in lme4's order; null starts from moments. */
  readonly start: readonly number[] | null;
  readonly optimizer: OptimizerName;
}

/** How it is watched and stopped. */
export interface FitWatch {
  readonly onStep?: (step: TraceStep) => void;
  /** Called before each evaluation; may throw to stop. */
  readonly beforeEvaluation?: () => void;
}

/** All parameters of a linear mixed model, in the user's units. */
export interface SimulationPoint {
  /** One for each column of X that is kept. */
  readonly beta: ArrayLike<number>;
  /** Positive semidefinite, one k×k for each of the fit's `terms`, row-major. */
  readonly covariances: readonly Float64Array[];
  /** Residual standard deviation, positive. */
  readonly sigma: number;
}

export interface Fit {
  readonly kind: FitKind;
  readonly method: Method;
  readonly matrices: ModelMatrices;
  /** Columns of X that are estimated, and those that others determine. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  /** Whether the likelihood has one; where it has none, nothing below is an estimate. */
  readonly hasMaximum: boolean;
  /** What was minimized: −2 log L or the REML criterion, constants kept. */
  readonly minimum: number;
  /** What is reported, which for a linear model is maximum likelihood whatever the method. */
  readonly criterion: FitCriterion;
  /** Fixed effects, sigma, random terms one after the other, the lower triangle of each by column. */
  readonly parameters: readonly Parameter[];
  /** Fixed effects, sigma², variances and covariances; NaN where the data do not determine one. */
  readonly estimates: Float64Array;
  /** How many of them the data determine. */
  readonly parameterCount: number;
  readonly identification: FitIdentification;
  /** Over `parameters` as `estimates` has them. By REML the fixed effects stand apart, a block of their own. */
  information(): FitInformation;
  readonly fixed: FixedEffects;
  /** @throws CellmerError `option` for Kenward-Roger with a fit by ML */
  contrasts(ddf: DenominatorDf): Contrasts;
  /** Residual standard deviation; NaN where the data do not determine it. */
  readonly sigma: number;
  /** Relative Cholesky factors, lower triangle by column, term after term; NaN where not determined. */
  readonly theta: readonly number[];
  /** Whether an estimate lies on the boundary of the parameter space. */
  readonly singular: boolean;
  readonly terms: readonly TermFit[];
  /** In the order of the covariance parameters, those with most levels first. */
  readonly factors: readonly FactorFit[];
  /** One entry per factor. */
  modes(): readonly FactorModes[];
  readonly varianceShares: VarianceShares;
  /** Xβ + offset at rows made for this fit (`rows.ts`), with random effects Zb besides: b = 0 for an unknown level. */
  predictor(rows: PredictionRows, withRandom: boolean): Predictor;
  /** How far it may be off. */
  predictorErrors(rows: PredictionRows, withRandom: boolean, ddf: DenominatorDf): PredictionErrors;
  /**
   * n numbers, not to be written over; NaN where the data do not determine sigma, of all types but `marginal`. Along a ridge
   * P·y stays, P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹, and residuals are sigma²·W⁻¹·P·y: they are determined where sigma is.
   *
   * @throws CellmerError `option` for a type that there is not
   */
  residuals(type: ResidualType): Float64Array;
  /** Of the n rows; NaN where the data do not determine one. */
  leverages(): Leverages;
  readonly search: FitSearch;
  /** Standard deviations, correlations and fixed effects, as limits are made for them, with standard errors. */
  limitParameters(): readonly ModelParameter[];
  /** Of a fit by maximum likelihood; absent where there are none. */
  readonly profiles?: FitProfiles;
  /**
   * Bounds on the criterion that prove its minimum to be the least, or come upon a lower value; absent where there are none, or
   * where they would take too long.
   */
  readonly proof?: (beforeEach: () => void) => Steps<MinimumProof>;
  /** Of leaving out each level of each factor, null where that were too much; absent where it is not known how. */
  readonly influence?: (beforeEach: () => void) => Steps<readonly (GroupInfluence | null)[]>;
  /** Absent where a group's rows do not give estimates in closed form. */
  readonly ownEffects?: () => readonly OwnEffects[];
  /** A new response of the same rows: of the same groups, or with random effects drawn anew. n numbers. */
  simulate(random: RandomStream, withNewEffects: boolean): Float64Array;
  /** The same at other parameters, with random effects drawn anew. */
  simulateAt(point: SimulationPoint, random: RandomStream): Float64Array;
  /**
   * The same model on another response (n finite numbers), what does not depend on the response used again; a start that was
   * given is not. For bootstrap and power.
   *
   * @throws CellmerError `data` for a response of another length, `model` where nothing is left to estimate
   */
  refit(y: Float64Array, watch?: FitWatch): Steps<Fit>;
  /**
   * The same model without some of the n rows, its columns coded as they are; a start or an optimizer that was given is not used.
   *
   * @throws CellmerError as a fit of the other rows
   */
  without(isLeftOut: (row: number) => boolean, watch?: FitWatch): Steps<Fit>;
  /**
   * The fit at the minimum that a search from theta ends in, where that is lower; else this fit.
   *
   * @param theta in the scale of the search, as profiles and `thetaOf` give it; `searchTheta` of one in the user's
   */
  searchedFrom(theta: Float64Array, watch: FitWatch): Steps<Fit>;
  /** @throws CellmerError `option` unless theta has as many finite numbers as the model has covariance parameters */
  searchTheta(theta: readonly number[]): Float64Array;
}

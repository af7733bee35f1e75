/**
 * The result of a fit as plain data: structured-clonable, no methods. What does not exist is null; NaN is a number that exists
 * and that the data do not determine, and `undetermined` says why; with the warning `no-maximum` all estimates are NaN.
 */

import type { Warning } from '../errors';
import type { DenominatorDf } from '../inference/denominator';
import type { VarianceShares } from '../fits';
import type { TakenResponse } from '../model/input';
import type { Method, TraceStep } from '../model/request';

export interface FixedEffect {
  readonly term: string;
  readonly estimate: number;
  readonly standardError: number;
  /** Denominator degrees of freedom; null when asymptotic (z in place of t). */
  readonly df: number | null;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

/** One k×k covariance matrix of random effects, on the data's own scale. */
export interface VarianceComponent {
  readonly group: string;
  readonly terms: readonly string[];
  /** k×k, row by row; NaN where the data do not determine an entry, here and below. */
  readonly covariance: readonly (readonly number[])[];
  readonly standardDeviations: readonly number[];
  /** Whether each standard deviation is zero but for rounding, beside what moves the response by a residual's. */
  readonly isZero: readonly boolean[];
  /** k×k; null where a standard deviation is zero. */
  readonly correlations: readonly (readonly (number | null)[])[];
  /** Standard errors of the entries of `covariance`; null at a boundary, where they do not exist. */
  readonly standardErrors: readonly (readonly (number | null)[])[];
}

/** How many groups a grouping factor has. */
export interface GroupCount {
  readonly group: string;
  readonly levels: number;
}

/** Conditional modes of one grouping factor (all its terms side by side). */
export interface RandomEffects {
  readonly group: string;
  readonly levels: readonly string[];
  readonly terms: readonly string[];
  /** J×k, row by row; NaN where the data do not determine a mode. */
  readonly values: Float64Array;
  /** J matrices k×k one after the other, each row by row: Var(b | y); NaN where the data do not determine an entry. */
  readonly conditionalVariance: Float64Array;
}

export interface NamedMatrix {
  readonly names: readonly string[];
  /** Row by row; rows and columns both have `names`. NaN where the data do not determine an entry. */
  readonly values: readonly (readonly number[])[];
}

/** What was verified at the optimum, in numbers. */
export interface Certificate {
  /** Largest absolute entry of the gradient of the criterion in theta (on the internal, scaled parameters). */
  readonly gradientMax: number;
  /** How much a Newton step still promises to lower the criterion. */
  readonly predictedDecrease: number;
  /** Eigenvalues of the Hessian in theta, ascending. */
  readonly hessianEigenvalues: readonly number[];
  /** Smallest eigenvalue of the derivative with respect to the covariance on the collapsed directions; null when none collapsed. */
  readonly boundarySlope: number | null;
  /**
   * How far the minimum is known to be the least: `proved` by bounds, `global` as far as searches from `starts` starts and
   * values all over the parameter space show, or `local`.
   */
  readonly scope: 'local' | 'global' | 'proved';
  /** Searches for a minimum, that of the fit among them. */
  readonly starts: number;
  /** One sentence per check, in words. */
  readonly checks: readonly { readonly passed: boolean; readonly text: string }[];
}

export interface FitResult {
  /** Where a group column was given in place of a formula. */
  readonly taken?: TakenResponse;
  /** The formula actually fitted. */
  readonly formula: string;
  readonly method: Method;
  /** `mixed`, or `linear` for a formula without a random term. */
  readonly family: 'mixed' | 'linear';
  /** What was minimized: -2 log-likelihood (ML) or the REML criterion, constants kept. */
  readonly criterion: number;
  /**
   * Which likelihood `logLik`, `aic` and `bic` are of: that of the method, and of a linear model that of ML whatever the
   * method, as R's `logLik()`, `AIC()` and `BIC()` of an `lm`.
   */
  readonly likelihood: Method;
  readonly logLik: number;
  readonly aic: number;
  readonly bic: number;
  /** -2 log-likelihood by ML; null for a mixed model fitted by REML. */
  readonly deviance: number | null;
  readonly parameterCount: number;
  /** Names of the variance parameters that the data do not determine, as in `hessian`; these are not counted. */
  readonly undetermined: readonly string[];
  /** Rows less parameters; of a linear model rows less fixed effects, as in R. */
  readonly dfResidual: number;
  readonly nobs: number;
  readonly droppedRows: number;
  /** The grouping factors in lme4's order: those with most levels first, ties and falling numbers as in the formula. */
  readonly groups: readonly GroupCount[];
  /** Relative Cholesky factors, lower triangle by column, term after term (lme4's theta); NaN where not determined. */
  readonly theta: readonly number[];
  readonly thetaNames: readonly string[];
  /** Residual standard deviation; NaN where the data do not determine it, and so are all residuals. */
  readonly sigma: number;
  /** Standard error of sigma squared; null where it does not exist. */
  readonly sigma2StandardError: number | null;
  readonly varianceComponents: readonly VarianceComponent[];
  readonly varianceShares: VarianceShares;
  readonly fixedEffects: readonly FixedEffect[];
  readonly level: number;
  readonly ddf: DenominatorDf;
  /** Columns dropped because they are linear combinations of columns before them. */
  readonly droppedColumns: readonly string[];
  /** Covariance and correlation matrix of the fixed effects. */
  readonly vcov: NamedMatrix;
  readonly correlation: NamedMatrix;
  /** One entry per grouping factor, in the order of `groups`. */
  readonly randomEffects: readonly RandomEffects[];
  /**
   * Hessian of minus log-likelihood (ML) in (beta, sigma², lower triangle of each covariance matrix by column);
   * for REML the block diagonal of X'V⁻¹X and the Hessian of half the REML criterion in the variance parameters.
   */
  readonly hessian: NamedMatrix;
  /** Its inverse; null when the Hessian is not positive definite (a boundary fit). */
  readonly fullCovariance: NamedMatrix | null;
  /** Quantiles 0, 25, 50, 75, 100 % of the residuals divided by sigma (R's type 7). */
  readonly scaledResidualQuantiles: readonly number[];
  /** The response on the kept rows. */
  readonly response: Float64Array;
  /** X beta + Z b + offset on the kept rows. */
  readonly fitted: Float64Array;
  /** Response minus fitted, on the kept rows. */
  readonly residuals: Float64Array;
  /** Index of each kept row among the data rows; null when all rows are kept. */
  readonly keptRows: Int32Array | null;
  readonly singular: boolean;
  readonly converged: boolean;
  readonly certificate: Certificate | null;
  readonly warnings: readonly Warning[];
  /** Evaluations of the criterion, whatever the order of derivatives. */
  readonly evaluations: number;
  readonly trace: readonly TraceStep[];
}

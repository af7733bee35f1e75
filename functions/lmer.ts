/** LMER.*: linear mixed models. Every function starts with data and model; one fit serves them all. */

import {
  blockCells,
  CellmerError,
  checkStatisticName,
  statCell,
  vcovCells,
  type CovarianceKind,
} from '../src/index';
import { fitAnswer } from './fitAnswer';

/**
 * Criterion by which a mixed model is fitted.
 * @customenum {string}
 */
// prettier-ignore
export enum Method {
  /** Restricted maximum likelihood, the default: variances are not biased by the fixed effects */
  REML = "REML",
  /** Maximum likelihood: for comparing models with different fixed effects */
  ML = "ML",
}

/**
 * Which covariance matrix is wanted.
 * @customenum {string}
 */
// prettier-ignore
export enum CovarianceMatrix {
  /** Covariance matrix of the fixed effects, the default */
  fixed = "fixed",
  /** Inverse Hessian of minus log-likelihood in all parameters: fixed effects, residual variance, variance components */
  all = "all",
  /** Correlation matrix of the fixed effects */
  correlation = "correlation",
}

/**
 * A number that describes a fit.
 * @customenum {string}
 */
// prettier-ignore
export enum Statistic {
  /** Log-likelihood; of a mixed model fitted by REML, the restricted one; of a linear model as R's logLik() of an lm */
  logLik = "logLik",
  /** Akaike's information criterion */
  AIC = "AIC",
  /** Bayesian information criterion */
  BIC = "BIC",
  /** -2 log-likelihood of a fit by maximum likelihood, and of a linear model */
  deviance = "deviance",
  /** REML criterion at the optimum */
  REMLcrit = "REMLcrit",
  /** What was minimized: REML criterion or deviance */
  criterion = "criterion",
  /** Residual standard deviation */
  sigma = "sigma",
  /** Residual variance */
  sigma2 = "sigma2",
  /** Intraclass correlation: the share of the variance that lies between the groups */
  ICC = "ICC",
  /** Intraclass correlation for random slopes too: averaged over the rows */
  iccAdjusted = "ICC.adjusted",
  /** The same as a share of all the variance, that of the fixed effects included */
  iccConditional = "ICC.conditional",
  /** Marginal R² of Nakagawa: the share of the variance that the fixed effects explain */
  r2Marginal = "R2m",
  /** Conditional R² of Nakagawa: the share that fixed and random effects explain */
  r2Conditional = "R2c",
  /** Rows used */
  n = "n",
  /** Number of groups; with several grouping factors, one number below the other */
  groups = "groups",
  /** Residual degrees of freedom: rows less parameters */
  dfResid = "df.resid",
  /** Number of parameters */
  npar = "npar",
  /** Relative covariance parameters as lme4 has them, one below the other */
  theta = "theta",
  /** TRUE for a boundary (singular) fit */
  singular = "singular",
  /** TRUE when the optimum was verified */
  converged = "converged",
  /** Rows dropped because of missing values */
  dropped = "dropped",
  /** Evaluations of the criterion */
  evaluations = "evaluations",
  /** Largest slope of the criterion at the optimum */
  gradient = "gradient",
}

/**
 * Fits a linear mixed model and gives its whole summary: the formula fitted, fixed effects, variance components, log-likelihood, AIC, BIC, scaled residuals, warnings.
 * @customfunction LMER.FIT
 * @helpurl https://localhost:3000/functions.html#LMER.FIT
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "level=0.9; ddf=residual", or a range of names and values.
 * @example sleepstudy =LMER.FIT(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerFit(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, (fit, cells) =>
    blockCells(fit, 'fit', cells),
  );
}

/**
 * Fixed effects of a linear mixed model: term, estimate, standard error, degrees of freedom, t, p and confidence limits.
 * @customfunction LMER.FIXEF
 * @helpurl https://localhost:3000/functions.html#LMER.FIXEF
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "level=0.9; ddf=residual", or a range of names and values.
 * @example sleepstudy =LMER.FIXEF(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerFixef(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, (fit, cells) =>
    blockCells(fit, 'fixef', cells),
  );
}

/**
 * Variance components of a linear mixed model: variance, standard deviation, correlations, standard error of the variance and confidence limits.
 * @customfunction LMER.VARCOMP
 * @helpurl https://localhost:3000/functions.html#LMER.VARCOMP
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "level=0.9; labels=0", or a range of names and values.
 * @example sleepstudy =LMER.VARCOMP(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerVarcomp(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, (fit, cells) =>
    blockCells(fit, 'varcomp', cells),
  );
}

/**
 * Covariance matrix of the estimates of a linear mixed model.
 * @customfunction LMER.VCOV
 * @helpurl https://localhost:3000/functions.html#LMER.VCOV
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [which] "fixed" (default), "all" for the inverse Hessian in all parameters, or "correlation".
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example sleepstudy =LMER.VCOV(A1:C181, "Reaction ~ Days + (Days | Subject)", "ML", "all")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerVcov(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  which?: CovarianceMatrix,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const kind = (): CovarianceKind => covarianceKind(which);
  return fitAnswer(
    { data, model, method, options, invocation },
    (fit, cells) => vcovCells(fit, kind(), cells),
    kind,
  );
}

/**
 * Hessian of minus log-likelihood of a linear mixed model in the fixed effects, the residual variance and the variance components.
 * @customfunction LMER.HESSIAN
 * @helpurl https://localhost:3000/functions.html#LMER.HESSIAN
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example dyestuff =LMER.HESSIAN(A1:B31, "Yield ~ 1 + (1 | Batch)", "ML")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerHessian(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, (fit, cells) =>
    blockCells(fit, 'hessian', cells),
  );
}

/**
 * Conditional modes of the random effects of every group, with their standard errors.
 * @customfunction LMER.RANEF
 * @helpurl https://localhost:3000/functions.html#LMER.RANEF
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example sleepstudy =LMER.RANEF(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerRanef(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, (fit, cells) =>
    blockCells(fit, 'ranef', cells),
  );
}

/**
 * One number that describes the fit of a linear mixed model, by name.
 * @customfunction LMER.STAT
 * @helpurl https://localhost:3000/functions.html#LMER.STAT
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [stat] Name of the number: "logLik", "AIC", "BIC", "deviance", "sigma", "ICC", "R2m", "n", "groups", "theta", ...
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "tolerance=1e-10", or a range of names and values.
 * @example sleepstudy =LMER.STAT(A1:C181, "Reaction ~ Days + (Days | Subject)", "AIC")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerStat(
  data: unknown[][],
  model?: unknown[][],
  stat?: Statistic,
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const name = String(stat ?? '');
  return fitAnswer(
    { data, model, method, options, invocation },
    (fit) => statCell(fit, name),
    () => checkStatisticName(name),
  );
}

function covarianceKind(which: unknown): CovarianceKind {
  const text = String(which ?? '')
    .trim()
    .toLowerCase();
  if (text === '') return 'fixed';
  if (text === 'fixed' || text === 'all' || text === 'correlation') return text;
  throw new CellmerError('option', `which is "${String(which)}": expected "fixed", "all" or "correlation".`);
}

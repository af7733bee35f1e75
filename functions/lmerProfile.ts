/** LMER.CI, LMER.PROFILE, LMER.TRACE: intervals of all parameters, their profiles, and how the optimum was found. */

import {
  CellmerError,
  intervalCells,
  profileCells,
  traceCells,
  type Analysis,
  type FitOptions,
  type ModelIntervalType,
} from '../src/index';
import { levelArgument, numberArgument, textArgument } from './arguments';
import { analysisAnswer, fitAnswer } from './fitAnswer';
import type { Method } from './lmer';

/**
 * How intervals of a model's parameters are found.
 * @customenum {string}
 */
// prettier-ignore
export enum ModelInterval {
  /** Profile likelihood, the default: where twice the log-likelihood has fallen by the chi-square quantile */
  profile = "profile",
  /** Estimate and standard error; logarithmic for standard deviations, Fisher's z for correlations */
  wald = "wald",
}

/**
 * Confidence intervals of all parameters of a linear mixed model: standard deviations and correlations of the random effects, residual standard deviation, fixed effects; by exact profile likelihood (maximum likelihood) or Wald.
 * @customfunction LMER.CI
 * @helpurl https://localhost:3000/functions.html#LMER.CI
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML"; profile intervals are by ML in either case.
 * @param [parameter] Name such as "sd_(Intercept)|g" or "x", "beta_" for the fixed effects, "theta_" for the others; all if empty.
 * @param [type] "profile" (default) or "wald".
 * @param [level] Confidence level, 0.95 by default.
 * @param [options] Text such as "ddf=asymptotic", or a range of names and values.
 * @example dyestuff =LMER.CI(A1:B31, "Yield ~ 1 + (1 | Batch)", "ML")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerCi(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  parameter?: unknown,
  type?: ModelInterval,
  level?: unknown,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (fit: FitOptions): Analysis<'intervals'> => ({
    kind: 'intervals',
    type: intervalType(type),
    parameter: textArgument('parameter', parameter),
    level: levelArgument(level, fit.level),
  });
  return analysisAnswer({ data, model, method, options, invocation }, question, intervalCells);
}

/**
 * Profile likelihood of the parameters of a linear mixed model, ready to chart: value, zeta (the signed root of the deviance difference), deviance difference, relative likelihood and its quadratic approximation, below the intervals.
 * @customfunction LMER.PROFILE
 * @helpurl https://localhost:3000/functions.html#LMER.PROFILE
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML"; the profile is by ML in either case.
 * @param [parameter] Name such as "sd_(Intercept)|g" or "x", "beta_" for the fixed effects, "theta_" for the others; all if empty.
 * @param [points] Number of points per curve, 2 to 1000; 41 by default.
 * @param [options] Text such as "level=0.9; labels=0", or a range of names and values.
 * @example dyestuff =LMER.PROFILE(A1:B31, "Yield ~ 1 + (1 | Batch)", "ML", "sigma", 7)
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerProfile(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  parameter?: unknown,
  points?: unknown,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'profile'> => ({
    kind: 'profile',
    parameter: textArgument('parameter', parameter),
    points: pointsArgument(points),
  });
  return analysisAnswer({ data, model, method, options, invocation }, question, profileCells);
}

/**
 * The path of the optimizer to the fit of a linear mixed model: step, evaluation, theta, criterion, gradient norm.
 * @customfunction LMER.TRACE
 * @helpurl https://localhost:3000/functions.html#LMER.TRACE
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "start=1 0 1; labels=0", or a range of names and values.
 * @example sleepstudy =LMER.TRACE(A1:C181, "Reaction ~ Days + (Days | Subject)", "ML", "start=1, 0, 1")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerTrace(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, traceCells);
}

const DEFAULT_POINTS = 41;
const MOST_POINTS = 1000;

function pointsArgument(argument: unknown): number {
  const points = numberArgument('points', argument) ?? DEFAULT_POINTS;
  if (Number.isInteger(points) && points >= 2 && points <= MOST_POINTS) return points;
  throw new CellmerError('option', `points is ${points}: expected a whole number from 2 to ${MOST_POINTS}.`);
}

function intervalType(argument: unknown): ModelIntervalType {
  const text = textArgument('type', argument).toLowerCase();
  if (text === '' || text === 'profile') return 'profile';
  if (text === 'wald') return 'wald';
  throw new CellmerError('option', `type is "${text}": expected "profile" or "wald".`);
}

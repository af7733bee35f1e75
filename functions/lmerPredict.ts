/** LMER.COEF, LMER.RESID, LMER.PREDICT: coefficients of the groups, and what a fitted model says about every row. */

import {
  CellmerError,
  coefCells,
  predictionCells,
  RESIDUAL_TYPES,
  residualCells,
  type Analysis,
  type FitOptions,
  type PredictionInterval,
  type ResidualType,
  yesOrNo,
} from '../src/index';
import { levelArgument, textArgument, withRange } from './arguments';
import { analysisAnswer, fitAnswer } from './fitAnswer';
import type { Method } from './lmer';
import type { OwnOptions } from './lmerOptions';
import { incoming } from './runtime';

/**
 * Which residuals are wanted.
 * @customenum {string}
 */
// prettier-ignore
export enum Residuals {
  /** Response minus fitted value, random effects included; the default */
  response = "response",
  /** Response residual times the root of the prior weight */
  pearson = "pearson",
  /** Pearson residual divided by the residual standard deviation */
  scaled = "scaled",
  /** Response minus the population's prediction, without random effects */
  marginal = "marginal",
  /** The fitted value itself, random effects included */
  fitted = "fitted",
  /** R's name: the response residual, since errors are normal */
  working = "working",
  /** R's name: the Pearson residual, since errors are normal */
  deviance = "deviance",
  /** Fitted values and all residuals side by side */
  all = "all",
}

/**
 * Coefficients of every group in a linear mixed model: fixed effects plus the conditional modes of the random effects, one row per level of each grouping factor.
 * @customfunction LMER.COEF
 * @helpurl https://localhost:3000/functions.html#LMER.COEF
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example sleepstudy =LMER.COEF(A1:C181, "Reaction ~ Days + (Days | Subject)")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerCoef(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return fitAnswer({ data, model, method, options, invocation }, coefCells);
}

/**
 * Residuals of a linear mixed model, one row per row of the data, so that the result can stand beside them; rows that were not used stay empty.
 * @customfunction LMER.RESID
 * @helpurl https://localhost:3000/functions.html#LMER.RESID
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [type] "response" (default), "pearson", "scaled", "marginal" (without random effects), "fitted", R's "working" (as "response") and "deviance" (as "pearson"), or "all" side by side.
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example sleepstudy =LMER.RESID(A1:C181, "Reaction ~ Days + (Days | Subject)", , "pearson")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerResid(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  type?: Residuals,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  const question = (): Analysis<'residuals'> => ({ kind: 'residuals', types: residualTypes(type) });
  return analysisAnswer({ data, model, method, options, invocation }, question, residualCells);
}

/**
 * Predictions of a linear mixed model with and without random effects, for new rows or for those of the data, with standard errors and limits on request. A group that the data do not have gets the population's prediction.
 * @customfunction LMER.PREDICT
 * @helpurl https://localhost:3000/functions.html#LMER.PREDICT
 * @param data Range with the data, header row first; or a cell with LMER.MODEL. Blank cells are missing values; give the range itself, since blanks inside an expression may arrive as zeros.
 * @param [model] lme4 formula such as "y ~ x + (x | g)", or the group column: its header, its number or its range. It may be left out after a cell with LMER.MODEL.
 * @param [method] "REML" (default) or "ML".
 * @param [newdata] Range with the rows to predict, header row first; left out, the rows of the data.
 * @param [level] Confidence level: adds standard errors and limits.
 * @param [options] Text such as "interval=prediction; random=0", or a range of names and values.
 * @example sleepstudy =LMER.PREDICT(A1:C181, "Reaction ~ Days + (Days | Subject)", , {"Days", "Subject"; 10, 308; 10, 999}, , "interval=prediction")
 * @requiresParameterAddresses
 * @cancelable
 */
export function lmerPredict(
  data: unknown[][],
  model?: unknown[][],
  method?: Method,
  newdata?: unknown[][],
  level?: unknown,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  let random = true;
  let interval: PredictionInterval | null = null;
  const own: OwnOptions = {
    random: (value) => (random = yesOrNo(value)),
    interval: ({ text }) => (interval = intervalOf(text)),
  };
  const question = (fit: FitOptions): Analysis<'predict'> => {
    const confidence = levelArgument(level, fit.level);
    const isLevelGiven = textArgument('level', level) !== '';
    const asked = {
      kind: 'predict' as const,
      random,
      interval: interval ?? (isLevelGiven ? 'confidence' : 'none'),
      level: confidence,
    };
    if (isOmitted(newdata)) return { ...asked, newData: null, newDataAddress: null };
    return withRange(newdata, invocation, NEW_DATA, (newData, newDataAddress) => ({
      ...asked,
      newData,
      newDataAddress,
    }));
  };
  return analysisAnswer({ data, model, method, options, own, invocation }, question, predictionCells);
}

/** Position of `newdata` among the arguments. */
const NEW_DATA = 3;

/** Left out, or one empty cell. */
function isOmitted(argument: unknown): boolean {
  const cells = incoming(argument);
  return cells.length === 1 && cells[0].length === 1 && (cells[0][0] ?? '') === '';
}

const INTERVALS: readonly PredictionInterval[] = ['none', 'confidence', 'prediction', 'both'];

function intervalOf(text: string): PredictionInterval {
  const found = INTERVALS.find((one) => one === text.toLowerCase());
  if (found) return found;
  throw new CellmerError(
    'option',
    `The option interval is "${text}": expected confidence, prediction, both or none.`,
  );
}

function residualTypes(argument: unknown): readonly ResidualType[] {
  const text = textArgument('type', argument).toLowerCase();
  if (text === '') return ['response'];
  if (text === 'all') return ['fitted', ...RESIDUAL_TYPES.filter((type) => type !== 'fitted')];
  const type = [...RESIDUAL_TYPES, ...OF_R].find((one) => one === text);
  if (type) return [type];
  throw new CellmerError(
    'option',
    `type is "${text}": expected "response", "pearson", "scaled", "marginal", "fitted", "working", "deviance" or "all".`,
  );
}

/** Residuals that R tells apart, though with normal errors they are those of other names. */
const OF_R: readonly ResidualType[] = ['working', 'deviance'];

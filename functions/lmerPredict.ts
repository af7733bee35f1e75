/** LMER.COEF, LMER.RESID, LMER.PREDICT: coefficients of the groups, and what a fitted model says about every row. */

import {
  CellmerError,
  coefReport,
  RESIDUAL_TYPES,
  type CellMatrix,
  type OptionValue,
  type PredictionInterval,
  type ResidualColumn,
  type ResidualType,
  yesOrNo,
} from '../src/index';
import { cellsAs, choice, level, optionWords, type Range } from './arguments';
import { optional, type Choices } from './declare';
import { aboutFit, aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

/** Which residuals are wanted. */
const RESIDUALS: Choices = {
  id: 'Residuals',
  values: [
    { value: 'response', words: 'Response minus fitted value, random effects included; the default' },
    { value: 'pearson', words: 'Response residual times the root of the prior weight' },
    { value: 'scaled', words: 'Pearson residual divided by the residual standard deviation' },
    { value: 'marginal', words: "Response minus the population's prediction, without random effects" },
    { value: 'fitted', words: 'The fitted value itself, random effects included' },
    { value: 'working', words: "R's name: the response residual, since errors are normal" },
    { value: 'deviance', words: "R's name: the Pearson residual, since errors are normal" },
    {
      value: 'root',
      words: 'Root of the absolute scaled residual, to plot how residuals spread over fitted values',
    },
    {
      value: 'quantile',
      words:
        'Quantile of the standard normal distribution at the rank of the scaled residual, for a normal plot',
    },
    { value: 'all', words: 'Fitted values and all residuals side by side' },
  ],
};

export const lmerCoef = aboutFit(
  {
    id: 'LMER.COEF',
    words:
      'Coefficients of every group in a linear mixed model: fixed effects plus the conditional modes of the random effects, one row per level of each grouping factor.',
    examples: ['sleepstudy =LMER.COEF(A1:C181, "Reaction ~ Days + (Days | Subject)")'],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      options: modelOptions(optionWords('labels=0')),
    },
  },
  coefReport,
);

export const lmerResid = aboutModel({
  id: 'LMER.RESID',
  words:
    'Residuals of a linear mixed model, one row per row of the data, so that the result can stand beside them; rows that were not used stay empty.',
  examples: ['sleepstudy =LMER.RESID(A1:C181, "Reaction ~ Days + (Days | Subject)", , "pearson")'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    type: optional(
      choice(
        '"response" (default), "pearson", "scaled", "marginal" (without random effects), "fitted", R\'s "working" (as "response") and "deviance" (as "pearson"), "root" and "quantile" of the scaled ones for plots; several with commas, "fitted, root", or "all" residuals side by side.',
        RESIDUALS,
        residualTypes,
      ),
    ),
    options: modelOptions(optionWords('labels=0')),
  },
  kind: 'residuals',
  question: ({ type: types }) => ({ types }),
});

export const lmerPredict = aboutModel({
  id: 'LMER.PREDICT',
  words:
    "Predictions of a linear mixed model with and without random effects, for new rows or for those of the data, with standard errors and limits on request. A group that the data do not have gets the population's prediction.",
  examples: [
    'sleepstudy =LMER.PREDICT(A1:C181, "Reaction ~ Days + (Days | Subject)", , {"Days", "Subject"; 10, 308; 10, 999}, , "interval=prediction")',
  ],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    newdata: optional(
      cellsAs(
        'Range with the rows to predict, header row first; left out, the rows of the data.',
        rangeOrNone,
      ),
    ),
    level: optional(level('Confidence level: adds standard errors and limits.')),
    options: modelOptions(
      optionWords('interval=prediction; random=0', 'A level among them adds no limits by itself.'),
    ),
  },
  own: {
    random: { read: yesOrNo, words: '`0` leaves the predictions with random effects away', usual: '`1`' },
    interval: {
      read: intervalOf,
      words: 'limits: `none`, `confidence` (of what is expected), `prediction` (of a new row), `both`',
      usual: '`none`',
    },
  },
  kind: 'predict',
  question: ({ newdata, level: confidence }, fit, { random = true, interval }) => ({
    random,
    interval: interval ?? (confidence === null ? 'none' : 'confidence'),
    level: confidence ?? fit.level,
    newData: newdata?.cells ?? null,
    newDataAddress: newdata?.address ?? null,
  }),
});

/** Null where it is left out, or one empty cell. */
function rangeOrNone(cells: CellMatrix, { address }: { readonly address: string | null }): Range | null {
  const isEmpty = cells.length === 1 && cells[0].length === 1 && (cells[0][0] ?? '') === '';
  return isEmpty ? null : { cells, address };
}

const INTERVALS: readonly PredictionInterval[] = ['none', 'confidence', 'prediction', 'both'];

function intervalOf({ text }: OptionValue): PredictionInterval {
  const found = INTERVALS.find((one) => one === text.toLowerCase());
  if (found) return found;
  throw new CellmerError(
    'option',
    `The option interval is "${text}": expected confidence, prediction, both or none.`,
  );
}

function residualTypes(given: string): readonly ResidualColumn[] {
  const text = given.toLowerCase();
  if (text === '') return ['response'];
  if (text === 'all') return ['fitted', ...RESIDUAL_TYPES.filter((type) => type !== 'fitted')];
  return text.split(',').map((part) => residualType(part.trim()));
}

function residualType(text: string): ResidualColumn {
  const type = [...RESIDUAL_TYPES, ...OF_R, ...FOR_PLOTS].find((one) => one === text);
  if (type) return type;
  throw new CellmerError(
    'option',
    `type is "${text}": expected "response", "pearson", "scaled", "marginal", "fitted", "working", "deviance", "root", ` +
      '"quantile" or "all".',
  );
}

/** Residuals that R tells apart, though with normal errors they are those of other names. */
const OF_R: readonly ResidualType[] = ['working', 'deviance'];

const FOR_PLOTS: readonly ResidualColumn[] = ['root', 'quantile'];

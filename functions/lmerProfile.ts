/** LMER.CI, LMER.PROFILE, LMER.TRACE: intervals of all parameters, their profiles, and how the optimum was found. */

import { CellmerError, traceReport, type ModelIntervalType } from '../src/index';
import { choice, level, optionWords, text, wholeBetween } from './arguments';
import { optional, type Choices } from './declare';
import { aboutFit, aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

const DEFAULT_POINTS = 41;
const MOST_POINTS = 1000;

/** How intervals of a model's parameters are found. */
const INTERVALS: Choices = {
  id: 'ModelInterval',
  values: [
    {
      value: 'profile',
      words:
        'Profile likelihood, the default: where twice the log-likelihood has fallen by the chi-square quantile',
    },
    {
      value: 'wald',
      words: "Estimate and standard error; logarithmic for standard deviations, Fisher's z for correlations",
    },
  ],
};

export const lmerCi = aboutModel({
  id: 'LMER.CI',
  words:
    'Confidence intervals of all parameters of a linear mixed model: standard deviations and correlations of the random effects, residual standard deviation, fixed effects; by exact profile likelihood (maximum likelihood) or Wald.',
  examples: ['dyestuff =LMER.CI(A1:B31, "Yield ~ 1 + (1 | Batch)", "ML")'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: { ...METHOD, words: '"REML" (default) or "ML"; profile intervals are by ML in either case.' },
    parameter: optional(
      text(
        'Name such as "sd_(Intercept)|g" or "x", "beta_" for the fixed effects, "theta_" for the others; all if empty.',
      ),
    ),
    type: optional(choice('"profile" (default) or "wald".', INTERVALS, intervalType)),
    level: optional(level('Confidence level, 0.95 by default.')),
    options: modelOptions(optionWords('ddf=asymptotic')),
  },
  kind: 'intervals',
  question: ({ type, parameter, level: confidence }, fit) => ({
    type,
    parameter,
    level: confidence ?? fit.level,
  }),
});

export const lmerProfile = aboutModel({
  id: 'LMER.PROFILE',
  words:
    'Profile likelihood of the parameters of a linear mixed model, ready to chart: value, zeta (the signed root of the deviance difference), deviance difference, relative likelihood and its quadratic approximation, below the intervals.',
  examples: ['dyestuff =LMER.PROFILE(A1:B31, "Yield ~ 1 + (1 | Batch)", "ML", "sigma", 7)'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: { ...METHOD, words: '"REML" (default) or "ML"; the profile is by ML in either case.' },
    parameter: optional(
      text(
        'Name such as "sd_(Intercept)|g" or "x", "beta_" for the fixed effects, "theta_" for the others; all if empty.',
      ),
    ),
    points: wholeBetween(
      'Number of points per curve, 2 to 1000; 41 by default.',
      2,
      MOST_POINTS,
      DEFAULT_POINTS,
    ),
    options: modelOptions(
      optionWords('level=0.9; labels=0', 'The level is that of the intervals above the curves.'),
    ),
  },
  kind: 'profile',
  question: ({ parameter, points }) => ({ parameter, points }),
});

export const lmerTrace = aboutFit(
  {
    id: 'LMER.TRACE',
    words:
      'The path of the optimizer to the fit of a linear mixed model: step, evaluation, theta, criterion, gradient norm.',
    examples: [
      'sleepstudy =LMER.TRACE(A1:C181, "Reaction ~ Days + (Days | Subject)", "ML", "start=1, 0, 1")',
    ],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      options: modelOptions(optionWords('start=1 0 1; labels=0')),
    },
  },
  traceReport,
);

function intervalType(given: string): ModelIntervalType {
  const text = given.toLowerCase();
  if (text === '' || text === 'profile') return 'profile';
  if (text === 'wald') return 'wald';
  throw new CellmerError('option', `type is "${text}": expected "profile" or "wald".`);
}

/** LMER.CHECK, LMER.DEVIANCE: whether a fit can be relied on, and the criterion away from the optimum. */

import { numbers, optionWords } from './arguments';
import { optional } from './declare';
import { aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

export const lmerCheck = aboutModel({
  id: 'LMER.CHECK',
  words:
    'Checks of a linear mixed model: convergence, gradient, boundary, rank and overlap of the fixed effects, numbers of groups, the largest residual, the most influential groups; each with its value, a verdict (ok, note, warning) and advice.',
  examples: ['dyestuff2 =LMER.CHECK(A1:B31, "Yield ~ 1 + (1 | Batch)")'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    options: modelOptions(optionWords('labels=0')),
  },
  kind: 'check',
});

export const lmerDeviance = aboutModel({
  id: 'LMER.DEVIANCE',
  words:
    "The criterion that a fit minimizes, -2 log-likelihood (ML) or the REML criterion with everything but theta profiled out, at a theta of your choosing (lme4's devFunOnly). One row of theta for each value.",
  examples: ['dyestuff =LMER.DEVIANCE(A1:B31, "Yield ~ 1 + (1 | Batch)", {0; 0.5; 0.8483; 1.5})'],
  arguments: {
    data: DATA,
    model: MODEL,
    theta: optional(
      numbers(
        'Range of numbers: the lower triangle of each relative Cholesky factor by column, as LMER.STAT gives it by "theta"; one theta, or one per row.',
        'option',
      ),
    ),
    method: METHOD,
    options: modelOptions(optionWords('weights=w')),
  },
  kind: 'deviance',
  question: ({ theta }) => ({ theta }),
});

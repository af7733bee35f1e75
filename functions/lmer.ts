/** LMER.*: linear mixed models, and what their fit is. Every function starts with data and model; one fit serves them all. */

import {
  blockReport,
  CellmerError,
  checkStatisticName,
  effectReport,
  statReport,
  STATISTICS,
  vcovReport,
  yesOrNo,
  type CovarianceKind,
  type OptionValue,
} from '../src/index';
import { choice, optionWords } from './arguments';
import { optional, type Choices } from './declare';
import { aboutFit, aboutModel, DATA, METHOD, MODEL, modelOptions } from './modelArguments';

/** Which covariance matrix is wanted. */
const MATRICES: Choices = {
  id: 'CovarianceMatrix',
  values: [
    { value: 'fixed', words: 'Covariance matrix of the fixed effects, the default' },
    {
      value: 'all',
      words:
        'Inverse Hessian of minus log-likelihood in all parameters: fixed effects, residual variance, variance components',
    },
    { value: 'correlation', words: 'Correlation matrix of the fixed effects' },
  ],
};

/** A number that describes a fit. */
const NAMES_OF_STATISTICS: Choices = {
  id: 'Statistic',
  values: STATISTICS.map(({ name: value, words, id: name }) => ({ value, words, name })),
};

export const lmerFit = aboutModel({
  id: 'LMER.FIT',
  words:
    'Fits a linear mixed model and gives its whole summary: the formula fitted, fixed effects, variance components, log-likelihood, AIC, BIC, scaled residuals, warnings.',
  examples: ['sleepstudy =LMER.FIT(A1:C181, "Reaction ~ Days + (Days | Subject)")'],
  arguments: {
    data: DATA,
    model: MODEL,
    method: METHOD,
    options: modelOptions(optionWords('level=0.9; ddf=residual')),
  },
  kind: 'summary',
});

export const lmerFixef = aboutFit(
  {
    id: 'LMER.FIXEF',
    words:
      'Fixed effects of a linear mixed model: term, estimate, standard error, degrees of freedom, t, p and confidence limits.',
    examples: ['sleepstudy =LMER.FIXEF(A1:C181, "Reaction ~ Days + (Days | Subject)")'],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      options: modelOptions(optionWords('level=0.9; ddf=residual')),
    },
  },
  (fit) => blockReport(fit, 'fixef'),
);

export const lmerVarcomp = aboutFit(
  {
    id: 'LMER.VARCOMP',
    words:
      'Variance components of a linear mixed model: variance, standard deviation, correlations, standard error of the variance and confidence limits.',
    examples: ['sleepstudy =LMER.VARCOMP(A1:C181, "Reaction ~ Days + (Days | Subject)")'],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      options: modelOptions(optionWords('level=0.9; labels=0')),
    },
  },
  (fit) => blockReport(fit, 'varcomp'),
);

export const lmerVcov = aboutFit(
  {
    id: 'LMER.VCOV',
    words: 'Covariance matrix of the estimates of a linear mixed model.',
    examples: ['sleepstudy =LMER.VCOV(A1:C181, "Reaction ~ Days + (Days | Subject)", "ML", "all")'],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      which: optional(
        choice(
          '"fixed" (default), "all" for the inverse Hessian in all parameters, or "correlation".',
          MATRICES,
          covarianceKind,
        ),
      ),
      options: modelOptions(optionWords('labels=0')),
    },
  },
  (fit, { which }) => vcovReport(fit, which),
);

export const lmerHessian = aboutFit(
  {
    id: 'LMER.HESSIAN',
    words:
      'Hessian of minus log-likelihood of a linear mixed model in the fixed effects, the residual variance and the variance components.',
    examples: ['dyestuff =LMER.HESSIAN(A1:B31, "Yield ~ 1 + (1 | Batch)", "ML")'],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      options: modelOptions(optionWords('labels=0')),
    },
  },
  (fit) => blockReport(fit, 'hessian'),
);

export const lmerRanef = aboutFit(
  {
    id: 'LMER.RANEF',
    words:
      'Conditional modes of the random effects of every group, with their standard errors; or one effect with its limits, from the lowest up, ready to chart.',
    examples: [
      'sleepstudy =LMER.RANEF(A1:C181, "Reaction ~ Days + (Days | Subject)")',
      'dyestuff =LMER.RANEF(A1:B31, "Yield ~ 1 + (1 | Batch)", , "term=(Intercept)")',
    ],
    arguments: {
      data: DATA,
      model: MODEL,
      method: METHOD,
      options: modelOptions(
        optionWords(
          'term=Days; group=Subject; quantiles=1; level=0.9',
          'With term or group, one effect of one grouping factor and its limits; with quantiles=1 the normal quantiles of a QQ plot beside them.',
        ),
      ),
    },
    own: {
      term: {
        read: wholeText,
        words:
          'one random effect alone, such as `Days` or `(Intercept)`, with limits at `level`, from the lowest up',
        usual: 'all, side by side',
      },
      group: {
        read: wholeText,
        words: 'the grouping factor whose effects are wanted, where several have that term',
        usual: 'the first',
      },
      quantiles: {
        read: yesOrNo,
        words: '`1` gives the normal quantile of its rank beside each effect',
        usual: '`0`',
      },
    },
  },
  (fit, _, { term = null, group = null, quantiles = false }) =>
    term === null && group === null && !quantiles
      ? blockReport(fit, 'ranef')
      : effectReport(fit, { term, group, quantiles }),
);

export const lmerStat = aboutFit(
  {
    id: 'LMER.STAT',
    words: 'One number that describes the fit of a linear mixed model, by name.',
    examples: ['sleepstudy =LMER.STAT(A1:C181, "Reaction ~ Days + (Days | Subject)", "AIC")'],
    arguments: {
      data: DATA,
      model: MODEL,
      stat: optional(
        choice(
          'Name of the number: "logLik", "AIC", "BIC", "deviance", "sigma", "ICC", "R2m", "n", "groups", "theta", ...',
          NAMES_OF_STATISTICS,
          statisticName,
        ),
      ),
      method: METHOD,
      options: modelOptions(optionWords('tolerance=1e-10')),
    },
  },
  (fit, { stat }) => statReport(fit, stat),
);

function wholeText({ text }: OptionValue): string {
  return text;
}

/** Known before anything is fitted. */
function statisticName(text: string): string {
  checkStatisticName(text);
  return text;
}

function covarianceKind(which: string): CovarianceKind {
  const text = which.toLowerCase();
  if (text === '') return 'fixed';
  if (text === 'fixed' || text === 'all' || text === 'correlation') return text;
  throw new CellmerError('option', `which is "${which}": expected "fixed", "all" or "correlation".`);
}

/** ONEWAY.*: values in groups, the one-way layout. */

import {
  type CellMatrix,
  CellmerError,
  leveneReport,
  leveneTest,
  type LeveneCentre,
  onewayAnova,
  onewayAnovaReport,
  onewayEstimateReport,
  onewayFit,
  onewayInformation,
  onewayIntervals,
  onewayLogLik,
  type OnewayIntervalType,
  readOptions,
  numberBetween,
  yesOrNo,
} from '../src/index';
import { cellsAs, choice, DEFAULT_LEVEL, neededNumber, optionWords, plainOptions } from './arguments';
import { define, optional, type Choices } from './declare';
import { GROUPS, layoutOf, statisticsOf, VALUES } from './onewayArguments';
import { laidOut } from './runtime';

/** How variances are estimated. */
const METHODS: Choices = {
  id: 'OnewayMethod',
  values: [
    { value: 'ML', words: 'Maximum likelihood, the default' },
    { value: 'REML', words: 'Restricted maximum likelihood' },
  ],
};

export const onewayAnovaTable = define({
  id: 'ONEWAY.ANOVA',
  words:
    'One-way analysis of variance: sums of squares, mean squares, F and p, and the variances within and between groups by the method of moments. Groups may differ in size.',
  examples: ['wheat =ONEWAY.ANOVA(B1:B51, A1:A51)'],
  arguments: { values: VALUES, groups: GROUPS, options: plainOptions(optionWords('labels=0')) },
  answer: ({ options, ...layout }) => laidOut(onewayAnovaReport(onewayAnova(statisticsOf(layout))), options),
});

/** From where Levene's test measures distances. */
const CENTRES: Choices = {
  id: 'LeveneCentre',
  values: [
    { value: 'median', words: 'Median of the group, the default: the test of Brown and Forsythe' },
    { value: 'mean', words: 'Mean of the group: Levene’s own test' },
  ],
};

export const onewayLevene = define({
  id: 'ONEWAY.LEVENE',
  words:
    'Levene’s test of equal variances: an analysis of variance of the distances of values from the median (or mean) of their group, with F, degrees of freedom and p value; below it the spread of each group.',
  examples: ['wheat =ONEWAY.LEVENE(B1:B51, A1:A51)'],
  arguments: {
    values: VALUES,
    groups: GROUPS,
    centre: optional(choice('"median" (default) or "mean".', CENTRES, leveneCentre)),
    options: plainOptions(optionWords('labels=0')),
  },
  answer: ({ centre, options, ...layout }) =>
    laidOut(leveneReport(leveneTest(layoutOf(layout), centre)), options),
});

export const onewayLogLikelihood = define({
  id: 'ONEWAY.LOGLIK',
  words:
    'Log-likelihood of the hierarchical normal model at given parameters: values vary about the mean of their group with variance sigma2, group means about mu with variance tau2.',
  examples: ['wheat =ONEWAY.LOGLIK(B1:B51, A1:A51, 16, 1.8, 0.4)'],
  arguments: {
    values: VALUES,
    groups: GROUPS,
    mu: neededNumber('Mean of the group means.'),
    sigma2: neededNumber('Variance within groups, positive.'),
    tau2: neededNumber('Variance between groups, 0 or positive.'),
  },
  answer: ({ values, groups, ...parameters }) => [
    [onewayLogLik(statisticsOf({ values, groups }), parameters)],
  ],
});

export const onewayMle = define({
  id: 'ONEWAY.MLE',
  words:
    'Maximum likelihood for the hierarchical normal model: mu, sigma² and tau² with standard errors and intervals, log-likelihood, Hessian and covariance matrix.',
  examples: ['wheat =ONEWAY.MLE(B1:B51, A1:A51, "REML")'],
  arguments: {
    values: VALUES,
    groups: GROUPS,
    method: optional(choice('"ML" (default) or "REML".', METHODS, estimationMethod)),
    options: optional(
      cellsAs(
        optionWords('interval=profile; level=0.9', 'Intervals are wald, 2se or profile.'),
        estimateOptions,
      ),
    ),
  },
  answer: ({ method, options: { level, labels, interval }, ...layout }) => {
    const statistics = statisticsOf(layout);
    const fit = onewayFit(statistics, method);
    const information = onewayInformation(statistics, fit, method);
    const intervals = onewayIntervals(statistics, fit, information, interval, level);
    const twoErrors = interval === '2se';
    return laidOut(onewayEstimateReport({ fit, information, intervals, level, twoErrors, statistics }), {
      labels,
    });
  },
});

function leveneCentre(text: string): LeveneCentre {
  const centre = text.toLowerCase();
  if (centre === '') return 'median';
  if (centre === 'median' || centre === 'mean') return centre;
  throw new CellmerError('option', `centre is "${text}": expected "median" or "mean".`);
}

function estimationMethod(text: string): 'ML' | 'REML' {
  const method = text.toUpperCase();
  if (method === '') return 'ML';
  if (method === 'ML' || method === 'REML') return method;
  throw new CellmerError('option', `method is "${text}": expected "ML" or "REML".`);
}

function estimateOptions(cells: CellMatrix): {
  readonly level: number;
  readonly labels: boolean;
  readonly interval: OnewayIntervalType;
} {
  let level = DEFAULT_LEVEL;
  let labels = true;
  let interval: OnewayIntervalType = 'wald';
  for (const option of readOptions(cells, ['level', 'labels', 'interval']))
    if (option.name === 'level') level = numberBetween(option, 0, 1);
    else if (option.name === 'labels') labels = yesOrNo(option);
    else interval = intervalType(option.text);
  return { level, labels, interval };
}

function intervalType(text: string): OnewayIntervalType {
  const type = text.toLowerCase().replace(/\s/g, '');
  if (type === 'wald' || type === '2se' || type === 'profile') return type;
  throw new CellmerError('option', `The option interval is "${text}": expected wald, 2se or profile.`);
}

/** ONEWAY.*: values in groups, the one-way layout. */

import {
  anovaCells,
  CellmerError,
  onewayAnova,
  onewayEstimateCells,
  onewayFit,
  onewayInformation,
  onewayIntervals,
  onewayLogLik,
  type OnewayIntervalType,
  readOptions,
  numberBetween,
  yesOrNo,
} from '../src/index';
import { DEFAULT_LEVEL, numberArgument, plainOptions, textArgument } from './arguments';
import { withGroups } from './onewayArguments';
import { answer, incoming } from './runtime';

/**
 * How variances are estimated.
 * @customenum {string}
 */
// prettier-ignore
export enum OnewayMethod {
  /** Maximum likelihood, the default */
  ML = "ML",
  /** Restricted maximum likelihood */
  REML = "REML",
}

/**
 * One-way analysis of variance: sums of squares, mean squares, F and p, and the variances within and between groups by the method of moments. Groups may differ in size.
 * @customfunction ONEWAY.ANOVA
 * @helpurl https://localhost:3000/functions.html#ONEWAY.ANOVA
 * @param values Column of numbers, with or without a header.
 * @param groups Column of the same height with the group of each value: text or numbers.
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example wheat =ONEWAY.ANOVA(B1:B51, A1:A51)
 * @requiresParameterAddresses
 * @cancelable
 */
export function onewayAnovaTable(
  values: unknown[][],
  groups: unknown[][],
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const given = plainOptions(options);
    return withGroups(values, groups, invocation, (statistics) => anovaCells(onewayAnova(statistics), given));
  });
}

/**
 * Log-likelihood of the hierarchical normal model at given parameters: values vary about the mean of their group with variance sigma2, group means about mu with variance tau2.
 * @customfunction ONEWAY.LOGLIK
 * @helpurl https://localhost:3000/functions.html#ONEWAY.LOGLIK
 * @param values Column of numbers, with or without a header.
 * @param groups Column of the same height with the group of each value: text or numbers.
 * @param mu Mean of the group means.
 * @param sigma2 Variance within groups, positive.
 * @param tau2 Variance between groups, 0 or positive.
 * @example wheat =ONEWAY.LOGLIK(B1:B51, A1:A51, 16, 1.8, 0.4)
 * @requiresParameterAddresses
 * @cancelable
 */
export function onewayLogLikelihood(
  values: unknown[][],
  groups: unknown[][],
  mu: unknown,
  sigma2: unknown,
  tau2: unknown,
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const parameters = {
      mu: givenNumber('mu', mu),
      sigma2: givenNumber('sigma2', sigma2),
      tau2: givenNumber('tau2', tau2),
    };
    return withGroups(values, groups, invocation, (statistics) => [[onewayLogLik(statistics, parameters)]]);
  });
}

/**
 * Maximum likelihood for the hierarchical normal model: mu, sigma² and tau² with standard errors and intervals, log-likelihood, Hessian and covariance matrix.
 * @customfunction ONEWAY.MLE
 * @helpurl https://localhost:3000/functions.html#ONEWAY.MLE
 * @param values Column of numbers, with or without a header.
 * @param groups Column of the same height with the group of each value: text or numbers.
 * @param [method] "ML" (default) or "REML".
 * @param [options] Text such as "interval=profile; level=0.9", or a range of names and values. Intervals are wald, 2se or profile.
 * @example wheat =ONEWAY.MLE(B1:B51, A1:A51, "REML")
 * @requiresParameterAddresses
 * @cancelable
 */
export function onewayMle(
  values: unknown[][],
  groups: unknown[][],
  method?: OnewayMethod,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const by = estimationMethod(textArgument('method', method));
    const { level, labels, interval } = estimateOptions(options);
    return withGroups(values, groups, invocation, (statistics) => {
      const fit = onewayFit(statistics, by);
      const information = onewayInformation(statistics, fit, by);
      const intervals = onewayIntervals(statistics, fit, information, interval, level);
      const twoErrors = interval === '2se';
      return onewayEstimateCells({ fit, information, intervals, level, twoErrors, statistics }, { labels });
    });
  });
}

function givenNumber(name: string, argument: unknown): number {
  const number = numberArgument(name, argument);
  if (number !== null) return number;
  throw new CellmerError('option', `${name} is empty: expected a number.`);
}

function estimationMethod(text: string): 'ML' | 'REML' {
  const method = text.toUpperCase();
  if (method === '') return 'ML';
  if (method === 'ML' || method === 'REML') return method;
  throw new CellmerError('option', `method is "${text}": expected "ML" or "REML".`);
}

function estimateOptions(argument: unknown): {
  readonly level: number;
  readonly labels: boolean;
  readonly interval: OnewayIntervalType;
} {
  let level = DEFAULT_LEVEL;
  let labels = true;
  let interval: OnewayIntervalType = 'wald';
  for (const option of readOptions(incoming(argument), ['level', 'labels', 'interval']))
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

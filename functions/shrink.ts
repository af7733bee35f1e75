/** SHRINK.*: group means shrunk towards the overall mean. */

import {
  CellmerError,
  shrinkMeans,
  shrunkenCells,
  type OnewayParameters,
  type ShrinkMethod,
  readOptions,
  toNumber,
} from '../src/index';
import { plainOptions, textArgument } from './arguments';
import { withGroups } from './onewayArguments';
import { answer } from './runtime';

/**
 * How the overall mean and the variances are found.
 * @customenum {string}
 */
// prettier-ignore
export enum ShrinkageMethod {
  /** Restricted maximum likelihood, the default */
  REML = "REML",
  /** Maximum likelihood */
  ML = "ML",
  /** Method of moments, from the analysis of variance */
  MOMENTS = "MOMENTS",
}

/**
 * Means of groups, shrunk towards the overall mean: group, n, mean, weight, shrunken mean, standard error and limits, the group's own t interval beside them, and the mean and variances that the weights are made of. They are the predictions of the mixed model with a random intercept.
 * @customfunction SHRINK.MEANS
 * @helpurl https://localhost:3000/functions.html#SHRINK.MEANS
 * @param values Column of numbers, with or without a header.
 * @param groups Column of the same height with the group of each value: text or numbers.
 * @param [method] "REML" (default), "ML", "MOMENTS", or known values such as "mu=16; sigma2=1.8; tau2=0.4".
 * @param [options] Text such as "level=0.9; labels=0", or a range of names and values.
 * @example wheat =SHRINK.MEANS(B1:B51, A1:A51)
 * @requiresParameterAddresses
 * @cancelable
 */
export function shrinkMeansTable(
  values: unknown[][],
  groups: unknown[][],
  method?: ShrinkageMethod,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const given = plainOptions(options);
    const by = shrinkMethod(textArgument('method', method));
    return withGroups(values, groups, invocation, (statistics) =>
      shrunkenCells(shrinkMeans(statistics, by, given.level), given),
    );
  });
}

function shrinkMethod(text: string): ShrinkMethod {
  if (text.includes('=')) return knownParameters(text);
  const name = text.toUpperCase();
  if (name === '') return 'REML';
  if (name === 'REML' || name === 'ML' || name === 'MOMENTS') return name;
  throw new CellmerError(
    'option',
    `method is "${text}": expected "REML", "ML", "MOMENTS", or known values such as "mu=16; sigma2=1.8; tau2=0.4".`,
  );
}

function knownParameters(text: string): OnewayParameters {
  const given = readOptions([[text]], ['mu', 'sigma2', 'tau2']);
  const valueOf = (name: string): number => {
    const found = given.find((one) => one.name === name);
    if (!found) throw new CellmerError('option', `method gives no ${name}: expected mu, sigma2 and tau2.`);
    const value = toNumber(found.text);
    if (Number.isFinite(value)) return value;
    throw new CellmerError('option', `method gives ${name} as "${found.text}": expected a number.`);
  };
  return { mu: valueOf('mu'), sigma2: valueOf('sigma2'), tau2: valueOf('tau2') };
}

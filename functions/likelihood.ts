/** LIKELIHOOD.*: inference from the likelihood of a named density. */

import { CellmerError, likelihoodInterval, likelihoodIntervalCells, type IntervalType } from '../src/index';
import { densityArgument, levelArgument, textArgument, withRange } from './arguments';
import { answer } from './runtime';
import { timeBudget } from './timeBudget';

const ADVICE = 'take the Wald interval, or fewer rows of the data';

/**
 * How a confidence interval is made from a likelihood.
 * @customenum {string}
 */
// prettier-ignore
export enum LikelihoodInterval {
  /** Profile likelihood (likelihood ratio), the default: all values the data do not contradict */
  profile = "profile",
  /** Estimate plus and minus z standard errors from the observed information */
  wald = "wald",
}

/**
 * Confidence interval of a parameter from its likelihood: parameter, estimate, lower and upper limit.
 * @customfunction LIKELIHOOD.CI
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.CI
 * @param density Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text.
 * @param data Range of numbers, of 0 and 1 for "binary" and "binomial"; two cells, or two columns, are the successes and trials of "binomial". A density as text takes its columns by their headers.
 * @param [parameter] Name of the parameter, such as "mu" or "sigma" of "normal"; the first if omitted.
 * @param [level] Confidence level, 0.95 if omitted.
 * @param [type] "profile" (default) or "wald".
 * @example =LIKELIHOOD.CI("poisson", {3; 5; 2; 4; 1})
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodCi(
  density: unknown,
  data: unknown[][],
  parameter?: unknown,
  level?: unknown,
  type?: LikelihoodInterval,
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const asked = {
      density: densityArgument(density),
      parameter: textArgument('parameter', parameter),
      level: levelArgument(level),
      type: intervalType(type),
    };
    return withRange(data, invocation, 1, (cells, address) =>
      likelihoodIntervalCells(
        likelihoodInterval({ ...asked, data: cells, address, beforeEvaluation: timeBudget(ADVICE) }),
      ),
    );
  });
}

function intervalType(argument: unknown): IntervalType {
  const text = textArgument('type', argument);
  const type = text.toLowerCase();
  if (type === '' || type === 'profile') return 'profile';
  if (type === 'wald') return 'wald';
  throw new CellmerError('option', `type is "${text}": expected "profile" or "wald".`);
}

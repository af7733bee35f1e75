/** LIKELIHOOD.SCORE: slope and curvature of the log-likelihood at any value. */

import {
  CellmerError,
  likelihoodScore,
  likelihoodScoreCells,
  readLikelihood,
  readOptions,
  yesOrNo,
} from '../src/index';
import { densityArgument, withRange } from './arguments';
import { givenPoints } from './parameterText';
import { answer, incoming } from './runtime';

/**
 * Score and observed information at given parameters: the first derivatives of the log-likelihood, which are zero at its maximum, and minus the second ones, all exact.
 * @customfunction LIKELIHOOD.SCORE
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.SCORE
 * @param density Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a log-density as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or "one-way normal".
 * @param data Range with a header row; without one the columns are called y, x1, x2, ...
 * @param parameters A number for each parameter, in order or under their names, or text such as "mu=16; sigma=2".
 * @param [options] "labels=0" leaves header row and label columns away.
 * @example =LIKELIHOOD.SCORE("binomial", {5, 30}, 0.25)
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodScoreTable(
  density: unknown,
  data: unknown[][],
  parameters: unknown[][],
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const text = densityArgument(density);
    const labels = readOptions(incoming(options), ['labels']).every(yesOrNo);
    const given = incoming(parameters);
    return withRange(data, invocation, 1, (cells, address) => {
      const likelihood = readLikelihood(text, cells, address);
      const points = givenPoints(
        given,
        likelihood.parameters.map(({ name }) => name),
      );
      if (points.length !== 1)
        throw new CellmerError('option', `parameters has ${points.length} rows of numbers: expected one.`);
      return likelihoodScoreCells(likelihoodScore(likelihood, points[0]), likelihood.sentence, { labels });
    });
  });
}

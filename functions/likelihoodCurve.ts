/** LIKELIHOOD.CURVE, LIKELIHOOD.MVNORM: likelihoods to chart, and the multivariate normal density. */

import {
  CellmerError,
  likelihoodCurve,
  likelihoodCurveCells,
  mvnormLogDensity,
  readLikelihood,
  type CellMatrix,
  type OutputMatrix,
} from '../src/index';
import { densityArgument, numberArgument, textArgument, withRange } from './arguments';
import { answer, incoming } from './runtime';
import { timeBudget } from './timeBudget';

const ADVICE = 'take fewer points, or fewer rows of the data';

const DEFAULT_POINTS = 101;
const MOST_POINTS = 5000;

/**
 * Likelihood of one parameter, ready to chart: value, log-likelihood (the other parameters at their best), relative likelihood, and the quadratic approximation at the maximum.
 * @customfunction LIKELIHOOD.CURVE
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.CURVE
 * @param density Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text.
 * @param data Range of numbers, of 0 and 1 for "binary" and "binomial"; two cells, or two columns, are the successes and trials of "binomial". A density as text takes its columns by their headers.
 * @param [parameter] Name of the parameter; the first if omitted.
 * @param [from] Where the curve begins; left out, where the relative likelihood is about a thousandth.
 * @param [to] Where it ends; left out, the same on the other side.
 * @param [points] Number of points, 2 to 5000; 101 by default.
 * @example =LIKELIHOOD.CURVE("binomial", {3, 10}, "p", 0.1, 0.6, 6)
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodCurveTable(
  density: unknown,
  data: unknown[][],
  parameter?: unknown,
  from?: unknown,
  to?: unknown,
  points?: unknown,
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const request = {
      parameter: textArgument('parameter', parameter),
      from: numberArgument('from', from),
      to: numberArgument('to', to),
      points: pointsArgument(points),
    };
    const text = densityArgument(density);
    return withRange(data, invocation, 1, (cells, address) =>
      likelihoodCurveCells(
        likelihoodCurve(readLikelihood(text, cells, address, timeBudget(ADVICE)), request),
      ),
    );
  });
}

/**
 * Log-density of the multivariate normal distribution: one value for each row of y, or one for a column.
 * @customfunction LIKELIHOOD.MVNORM
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.MVNORM
 * @param y Column of numbers, or one row for each vector.
 * @param mean One number for all, or as many as a vector has.
 * @param covariance Covariance matrix, as many rows and columns as a vector has numbers.
 * @example =LIKELIHOOD.MVNORM({1; 2}, 0, {2, 1; 1, 2})
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodMvnorm(
  y: unknown[][],
  mean: unknown[][],
  covariance: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const mu = numbersOf('mean', incoming(mean)).flat();
    return withRange(y, invocation, 0, (rows) =>
      withRange(covariance, invocation, 2, (matrix): OutputMatrix => {
        const sigma = numbersOf('covariance', matrix);
        const vectors = numbersOf('y', rows);
        const isColumn = vectors[0].length === 1 && sigma.length > 1;
        const list = isColumn ? [vectors.flat()] : vectors;
        return list.map((vector) => [mvnormLogDensity(vector, mu, sigma)]);
      }),
    );
  });
}

function pointsArgument(argument: unknown): number {
  const points = numberArgument('points', argument) ?? DEFAULT_POINTS;
  if (Number.isInteger(points) && points >= 2 && points <= MOST_POINTS) return points;
  throw new CellmerError('option', `points is ${points}: expected a whole number from 2 to ${MOST_POINTS}.`);
}

function numbersOf(name: string, cells: CellMatrix): number[][] {
  return cells.map((row) =>
    row.map((cell) => {
      if (typeof cell === 'number') return cell;
      const found =
        cell === null || cell === undefined || cell === '' ? 'an empty cell' : JSON.stringify(cell);
      throw new CellmerError('data', `${name} has ${found}: expected numbers.`);
    }),
  );
}

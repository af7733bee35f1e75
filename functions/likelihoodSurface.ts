/** LIKELIHOOD.SURFACE: the likelihood over two parameters. */

import {
  CellmerError,
  likelihoodSurface,
  likelihoodSurfaceCells,
  readLikelihood,
  type GivenValue,
  type OtherParameters,
  type SurfaceScale,
  readOptions,
  type OptionValue,
  toNumber,
  yesOrNo,
} from '../src/index';
import { densityArgument, withRange } from './arguments';
import { surfaceGrid } from './gridText';
import { givenValues } from './parameterText';
import { answer, incoming } from './runtime';
import { timeBudget } from './timeBudget';

const ADVICE =
  'take fewer points (points=11), hold the other parameters (others=estimate), or take fewer rows';

/**
 * Log-likelihood over two parameters, ready for a contour chart: the values of one parameter down the first column, those of the other across the first row. Further parameters are at their best at every point, or held.
 * @customfunction LIKELIHOOD.SURFACE
 * @helpurl https://localhost:3000/functions.html#LIKELIHOOD.SURFACE
 * @param density Name of a density with two parameters or more, such as "normal", "gamma" or "one-way normal", or a density or its logarithm as text.
 * @param data Range of numbers; two columns, values and groups, for "one-way normal". A density as text takes its columns by their headers.
 * @param [grid1] Parameter down the rows and where to look: a range of values, or text such as "mu", "mu: 15..18", "mu: 15..18, 21 points" or "mu: 15..18 by 0.5". Left out, the first parameter where its likelihood is not negligible.
 * @param [grid2] The same for the parameter across the columns; left out, the next parameter.
 * @param [options] Text such as "scale=relative; fix=tau2:0.4", or a range of names and values. Scale is loglik (default), difference (from the maximum) or relative (likelihood); others is profile (default) or estimate; points, fix, labels.
 * @example wheat =LIKELIHOOD.SURFACE("normal", B1:B51, "mu: 15..17.5, 6 points", "sigma: 1..2, 5 points", "scale=difference")
 * @requiresParameterAddresses
 * @cancelable
 */
export function likelihoodSurfaceTable(
  density: unknown,
  data: unknown[][],
  grid1?: unknown[][],
  grid2?: unknown[][],
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const text = densityArgument(density);
    const { scale, others, fix, points, labels } = surfaceOptions(options);
    const first = surfaceGrid(incoming(grid1), 'grid1', points);
    const second = surfaceGrid(incoming(grid2), 'grid2', points);
    return withRange(data, invocation, 1, (cells, address) => {
      const likelihood = readLikelihood(text, cells, address, timeBudget(ADVICE));
      const surface = likelihoodSurface(likelihood, { first, second, others, fix });
      return likelihoodSurfaceCells(surface, scale, { labels });
    });
  });
}

interface SurfaceOptions {
  readonly scale: SurfaceScale;
  readonly others: OtherParameters;
  readonly fix: readonly GivenValue[];
  readonly points: number | undefined;
  readonly labels: boolean;
}

const SETTERS: Readonly<Record<string, (value: OptionValue) => Partial<SurfaceOptions>>> = {
  scale: (value) => ({ scale: oneOf(value, ['loglik', 'difference', 'relative'] as const) }),
  others: (value) => ({ others: oneOf(value, ['profile', 'estimate'] as const) }),
  fix: ({ text }) => ({ fix: givenValues(text, 'fix') }),
  points: ({ text }) => ({ points: toNumber(text) }),
  labels: (value) => ({ labels: yesOrNo(value) }),
};

function surfaceOptions(argument: unknown): SurfaceOptions {
  let asked: SurfaceOptions = {
    scale: 'loglik',
    others: 'profile',
    fix: [],
    points: undefined,
    labels: true,
  };
  for (const value of readOptions(incoming(argument), Object.keys(SETTERS)))
    asked = { ...asked, ...SETTERS[value.name](value) };
  return asked;
}

function oneOf<Word extends string>({ name, text }: OptionValue, words: readonly Word[]): Word {
  const found = words.find((word) => word === text.toLowerCase());
  if (found !== undefined) return found;
  throw new CellmerError('option', `The option ${name} is "${text}": expected ${words.join(', ')}.`);
}

/** LIKELIHOOD.SURFACE: the likelihood over two parameters. */

import {
  CellmerError,
  likelihoodSurface,
  likelihoodSurfaceReport,
  readLikelihood,
  type CellMatrix,
  type GivenValue,
  type OtherParameters,
  type SurfaceScale,
  readOptions,
  type OptionValue,
  toNumber,
  yesOrNo,
} from '../src/index';
import { cellsAs, density, optionWords, range } from './arguments';
import { define, optional } from './declare';
import { surfaceGrid } from './gridText';
import { givenValues } from './parameterText';
import { timeBudget } from './timeBudget';
import { laidOut } from './runtime';

const ADVICE =
  'take fewer points (points=11), hold the other parameters (others=estimate), or take fewer rows';

export const likelihoodSurfaceTable = define({
  id: 'LIKELIHOOD.SURFACE',
  words:
    'Log-likelihood over two parameters, ready for a contour chart: the values of one parameter down the first column, those of the other across the first row. Further parameters are at their best at every point, or held.',
  examples: [
    'wheat =LIKELIHOOD.SURFACE("normal", B1:B51, "mu: 15..17.5, 6 points", "sigma: 1..2, 5 points", "scale=difference")',
  ],
  maxima: 200,
  arguments: {
    density: density(
      'Name of a density with two parameters or more, such as "normal", "gamma" or "one-way normal", or a density or its logarithm as text.',
    ),
    data: range(
      'Range of numbers; two columns, values and groups, for "one-way normal". A density as text takes its columns by their headers.',
    ),
    grid1: optional(
      range(
        'Parameter down the rows and where to look: a range of values, or text such as "mu", "mu: 15..18", "mu: 15..18, 21 points" or "mu: 15..18 by 0.5". Left out, the first parameter where its likelihood is not negligible.',
      ),
    ),
    grid2: optional(range('The same for the parameter across the columns; left out, the next parameter.')),
    options: optional(
      cellsAs(
        optionWords(
          'scale=relative; fix=tau2:0.4',
          'Scale is loglik (default), difference (from the maximum) or relative (likelihood); others is profile (default) or estimate; points, fix, labels.',
        ),
        surfaceOptions,
      ),
    ),
  },
  answer: ({ density: given, data: { cells, address }, grid1, grid2, options }) => {
    const { scale, others, fix, points, labels } = options;
    const first = surfaceGrid(grid1.cells, 'grid1', points);
    const second = surfaceGrid(grid2.cells, 'grid2', points);
    const likelihood = readLikelihood(given, cells, address, timeBudget(ADVICE));
    const surface = likelihoodSurface(likelihood, { first, second, others, fix });
    return laidOut(likelihoodSurfaceReport(surface, scale), { labels });
  },
});

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

function surfaceOptions(cells: CellMatrix): SurfaceOptions {
  let asked: SurfaceOptions = {
    scale: 'loglik',
    others: 'profile',
    fix: [],
    points: undefined,
    labels: true,
  };
  for (const value of readOptions(cells, Object.keys(SETTERS)))
    asked = { ...asked, ...SETTERS[value.name](value) };
  return asked;
}

function oneOf<Word extends string>({ name, text }: OptionValue, words: readonly Word[]): Word {
  const found = words.find((word) => word === text.toLowerCase());
  if (found !== undefined) return found;
  throw new CellmerError('option', `The option ${name} is "${text}": expected ${words.join(', ')}.`);
}

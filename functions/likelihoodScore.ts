/** LIKELIHOOD.SCORE: slope and curvature of the log-likelihood at any value. */

import {
  CellmerError,
  likelihoodScore,
  likelihoodScoreReport,
  readLikelihood,
  readOptions,
  yesOrNo,
} from '../src/index';
import { cellsAs, density, range } from './arguments';
import { define, optional } from './declare';
import { givenPoints } from './parameterText';
import { laidOut } from './runtime';

export const likelihoodScoreTable = define({
  id: 'LIKELIHOOD.SCORE',
  words:
    'Score and observed information at given parameters: the first derivatives of the log-likelihood, which are zero at its maximum, and minus the second ones, all exact.',
  examples: ['=LIKELIHOOD.SCORE("binomial", {5, 30}, 0.25)'],
  maxima: 1,
  arguments: {
    density: density(
      'Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a log-density as text in the headers of the data and free parameters, such as "y*LN(p) + (1-y)*LN(1-p)", or "one-way normal".',
    ),
    data: range('Range with a header row; without one the columns are called y, x1, x2, ...'),
    parameters: range(
      'A number for each parameter, in order or under their names, or text such as "mu=16; sigma=2".',
    ),
    options: optional(
      cellsAs('"labels=0" leaves header row and label columns away.', (cells) => ({
        labels: readOptions(cells, ['labels']).every(yesOrNo),
      })),
    ),
  },
  answer: ({ density: text, data: { cells, address }, parameters, options }) => {
    const likelihood = readLikelihood(text, cells, address);
    const names = likelihood.parameters.map(({ name }) => name);
    const points = givenPoints(parameters.cells, names);
    if (points.length !== 1)
      throw new CellmerError('option', `parameters has ${points.length} rows of numbers: expected one.`);
    return laidOut(
      likelihoodScoreReport(likelihoodScore(likelihood, points[0]), likelihood.sentence),
      options,
    );
  },
});

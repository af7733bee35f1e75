/** LIKELIHOOD.CURVE, LIKELIHOOD.MVNORM: likelihoods to chart, and the multivariate normal density. */

import {
  CellmerError,
  CURVE_COLUMNS,
  likelihoodCurve,
  likelihoodCurveReport,
  mvnormLogDensity,
  readLikelihood,
  readOptions,
  yesOrNo,
  type CellMatrix,
  type CurveColumn,
  type CurveTable,
  type OptionValue,
} from '../src/index';
import { cellsAs, density, number, numbers, optionWords, range, text, wholeBetween } from './arguments';
import { define, optional } from './declare';
import { timeBudget } from './timeBudget';
import { laidOut } from './runtime';

const ADVICE = 'take fewer points, or fewer rows of the data';

const DEFAULT_POINTS = 101;
const MOST_POINTS = 5000;

export const likelihoodCurveTable = define({
  id: 'LIKELIHOOD.CURVE',
  words:
    'Likelihood of one parameter, ready to chart: value, log-likelihood (the other parameters at their best), relative likelihood, and the quadratic approximation at the maximum.',
  examples: [
    '=LIKELIHOOD.CURVE("binomial", {3, 10}, "p", 0.1, 0.6, 6)',
    '=LIKELIHOOD.CURVE("binomial", {50, 300}, "p", 0.05, 0.35, 7, "columns=value, relative; name=50 of 300")',
  ],
  maxima: 40,
  arguments: {
    density: density(
      'Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text.',
    ),
    data: range(
      'Range of numbers, of 0 and 1 for "binary" and "binomial"; two cells, or two columns, are the successes and trials of "binomial". A density as text takes its columns by their headers.',
    ),
    parameter: optional(text('Name of the parameter; the first if omitted.')),
    from: optional(
      number('Where the curve begins; left out, where the relative likelihood is about a thousandth.'),
    ),
    to: optional(number('Where it ends; left out, the same on the other side.')),
    points: wholeBetween('Number of points, 2 to 5000; 101 by default.', 2, MOST_POINTS, DEFAULT_POINTS),
    options: optional(
      cellsAs(
        optionWords(
          'columns=value, relative; name=50 of 300',
          'Columns are some of value, loglik, likelihood, relative and quadratic; name is the header of the curve, for several beside each other; constant=0 leaves factors without parameters out, such as the binomial coefficient; labels.',
        ),
        curveOptions,
      ),
    ),
  },
  answer: ({ density: given, data: { cells, address }, options: { labels, ...table }, ...asked }) =>
    laidOut(
      likelihoodCurveReport(
        likelihoodCurve(readLikelihood(given, cells, address, timeBudget(ADVICE)), asked),
        table,
      ),
      { labels },
    ),
});

type CurveOptions = CurveTable & { readonly labels: boolean };

const SETTERS: Readonly<Record<string, (value: OptionValue) => Partial<CurveOptions>>> = {
  columns: ({ text: words }) => ({ columns: words.split(',').map(curveColumn) }),
  name: ({ text: name }) => ({ name: name.trim() }),
  constant: (value) => ({ hasConstant: yesOrNo(value) }),
  labels: (value) => ({ labels: yesOrNo(value) }),
};

function curveOptions(cells: CellMatrix): CurveOptions {
  let asked: CurveOptions = { labels: true };
  for (const value of readOptions(cells, Object.keys(SETTERS)))
    asked = { ...asked, ...SETTERS[value.name](value) };
  return asked;
}

function curveColumn(word: string): CurveColumn {
  const found = CURVE_COLUMNS.find((column) => column === word.trim().toLowerCase());
  if (found) return found;
  throw new CellmerError(
    'option',
    `The option columns has "${word.trim()}": expected some of ${CURVE_COLUMNS.join(', ')}, with commas between them.`,
  );
}

export const likelihoodMvnorm = define({
  id: 'LIKELIHOOD.MVNORM',
  words:
    'Log-density of the multivariate normal distribution: one value for each row of y, or one for a column.',
  examples: ['=LIKELIHOOD.MVNORM({1; 2}, 0, {2, 1; 1, 2})'],
  arguments: {
    y: numbers('Column of numbers, or one row for each vector.'),
    mean: numbers('One number for all, or as many as a vector has.'),
    covariance: numbers('Covariance matrix, as many rows and columns as a vector has numbers.'),
  },
  answer: ({ y, mean, covariance }) => {
    const isColumn = y[0].length === 1 && covariance.length > 1;
    const vectors = isColumn ? [y.flat()] : y;
    return vectors.map((vector) => [mvnormLogDensity(vector, mean.flat(), covariance)]);
  },
});

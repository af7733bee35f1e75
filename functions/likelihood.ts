/** LIKELIHOOD.CI: intervals from the likelihood of any density. */

import { CellmerError, likelihoodInterval, likelihoodIntervalReport, type IntervalType } from '../src/index';
import { choice, DEFAULT_LEVEL, density, level, range, text } from './arguments';
import { define, optional, type Choices } from './declare';
import { timeBudget } from './timeBudget';
import { laidOut } from './runtime';

const ADVICE = 'take the Wald interval, or fewer rows of the data';

/** How a confidence interval is made from a likelihood. */
const INTERVALS: Choices = {
  id: 'LikelihoodInterval',
  values: [
    {
      value: 'profile',
      words: 'Profile likelihood (likelihood ratio), the default: all values the data do not contradict',
    },
    { value: 'wald', words: 'Estimate plus and minus z standard errors from the observed information' },
  ],
};

export const likelihoodCi = define({
  id: 'LIKELIHOOD.CI',
  words:
    'Confidence interval of a parameter from its likelihood: parameter, estimate, lower and upper limit.',
  examples: ['=LIKELIHOOD.CI("poisson", {3; 5; 2; 4; 1})'],
  maxima: 8,
  arguments: {
    density: density(
      'Name of a density, such as "binomial", "normal", "poisson" or "gamma", or a density or its logarithm as text.',
    ),
    data: range(
      'Range of numbers, of 0 and 1 for "binary" and "binomial"; two cells, or two columns, are the successes and trials of "binomial". A density as text takes its columns by their headers. Headers "time" and "status", or "lower" and "upper", say that values are censored.',
    ),
    parameter: optional(
      text('Name of the parameter, such as "mu" or "sigma" of "normal"; the first if omitted.'),
    ),
    level: optional(level('Confidence level, 0.95 if omitted.')),
    type: optional(choice('"profile" (default) or "wald".', INTERVALS, intervalType)),
  },
  answer: ({ density: given, data, parameter, level: confidence, type }) =>
    laidOut(
      likelihoodIntervalReport(
        likelihoodInterval({
          density: given,
          data: data.cells,
          address: data.address,
          parameter,
          level: confidence ?? DEFAULT_LEVEL,
          type,
          evaluations: timeBudget(ADVICE),
        }),
      ),
    ),
});

function intervalType(text: string): IntervalType {
  const type = text.toLowerCase();
  if (type === '' || type === 'profile') return 'profile';
  if (type === 'wald') return 'wald';
  throw new CellmerError('option', `type is "${text}": expected "profile" or "wald".`);
}

/** SHRINK.*: group means shrunk towards the overall mean. */

import {
  CellmerError,
  shrinkMeans,
  shrunkenReport,
  type OnewayParameters,
  type ShrinkMethod,
  readOptions,
  toNumber,
} from '../src/index';
import { choice, optionWords, plainOptions } from './arguments';
import { define, optional, type Choices } from './declare';
import { GROUPS, statisticsOf, VALUES } from './onewayArguments';
import { laidOut } from './runtime';

/** How the overall mean and the variances are found. */
const METHODS: Choices = {
  id: 'ShrinkageMethod',
  values: [
    { value: 'REML', words: 'Restricted maximum likelihood, the default' },
    { value: 'ML', words: 'Maximum likelihood' },
    { value: 'MOMENTS', words: 'Method of moments, from the analysis of variance' },
  ],
};

export const shrinkMeansTable = define({
  id: 'SHRINK.MEANS',
  words:
    "Means of groups, shrunk towards the overall mean: group, n, mean, weight, shrunken mean, standard error and limits, the group's own t interval beside them, and the mean and variances that the weights are made of. They are the predictions of the mixed model with a random intercept.",
  examples: ['wheat =SHRINK.MEANS(B1:B51, A1:A51)'],
  arguments: {
    values: VALUES,
    groups: GROUPS,
    method: optional(
      choice(
        '"REML" (default), "ML", "MOMENTS", or known values such as "mu=16; sigma2=1.8; tau2=0.4".',
        METHODS,
        shrinkMethod,
      ),
    ),
    options: plainOptions(optionWords('level=0.9; labels=0')),
  },
  answer: ({ method, options, ...layout }) =>
    laidOut(shrunkenReport(shrinkMeans(statisticsOf(layout), method, options.level)), options),
});

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

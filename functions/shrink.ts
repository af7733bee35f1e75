/** SHRINK.*: group means shrunk towards the overall mean. */

import {
  type CellMatrix,
  CellmerError,
  type GroupInterval,
  numberBetween,
  shrinkMeans,
  shrunkenReport,
  type OnewayParameters,
  type ShrinkMethod,
  readOptions,
  toNumber,
  yesOrNo,
} from '../src/index';
import { cellsAs, choice, DEFAULT_LEVEL, optionWords } from './arguments';
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
    "Means of groups, shrunk towards the overall mean: group, n, mean, weight, shrunken mean, standard error and limits, beside them the group's own t interval, or the one with the pooled variance, or the FAB interval of Burris and Hoff, and the mean and variances that the weights are made of. They are the predictions of the mixed model with a random intercept.",
  examples: ['wheat =SHRINK.MEANS(B1:B51, A1:A51)', 'wheat =SHRINK.MEANS(B1:B51, A1:A51, , "intervals=fab")'],
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
    options: optional(
      cellsAs(
        optionWords(
          'intervals=fab; level=0.9',
          'Intervals beside the shrunken ones: own, pooled, fab, or several of them.',
        ),
        shrinkOptions,
      ),
    ),
  },
  answer: ({ method, options: { level, labels, intervals }, ...layout }) =>
    laidOut(shrunkenReport(shrinkMeans(statisticsOf(layout), method, level, intervals)), { labels }),
});

function shrinkOptions(cells: CellMatrix): {
  readonly level: number;
  readonly labels: boolean;
  readonly intervals: readonly GroupInterval[];
} {
  let level = DEFAULT_LEVEL;
  let labels = true;
  let intervals: readonly GroupInterval[] = ['own'];
  for (const option of readOptions(cells, ['level', 'labels', 'intervals']))
    if (option.name === 'level') level = numberBetween(option, 0, 1);
    else if (option.name === 'labels') labels = yesOrNo(option);
    else intervals = groupIntervals(option.text);
  return { level, labels, intervals };
}

/** Names with blanks or plus signs between them, in the order of their columns. */
function groupIntervals(text: string): GroupInterval[] {
  const names = text.toLowerCase().split(/[\s+]+/u);
  return names.map((name) => {
    if (name === 'own' || name === 'pooled' || name === 'fab') return name;
    throw new CellmerError(
      'option',
      `The option intervals is "${text}": expected own, pooled, fab, or several of them with blanks between.`,
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

/** BINOM.*: one binomial proportion. */

import {
  binomialReport,
  binomialFit,
  CellmerError,
  countBinary,
  type BinomialCounts,
  type CellMatrix,
} from '../src/index';
import { level, number, numberOf, optionWords, plainOptions, range } from './arguments';
import { define, optional } from './declare';
import { laidOut } from './runtime';

export const binomMle = define({
  id: 'BINOM.MLE',
  words:
    'Maximum-likelihood estimate of a binomial proportion: estimate, standard error, observed information, log-likelihood, and the intervals of Wald, Wilson, likelihood ratio, Clopper-Pearson, Agresti-Coull and Jeffreys.',
  examples: ['=BINOM.MLE(3, 10)'],
  arguments: {
    successes: range(
      'Number of successes, or a range of 0 and 1 (FALSE and TRUE), which stands for its successes and trials.',
    ),
    trials: optional(number('Number of trials; leave it out with a range of 0 and 1.')),
    level: optional(level('Confidence level of the intervals, 0.95 if omitted.')),
    options: plainOptions(optionWords('labels=0')),
  },
  answer: ({ successes: { cells, address }, trials, level: confidence, options }) => {
    const counts = trials === null ? countsOfRange(cells, address) : countsOf(cells, trials);
    const fit = binomialFit(counts.successes, counts.trials, confidence ?? options.level);
    return laidOut(binomialReport(fit, counts.missing), options);
  },
});

function countsOf(cells: CellMatrix, trials: number): BinomialCounts {
  const isOne = cells.length === 1 && cells[0].length === 1;
  const count = isOne ? numberOf({ name: 'successes', cells, rich: null, address: null }) : null;
  if (count !== null) return { successes: count, trials, missing: 0 };
  throw new CellmerError(
    'data',
    `successes is ${describe(cells)} and trials is given: expected one number of successes with trials, or a range of ` +
      '0 and 1 without.',
  );
}

function countsOfRange(cells: CellMatrix, address: string | null): BinomialCounts {
  if (cells.length > 1 || cells[0].length > 1) return countBinary(cells, address);
  throw new CellmerError(
    'data',
    'successes is one cell and trials is missing: expected the number of trials, or a range of 0 and 1 for successes.',
  );
}

function describe(cells: CellMatrix): string {
  const count = cells.length * cells[0].length;
  return count === 1 ? 'blank' : `a range of ${count} cells`;
}

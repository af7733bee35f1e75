/** BINOM.*: one binomial proportion. */

import {
  binomialCells,
  binomialFit,
  CellmerError,
  countBinary,
  type BinomialCounts,
  type CellMatrix,
} from '../src/index';
import { levelArgument, numberArgument, plainOptions, withRange } from './arguments';
import { answer } from './runtime';

/**
 * Maximum-likelihood estimate of a binomial proportion: estimate, standard error, observed information, log-likelihood, and the intervals of Wald, Wilson, likelihood ratio, Clopper-Pearson, Agresti-Coull and Jeffreys.
 * @customfunction BINOM.MLE
 * @helpurl https://localhost:3000/functions.html#BINOM.MLE
 * @param successes Number of successes, or a range of 0 and 1 (FALSE and TRUE), which stands for its successes and trials.
 * @param [trials] Number of trials; leave it out with a range of 0 and 1.
 * @param [level] Confidence level of the intervals, 0.95 if omitted.
 * @param [options] Text such as "labels=0", or a range of names and values.
 * @example =BINOM.MLE(3, 10)
 * @requiresParameterAddresses
 * @cancelable
 */
export function binomMle(
  successes: unknown[][],
  trials?: unknown,
  level?: unknown,
  options?: unknown[][],
  invocation?: CustomFunctions.CancelableInvocation,
): unknown[][] {
  return answer(() => {
    const given = plainOptions(options);
    const confidence = levelArgument(level, given.level);
    const total = numberArgument('trials', trials);
    return withRange(successes, invocation, 0, (cells, address) => {
      const counts = total === null ? countsOfRange(cells, address) : countsOf(cells, total);
      const fit = binomialFit(counts.successes, counts.trials, confidence);
      return binomialCells(fit, counts.missing, given);
    });
  });
}

function countsOf(cells: CellMatrix, trials: number): BinomialCounts {
  const count = cells.length === 1 && cells[0].length === 1 ? numberArgument('successes', cells[0][0]) : null;
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

/** Maximum likelihood among candidate values as tables. */

import { columnsOf, factsOf, reportOf, tableOf, type Report } from '../../layout/report';
import type { CandidateLikelihoods } from '../candidates';
import { missingNote } from '../rangeData';

/** Values that are named in a sentence. */
const MOST_NAMED = 5;

const NO_ERRORS =
  'There is no standard error and no interval: among separate values a likelihood has no slope and no curvature. The ' +
  'relative likelihoods say how much less likely each of the others makes the data.';

/**
 * Parameter and Estimate; likelihood, log-likelihood, observations and the density as it was understood; all candidates with
 * their Likelihood, Log-likelihood (`#NUM!` where the data are impossible) and Relative likelihood; then what is to be said.
 *
 * @param sentence the density as it was understood
 */
export function likelihoodAmongReport(found: CandidateLikelihoods, sentence: string = found.density): Report {
  const { names, candidates, best, observations } = found;
  const { par, likelihood, logLik } = candidates[best];
  const estimates = columnsOf(['parameter', 'Parameter', 'label'], ['estimate', 'Estimate', 'number']);
  const compared = columnsOf(
    ...names.map((name) => [name, name, 'number'] as const),
    ['likelihood', 'Likelihood', 'number'],
    ['logLik', 'Log-likelihood', 'criterion'],
    ['relative', 'Relative likelihood', 'share'],
  );
  return reportOf(
    [
      tableOf(
        'estimates',
        estimates,
        names.map((name, i) => [name, par[i]]),
      ),
      factsOf('maximum', `Among ${candidates.length} values`, [
        ['Likelihood', likelihood, 'number'],
        ['Log-likelihood', logLik, 'criterion'],
        ['Observations', observations, 'count'],
        ['Density', sentence, 'label'],
      ]),
      tableOf(
        'candidates',
        compared,
        candidates.map((one) => [...one.par, one.likelihood, one.logLik, one.relative]),
      ),
    ],
    { notes: notes(found) },
  );
}

function notes({ names, candidates, ties, missing, remarks }: CandidateLikelihoods): string[] {
  const lines = [...missingNote(missing), ...remarks, NO_ERRORS];
  if (ties.length === 1) return lines;
  const nameOf = (i: number): string =>
    names.map((name, j) => `${name} = ${Number(candidates[i].par[j].toPrecision(6))}`).join(', ');
  const named = ties.slice(0, MOST_NAMED).map(nameOf).join('; ');
  const others = ties.length > MOST_NAMED ? `; and ${ties.length - MOST_NAMED} more` : '';
  return [
    ...lines,
    `${ties.length} of the values are equally likely, and the first is shown: ${named}${others}.`,
  ];
}

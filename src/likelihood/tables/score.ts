/** The score and the observed information of a likelihood as tables. */

import { columnsOf, endless, factsOf, reportOf, tableOf, type Report } from '../../layout/report';
import { missingNote } from '../rangeData';
import type { LikelihoodScore } from '../score';
import { parameterMatrix } from './estimates';

/**
 * Parameter, Value, Score; the log-likelihood, observations and the density as it was understood; the observed information; then
 * what is to be said. Derivatives are `∞` where the log-likelihood is infinitely steep, and `#NUM!`, or empty in the matrix, where
 * there are none.
 *
 * @param sentence the density as it was understood
 */
export function likelihoodScoreReport(found: LikelihoodScore, sentence: string = found.density): Report {
  const { parameters, logLik, observations, missing, remarks, warnings, information } = found;
  const columns = columnsOf(
    ['parameter', 'Parameter', 'label'],
    ['value', 'Value', 'number'],
    ['score', 'Score', 'number'],
  );
  const rows = parameters.map(({ name, value, score }) => [name, value, endless(score)]);
  const names = parameters.map(({ name }) => name);
  return reportOf(
    [
      tableOf('score', columns, rows),
      factsOf('logLik', null, [
        ['Log-likelihood', logLik, 'criterion'],
        ['Observations', observations, 'count'],
        ['Density', sentence, 'label'],
      ]),
      parameterMatrix('information', 'Information', names, information),
    ],
    { notes: [...missingNote(missing), ...remarks], warnings },
  );
}

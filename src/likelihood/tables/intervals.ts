/** Binomial fits and likelihood intervals as tables. */

import {
  columnsOf,
  endless,
  factsOf,
  limitColumns,
  reportOf,
  tableOf,
  type Report,
} from '../../layout/report';
import { percent } from '../../layout/words';
import type { BinomialFit, BinomialIntervalKind } from '../binomial';
import type { ParameterInterval } from '../interval';
import { missingNote } from '../rangeData';

const INTERVAL_NAMES: Readonly<Record<BinomialIntervalKind, string>> = {
  wald: 'Wald',
  waldTwoSe: 'Estimate ± 2 Std. Errors',
  wilson: 'Wilson (score)',
  likelihoodRatio: 'Likelihood ratio',
  clopperPearson: 'Clopper-Pearson (exact)',
  agrestiCoull: 'Agresti-Coull',
  jeffreys: 'Jeffreys',
};

const INFINITE_INFORMATION = {
  none: 'At 0 or all successes the observed information n/(p(1 − p)) is infinite.',
};

/**
 * Successes, trials, estimate, std. error, information and the log-likelihood (of the sequence of zeros and ones, and of
 * the number of successes, which counts the orders) as label and value; then one row per interval; then what is to be
 * said about the result.
 *
 * @param missing missing values of the range that were left out
 */
export function binomialReport(fit: BinomialFit, missing = 0): Report {
  const facts = factsOf('estimate', null, [
    ['Successes', fit.successes, 'count'],
    ['Trials', fit.trials, 'count'],
    ['Estimate', fit.estimate, 'number'],
    ['Std. Error', fit.standardError, 'standardError'],
    ['Information', fit.information ?? INFINITE_INFORMATION, 'number'],
    ['Log-likelihood', fit.logLik, 'criterion'],
    ['Log-likelihood with C(n, x)', fit.logLikCount, 'criterion'],
  ]);
  const columns = columnsOf(['interval', 'Interval', 'label'], ...limitColumns(percent(fit.level)));
  const rows = fit.intervals.map(({ kind, lower, upper }) => [INTERVAL_NAMES[kind], lower, upper]);
  return reportOf([facts, tableOf('intervals', columns, rows)], {
    notes: missingNote(missing),
    warnings: fit.warnings,
  });
}

/** Parameter, Estimate, Lower, Upper (`∞` where the interval has no end); then what is to be said about the result. */
export function likelihoodIntervalReport(interval: ParameterInterval): Report {
  const { parameter, estimate, lower, upper, level, missing, remarks = [], warnings } = interval;
  const columns = columnsOf(
    ['parameter', 'Parameter', 'label'],
    ['estimate', 'Estimate', 'number'],
    ...limitColumns(percent(level)),
  );
  const row = [parameter, estimate, endless(lower), endless(upper)];
  return reportOf([tableOf('interval', columns, [row])], {
    notes: [...remarks, ...missingNote(missing)],
    warnings,
  });
}

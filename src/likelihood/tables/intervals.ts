/** Binomial fits and likelihood intervals laid out in cells. */

import type { BinomialFit, BinomialIntervalKind } from '../binomial';
import type { ParameterInterval } from '../interval';
import { missingNote } from '../rangeData';
import type { OutputCell, OutputMatrix } from '../../layout/types';
import {
  labelledTable,
  noteRows,
  numberCell,
  numberOrInfinity,
  percent,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../../layout/cells';

const INTERVAL_NAMES: Readonly<Record<BinomialIntervalKind, string>> = {
  wald: 'Wald',
  waldTwoSe: 'Estimate ± 2 Std. Errors',
  wilson: 'Wilson (score)',
  likelihoodRatio: 'Likelihood ratio',
  clopperPearson: 'Clopper-Pearson (exact)',
  agrestiCoull: 'Agresti-Coull',
  jeffreys: 'Jeffreys',
};

const INFINITE_INFORMATION: OutputCell = {
  error: '#N/A',
  message: 'At 0 or all successes the observed information n/(p(1 − p)) is infinite.',
};

/**
 * Successes, trials, estimate, std. error, information and the log-likelihood (of the sequence of zeros and ones, and of
 * the number of successes, which counts the orders) as label and value; then one row per interval; then what is to be
 * said about the result. Without labels the numbers alone: 7 rows with one value, 7 with two.
 *
 * @param missing missing values of the range that were left out
 */
export function binomialCells(
  fit: BinomialFit,
  missing = 0,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const values: [string, OutputCell][] = [
    ['Successes', fit.successes],
    ['Trials', fit.trials],
    ['Estimate', numberCell(fit.estimate)],
    ['Std. Error', numberCell(fit.standardError)],
    ['Information', fit.information === null ? INFINITE_INFORMATION : numberCell(fit.information)],
    ['Log-likelihood', numberCell(fit.logLik)],
    ['Log-likelihood with C(n, x)', numberCell(fit.logLikCount)],
  ];
  const header = ['Interval', ...limitHeaders(fit.level)];
  const rows = fit.intervals.map(({ kind, lower, upper }) => [
    INTERVAL_NAMES[kind],
    numberCell(lower),
    numberCell(upper),
  ]);
  return rectangular([
    ...(options.labels ? [...values, []] : values.map(([, value]) => [value])),
    ...labelledTable(header, rows, 1, options),
    ...remarks(missing, fit.warnings, options),
  ]);
}

/** Parameter, Estimate, Lower, Upper (`∞` where the interval has no end); then what is to be said about the result. */
export function likelihoodIntervalCells(
  interval: ParameterInterval,
  options: CellOptions = WITH_LABELS,
): OutputMatrix {
  const { parameter, estimate, lower, upper, level, missing, remarks: read = [], warnings } = interval;
  const row = [parameter, numberCell(estimate), numberOrInfinity(lower), numberOrInfinity(upper)];
  const header = ['Parameter', 'Estimate', ...limitHeaders(level)];
  return rectangular([
    ...labelledTable(header, [row], 1, options),
    ...remarks(missing, warnings, options, read),
  ]);
}

function limitHeaders(level: number): string[] {
  return [`Lower ${percent(level)}`, `Upper ${percent(level)}`];
}

function remarks(
  missing: number,
  warnings: BinomialFit['warnings'],
  { labels }: CellOptions,
  read: readonly string[] = [],
): OutputMatrix {
  const lines = [...read, ...missingNote(missing), ...warnings.map(({ message }) => message)];
  return labels ? noteRows(lines) : [];
}

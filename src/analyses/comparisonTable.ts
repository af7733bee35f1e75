/** Comparisons of models, tests of random effects, checks and criteria laid out in cells. */

import type { CheckTable } from './checks';
import { criterionWords } from '../likelihood/criterionWords';
import type { ComparedModel, Comparison, ComparisonTest } from './comparison';
import type { DevianceValues } from './deviance';
import { NO_ESTIMATES, NO_MAXIMUM_REMARK } from './noMaximum';
import type { RandomTests } from './randomTests';
import type { OutputCell, OutputMatrix } from '../layout/types';
import {
  counted,
  labelledTable,
  numberCell,
  rectangular,
  WITH_LABELS,
  type CellOptions,
} from '../layout/cells';

const TEST_HEADER = ['Chisq', 'Df', 'p value', 'Reference', 'p (chi-square)'];

/**
 * Model, npar, AIC, BIC, logLik, deviance, Chisq, Df, p value, Reference, p (chi-square): one row per model, each tested against
 * the one before it. Below, after an empty row, what a reader has to know. Without labels the numbers alone (and Reference).
 */
export function comparisonCells(comparison: Comparison, options: CellOptions = WITH_LABELS): OutputMatrix {
  const { column } = criterionWords(comparison.method);
  const header = ['Model', 'npar', 'AIC', 'BIC', 'logLik', column, ...TEST_HEADER];
  const rows = comparison.models.map((model): OutputCell[] => [
    model.formula,
    model.parameterCount,
    ...[model.aic, model.bic, model.logLik, model.criterion].map(
      model.hasMaximum ? numberCell : () => NO_ESTIMATES,
    ),
    ...testCells(model.test),
  ]);
  const notes = options.labels ? [[], ...comparisonNotes(comparison).map((note) => [note])] : [];
  return rectangular([...labelledTable(header, rows, 1, options), ...notes]);
}

/** Removed, npar, logLik, AIC and the test of the model without it. */
export function randomTestCells(tests: RandomTests, options: CellOptions = WITH_LABELS): OutputMatrix {
  const header = ['Removed', 'npar', 'logLik', 'AIC', ...TEST_HEADER];
  const rows = tests.rows.map(({ removed, parameterCount, logLik, aic, test }): OutputCell[] => [
    removed,
    parameterCount,
    numberCell(logLik),
    numberCell(aic),
    ...testCells(test),
  ]);
  const notes = [
    tests.rows.length === 1
      ? 'The formula has no random effects to test.'
      : `Fitted by ${tests.method}; each row is the model without the term named.`,
    ...tests.rows.flatMap(({ removed, remark }) =>
      remark === null ? [] : [`No test of ${removed}: without it this is ${remark}.`],
    ),
    ...referenceNotes(tests.rows.map(({ test }) => test)),
  ];
  return rectangular([
    ...labelledTable(header, rows, 1, options),
    ...(options.labels ? [[], ...notes.map((note) => [note])] : []),
  ]);
}

/** Check, Value, Verdict, Advice. */
export function checkCells({ checks }: CheckTable, options: CellOptions = WITH_LABELS): OutputMatrix {
  const rows = checks.map(({ check, value, verdict, advice }): OutputCell[] => [
    check,
    typeof value === 'string' ? value : numberCell(value),
    verdict,
    advice,
  ]);
  return labelledTable(['Check', 'Value', 'Verdict', 'Advice'], rows, 1, options);
}

/** The numbers, one below the other. */
export function devianceCells({ criteria }: DevianceValues): OutputMatrix {
  return criteria.map((criterion) => [numberCell(criterion)]);
}

function testCells(test: ComparisonTest | null): OutputCell[] {
  if (test === null) return TEST_HEADER.map(() => null);
  const { statistic, df, pValue, naive } = test;
  return [numberCell(statistic), df, numberCell(pValue), referenceText(test), numberCell(naive)];
}

function referenceText({ reference, df }: ComparisonTest): string {
  if (reference === 'mixture') return `½χ²(${df - 1}) + ½χ²(${df})`;
  return reference === 'bound' ? `at most χ²(${df})` : `χ²(${df})`;
}

function comparisonNotes({ method, nobs, leftOut, models }: Comparison): string[] {
  const fitted =
    method === 'ML'
      ? `All models are fitted by maximum likelihood (ML) to the same ${counted(nobs, 'row')}, so that their likelihoods can be compared.`
      : `REML criteria of the same ${counted(nobs, 'row')}, not refitted by ML: only models with the same fixed effects can be compared.`;
  const missing =
    leftOut === 0
      ? []
      : [`${counted(leftOut, 'row')} left out, where a variable of another model is missing.`];
  return [
    fitted,
    ...missing,
    ...models.flatMap(remarksOf),
    ...referenceNotes(models.map(({ test }) => test)),
  ];
}

function remarksOf(model: ComparedModel, i: number): string[] {
  const { family, singular, converged, hasMaximum, remark } = model;
  const said = [
    ...(remark === null ? [] : [`no test against row ${i}, ${remark}`]),
    ...(family === 'linear' ? ['no random effects, an ordinary linear model by least squares'] : []),
    ...(singular ? ['boundary (singular) fit'] : []),
    ...(hasMaximum ? [] : [NO_MAXIMUM_REMARK]),
    ...(converged || !hasMaximum ? [] : ['the optimum could not be verified']),
  ];
  return said.map((text) => `Row ${i + 1}: ${text}.`);
}

function referenceNotes(tests: readonly (ComparisonTest | null)[]): string[] {
  const has = (reference: ComparisonTest['reference']): boolean =>
    tests.some((test) => test?.reference === reference);
  const mixture =
    'p value: a variance tested at zero lies on the boundary, so the statistic is referred to a half-and-half mixture of two chi-square distributions.';
  const bound =
    'Several variances are tested at zero at once: the chi-square distribution gives a p value that is too large, never too small.';
  return [...(has('mixture') ? [mixture] : []), ...(has('bound') ? [bound] : [])];
}

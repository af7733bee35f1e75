/** Models without some term of another one, fitted to the same rows. */

import type { ModelTerms } from '../formula/ast';
import { columnsOf, type ReportColumn, type Value } from '../layout/report';
import { type FitOptions } from '../model/request';
import type { ComparisonTest } from './comparison';
import { likelihoodFigures } from './likelihoodFigures';
import { type Subject, subjectOf } from './subject';

/** A model and, where it is a reduced one, its test against the model that it was made of. */
export interface ReducedModel {
  /** `<none>` for the model itself; otherwise what is left out of it. */
  readonly removed: string;
  readonly parameterCount: number;
  readonly logLik: number;
  readonly aic: number;
  readonly test: ComparisonTest | null;
  /** Why there is no test, where a term is left out. */
  readonly remark: string | null;
}

/** The reduced model on the rows of the full one, which may use more variables; a start is one of the full model. */
export function onSameRows(subject: Subject, terms: ModelTerms, more: Partial<FitOptions> = {}): Subject {
  const { input, control, frame } = subject;
  const options = { ...input.options, ...more, start: null };
  const known =
    terms === input.terms ? { frame, matrices: subject.matrices } : { frame: { ...frame, terms } };
  return subjectOf({ ...input, terms, options }, control, known);
}

export function reducedModel(
  removed: string,
  { summary }: Subject,
  { test, remark }: Pick<ReducedModel, 'test' | 'remark'>,
): ReducedModel {
  const { parameterCount, criterion, nobs } = summary;
  // Of the method, so that a model without random effects is compared by the same likelihood.
  const { logLik, aic } = likelihoodFigures(criterion, parameterCount, nobs);
  return { removed, parameterCount, logLik, aic, test, remark };
}

/** The columns of a reduced model before those of its test. */
export function reducedColumns(removed: ReportColumn['title']): ReportColumn[] {
  return columnsOf(
    ['removed', removed, 'label'],
    ['parameterCount', 'npar', 'count'],
    ['logLik', 'logLik', 'criterion'],
    ['aic', 'AIC', 'informationCriterion'],
  );
}

export function reducedValues({ removed, parameterCount, logLik, aic }: ReducedModel): Value[] {
  return [removed, parameterCount, logLik, aic];
}

/** Sentences on what was left out without a test. */
export function untestedNotes(models: readonly ReducedModel[]): string[] {
  return models.flatMap(({ removed, remark }) =>
    remark === null ? [] : [`No test of ${removed}: without it this is ${remark}.`],
  );
}

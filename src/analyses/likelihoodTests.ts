/** Likelihood-ratio tests of the fixed effects, one term at a time: LMER.ANOVA's "LRT" as plain data, and as a table. */

import type { Steps } from '../optimize/steps';
import { columnsOf, reportOf, tableOf, type Report } from '../layout/report';
import { DEFAULT_FIT_OPTIONS } from '../model/request';
import { searchedFromSmaller, testBetween } from './comparison';
import { marginalTerms, withoutTerm } from './fixedTerms';
import { requireMaximum } from './noMaximum';
import {
  onSameRows,
  reducedColumns,
  type ReducedModel,
  reducedModel,
  reducedValues,
  untestedNotes,
} from './reducedModels';
import type { ModelSize } from './modelSize';
import type { Subject } from './subject';

export interface LikelihoodTests {
  readonly formula: string;
  /** The model itself, then each model without one term. */
  readonly rows: readonly ReducedModel[];
  /** Terms that are parts of others. */
  readonly contained: readonly string[];
}

/** Likelihoods of different fixed effects can be compared by ML alone, where Kenward and Roger have no say. */
const BY_ML = { method: 'ML', ddf: DEFAULT_FIT_OPTIONS.ddf } as const;

export function* likelihoodTestSteps(given: Subject): Steps<LikelihoodTests> {
  const { terms } = given.input;
  const subject = byMl(given);
  const reduced = yield* withoutEachTerm(subject);
  const whole = reducedModel('<none>', subject, { test: null, remark: null });
  const rows = reduced.map(({ row }) => row);
  const tested = rows.map(({ removed }) => removed);
  return {
    formula: terms.source.trim(),
    rows: [whole, ...rows],
    contained: terms.fixed.terms.map(({ label }) => label).filter((label) => !tested.includes(label)),
  };
}

/** The model fitted by ML to the same rows. */
export function byMl(subject: Subject): Subject {
  return onSameRows(subject, subject.input.terms, BY_ML);
}

/** The model without one term that no other contains, fitted, and its test. */
interface WithoutTerm {
  readonly smaller: Subject;
  readonly row: ReducedModel;
}

/** @param subject by ML; it may be found to fit better on the way */
export function* withoutEachTerm(subject: Subject): Steps<readonly WithoutTerm[]> {
  const { terms } = subject.input;
  yield* subject.summarySteps();
  requireMaximum(subject.fit);
  const places = marginalTerms(terms.fixed);
  const smaller: Subject[] = [];
  for (const t of places) {
    const one = onSameRows(subject, withoutTerm(terms, t));
    yield* one.summarySteps();
    yield* searchedFromSmaller(one, subject);
    smaller.push(one);
  }
  yield* subject.summarySteps();
  return smaller.map((one, i) => ({
    smaller: one,
    row: reducedModel(terms.fixed.terms[places[i]].label, one, testBetween(one, subject, 'ML')),
  }));
}

export function likelihoodTestFits({ input: { terms } }: ModelSize): number {
  return 1 + terms.fixed.terms.length;
}

/** Removed, npar, logLik, AIC, Chisq, Df, p value: the model itself, then without each term. */
export function likelihoodTestReport({ rows, contained }: LikelihoodTests): Report {
  if (rows.length === 1) return reportOf([], { opening: ['The model has no terms to test.'] });
  const columns = [
    ...reducedColumns('Removed'),
    ...columnsOf(['chisq', 'Chisq', 'statistic'], ['df', 'Df', 'count'], ['pValue', 'p value', 'p']),
  ];
  const values = rows.map((row) => [
    ...reducedValues(row),
    ...(row.test === null ? [null, null, null] : [row.test.statistic, row.test.df, row.test.pValue]),
  ]);
  const notes = [
    'Fitted by ML; each row is the model without the term named, tested against the model itself by the likelihood ratio.',
    ...(contained.length === 0 ? [] : [containedNote(contained)]),
    ...untestedNotes(rows),
  ];
  return reportOf([tableOf('likelihoodTests', columns, values, { notes })]);
}

function containedNote(labels: readonly string[]): string {
  const [is, part] = labels.length === 1 ? ['is', 'a part'] : ['are', 'parts'];
  return `${labels.join(', ')} ${is} ${part} of other terms, and no model is without ${labels.length === 1 ? 'it' : 'them'} that has these.`;
}

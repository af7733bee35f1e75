/**
 * What can be asked of a model. Each kind of analysis is one function from a subject, which is fitted when it asks for
 * its fit, and a question to plain structured-clonable data, so that it runs wherever fits run: in a worker or on the page.
 */

import type { FitControl } from '../model/request';
import type { ModelInput } from '../model/input';
import { runThrough, type Steps } from '../optimize/steps';
import { anovaTable } from './anova';
import { checkModel } from './checks';
import { comparisonSteps } from './comparison';
import { devianceSteps } from './deviance';
import type { FitResult } from './fitResult';
import { groupEstimates } from './groupEstimates';
import { intervalSteps, profileSteps } from './intervals';
import { type CodeLanguage, modelCode } from '../code';
import { predictions } from './predictions';
import { randomTestSteps } from './randomTests';
import { residualRows } from './residualRows';
import { type Subject, subjectOf } from './subject';
import { trends } from './trends';

/** What needs nothing but the fit, and the fit first. */
const afterFit = <Q, R>(analyse: (subject: Subject, question: Q) => R) =>
  function* (subject: Subject, question: Q): Steps<R> {
    yield* subject.summarySteps();
    yield;
    return analyse(subject, question);
  };

const ANALYSES = {
  summary: (subject: Subject) => subject.summarySteps(),
  anova: afterFit(anovaTable),
  randomTests: randomTestSteps,
  comparison: comparisonSteps,
  check: afterFit(checkModel),
  deviance: devianceSteps,
  residuals: afterFit(residualRows),
  predict: afterFit(predictions),
  intervals: intervalSteps,
  profile: profileSteps,
  groups: afterFit(groupEstimates),
  trends: afterFit(trends),
  // eslint-disable-next-line require-yield -- it takes no time
  *code({ input }: Subject, { languages }: { readonly languages: readonly CodeLanguage[] }) {
    return modelCode(input, languages);
  },
};

type Analyses = typeof ANALYSES;
export type AnalysisKind = keyof Analyses;

/** A question: its kind, and what the function of that kind wants to know. */
export type Analysis<K extends AnalysisKind = AnalysisKind> = {
  [Kind in K]: { readonly kind: Kind } & QuestionOf<Analyses[Kind]>;
}[K];

type QuestionOf<F> = F extends (subject: Subject, question: infer Q) => unknown
  ? unknown extends Q
    ? object
    : Q
  : object;

export type AnalysisResult<K extends AnalysisKind = AnalysisKind> =
  ReturnType<Analyses[K]> extends Steps<infer R> ? R : never;

/**
 * Answers a question about a model.
 *
 * @throws CellmerError `data`, `model`, `numeric`, `unsupported`; `cancelled` when `control.shouldStop` says so
 */
export function analyseModel<K extends AnalysisKind>(
  input: ModelInput,
  analysis: Analysis<K>,
  control: FitControl = {},
): AnalysisResult<K> {
  return runThrough(analysisOf(subjectOf(input, control), analysis));
}

/**
 * Fits the model.
 *
 * @throws CellmerError `data`, `model`, `numeric`, `unsupported`; `cancelled` when `control.shouldStop` says so
 */
export function fitModel(input: ModelInput, control: FitControl = {}): FitResult {
  return analyseModel(input, { kind: 'summary' }, control);
}

/** The answer to a question about a subject, in steps. */
export function analysisOf<K extends AnalysisKind>(
  subject: Subject,
  analysis: Analysis<K>,
): Steps<AnalysisResult<K>> {
  const analyse = ANALYSES[analysis.kind] as unknown as (
    subject: Subject,
    question: Analysis<K>,
  ) => Steps<AnalysisResult<K>>;
  return analyse(subject, analysis);
}

/**
 * What can be asked of a model. Each kind of analysis is one function from a subject, which is fitted when it asks for
 * its fit, and a question to plain structured-clonable data, so that it runs wherever fits run: in a worker or on the page.
 */

import type { FitControl } from './request';
import type { ModelInput } from './modelInput';
import { anovaTable } from './anova';
import { checkModel } from './checks';
import { compareModels } from './comparison';
import { devianceValues } from './deviance';
import { groupEstimates } from './groupEstimates';
import { intervals, profiles } from './intervals';
import { type CodeLanguage, modelCode } from './modelCode';
import { predictions } from './predictions';
import { randomTests } from './randomTests';
import { residualRows } from './residualRows';
import { type Subject, subjectOf } from './subject';
import { trends } from './trends';

const ANALYSES = {
  summary: (subject: Subject) => subject.summary,
  anova: anovaTable,
  randomTests,
  comparison: compareModels,
  check: checkModel,
  deviance: devianceValues,
  residuals: residualRows,
  predict: predictions,
  intervals,
  profile: profiles,
  groups: groupEstimates,
  trends,
  code: ({ input }: Subject, { languages }: { readonly languages: readonly CodeLanguage[] }) =>
    modelCode(input, languages),
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

export type AnalysisResult<K extends AnalysisKind = AnalysisKind> = ReturnType<Analyses[K]>;

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
  const analyse = ANALYSES[analysis.kind] as unknown as (
    subject: Subject,
    question: Analysis<K>,
  ) => AnalysisResult<K>;
  return analyse(subjectOf(input, control), analysis);
}

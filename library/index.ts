/**
 * Mixed models for other programs: what `import { fitModel } from 'cellmer'` gives, in Node, Deno and browsers alike. It needs
 * nothing of any of them.
 */

import {
  answerReport,
  openModel,
  prepareModel,
  readModelOptions,
  runThrough,
  toPlain,
  toText,
  type Analysis,
  type AnalysisKind,
  type AnalysisResult,
  type FitResult,
  type Report,
  type ReportedKind,
} from '../src/index';
import { cellsOf, type Data } from './data';

export { CellmerError, type ErrorCode } from '../src/index';
export type { Analysis, AnalysisKind, AnalysisResult, FitResult, ReportedKind } from '../src/index';
export type { Data, DataValue } from './data';

/** Options of a model by the names that docs/options.md has, such as `{ method: 'ML', level: 0.9 }`. */
export type Options = Readonly<Record<string, string | number | boolean>>;

/** A question whose answer is tables. */
export type Reported = Analysis<ReportedKind>;

/** A fitted model, which can be asked more. */
export interface FittedModel {
  /** Estimates, tests, criteria, random effects and what was verified, as plain data. */
  readonly result: FitResult;
  /**
   * The answer to another question as plain data, such as `ask({ kind: 'anova', type: 3 })`. The model is fitted once.
   *
   * @throws CellmerError
   */
  ask<K extends AnalysisKind>(question: Analysis<K>): AnalysisResult<K>;
  /** The tables of an answer, the summary's if none is asked for: rows by the names of their columns, null for what does not exist. */
  tables(question?: Reported): ReturnType<typeof toPlain>;
  /** The same as text in lines. */
  text(question?: Reported): string;
}

/**
 * Fits a linear mixed model, or a linear one where the formula has no random term.
 *
 * @param data rows with the names of the columns first, or objects, or columns; null and NaN are missing values
 * @param formula as in lme4: `Reaction ~ Days + (Days | Subject)`
 * @throws CellmerError with a sentence: `option`, `formula`, `data`, `model`, `numeric`
 */
export function fitModel(data: Data, formula: string, options: Options = {}): FittedModel {
  const pairs = Object.entries(options).map(([name, value]) => [name, value]);
  const request = { data: cellsOf(data), model: formula, options: readModelOptions(pairs) };
  const model = openModel(prepareModel({ ...request, options: { ...request.options, headers: true } }));
  const ask = <K extends AnalysisKind>(question: Analysis<K>): AnalysisResult<K> =>
    runThrough(model.answerSteps(question));
  const report = (question: Reported = { kind: 'summary' }): Report =>
    answerReport(question.kind, ask(question) as never);
  return {
    result: ask({ kind: 'summary' }),
    ask,
    tables: (question) => toPlain(report(question)),
    text: (question) => toText(report(question)),
  };
}

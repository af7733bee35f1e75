/**
 * What can be asked of a model, each question said once: how it is answered, what that costs, and what the tables of the answer
 * are. An answer is one function from a subject, which is fitted when it asks for its fit, and a question to plain
 * structured-clonable data, so that it runs wherever fits run: in a worker or on the page.
 */

import type { FitControl } from '../model/request';
import type { ModelInput } from '../model/input';
import { KnownMinima } from '../model/minima';
import { runThrough, type Steps } from '../optimize/steps';
import type { Report } from '../layout/report';
import { anovaReport, anovaTable } from './anova';
import { checkFits, checkReport, checkSteps } from './checks';
import { comparisonFits, comparisonReport, comparisonSteps } from './comparison';
import { contrastFits, contrastsOfMeans, contrastsReport, type ContrastsQuestion } from './contrasts';
import { devianceFits, devianceReport, devianceSteps } from './deviance';
import { eliminationFits, eliminationReport, eliminationSteps } from './elimination';
import { blockReport } from './fitReport';
import type { FitResult } from './fitResult';
import { groupEstimates } from './groupEstimates';
import { hypothesisReport, hypothesisTests } from './hypothesis';
import {
  intervalFits,
  type IntervalQuestion,
  intervalReport,
  intervalSteps,
  profileFits,
  profileReport,
  profileSteps,
} from './intervals';
import { influenceFits, influenceSteps } from './influence';
import { influenceReport } from './influenceReport';
import { jointTestReport, jointTests } from './jointTests';
import { leverageReport, leverageRows } from './leverage';
import { likelihoodTestFits, likelihoodTestReport, likelihoodTestSteps } from './likelihoodTests';
import { marginalMeans, meansReport } from './marginalMeans';
import { modelSize, type ModelSize } from './modelSize';
import { type CodeLanguage, modelCode } from '../code';
import { requireMaximum } from './noMaximum';
import { predictionFits, predictionReport, predictions } from './predictions';
import { randomTestFits, randomTestReport, randomTestSteps } from './randomTests';
import { residualReport, residualRows } from './residualRows';
import { simulationFits, simulationReport, simulationSteps } from './simulation';
import { slopes, slopesReport } from './slopes';
import { type Subject, subjectOf } from './subject';
import { fittedLines } from './lines';
import { wordsFits, wordsReport, wordsSteps } from './words';

/** What needs nothing but the fit, and the fit first. */
const afterFit = <Q, R>(analyse: (subject: Subject, question: Q) => R) =>
  function* (subject: Subject, question: Q): Steps<R> {
    yield* subject.summarySteps();
    requireMaximum(subject.fit);
    yield;
    return analyse(subject, question);
  };

/** A point of a profile is a minimization. */
const pointOfProfile = (): number => 1;

const intervalStep = (_size: ModelSize, { type }: IntervalQuestion): number =>
  type === 'profile' ? pointOfProfile() : 0;

/** Nothing but the fit. */
const once = (): number => 1;

/** Kenward and Roger's covariance of the fixed effects takes a matrix per pair of parameters. */
function withDenominators({ input, parameters }: ModelSize): number {
  return input.options.ddf === 'kenward-roger' ? 1 + parameters : 1;
}

/** None is longer than those of a fit. */
const stepsOfFit = (): number => 0;

/** A question said once. Its parameters are those of its own kind. */
interface Described<R = unknown> {
  readonly answer: (subject: Subject, question: never) => Steps<R>;
  /** What the answer costs, in fits of the model, within a factor of ten or so. */
  readonly fits: (size: ModelSize, question: never) => number;
  /** Whether it goes on to fit when the model has been fitted, so that no other question about the model should wait for it. */
  readonly refits?: boolean;
  /** What the longest step costs when the model has been fitted, in fits of it, where that is neither all nor a step of a fit. */
  readonly step?: (size: ModelSize, question: never) => number;
  /** What the tables of the answer are; null where it is drawn, or is lines of text. */
  readonly report: ((answer: R) => Report) | null;
}

const QUESTIONS = {
  summary: {
    answer: (subject: Subject) => subject.summarySteps(),
    fits: withDenominators,
    report: (fit: FitResult) => blockReport(fit, 'fit'),
  },
  anova: { answer: afterFit(anovaTable), fits: withDenominators, report: anovaReport },
  likelihoodTests: {
    answer: likelihoodTestSteps,
    fits: likelihoodTestFits,
    refits: true,
    report: likelihoodTestReport,
  },
  elimination: { answer: eliminationSteps, fits: eliminationFits, refits: true, report: eliminationReport },
  jointTests: { answer: afterFit(jointTests), fits: withDenominators, report: jointTestReport },
  hypothesis: { answer: afterFit(hypothesisTests), fits: withDenominators, report: hypothesisReport },
  randomTests: { answer: randomTestSteps, fits: randomTestFits, refits: true, report: randomTestReport },
  comparison: { answer: comparisonSteps, fits: comparisonFits, refits: true, report: comparisonReport },
  check: { answer: checkSteps, fits: checkFits, step: stepsOfFit, report: checkReport },
  deviance: { answer: devianceSteps, fits: devianceFits, report: devianceReport },
  residuals: { answer: afterFit(residualRows), fits: once, report: residualReport },
  leverage: { answer: afterFit(leverageRows), fits: once, report: leverageReport },
  influence: { answer: influenceSteps, fits: influenceFits, refits: true, report: influenceReport },
  predict: { answer: afterFit(predictions), fits: predictionFits, report: predictionReport },
  simulation: {
    answer: simulationSteps,
    fits: simulationFits,
    step: stepsOfFit,
    report: simulationReport,
  },
  slopes: { answer: afterFit(slopes), fits: withDenominators, report: slopesReport },
  contrasts: {
    answer: afterFit(contrastsOfMeans),
    fits: (size: ModelSize, question: ContrastsQuestion) =>
      withDenominators(size) + contrastFits(size, question),
    report: contrastsReport,
  },
  means: { answer: afterFit(marginalMeans), fits: withDenominators, report: meansReport },
  words: { answer: wordsSteps, fits: wordsFits, refits: true, report: wordsReport },
  intervals: {
    answer: intervalSteps,
    fits: intervalFits,
    refits: true,
    step: intervalStep,
    report: intervalReport,
  },
  profile: {
    answer: profileSteps,
    fits: profileFits,
    refits: true,
    step: pointOfProfile,
    report: profileReport,
  },
  groups: { answer: afterFit(groupEstimates), fits: once, report: null },
  lines: { answer: afterFit(fittedLines), fits: once, report: null },
  code: {
    // eslint-disable-next-line require-yield -- it takes no time
    *answer({ input }: Subject, { languages }: { readonly languages: readonly CodeLanguage[] }) {
      return modelCode(input, languages);
    },
    fits: () => 0,
    report: null,
  },
};

type Questions = typeof QUESTIONS;
export type AnalysisKind = keyof Questions;

/** The same without the types of each: a question that leaves something unsaid, or reports another answer, does not compile. */
const DESCRIBED: { readonly [K in AnalysisKind]: Described<AnalysisResult<K>> } = QUESTIONS;

/** A question: its kind, and what the function of that kind wants to know. */
export type Analysis<K extends AnalysisKind = AnalysisKind> = {
  [Kind in K]: { readonly kind: Kind } & QuestionOf<Questions[Kind]['answer']>;
}[K];

type QuestionOf<F> = F extends (subject: Subject, question: infer Q) => unknown
  ? unknown extends Q
    ? object
    : Q
  : object;

export type AnalysisResult<K extends AnalysisKind = AnalysisKind> =
  ReturnType<Questions[K]['answer']> extends Steps<infer R> ? R : never;

/** Questions whose answers are tables. */
export type ReportedKind = {
  [K in AnalysisKind]: Questions[K]['report'] extends null ? never : K;
}[AnalysisKind];

/** The tables of an answer. */
export function answerReport<K extends ReportedKind>(kind: K, answer: AnalysisResult<K>): Report {
  return DESCRIBED[kind].report!(answer);
}

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

/** A model that several questions are asked about: read, coded and fitted once. */
export interface OpenModel {
  /**
   * The answer to a question in steps, none longer than a pass over the rows or an evaluation of the criterion. One
   * question at a time.
   *
   * @throws CellmerError as `analyseModel`
   */
  answerSteps<K extends AnalysisKind>(analysis: Analysis<K>, control?: FitControl): Steps<AnalysisResult<K>>;
}

export function openModel(input: ModelInput): OpenModel {
  let current: FitControl = {};
  const own = new KnownMinima();
  const subject = subjectOf(input, {
    onStep: (step) => current.onStep?.(step),
    shouldStop: () => current.shouldStop?.() === true,
    get minima() {
      return current.minima ?? own;
    },
  });
  return {
    answerSteps(analysis, control = {}) {
      current = control;
      return analysisOf(subject, analysis);
    },
  };
}

function analysisOf<K extends AnalysisKind>(
  subject: Subject,
  analysis: Analysis<K>,
): Steps<AnalysisResult<K>> {
  const { answer } = DESCRIBED[analysis.kind];
  return answer(subject, analysis as never);
}

/** What an answer costs, in multiplications, within a factor of ten or so: a million of them take about 2 ms. */
export function fitCost<K extends AnalysisKind = 'summary'>(
  input: ModelInput,
  question: Analysis<K> = { kind: 'summary' } as Analysis<K>,
): number {
  const { fits, refits = false } = DESCRIBED[question.kind];
  const size = modelSize(input);
  const count = fits(size, question as never);
  return size.fit * count + size.beside * (refits ? count : Math.min(1, count));
}

/**
 * What the longest step of an answer costs, alike: between two steps it can be interrupted. What is asked of a model that has been
 * fitted is answered in one, and what refits it goes on in steps like those of the fit.
 */
export function stepCost<K extends AnalysisKind = 'summary'>(
  input: ModelInput,
  question: Analysis<K> = { kind: 'summary' } as Analysis<K>,
): number {
  const { fits, refits, step } = DESCRIBED[question.kind];
  const size = modelSize(input);
  const after = step?.(size, question as never) ?? (refits ? 0 : fits(size, question as never) - 1);
  return Math.max(size.step, after * size.fit);
}

/** Whether a question goes on to fit when its model has been fitted. */
export function refits(kind: AnalysisKind): boolean {
  return DESCRIBED[kind].refits === true;
}

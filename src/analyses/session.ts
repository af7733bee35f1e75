/** A model that several questions are asked about: read, coded and fitted once. */

import type { Steps } from '../optimize/steps';
import { analysisOf, type Analysis, type AnalysisKind, type AnalysisResult } from './index';
import type { ModelInput } from '../model/input';
import { KnownMinima } from '../model/minima';
import type { FitControl } from '../model/request';
import { subjectOf } from './subject';

export interface ModelSession {
  /**
   * The answer to a question in steps, none longer than a pass over the rows or an evaluation of the criterion. One
   * question at a time.
   *
   * @throws CellmerError as `analyseModel`
   */
  answerSteps<K extends AnalysisKind>(analysis: Analysis<K>, control?: FitControl): Steps<AnalysisResult<K>>;
}

export function openModel(input: ModelInput): ModelSession {
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

/** A model under analysis: its matrices, fit and summary, each made when first asked for. */

import { CellmerError } from '../errors';
import { buildModelFrame, buildModelMatrices, type ModelFrame } from '../design';
import type { ModelMatrices } from '../design/types';
import { type MixedFitOptions, mixedFitSteps, searchedFrom } from '../mixed/fit';
import type { MixedFit } from '../mixed/mixedFit';
import { runThrough, type Steps } from '../optimize/steps';
import type { FitResult } from './fitResult';
import { DEFAULT_FIT_OPTIONS, type FitControl, type FitOptions } from '../model/request';
import type { ModelInput } from '../model/input';
import { summarizeFit } from './summarize';

export interface Subject {
  readonly input: ModelInput;
  readonly control: FitControl;
  /** The evaluated variables, and what new rows need to be coded alike. */
  readonly frame: ModelFrame;
  readonly matrices: ModelMatrices;
  readonly fit: MixedFit;
  readonly summary: FitResult;
  /**
   * Searches from theta (of the working model), where another question has found a lower value than the fit's or may find
   * one; what is lower becomes the fit. Returns whether it did.
   */
  searchFrom(theta: Float64Array): Steps<boolean>;
  /** Makes the summary, and all it needs, in steps; afterwards all of the above is there. */
  summarySteps(): Steps<FitResult>;
}

/** What is there already, as for the same model under other options (a refit by ML). */
export interface KnownParts {
  readonly frame?: ModelFrame;
  readonly matrices?: ModelMatrices;
}

export function subjectOf(input: ModelInput, control: FitControl = {}, known: KnownParts = {}): Subject {
  let { frame, matrices } = known;
  let fit: MixedFit | undefined;
  let summary: FitResult | undefined;
  return {
    input,
    control,
    get frame() {
      return (frame ??= buildModelFrame(input.table, input.terms, undefined, input.frame));
    },
    get matrices() {
      return (matrices ??= buildModelMatrices(this.frame));
    },
    get fit() {
      return (fit ??= fitMatrices(this.matrices, input.options, control));
    },
    get summary() {
      return (summary ??= {
        ...summarizeFit(this.fit, input.options),
        ...(input.taken && { taken: input.taken }),
      });
    },
    *searchFrom(theta) {
      const before = this.fit;
      const { options: asked } = input;
      if (asked.optimizer !== 'newton' || asked.maxEvaluations < DEFAULT_FIT_OPTIONS.maxEvaluations)
        return false;
      fit = yield* searchedFrom(before, theta, mixedOptions(asked, { shouldStop: control.shouldStop }));
      if (fit === before) return false;
      summary = undefined;
      return true;
    },
    *summarySteps() {
      void this.frame;
      yield;
      void this.matrices;
      yield;
      fit ??= yield* fitSteps(this.matrices, input.options, control);
      yield;
      return this.summary;
    },
  };
}

/** Fits matrices under a request's options; steps are reported and `shouldStop` is asked before each evaluation. */
function fitMatrices(matrices: ModelMatrices, options: FitOptions, control: FitControl): MixedFit {
  return runThrough(fitSteps(matrices, options, control));
}

export function fitSteps(matrices: ModelMatrices, options: FitOptions, control: FitControl): Steps<MixedFit> {
  return mixedFitSteps(matrices, mixedOptions(options, control));
}

function mixedOptions(options: FitOptions, control: FitControl): MixedFitOptions {
  return {
    reml: options.method === 'REML',
    tolerance: options.tolerance,
    maxEvaluations: options.maxEvaluations,
    start: options.start,
    optimizer: options.optimizer,
    onStep: (step) =>
      control.onStep?.({
        evaluation: step.evaluation,
        theta: [...step.theta],
        criterion: step.value,
        gradientNorm: step.gradientNorm,
      }),
    beforeEvaluation: () => stopWhenAsked(control),
  };
}

/** @throws CellmerError `cancelled` */
export function stopWhenAsked(control: FitControl): void {
  if (control.shouldStop?.()) throw new CellmerError('cancelled', 'the fit was stopped');
}

/** A model under analysis: its matrices, fit and summary, each made when first asked for. */

import { CellmerError } from '../errors';
import { buildModelFrame, buildModelMatrices, type ModelFrame } from '../design';
import type { ModelMatrices } from '../design/types';
import { thetaFromFactor } from '../covariance/structure';
import { type MixedFitOptions, mixedFitSteps, searchedFrom } from '../mixed/fit';
import type { MixedFit } from '../mixed/mixedFit';
import { workingTheta } from '../mixed/objectiveFor';
import { relativeFactor } from '../mixed/userScale';
import { runThrough, type Steps } from '../optimize/steps';
import type { FitResult } from './fitResult';
import { DEFAULT_FIT_OPTIONS, type FitControl, type FitOptions } from '../model/request';
import type { ModelInput } from '../model/input';
import { isLower, type KnownMinima, type LowValue, modelOfData } from '../model/minima';
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
  /** Makes the fit in steps: at the lowest minimum known of the model. */
  fittedSteps(): Steps<MixedFit>;
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
  const remember = (found: MixedFit): void => {
    if (found.hasMaximum) control.minima?.add(minimumOf(found));
  };
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
      return (fit ??= runThrough(this.fittedSteps()));
    },
    get summary() {
      return (summary ??= {
        ...summarizeFit(this.fit, input.options),
        ...(input.taken && { taken: input.taken }),
      });
    },
    *searchFrom(theta) {
      const before = this.fit;
      if (!isThorough(input.options)) return false;
      const options = mixedOptions(input.options, { shouldStop: control.shouldStop });
      fit = yield* searchedFrom(before, theta, options);
      if (fit === before) return false;
      summary = undefined;
      remember(fit);
      return true;
    },
    *fittedSteps() {
      void this.frame;
      yield;
      void this.matrices;
      yield;
      if (fit === undefined) {
        fit = yield* mixedFitSteps(this.matrices, mixedOptions(input.options, control));
        remember(fit);
      }
      const lower = control.minima && lowerThan(fit, control.minima);
      if (lower) yield* this.searchFrom(lower);
      return fit;
    },
    *summarySteps() {
      yield* this.fittedSteps();
      yield;
      return this.summary;
    },
  };
}

/** Whether the search is to end at a minimum, and as near to it as it can; other settings are there to be compared. */
function isThorough({ optimizer, maxEvaluations, tolerance }: FitOptions): boolean {
  const { maxEvaluations: enough, tolerance: fine } = DEFAULT_FIT_OPTIONS;
  return optimizer === 'newton' && maxEvaluations >= enough && tolerance <= fine;
}

function minimumOf(fit: MixedFit): LowValue {
  const { model, structure, objective, optimum, matrices, criterion } = fit;
  const theta = [...thetaFromFactor(structure, relativeFactor(model, structure, optimum.at.theta))];
  return { ...modelOfData(matrices, objective.reml), theta, criterion, isFit: true };
}

/** Theta of the working model where its criterion is known to be lower than at the fit. */
function lowerThan(fit: MixedFit, minima: KnownMinima): Float64Array | null {
  const known = minima.of(modelOfData(fit.matrices, fit.objective.reml));
  if (known === undefined || !isLower(known.criterion, fit.criterion)) return null;
  return workingTheta(fit.model, fit.structure, known.theta, 'theta');
}

/** What a search needs of a request's options; steps are reported and `shouldStop` is asked before each evaluation. */
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

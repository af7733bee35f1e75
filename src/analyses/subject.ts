/** A model under analysis: its matrices, fit and summary, each made when first asked for. */

import { CellmerError } from '../errors';
import { buildModelFrame, buildModelMatrices, type ModelFrame } from '../design';
import type { ModelMatrices } from '../design/types';
import { type Fit, type FitSettings, fitSteps, type FitWatch } from '../fits';
import { runThrough, type Steps } from '../optimize/steps';
import type { FitResult } from './fitResult';
import { DEFAULT_FIT_OPTIONS, type FitControl, type FitOptions } from '../model/request';
import type { ModelInput } from '../model/input';
import { isLower, type KnownMinima, type LowValue, modelOfData } from '../model/minima';
import { summarizeSteps } from './summarize';

export interface Subject {
  readonly input: ModelInput;
  readonly control: FitControl;
  /** The evaluated variables, and what new rows need to be coded alike. */
  readonly frame: ModelFrame;
  readonly matrices: ModelMatrices;
  readonly fit: Fit;
  readonly summary: FitResult;
  /**
   * Searches from theta (of the working model), where another question has found a lower value than the fit's or may find
   * one; what is lower becomes the fit. Returns whether it did.
   */
  searchFrom(theta: Float64Array): Steps<boolean>;
  /** Makes the fit in steps: at the lowest minimum known of the model. */
  fittedSteps(): Steps<Fit>;
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
  let fit: Fit | undefined;
  let summary: FitResult | undefined;
  const remember = (found: Fit): void => {
    if (found.hasMaximum) control.minima?.add(minimumOf(found, isThorough(input.options)));
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
      return (summary ??= runThrough(this.summarySteps()));
    },
    *searchFrom(theta) {
      const before = this.fit;
      if (!isThorough(input.options)) return false;
      fit = yield* before.searchedFrom(theta, watchOf({ shouldStop: control.shouldStop }));
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
        fit = yield* fitSteps(this.matrices, settingsOf(input.options), watchOf(control));
        remember(fit);
      }
      const lower = control.minima && lowerThan(fit, control.minima);
      if (lower) yield* this.searchFrom(lower);
      return fit;
    },
    *summarySteps() {
      const found = yield* this.fittedSteps();
      yield;
      return (summary ??= {
        ...(yield* summarizeSteps(found, input.options)),
        ...(input.taken && { taken: input.taken }),
      });
    },
  };
}

/** Whether the search is to end at a minimum, and as near to it as it can; other settings are there to be compared. */
function isThorough({ optimizer, maxEvaluations, tolerance }: FitOptions): boolean {
  const { maxEvaluations: enough, tolerance: fine } = DEFAULT_FIT_OPTIONS;
  return optimizer === 'newton' && maxEvaluations >= enough && tolerance <= fine;
}

/** @param isFit whether the search was to end there: what a rough one finds is no minimum that others show */
function minimumOf({ matrices, method, search, minimum }: Fit, isFit: boolean): LowValue {
  return {
    ...modelOfData(matrices, method === 'REML'),
    theta: search.theta,
    criterion: minimum,
    isFit,
  };
}

/** Where the search of a fit is to go on, when its criterion is known to be lower there. */
function lowerThan(fit: Fit, minima: KnownMinima): Float64Array | null {
  const known = minima.of(modelOfData(fit.matrices, fit.method === 'REML'));
  if (known === undefined || !isLower(known.criterion, fit.minimum)) return null;
  return fit.searchTheta(known.theta);
}

/** How a fit is to be made, of all that was asked. */
function settingsOf(options: FitOptions): FitSettings {
  const { method, tolerance, maxEvaluations, start, optimizer } = options;
  return { method, tolerance, maxEvaluations, start, optimizer };
}

/** Steps are reported, and `shouldStop` is asked before each evaluation. */
function watchOf(control: FitControl): FitWatch {
  const { onStep } = control;
  return { onStep, beforeEvaluation: () => stopWhenAsked(control) };
}

/** @throws CellmerError `cancelled` */
export function stopWhenAsked(control: FitControl): void {
  if (control.shouldStop?.()) throw new CellmerError('cancelled', 'the fit was stopped');
}

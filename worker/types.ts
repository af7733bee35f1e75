/** The fit service: one per page, shared by the custom functions and the pane. */

import type { FitResult, ModelRequest, TraceStep } from '../src/index';

export interface FitWatch {
  /** Aborting stops this caller's wait; the fit itself stops when nobody waits for it any more. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: TraceStep) => void;
}

export interface FitService {
  /**
   * The fit of `request`: at once when it is cached or small, else a promise from a worker. Identical requests share
   * one fit, finished or running. Throws (or rejects with) CellmerError.
   */
  fit(request: ModelRequest, watch?: FitWatch): FitResult | Promise<FitResult>;
  /** Fits actually computed since the start, for tests and diagnostics. */
  readonly computedFits: number;
  dispose(): void;
}

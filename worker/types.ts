/** The fit service: one per page, shared by the custom functions and the pane. */

import type { Analysis, AnalysisKind, AnalysisResult, ModelRequest, TraceStep } from '../src/index';
import type { WholeQuestion } from './questions';

export interface FitWatch {
  /** Aborting stops this caller's wait; the fit itself stops when nobody waits for it any more. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: TraceStep) => void;
  /** Longest this caller waits once its turn has come, in milliseconds; 120,000 by default, Infinity for no limit. */
  readonly timeBudget?: number;
}

export interface FitService {
  /**
   * The answer to a question about the model of `request`: at once when it is cached or small, else a promise from a worker.
   * Identical questions about identical models share one answer, finished or under way. Throws (or rejects with) CellmerError.
   */
  analyse<K extends AnalysisKind>(
    request: ModelRequest,
    analysis: Analysis<K>,
    watch?: FitWatch,
  ): AnalysisResult<K> | Promise<AnalysisResult<K>>;
  /**
   * The answer of a custom function, or to a question about a likelihood: at once when it is cached or cheap, else a promise
   * from a worker. Where there are no workers, `here` is called in steps (`replay.ts`).
   *
   * @param cost in units of `fitCost`
   */
  call(asked: WholeQuestion, cost: number, here: () => unknown, watch?: FitWatch): unknown;
  /** Answers actually computed since the start, for tests and diagnostics. */
  readonly computedFits: number;
  dispose(): void;
}

/** What a shell asks of the core: a range, a model, options; and how a running fit is watched and stopped. */

import { type ContrastOptions, DEFAULT_CONTRASTS, type MissingPolicy } from '../design';
import type { DenominatorDf } from '../inference/denominator';
import type { LevelOrder, Origin } from '../table';
import type { Method, OptimizerName, TraceStep } from '../fits';
import type { Cell, CellMatrix } from '../table/types';
import type { KnownMinima } from './minima';

export type { Method, TraceStep };

/**
 * A model as the user gave it: an lme4 formula (text with `~`), a group column (a header name or a 1-based column
 * number), or a range of the data's height that holds the groups.
 */
export type ModelArgument = Cell | CellMatrix;

export interface FitOptions {
  readonly method: Method;
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number;
  readonly ddf: DenominatorDf;
  /** Whether the first row holds the headers; `auto` recognises them. */
  readonly headers: boolean | 'auto';
  /** Most evaluations of the criterion, at least 1. */
  readonly maxEvaluations: number;
  /** The optimizer stops when a step promises to lower the criterion by less than this. */
  readonly tolerance: number;
  /** Newton's method is exact and fastest; the others are for comparison. */
  readonly optimizer: OptimizerName;
  /** Starting value of theta in lme4's order and scale; null takes moments. */
  readonly start: readonly number[] | null;
  /** Prior weights, as an expression of the columns such as `n` or `1 / variance`; null gives every row the same. */
  readonly weights: string | null;
  /** Added to the linear predictor, as an expression of the columns. */
  readonly offset: string | null;
  /** Condition for the rows that are used, such as `Days > 1 & Subject != "308"`; null uses all. */
  readonly subset: string | null;
  readonly na: MissingPolicy;
  readonly contrasts: ContrastOptions;
  /** Levels of columns, in an order other than the sorted one. */
  readonly levels: Readonly<Record<string, LevelOrder>>;
  /** What was said besides and has no effect here, in sentences that go with the result. */
  readonly notes: readonly string[];
}

export const DEFAULT_FIT_OPTIONS: FitOptions = {
  method: 'REML',
  level: 0.95,
  ddf: 'satterthwaite',
  headers: 'auto',
  maxEvaluations: 200,
  tolerance: 1e-9,
  optimizer: 'newton',
  start: null,
  weights: null,
  offset: null,
  subset: null,
  na: 'omit',
  contrasts: DEFAULT_CONTRASTS,
  levels: {},
  notes: [],
};

export interface ModelRequest {
  readonly data: CellMatrix;
  readonly model: ModelArgument;
  /** Formulas that are to be compared with the model, on the same data. */
  readonly others?: readonly string[];
  readonly options: FitOptions;
  /** Where the data stand; only used to name cells in messages. */
  readonly address?: Origin | null;
}

/** Injected by the shell: the core has no clock and no threads of its own. */
export interface FitControl {
  /** Called after each step of the optimizer. */
  readonly onStep?: (step: TraceStep) => void;
  /** Asked before each step; true ends the fit with a CellmerError `cancelled`. */
  readonly shouldStop?: () => boolean;
  /** What other questions about these data have found, and this one may add to. */
  readonly minima?: KnownMinima;
}

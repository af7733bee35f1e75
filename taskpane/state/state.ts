/** Everything the pane knows, as plain immutable data. */

import type { CellMatrix, CellmerError, FitResult } from '../../src/index';
import type { CourseLook, Healing, RangeAddress, RoomReport } from '../host';
import type { FilledPlot } from '../plots/live/live';
import type { DataSummary } from './columns';
import type { ColumnTypes } from './columnTypes';
import { FIRST_COMPARISON, type CompareChoice } from './compareChoice';
import type { ModelForm } from './form';
import { EMPTY_FORM } from './form';
import type { Richness } from './formFromTerms';
import type { FormulaProblem, Mark } from './formula';
import type { ModelHistory } from './shownModels';
import type { InsertBlock } from './insertBlocks';
import { INITIAL_LIKELIHOOD, type LikelihoodState } from './likelihood';
import { DEFAULT_OPTIONS, type ModelOptions } from './modelOptions';
import type { OnewayChoice } from './onewayChoice';
import type { NotOpened } from './openFormula';
import { FIRST_PLOT, type PlotChoice } from './plots';
import type { ModelNote } from './modelNote';
import type { Specification } from './specification';

export type Tab = 'model' | 'results' | 'compare' | 'plots' | 'oneway' | 'likelihood' | 'course';

export interface DataState {
  readonly range: RangeAddress;
  /** What the user chose; `auto` recognises headers. */
  readonly headers: boolean | 'auto';
  readonly cells: CellMatrix;
  /** null when the cells are no table; `problem` says why. */
  readonly summary: DataSummary | null;
  readonly problem: string | null;
  /** Goes up whenever the cells were read again. */
  readonly revision: number;
}

export interface FormulaState {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly problem: FormulaProblem | null;
  /** What the formula has that the form has no place for; null when the form shows it whole. */
  readonly rich: Richness | null;
  /** Keys are still coming in: nothing is called wrong yet. */
  readonly typing: boolean;
}

export interface RunningFit {
  readonly key: string;
  readonly slow: boolean;
  /** Evaluations so far, and the criterion at the last step; null before the first. */
  readonly evaluation: number;
  readonly criterion: number | null;
}

export interface FitState {
  /** The fit under way, and whether it has taken longer than a blink. */
  readonly running: RunningFit | null;
  /** The last result; it stays until the next one. */
  readonly result: FitResult | null;
  /** What the result was computed from; see `wantedFit`. */
  readonly resultKey: string | null;
  /** How long that took, in milliseconds. */
  readonly milliseconds: number;
  /** Why the model with this key could not be fitted. */
  readonly failure: { readonly key: string; readonly error: CellmerError } | null;
  /** The model with this key was cancelled, and is not started again by itself. */
  readonly cancelledKey: string | null;
}

export type InsertOutcome =
  | { readonly kind: 'inserted'; readonly at: string; readonly what: 'formulas' | 'values' }
  /** Formulas that gave way to the values they showed. */
  | { readonly kind: 'replaced'; readonly count: number; readonly kept: number }
  | { readonly kind: 'failed'; readonly message: string };

/** The last chart that was made of a result. */
export interface MadeChart {
  /** What it was made for; see `chartKey`. */
  readonly key: string;
  /** Of the model. */
  readonly formula: string;
  /** null where there is none of this model. */
  readonly plot: FilledPlot | null;
}

export interface InsertState {
  /** null for the usual ones. */
  readonly blocks: readonly InsertBlock[] | null;
  /** Address as typed; null takes the suggestion, or the place beside the data. */
  readonly target: string | null;
  /** The first place to the right of the data where there is room, where it is not right beside them. */
  readonly suggestion: RangeAddress | null;
  /** The last room check, and what it was made for; see `wantedRoom`. */
  readonly room: { readonly key: string; readonly report: RoomReport } | null;
  readonly chart: MadeChart | null;
  readonly outcome: InsertOutcome | null;
  readonly busy: boolean;
}

/** Where the model on show came from, and the one before it, to which one click leads back. */
export interface Origin {
  readonly kind: 'cell' | 'long' | 'example';
  /** A cell's address, or a sheet's name. */
  readonly at: string;
  readonly before: Specification | null;
}

export interface PaneState {
  readonly tab: Tab;
  /** Whether stored settings have been looked for. */
  readonly restored: boolean;
  /** Whether that takes so long that the pane does not wait for it any more. */
  readonly isLate: boolean;
  readonly selection: RangeAddress | null;
  readonly data: DataState | null;
  /** A range that could not be read, in words. */
  readonly dataProblem: string | null;
  /** What the user says of the columns. */
  readonly types: ColumnTypes;
  readonly form: ModelForm;
  readonly formula: FormulaState;
  /** The formula before it was typed over; Undo edit brings it back. */
  readonly lastValid: string;
  readonly options: ModelOptions;
  /** The models of each range of data, the range on show first. */
  readonly histories: readonly ModelHistory[];
  /** What the last choice has changed besides what was chosen. */
  readonly note: ModelNote | null;
  readonly fit: FitState;
  readonly insert: InsertState;
  /** The result whose advice was put away. */
  readonly keptKey: string | null;
  readonly compare: CompareChoice;
  readonly wantedPlot: WantedPlot | null;
  readonly plots: PlotChoice;
  readonly oneway: OnewayChoice;
  readonly likelihood: LikelihoodState;
  readonly origin: Origin | null;
  /** The selected cell, where it has a formula of ours whose model cannot be opened, and why. */
  readonly notOpened: (NotOpened & { readonly at: string }) | null;
  /** The result that the selected cell shows, where it has no formats or has just been given some. */
  readonly format: FormatOffer | null;
  /** What has become of formulas that the spreadsheet did not know, until that is put away. */
  readonly healing: Healing | null;
  /** What of a course the workbook has. */
  readonly course: CourseLook;
  /** Whether the address asks for the view of courses, whatever the workbook has. */
  readonly isCourseWanted: boolean;
}

export interface FormatOffer {
  /** The cell of its formula. */
  readonly at: string;
  readonly stage: 'offered' | 'busy' | 'done';
  /** Why it could not be done, in words. */
  readonly problem: string | null;
}

/** A plot of means that is laid over a sheet as soon as the model on show is fitted. */
export interface WantedPlot {
  readonly compared: readonly string[];
  readonly within: readonly string[];
  /** The cell at its top left corner. */
  readonly at: RangeAddress;
}

/** No text, and nothing wrong with that. */
export const NO_FORMULA: FormulaState = { text: '', marks: [], problem: null, rich: null, typing: false };

/** Nothing fitted, nothing under way. */
export const NO_FIT: FitState = {
  running: null,
  result: null,
  resultKey: null,
  milliseconds: 0,
  failure: null,
  cancelledKey: null,
};

export const INITIAL_STATE: PaneState = {
  tab: 'model',
  restored: false,
  isLate: false,
  selection: null,
  data: null,
  dataProblem: null,
  types: {},
  form: EMPTY_FORM,
  formula: NO_FORMULA,
  lastValid: '',
  options: DEFAULT_OPTIONS,
  histories: [],
  note: null,
  fit: NO_FIT,
  insert: {
    blocks: null,
    target: null,
    suggestion: null,
    room: null,
    chart: null,
    outcome: null,
    busy: false,
  },
  keptKey: null,
  compare: FIRST_COMPARISON,
  wantedPlot: null,
  plots: FIRST_PLOT,
  oneway: { values: null, groups: null, shrink: 'REML' },
  likelihood: INITIAL_LIKELIHOOD,
  origin: null,
  notOpened: null,
  format: null,
  healing: null,
  course: { hasKey: false, hasQuestions: false },
  isCourseWanted: false,
};

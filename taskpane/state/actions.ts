/** What can happen to the pane. */

import type { CellMatrix, CellmerError, FitResult } from '../../src/index';
import type { RangeAddress, RoomReport } from '../host';
import type { ColumnType, DataReading } from './columns';
import type { CompareChoice } from './compareChoice';
import type { FormTerm, ModelForm } from './form';
import type { InsertBlock } from './insertBlocks';
import type { FactorPair, Layout } from './layouts';
import type { LikelihoodChoice, LikelihoodState } from './likelihood';
import type { OnewayChoice } from './onewayChoice';
import type { PlotChoice } from './plots';
import type { Specification } from './specification';
import type { ModelOptions } from './modelOptions';
import type { InsertOutcome, MadeChart, Origin, PaneState, Tab, WantedPlot } from './state';

export type Action =
  | { readonly type: 'tab'; readonly tab: Tab }
  | { readonly type: 'selection'; readonly range: RangeAddress | null }
  | { readonly type: 'restored'; readonly specification: Specification | null }
  /** The stored model keeps us waiting. */
  | { readonly type: 'late' }
  | { readonly type: 'oneway'; readonly choice: Partial<OnewayChoice> }
  | { readonly type: 'likelihood'; readonly choice: Partial<LikelihoodChoice> }
  /** How far the studio's study has come. */
  | { readonly type: 'study'; readonly study: Partial<Omit<LikelihoodState, 'choice'>> }
  | { readonly type: 'compare'; readonly choice: Partial<CompareChoice> }
  | { readonly type: 'plot-wanted'; readonly plot: WantedPlot | null }
  | { readonly type: 'plots'; readonly choice: Partial<PlotChoice> }
  /** Back from a model that was opened where none was before. */
  | { readonly type: 'closed' }
  /** Another model takes the place of the one on show; `origin` is null on the way back to the one before. */
  | { readonly type: 'opened'; readonly specification: Specification; readonly origin: Origin | null }
  /** The selected cell has a formula of ours, but its model cannot be opened. */
  | { readonly type: 'not-opened'; readonly reason: PaneState['notOpened'] }
  | { readonly type: 'healing'; readonly healing: PaneState['healing'] }
  | { readonly type: 'course'; readonly course: PaneState['course'] }
  | { readonly type: 'course/wanted' }
  | { readonly type: 'format'; readonly format: PaneState['format'] }
  | DataAction
  | FormAction
  | FormulaAction
  | HistoryAction
  | { readonly type: 'options'; readonly options: Partial<ModelOptions> }
  | FitAction
  | InsertAction;

export type DataAction =
  /** Cells of a range and what they hold: a new range, or the same one read again. */
  | {
      readonly type: 'data/read';
      readonly range: RangeAddress;
      readonly cells: CellMatrix;
      readonly headers: boolean | 'auto';
      readonly reading: DataReading;
    }
  | { readonly type: 'data/failed'; readonly message: string }
  /** A column is taken for something else. */
  | { readonly type: 'data/type'; readonly name: string; readonly to: ColumnType };

export type FormAction =
  | { readonly type: 'form/outcome'; readonly name: string }
  | { readonly type: 'form/addFixed'; readonly term: FormTerm }
  | { readonly type: 'form/removeFixed'; readonly text: string }
  /** One term in place of another: transformed, or with another reference level. */
  | { readonly type: 'form/changeFixed'; readonly from: FormTerm; readonly to: FormTerm }
  /** Their product, with the main effects that it stands on. */
  | { readonly type: 'form/interact'; readonly term: FormTerm; readonly other: FormTerm }
  /** How the grouping factor of a card stands to another. */
  | {
      readonly type: 'form/layout';
      readonly card: number;
      readonly factors: FactorPair;
      readonly layout: Layout;
    }
  /** Another grouping of the rows for a card, or a further card. */
  | { readonly type: 'form/group'; readonly card: number; readonly group: FormTerm }
  | { readonly type: 'form/removeGroup'; readonly card: number }
  /** The grouping factor of a card becomes a fixed effect. */
  | { readonly type: 'form/groupToFixed'; readonly card: number }
  /** What a note offers. */
  | { readonly type: 'form/accept'; readonly form: ModelForm }
  | { readonly type: 'form/varyIntercept'; readonly card: number; readonly on: boolean }
  | { readonly type: 'form/varySlope'; readonly card: number; readonly term: FormTerm; readonly on: boolean }
  | { readonly type: 'form/correlated'; readonly card: number; readonly on: boolean };

export type FormulaAction =
  | { readonly type: 'formula/text'; readonly text: string; readonly typing?: boolean }
  /** No more keys for a while. */
  | { readonly type: 'formula/settled' }
  /** Back to the formula before it was typed over. */
  | { readonly type: 'formula/undo' };

/** To a model that was on show before. */
export type HistoryAction =
  | { readonly type: 'history/undo' }
  | { readonly type: 'history/redo' }
  /** `at` counts the models of the data from the oldest. */
  | { readonly type: 'history/go'; readonly at: number };

export type FitAction =
  | { readonly type: 'fit/started'; readonly key: string }
  | { readonly type: 'fit/slow'; readonly key: string }
  | {
      readonly type: 'fit/step';
      readonly key: string;
      readonly evaluation: number;
      readonly criterion: number;
    }
  | {
      readonly type: 'fit/done';
      readonly key: string;
      readonly result: FitResult;
      readonly milliseconds: number;
    }
  | { readonly type: 'fit/failed'; readonly key: string; readonly error: CellmerError }
  | { readonly type: 'fit/cancelled'; readonly key: string }
  /** The form asks for another fit, so this one was stopped. */
  | { readonly type: 'fit/dropped'; readonly key: string }
  | { readonly type: 'fit/keep' };

export type InsertAction =
  | { readonly type: 'insert/block'; readonly block: InsertBlock; readonly on: boolean }
  | { readonly type: 'insert/target'; readonly target: string }
  | { readonly type: 'insert/suggestion'; readonly target: RangeAddress }
  | { readonly type: 'insert/room'; readonly key: string; readonly report: RoomReport }
  | { readonly type: 'insert/chart'; readonly chart: MadeChart }
  | { readonly type: 'insert/busy' }
  | { readonly type: 'insert/outcome'; readonly outcome: InsertOutcome | null };

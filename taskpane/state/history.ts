/** The models that were on show, one after the other: back to the one before, forth again, and to any of them. */

import { sameRange } from './address';
import type { ModelHistory, ShownModel } from './shownModels';
import type { PaneState } from './state';

/** Older models of a range are forgotten, and so are the ranges before these many. */
export const MOST_MODELS = 100;
const MOST_RANGES = 20;

/** The models of the data on show; null before the first. */
export function historyOf({ data, histories }: PaneState): ModelHistory | null {
  return (data && histories.find(({ range }) => sameRange(range, data.range))) ?? null;
}

/** Where undo leads; null where there is nothing to undo. What is no model, such as half a formula, leads to the last model. */
export function undoPlace(state: PaneState): number | null {
  const history = historyOf(state);
  if (!history) return null;
  const { at, models } = history;
  if (!sameModel(shownModel(state), models[at])) return at;
  return at > 0 ? at - 1 : null;
}

export function redoPlace(state: PaneState): number | null {
  const history = historyOf(state);
  return history && history.at + 1 < history.models.length ? history.at + 1 : null;
}

export function shownModel({ formula, form, options, types }: PaneState): ShownModel {
  return { formula: formula.text, form, options, types };
}

function sameModel(a: ShownModel, b: ShownModel): boolean {
  const isSame = (of: keyof ShownModel): boolean => isEqual(a[of], b[of]);
  return isSame('formula') && isSame('form') && isSame('options') && isSame('types');
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export interface ListedModel {
  /** Its place in the history. */
  readonly at: number;
  readonly formula: string;
  readonly isShown: boolean;
  /** Whether its options are others than those of the model on show. */
  readonly hasOtherOptions: boolean;
}

/** The models as a list, newest first; of neighbours that read alike the one on show, or else the newest. */
export function modelList({ models, at: shown }: ModelHistory): ListedModel[] {
  const { options } = models[shown];
  const all = models.map(({ formula, options: own }, at): ListedModel => ({
    at,
    formula,
    isShown: at === shown,
    hasOtherOptions: !isEqual(own, options),
  }));
  const reads = ({ formula, hasOtherOptions }: ListedModel) => `${formula} ${hasOtherOptions}`;
  const list: ListedModel[] = [];
  for (const model of all) {
    const last = list[list.length - 1];
    const isSame = list.length > 0 && reads(last) === reads(model);
    if (isSame && last.isShown) continue;
    if (isSame) list.pop();
    list.push(model);
  }
  return list.reverse();
}

/** The state with its model noted, where it is a model and another than the last. */
export function remembered(before: PaneState, after: PaneState, isTyping: boolean): PaneState {
  const { data, formula } = after;
  const isOld = before.formula === formula && before.form === after.form && before.options === after.options;
  if (isOld && before.data === data) return after;
  if (!data?.summary || formula.problem !== null || formula.text.trim() === '') return after;
  const { range } = data;
  const history = historyOf(after) ?? { range, models: [], at: -1, isTyping: false };
  return withHistory(after, withModel(history, shownModel(after), isTyping));
}

function withModel(history: ModelHistory, model: ShownModel, isTyping: boolean): ModelHistory {
  const { at, models } = history;
  if (at >= 0 && sameModel(model, models[at])) return { ...history, isTyping: history.isTyping && isTyping };
  // What was undone is gone as soon as another model is made.
  const kept = models.slice(0, history.isTyping && isTyping ? at : at + 1);
  const all = [...kept, model].slice(-MOST_MODELS);
  return { ...history, models: all, at: all.length - 1, isTyping };
}

/** The history of a range comes to the front. */
export function withHistory(state: PaneState, history: ModelHistory): PaneState {
  const others = state.histories.filter(({ range }) => !sameRange(range, history.range));
  return { ...state, histories: [history, ...others].slice(0, MOST_RANGES) };
}

/** From one state of the pane to the next. Pure: formulas are read by the core, nothing else happens here. */

import type { Action, DataAction, FormAction, FormulaAction, HistoryAction, InsertAction } from './actions';
import { sameRange } from './address';
import type { ColumnType } from './columns';
import { formWithType, withTypes, type ColumnTypes } from './columnTypes';
import { EMPTY_FORM, formulaText, type ModelForm } from './form';
import { reduceFit } from './fitChanges';
import { reduceForm } from './formChanges';
import { formFromTerms } from './formFromTerms';
import { readFormula } from './formula';
import { guessForm } from './guess';
import { historyOf, redoPlace, remembered, undoPlace, withHistory } from './history';
import { withChoice as withLikelihoodChoice } from './likelihood';
import type { ModelOptions } from './modelOptions';
import type { ModelNote, NotePlace, SideEffect } from './modelNote';
import { chosenBlocks } from './selectors';
import { noteOf } from './sideEffects';
import type { DataSummary } from './columns';
import { INITIAL_STATE, NO_FIT, NO_FORMULA, type DataState, type InsertState, type PaneState } from './state';

export function reduce(state: PaneState, action: Action): PaneState {
  const isTyping = action.type === 'formula/text' && action.typing === true;
  return remembered(state, step(state, action), isTyping);
}

function step(state: PaneState, action: Action): PaneState {
  switch (action.type) {
    case 'tab':
      return { ...state, tab: action.tab };
    case 'selection':
      return { ...state, selection: action.range, notOpened: null, format: null };
    case 'late':
      return { ...state, isLate: true };
    case 'restored':
      return restored(state, action);
    case 'oneway':
      return { ...state, oneway: { ...state.oneway, ...action.choice } };
    case 'compare':
      return { ...state, compare: { ...state.compare, ...action.choice } };
    case 'plot-wanted':
      return { ...state, wantedPlot: action.plot };
    case 'plots':
      return { ...state, plots: { ...state.plots, ...action.choice } };
    case 'likelihood':
      return { ...state, likelihood: withLikelihoodChoice(state.likelihood, action.choice) };
    case 'study':
      return { ...state, likelihood: { ...state.likelihood, ...action.study } };
    case 'closed': {
      const { selection, likelihood, histories, healing, course, isCourseWanted } = state;
      const kept = { selection, likelihood, histories, healing, course, isCourseWanted };
      return { ...INITIAL_STATE, restored: true, ...kept };
    }
    case 'opened':
      return { ...opened(state, action), notOpened: null, wantedPlot: null, note: null };
    case 'not-opened':
      return { ...state, notOpened: action.reason };
    case 'healing':
      return { ...state, healing: action.healing };
    case 'course':
      return { ...state, course: action.course };
    case 'course/wanted':
      return { ...state, isCourseWanted: true, tab: 'course' };
    case 'format':
      return { ...state, format: action.format };
    case 'options':
      return withOptions(state, { ...state.options, ...action.options });
    case 'data/read':
    case 'data/failed':
    case 'data/type':
      return reduceData(state, action);
    case 'formula/text':
    case 'formula/settled':
    case 'formula/undo':
      return reduceFormula(state, action);
    case 'history/undo':
    case 'history/redo':
    case 'history/go':
      return reduceHistory(state, action);
    case 'fit/keep':
      return { ...state, keptKey: state.fit.resultKey };
    case 'fit/started':
    case 'fit/slow':
    case 'fit/step':
    case 'fit/done':
    case 'fit/failed':
    case 'fit/cancelled':
    case 'fit/dropped':
      return { ...state, fit: reduceFit(state.fit, action) };
    case 'insert/block':
    case 'insert/target':
    case 'insert/suggestion':
    case 'insert/room':
    case 'insert/chart':
    case 'insert/busy':
    case 'insert/outcome':
      return { ...state, insert: reduceInsert(state, action) };
    default:
      return withChoice(state, action);
  }
}

/** What was chosen in the form; what else has changed is said. */
function withChoice(state: PaneState, action: FormAction): PaneState {
  const next = withForm(state, reduceForm(state.form, action));
  return { ...next, note: noteOf(state, next, action) };
}

/** Kenward and Roger's degrees of freedom belong to REML. */
function withOptions(state: PaneState, options: ModelOptions): PaneState {
  if (options.method !== 'ML' || options.ddf !== 'kenward-roger') return { ...state, options, note: null };
  const ddf = 'satterthwaite';
  return { ...state, options: { ...options, ddf }, note: noteAt('options', { kind: 'ddf', ddf }) };
}

function noteAt(place: NotePlace, effect: SideEffect): ModelNote {
  return { place, effects: [effect], offer: null, typed: null };
}

/** Another model of the same data. */
function reduceHistory(state: PaneState, action: HistoryAction): PaneState {
  const history = historyOf(state);
  const at = placeIn(state, action);
  const model = at === null ? undefined : history?.models[at];
  if (!history || !model) return state;
  const { form, options, formula, types } = model;
  const shown = withFormula({ ...takenFor(state, types), form, options, note: null }, formula);
  return withHistory(shown, { ...history, at: at!, isTyping: false });
}

function placeIn(state: PaneState, action: HistoryAction): number | null {
  switch (action.type) {
    case 'history/undo':
      return undoPlace(state);
    case 'history/redo':
      return redoPlace(state);
    case 'history/go':
      return action.at;
  }
}

/** The names that a formula may use. */
export function columnNames(state: PaneState): readonly string[] {
  return state.data?.summary?.columns.map(({ name }) => name) ?? [];
}

function restored(state: PaneState, { specification }: Extract<Action, { type: 'restored' }>): PaneState {
  if (!specification) return { ...state, restored: true };
  const { range, headers, formula, options, types = {} } = specification;
  const data: DataState = { range, headers, cells: [], summary: null, problem: null, revision: 0 };
  return {
    ...state,
    restored: true,
    data,
    options,
    types,
    lastValid: formula,
    formula: { ...state.formula, text: formula },
  };
}

/** The same range keeps its cells; another one is still to be read. */
function opened(state: PaneState, action: Extract<Action, { type: 'opened' }>): PaneState {
  const { specification, origin } = action;
  const { range, headers, formula, options } = specification;
  const isSame = sameRange(state.data?.range ?? null, range) && state.data?.headers === headers;
  if (isSame && state.data?.summary)
    return { ...withFormula({ ...state, options, form: EMPTY_FORM }, formula), origin };
  return { ...restored(state, { type: 'restored', specification }), fit: NO_FIT, origin };
}

function reduceData(state: PaneState, action: DataAction): PaneState {
  switch (action.type) {
    case 'data/failed':
      return { ...state, dataProblem: action.message };
    case 'data/type':
      return withType(state, action.name, action.to);
    case 'data/read': {
      const before = state.data;
      const same = before !== null && sameRange(before.range, action.range);
      const { range, cells, headers, reading } = action;
      const revision = (before?.revision ?? 0) + 1;
      const fresh = same
        ? state
        : {
            ...state,
            types: {},
            note: null,
            oneway: INITIAL_STATE.oneway,
            fit: NO_FIT,
            insert: { ...state.insert, target: null, suggestion: null, outcome: null },
          };
      return withData(fresh, { range, headers, cells, ...reading, revision });
    }
  }
}

/** New cells: what becomes of the formula? One that still fits the columns stays. */
function withData(state: PaneState, data: DataState): PaneState {
  const summary = data.summary && withTypes(data.summary, state.types);
  const next: PaneState = { ...state, data: { ...data, summary }, dataProblem: null };
  if (!summary) return next;
  const kept = state.formula.text !== '' && withFormula(next, state.formula.text);
  const sameRows = sameRange(state.data?.range ?? null, data.range);
  if (kept && (kept.formula.problem === null || sameRows)) return kept;
  return withOtherData(next, summary);
}

/** Data that cannot have the formula on show: their own last model, or else a first guess. */
function withOtherData(state: PaneState, { columns, rowCount }: DataSummary): PaneState {
  const { text } = state.formula;
  const history = historyOf(state);
  const last = history && reduceHistory(state, { type: 'history/go', at: history.at });
  const isKnown = last !== null && last.formula.problem === null;
  const next = isKnown ? last : withForm({ ...state, form: EMPTY_FORM }, guessForm(columns, rowCount));
  const kind = isKnown ? 'returned' : 'guess';
  return { ...next, note: text.trim() === '' ? null : noteAt('data', { kind, formula: text }) };
}

/** A column is taken for something else, and so are its terms. */
function withType(state: PaneState, name: string, to: ColumnType): PaneState {
  const next = { ...takenFor(state, { ...state.types, [name]: to }), note: null };
  const column = next.data?.summary?.columns.find((one) => one.name === name);
  return column ? withForm(next, formWithType(state.form, column)) : next;
}

function takenFor(state: PaneState, types: ColumnTypes): PaneState {
  const { data } = state;
  return data?.summary
    ? { ...state, types, data: { ...data, summary: withTypes(data.summary, types) } }
    : state;
}

function reduceFormula(state: PaneState, action: FormulaAction): PaneState {
  switch (action.type) {
    case 'formula/undo':
      return withFormula(state, state.lastValid);
    case 'formula/settled':
      return { ...state, formula: { ...state.formula, typing: false } };
    case 'formula/text': {
      const next = withFormula({ ...state, note: null }, action.text);
      return { ...next, formula: { ...next.formula, typing: action.typing === true } };
    }
  }
}

/** A formula as typed. The form follows where it can, and otherwise keeps the last model it could show. */
function withFormula(state: PaneState, text: string): PaneState {
  if (text.trim() === '') return { ...state, formula: { ...NO_FORMULA, text } };
  const names = columnNames(state);
  const { marks, problem, terms } = readFormula(text, names);
  if (terms === null) return { ...state, formula: { ...NO_FORMULA, text, marks, problem } };
  const { form, rich } = formFromTerms(terms, names);
  // The form that wrote this text may hold more than the text: a card that has no tick yet.
  const shown = formulaText(state.form) === text ? state.form : form;
  return {
    ...state,
    form: shown ?? state.form,
    formula: { ...NO_FORMULA, text, marks, rich },
    lastValid: text,
  };
}

/** A form that was changed: the formula follows. */
function withForm(state: PaneState, form: ModelForm): PaneState {
  if (form === state.form) return state;
  const text = formulaText(form);
  if (text === '') return { ...state, form, lastValid: '', formula: NO_FORMULA };
  const { marks, problem } = readFormula(text, columnNames(state));
  const lastValid = problem ? state.lastValid : text;
  return { ...state, form, lastValid, formula: { ...NO_FORMULA, text, marks, problem } };
}

function reduceInsert(state: PaneState, action: InsertAction): InsertState {
  const { insert } = state;
  switch (action.type) {
    case 'insert/block': {
      const others = chosenBlocks(state).filter((block) => block !== action.block);
      return {
        ...insert,
        blocks: action.on ? [...others, action.block] : others,
        suggestion: null,
        outcome: null,
      };
    }
    case 'insert/target':
      return { ...insert, target: action.target, outcome: null };
    case 'insert/suggestion':
      return { ...insert, suggestion: action.target };
    case 'insert/room':
      return { ...insert, room: { key: action.key, report: action.report } };
    case 'insert/chart':
      return { ...insert, chart: action.chart };
    case 'insert/busy':
      return { ...insert, busy: true, outcome: null };
    case 'insert/outcome':
      return { ...insert, busy: false, outcome: action.outcome };
  }
}

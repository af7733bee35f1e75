/** From one state of the pane to the next. Pure: formulas are read by the core, nothing else happens here. */

import type { Action, DataAction, FitAction, FormAction, FormulaAction, InsertAction } from './actions';
import { sameRange } from './address';
import type { ColumnType } from './columns';
import { formWithType, withTypes } from './columnTypes';
import {
  columnTerm,
  EMPTY_FORM,
  formulaText,
  withoutFixed,
  withoutTerm,
  withTerm,
  type ModelForm,
  type VariesBy,
} from './form';
import { formFromTerms } from './formFromTerms';
import { readFormula } from './formula';
import { guessForm } from './guess';
import { withChoice } from './likelihood';
import { withInteraction, withTermChanged } from './termChanges';
import type { ModelOptions } from './modelOptions';
import {
  INITIAL_STATE,
  NO_FIT,
  NO_FORMULA,
  type DataState,
  type FitState,
  type InsertState,
  type PaneState,
} from './state';

export function reduce(state: PaneState, action: Action): PaneState {
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
      return { ...state, likelihood: withChoice(state.likelihood, action.choice) };
    case 'study':
      return { ...state, likelihood: { ...state.likelihood, ...action.study } };
    case 'closed': {
      const { selection, likelihood } = state;
      return { ...INITIAL_STATE, restored: true, selection, likelihood };
    }
    case 'opened':
      return { ...opened(state, action), notOpened: null, wantedPlot: null };
    case 'not-opened':
      return { ...state, notOpened: action.reason };
    case 'format':
      return { ...state, format: action.format };
    case 'options':
      return { ...state, options: consistent({ ...state.options, ...action.options }) };
    case 'data/read':
    case 'data/failed':
    case 'data/type':
      return reduceData(state, action);
    case 'formula/text':
    case 'formula/settled':
    case 'formula/undo':
      return reduceFormula(state, action);
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
    case 'insert/busy':
    case 'insert/outcome':
      return { ...state, insert: reduceInsert(state.insert, action) };
    default:
      return withForm(state, reduceForm(state.form, action));
  }
}

/** Kenward and Roger's degrees of freedom belong to REML. */
function consistent(options: ModelOptions): ModelOptions {
  return options.method === 'ML' && options.ddf === 'kenward-roger'
    ? { ...options, ddf: 'satterthwaite' }
    : options;
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
  return withForm({ ...next, form: EMPTY_FORM }, guessForm(summary.columns, summary.rowCount));
}

/** A column is taken for something else, and so are its terms. */
function withType(state: PaneState, name: string, to: ColumnType): PaneState {
  const { data } = state;
  if (!data?.summary) return state;
  const types = { ...state.types, [name]: to };
  const summary = withTypes(data.summary, types);
  const column = summary.columns.find((one) => one.name === name);
  const next = { ...state, types, data: { ...data, summary } };
  return column ? withForm(next, formWithType(state.form, column)) : next;
}

function reduceFormula(state: PaneState, action: FormulaAction): PaneState {
  switch (action.type) {
    case 'formula/undo':
      return withFormula(state, state.lastValid);
    case 'formula/settled':
      return { ...state, formula: { ...state.formula, typing: false } };
    case 'formula/text': {
      const next = withFormula(state, action.text);
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

function reduceForm(form: ModelForm, action: FormAction): ModelForm {
  switch (action.type) {
    case 'form/outcome':
      return withOutcome(form, action.name);
    case 'form/addFixed':
      return { ...form, fixed: withTerm(form.fixed, action.term) };
    case 'form/removeFixed':
      return withoutFixed(form, action.text);
    case 'form/changeFixed':
      return withTermChanged(form, action.from, action.to);
    case 'form/interact':
      return withInteraction(form, action.term, action.other);
    case 'form/regroup':
      return withCard(form, action.card, () => ({ group: action.group }));
    case 'form/group':
      return withGroup(form, action.card, action.name);
    case 'form/removeGroup':
      return { ...form, varies: form.varies.filter((_, i) => i !== action.card) };
    case 'form/varyIntercept':
      return withCard(form, action.card, () => ({ intercept: action.on }));
    case 'form/varySlope':
      return withCard(form, action.card, ({ slopes }) => ({
        slopes: action.on ? withTerm(slopes, action.term) : withoutTerm(slopes, action.term.text),
      }));
    case 'form/correlated':
      return withCard(form, action.card, () => ({ correlated: action.on }));
  }
}

/** The new outcome explains nothing any more. */
function withOutcome(form: ModelForm, name: string): ModelForm {
  return { ...withoutFixed(form, columnTerm(name).text), outcome: name };
}

/** Changes the card's factor, or adds a card; the factor is then no fixed effect any more. */
function withGroup(form: ModelForm, card: number, name: string): ModelForm {
  const group = columnTerm(name);
  const rest = withoutFixed(form, group.text);
  const varies = [...rest.varies];
  varies[card] = { ...(varies[card] ?? NEW_CARD), group };
  return { ...rest, varies };
}

const NEW_CARD: Omit<VariesBy, 'group'> = { intercept: true, slopes: [], correlated: true };

function withCard(form: ModelForm, card: number, change: (card: VariesBy) => Partial<VariesBy>): ModelForm {
  const varies = form.varies.map((before, i) => (i === card ? { ...before, ...change(before) } : before));
  return { ...form, varies };
}

/** What arrives for another fit than the one under way is late and ignored. */
function reduceFit(fit: FitState, action: Exclude<FitAction, { type: 'fit/keep' }>): FitState {
  const { key } = action;
  if (action.type === 'fit/started')
    return {
      ...fit,
      running: { key, slow: false, evaluation: 0, criterion: null },
      failure: null,
      cancelledKey: null,
    };
  if (fit.running?.key !== key) return fit;
  switch (action.type) {
    case 'fit/slow':
      return { ...fit, running: { ...fit.running, slow: true } };
    case 'fit/step':
      return {
        ...fit,
        running: { ...fit.running, evaluation: action.evaluation, criterion: action.criterion },
      };
    case 'fit/done': {
      const { result, milliseconds } = action;
      return { ...fit, running: null, result, resultKey: key, milliseconds };
    }
    case 'fit/failed':
      return { ...fit, running: null, failure: { key, error: action.error } };
    case 'fit/cancelled':
      return { ...fit, running: null, cancelledKey: key };
    case 'fit/dropped':
      return { ...fit, running: null };
  }
}

function reduceInsert(insert: InsertState, action: InsertAction): InsertState {
  switch (action.type) {
    case 'insert/block': {
      const others = insert.blocks.filter((block) => block !== action.block);
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
    case 'insert/busy':
      return { ...insert, busy: true, outcome: null };
    case 'insert/outcome':
      return { ...insert, busy: false, outcome: action.outcome };
  }
}

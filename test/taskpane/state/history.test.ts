import { describe, expect, test } from 'vitest';
import type { Action } from '../../../taskpane/state/actions';
import { columnTerm } from '../../../taskpane/state/form';
import {
  historyOf,
  modelList,
  MOST_MODELS,
  redoPlace,
  shownModel,
  undoPlace,
} from '../../../taskpane/state/history';
import { reduce } from '../../../taskpane/state/reducer';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { dataRead, example, SMALL } from '../data';

const RANGE = { sheet: 'Sheet1', row: 0, column: 0, rows: 7, columns: 5 };
const OTHER = { sheet: 'Dye', row: 0, column: 0, rows: 31, columns: 2 };
const UNDO: Action = { type: 'history/undo' };
const REDO: Action = { type: 'history/redo' };
const after = (state: PaneState, ...actions: Action[]) => actions.reduce(reduce, state);
const typed = (text: string, typing = false): Action => ({ type: 'formula/text', text, typing });
const small = after(INITIAL_STATE, dataRead(RANGE, SMALL));
const days: Action = { type: 'form/addFixed', term: columnTerm('Days') };
const dose: Action = { type: 'form/addFixed', term: columnTerm('Dose') };
const slope: Action = { type: 'form/varySlope', card: 0, term: columnTerm('Days'), on: true };
const formulas = (state: PaneState) => historyOf(state)!.models.map(({ formula }) => formula);

describe('undo and redo', () => {
  const edits: Record<string, Action> = {
    outcome: { type: 'form/outcome', name: 'Dose' },
    'a fixed effect': dose,
    'a removed effect': { type: 'form/removeFixed', text: 'Days' },
    'a changed effect': {
      type: 'form/changeFixed',
      from: columnTerm('Days'),
      to: { text: 'scale(Days)', columns: ['Days'] },
    },
    'an interaction': { type: 'form/interact', term: columnTerm('Days'), other: columnTerm('Dose') },
    'a grouping factor': { type: 'form/group', card: 1, group: columnTerm('Dose') },
    'a removed card': { type: 'form/removeGroup', card: 0 },
    'a card without a tick': { type: 'form/varyIntercept', card: 0, on: false },
    'a slope': slope,
    correlations: { type: 'form/correlated', card: 0, on: false },
    'an option': { type: 'options', options: { method: 'ML' } },
    'a formula': typed('log(Reaction) ~ Days + (1 | Subject)'),
    'another model of the same data': {
      type: 'opened',
      specification: {
        range: RANGE,
        headers: 'auto',
        formula: 'Reaction ~ Dose + (1 | Subject)',
        options: { ...small.options, level: 0.9 },
      },
      origin: null,
    },
  };

  test.each(Object.keys(edits))('take back and bring again: %s', (name) => {
    const before = after(small, days, slope, { type: 'form/correlated', card: 0, on: true });
    const edited = after(before, edits[name]);
    const undone = after(edited, UNDO);
    const isEdit = name !== 'a slope';
    expect(shownModel(undone)).toEqual(isEdit ? shownModel(before) : shownModel(after(small, days)));
    expect(shownModel(after(undone, REDO))).toEqual(shownModel(edited));
    // All the way, and back.
    const start = after(edited, UNDO, UNDO, UNDO, UNDO);
    expect(shownModel(start)).toEqual(shownModel(small));
    expect(undoPlace(start)).toBeNull();
    const end = after(start, REDO, REDO, REDO, REDO);
    expect(shownModel(end)).toEqual(shownModel(edited));
    expect(redoPlace(end)).toBeNull();
  });

  test('do nothing before there is a model', () => {
    expect(after(INITIAL_STATE, UNDO, REDO, { type: 'history/go', at: 0 })).toEqual(INITIAL_STATE);
    expect(after(small, { type: 'history/go', at: 7 })).toBe(small);
  });

  test('another edit after undo ends what was undone', () => {
    const state = after(small, days, slope, UNDO, dose);
    expect(redoPlace(state)).toBeNull();
    expect(formulas(state)).toEqual([
      'Reaction ~ 1 + (1 | Subject)',
      'Reaction ~ Days + (1 | Subject)',
      'Reaction ~ Days + Dose + (1 | Subject)',
    ]);
  });

  test('half a formula leads back to the last model', () => {
    const half = after(small, days, typed('Reaction ~ Days + ('));
    expect(after(half, UNDO).formula.text).toBe('Reaction ~ Days + (1 | Subject)');
    expect(after(half, UNDO, UNDO).formula.text).toBe('Reaction ~ 1 + (1 | Subject)');
    const blank = after(small, days, typed(' '));
    expect(after(blank, UNDO).formula.text).toBe('Reaction ~ Days + (1 | Subject)');
  });
});

describe('the models so far', () => {
  test('have one for all the keys of a formula, and another after a pause', () => {
    const keys = 'Reaction ~ Days + Dose'
      .split('')
      .map((_, i, all) => typed(all.slice(0, i + 1).join(''), true));
    const once = after(small, ...keys, { type: 'formula/settled' });
    expect(formulas(once)).toEqual(['Reaction ~ 1 + (1 | Subject)', 'Reaction ~ Days + Dose']);
    const twice = after(once, typed('Reaction ~ Days', true), typed('Reaction ~ Dose', true));
    expect(formulas(twice).slice(2)).toEqual(['Reaction ~ Dose']);
  });

  test('are not changed by data that are read again, by fits and by views', () => {
    const state = after(
      small,
      days,
      dataRead(RANGE, SMALL),
      { type: 'tab', tab: 'results' },
      { type: 'fit/started', key: 'k' },
    );
    expect(formulas(state)).toHaveLength(2);
  });

  test(`are ${MOST_MODELS} at most, the oldest being forgotten`, () => {
    const many = Array.from({ length: 150 }, (_, i) => typed(`Reaction ~ Days + I(Dose^${i + 2})`));
    const state = after(small, ...many);
    expect(formulas(state)).toHaveLength(MOST_MODELS);
    expect(formulas(state)[0]).toBe('Reaction ~ Days + I(Dose^52)');
    expect(undoPlace(state)).toBe(MOST_MODELS - 2);
  });

  test('are listed newest first, those that read alike once, and each can be gone to', () => {
    const ml: Action = { type: 'options', options: { method: 'ML' } };
    const untick: Action = { type: 'form/varyIntercept', card: 0, on: false };
    const state = after(small, days, ml, untick, { type: 'form/removeGroup', card: 0 }, UNDO);
    const list = modelList(historyOf(state)!);
    expect(list.map(({ formula, hasOtherOptions, isShown }) => [formula, hasOtherOptions, isShown])).toEqual([
      ['Reaction ~ Days', false, true],
      ['Reaction ~ Days + (1 | Subject)', false, false],
      ['Reaction ~ Days + (1 | Subject)', true, false],
      ['Reaction ~ 1 + (1 | Subject)', true, false],
    ]);
    const gone = after(state, { type: 'history/go', at: list[2].at });
    expect(gone.formula.text).toBe('Reaction ~ Days + (1 | Subject)');
    expect(gone.options.method).toBe('REML');
    expect(after(gone, REDO).options.method).toBe('ML');
  });
});

describe('other data', () => {
  const dye = after(small, days, dataRead(OTHER, example('dyestuff')));

  test('have models of their own, and a first guess that is said', () => {
    expect(formulas(dye)).toEqual(['Yield ~ 1 + (1 | Batch)']);
    expect(undoPlace(dye)).toBeNull();
    expect(dye.note).toMatchObject({ place: 'data', effects: [{ kind: 'guess' }] });
  });

  test('that come back have their last model and all before it', () => {
    const back = after(dye, dataRead(RANGE, SMALL));
    expect(back.formula.text).toBe('Reaction ~ Days + (1 | Subject)');
    expect(back.note).toMatchObject({ effects: [{ kind: 'returned' }] });
    expect(after(back, UNDO).formula.text).toBe('Reaction ~ 1 + (1 | Subject)');
    expect(after(back, UNDO, UNDO)).toEqual(after(back, UNDO));
  });

  test('with the same columns take the model with them, without a word', () => {
    const copy = { ...RANGE, sheet: 'Copy' };
    const state = after(small, days, dataRead(copy, SMALL));
    expect(state.formula.text).toBe('Reaction ~ Days + (1 | Subject)');
    expect(state.note).toBeNull();
    expect(formulas(state)).toEqual(['Reaction ~ Days + (1 | Subject)']);
  });

  test('whose model is closed keep it for the next time', () => {
    const closed = after(small, days, { type: 'closed' });
    expect(undoPlace(closed)).toBeNull();
    const again = after(closed, dataRead(RANGE, SMALL));
    expect(again.formula.text).toBe('Reaction ~ Days + (1 | Subject)');
    expect(again.note).toBeNull();
  });
});

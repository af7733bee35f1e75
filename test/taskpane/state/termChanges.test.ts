import { describe, expect, test } from 'vitest';
import { prepareModel } from '../../../src/index';
import { fitModel } from '../../fitModel';
import type { Action } from '../../../taskpane/state/actions';
import { columnTerm, partsOf } from '../../../taskpane/state/form';
import { reduce } from '../../../taskpane/state/reducer';
import { wantedFit } from '../../../taskpane/state/selectors';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import {
  interactionChoices,
  squared,
  termMenu,
  transformed,
  type Transformation,
} from '../../../taskpane/state/termChanges';
import { termName } from '../../../taskpane/text';
import { dataRead, example } from '../data';

const after = (state: PaneState, ...actions: Action[]) => actions.reduce(reduce, state);
const loaded = (name: string, formula: string): PaneState => {
  const cells = example(name);
  const range = { sheet: 'S', row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  return after(INITIAL_STATE, dataRead(range, cells), { type: 'formula/text', text: formula });
};
const columnsOf = (state: PaneState) => state.data!.summary!.columns;
const fit = (state: PaneState) => fitModel(prepareModel(wantedFit(state)!.request));

const sleep = loaded('sleepstudy', 'Reaction ~ Days + (Days | Subject)');
const days = columnTerm('Days');
const change = (how: Transformation): PaneState =>
  after(sleep, { type: 'form/changeFixed', from: days, to: transformed('Days', how) });

describe('what can be made of a fixed effect', () => {
  test.each([
    [
      'centre',
      'Reaction ~ scale(Days, scale = FALSE) + (scale(Days, scale = FALSE) | Subject)',
      'Days (centred)',
    ],
    ['scale', 'Reaction ~ scale(Days) + (scale(Days) | Subject)', 'Days (standardized)'],
    ['poly2', 'Reaction ~ poly(Days, 2) + (poly(Days, 2) | Subject)', 'Days (polynomial 2)'],
    ['groups', 'Reaction ~ factor(Days) + (factor(Days) | Subject)', 'Days (groups)'],
  ] as const)('%s goes into the formula, with its slopes, and back', (how, formula, name) => {
    const state = change(how);
    expect(state.formula).toMatchObject({ text: formula, problem: null, rich: null });
    expect(termName(state.form.fixed[0].text)).toBe(name);
    const back = after(state, { type: 'form/changeFixed', from: state.form.fixed[0], to: days });
    expect(back.formula.text).toBe(sleep.formula.text);
    // Reading the formula again gives the same form.
    expect(after(state, { type: 'formula/text', text: formula }).form).toEqual(state.form);
    expect(termMenu(state.form, state.form.fixed[0], columnsOf(state))!.current).toBe(how);
  });

  test('centring changes the intercept and nothing else', () => {
    const [plain, centred] = [fit(sleep), fit(change('centre'))];
    expect(centred.fixedEffects[1].estimate).toBeCloseTo(plain.fixedEffects[1].estimate, 9);
    expect(centred.criterion).toBeCloseTo(plain.criterion, 8);
    const atMean = plain.fixedEffects[0].estimate + 4.5 * plain.fixedEffects[1].estimate;
    expect(centred.fixedEffects[0].estimate).toBeCloseTo(atMean, 8);
  });

  test('offers what the column can be', () => {
    const menu = termMenu(sleep.form, days, columnsOf(sleep))!;
    expect(menu.offered).toEqual(['none', 'centre', 'scale', 'poly2', 'poly3', 'groups']);
    expect(menu).toMatchObject({ current: 'none', canSquare: true, levels: [] });
    const withSquare = after(sleep, { type: 'form/addFixed', term: squared('Days') });
    expect(withSquare.formula.text).toBe('Reaction ~ Days + I(Days^2) + (Days | Subject)');
    expect(termMenu(withSquare.form, days, columnsOf(withSquare))!.canSquare).toBe(false);
  });
});

describe('labels and products', () => {
  const growth = loaded('orthodont', 'distance ~ age + Sex + (1 | Subject)');
  const sex = columnTerm('Sex');

  test('another reference level turns the sign of the difference', () => {
    const { levels } = termMenu(growth.form, sex, columnsOf(growth))!;
    expect(levels).toEqual(['Female', 'Male']);
    const turned = after(growth, {
      type: 'form/changeFixed',
      from: sex,
      to: transformed('Sex', { reference: 'Male' }),
    });
    expect(turned.formula).toMatchObject({
      text: 'distance ~ age + relevel(Sex, ref = "Male") + (1 | Subject)',
      problem: null,
    });
    expect(fit(turned).fixedEffects[2].estimate).toBeCloseTo(-fit(growth).fixedEffects[2].estimate, 9);
  });

  test('a product is offered once, and goes with a transformed factor', () => {
    expect(interactionChoices(growth.form, sex).map(({ text }) => text)).toEqual(['age']);
    const state = after(growth, { type: 'form/interact', term: sex, other: columnTerm('age') });
    expect(state.formula.text).toBe('distance ~ age + Sex + age:Sex + (1 | Subject)');
    expect(interactionChoices(state.form, sex)).toEqual([]);
    const centred = after(state, {
      type: 'form/changeFixed',
      from: columnTerm('age'),
      to: transformed('age', 'centre'),
    });
    expect(centred.formula.text).toContain('scale(age, scale = FALSE):Sex');
    expect(fit(centred).criterion).toBeCloseTo(fit(state).criterion, 7);
  });

  test('a colon within quotes or brackets does not cut a product', () => {
    expect(partsOf('`a:b`:relevel(g, ref = "x:y"):z')).toEqual(['`a:b`', 'relevel(g, ref = "x:y")', 'z']);
  });
});

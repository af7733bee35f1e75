import { describe, expect, test } from 'vitest';
import type { Action } from '../../../taskpane/state/actions';
import { typedTerm } from '../../../taskpane/state/columnTypes';
import { columnTerm } from '../../../taskpane/state/form';
import { reduce } from '../../../taskpane/state/reducer';
import { isPending, rowsUsed, statusOf, targetText, wantedFit } from '../../../taskpane/state/selectors';
import { specificationOf } from '../../../taskpane/state/selectors';
import { readSpecification, writeSpecification } from '../../../taskpane/state/specification';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { fixedChoices, groupChoices } from '../../../taskpane/state/varies';
import { modelSentence } from '../../../taskpane/text';
import { CellmerError, prepareModel } from '../../../src/index';
import { fitModel } from '../../fitModel';
import { dataRead, example, SMALL } from '../data';

const RANGE = { sheet: 'Sheet1', row: 0, column: 0, rows: 7, columns: 5 };
const after = (state: PaneState, ...actions: Action[]) => actions.reduce(reduce, state);
const read = (cells = SMALL, range = RANGE): Action => dataRead(range, cells);
const small = after(INITIAL_STATE, read());
const typed = (text: string): Action => ({ type: 'formula/text', text });

describe('the form', () => {
  test('begins with a guess that can be fitted', () => {
    expect(small.formula.text).toBe('Reaction ~ 1 + (1 | Subject)');
    expect(statusOf(small)).toBe('ready');
  });

  test('writes the formula as it is filled in', () => {
    const state = after(
      small,
      { type: 'form/addFixed', term: columnTerm('Days') },
      { type: 'form/varySlope', card: 0, term: columnTerm('Days'), on: true },
    );
    expect(state.formula.text).toBe('Reaction ~ Days + (Days | Subject)');
    expect(modelSentence(state.form, () => false)).toBe(
      'Reaction changes with Days; each Subject has its own starting level and its own slope.',
    );
    const uncorrelated = after(state, { type: 'form/correlated', card: 0, on: false });
    expect(uncorrelated.formula.text).toBe('Reaction ~ Days + (Days || Subject)');
    const slopeOnly = after(state, { type: 'form/varyIntercept', card: 0, on: false });
    expect(slopeOnly.formula.text).toBe('Reaction ~ Days + (0 + Days | Subject)');
  });

  test('takes a slope away with its fixed effect', () => {
    const state = after(small, typed('Reaction ~ Days + (Days | Subject)'), {
      type: 'form/removeFixed',
      text: 'Days',
    });
    expect(state.formula.text).toBe('Reaction ~ 1 + (1 | Subject)');
  });

  test('a card without a tick is no term, and stays', () => {
    const state = after(small, { type: 'form/varyIntercept', card: 0, on: false });
    expect(state.formula.text).toBe('Reaction ~ 1');
    expect(state.form.varies).toHaveLength(1);
    expect(after(state, read()).form.varies).toHaveLength(1);
  });

  test('an outcome is nothing else in the model, however it stood there', () => {
    const state = after(
      small,
      typed('Reaction ~ Days + Dose + Days:Dose + log(Days) + (Days | Days:Dose) + (Days | Subject)'),
    );
    expect(after(state, { type: 'form/outcome', name: 'Days' }).formula.text).toBe(
      'Days ~ Dose + (1 | Subject)',
    );
  });

  test('a grouping factor stays a fixed effect where it was one', () => {
    const grouped = after(small, typed('Reaction ~ Days + Dose'), {
      type: 'form/group',
      card: 0,
      group: columnTerm('Dose'),
    });
    expect(grouped.formula.text).toBe('Reaction ~ Days + Dose + (1 | Dose)');
  });

  test('quotes columns whose names are no names', () => {
    const state = after(small, { type: 'form/addFixed', term: columnTerm('Day no') });
    expect(state.formula.text).toBe('Reaction ~ `Day no` + (1 | Subject)');
    expect(statusOf(state)).toBe('ready');
  });
});

describe('a typed formula', () => {
  test('fills in the form', () => {
    const { form } = after(small, typed('Reaction ~ Days + (Days || Subject)'));
    expect(form.fixed.map(({ text }) => text)).toEqual(['Days']);
    expect(form.varies[0]).toMatchObject({ intercept: true, correlated: false });
  });

  test('keeps the last valid form while it is wrong, and goes back to it', () => {
    const good = after(small, typed('Reaction ~ Days + (Days | Subject)'));
    const bad = after(good, typed('Reaction ~ Days + (Days | Subjct)'));
    expect(bad.form).toBe(good.form);
    expect(statusOf(bad)).toBe('bad-formula');
    expect(wantedFit(bad)).toBeNull();
    expect(after(bad, { type: 'formula/undo' }).formula).toEqual(good.formula);
  });

  test('is called wrong only when no more keys come in', () => {
    const typing = after(small, { type: 'formula/text', text: 'Reaction ~ Days + (', typing: true });
    expect(statusOf(typing)).toBe('typing');
    expect(statusOf(after(typing, { type: 'formula/settled' }))).toBe('bad-formula');
  });

  test('that is blank is no error', () => {
    const blank = after(small, typed(' '));
    expect(statusOf(blank)).toBe('no-outcome');
    expect(blank.formula.problem).toBeNull();
  });

  test('stays as text where the form cannot show it, and is fitted', () => {
    const state = after(small, typed('log(Reaction) ~ Days + (1 | Subject)'));
    expect(state.formula.rich).toBe('response');
    expect(wantedFit(state)?.request.model).toBe('log(Reaction) ~ Days + (1 | Subject)');
  });
});

describe('a fit', () => {
  test('that is fast shows what was so before, and is pending all the same', () => {
    const fitted = (state: PaneState): PaneState => {
      const { key, request } = wantedFit(state)!;
      const result = fitModel(prepareModel(request));
      return after(state, { type: 'fit/started', key }, { type: 'fit/done', key, result, milliseconds: 1 });
    };
    const before = fitted(small);
    expect(isPending(small)).toBe(true);
    expect(isPending(before)).toBe(false);
    const other = after(before, typed('Reaction ~ Days'));
    expect(statusOf(other)).toBe(statusOf(before));
    expect(isPending(other)).toBe(true);
    expect(isPending(fitted(other))).toBe(false);
    expect(isPending(after(before, typed('Reaction ~ Dys')))).toBe(false);
    const { key } = wantedFit(other)!;
    const error = new CellmerError('option', 'no');
    const failed = after(other, { type: 'fit/started', key }, { type: 'fit/failed', key, error });
    expect(isPending(failed)).toBe(false);
  });
});

describe('the data', () => {
  test('keep the formula when the same cells change, even while a column is missing', () => {
    const state = after(small, typed('Reaction ~ Days + (Days | Subject)'));
    const renamed = SMALL.map((row, i) =>
      i === 0 ? ['Reaction', 'Tage', 'Subject', 'Dose', 'Day no'] : row,
    );
    const lost = after(state, read(renamed));
    expect(lost.formula.problem).toMatchObject({ kind: 'unknown-column', message: 'Days' });
    expect(statusOf(after(lost, read()))).toBe('ready');
  });

  test('keep the formula in another range that has its columns, and guess anew in one that has not', () => {
    const state = after(small, typed('Reaction ~ Days + (Days | Subject)'));
    const longer = { ...RANGE, rows: 181, columns: 3 };
    expect(after(state, read(example('sleepstudy'), longer)).formula.text).toBe(state.formula.text);
    expect(after(state, read(example('dyestuff2'), longer)).formula.text).toBe('Yield ~ 1 + (1 | Batch)');
  });

  test('ask for another fit whenever they are read again', () => {
    expect(wantedFit(small)!.key).not.toBe(wantedFit(after(small, read()))!.key);
  });

  test('count rows used and dropped for the columns in use', () => {
    expect(rowsUsed(small, ['Reaction', 'Subject'])).toEqual({ used: 5, dropped: 1 });
    expect(rowsUsed(small, ['Days'])).toEqual({ used: 6, dropped: 0 });
  });

  test('say in words when they are no table', () => {
    const state = after(INITIAL_STATE, read([[null, null]]));
    expect(statusOf(state)).toBe('bad-data');
    expect(state.data!.problem).toContain('empty');
  });

  test('have the switch for headers', () => {
    const state = after(small, dataRead(RANGE, SMALL, false));
    expect(state.data!.summary!.columns.map(({ name }) => name)).toEqual(['y', 'x1', 'x2', 'x3', 'x4']);
  });

  test('put the target of insertions beside themselves, until one is typed', () => {
    expect(targetText(small)).toBe('Sheet1!G1');
    expect(targetText(after(small, { type: 'insert/target', target: 'Out!B2' }))).toBe('Out!B2');
  });
});

describe('the stored model', () => {
  test('comes back as it was', () => {
    const state = after(small, typed('Reaction ~ Days + (Days | Subject)'), {
      type: 'options',
      options: { method: 'ML', level: 0.9 },
    });
    const stored = readSpecification(writeSpecification(specificationOf(state)!));
    const back = after(INITIAL_STATE, { type: 'restored', specification: stored }, read());
    expect(back.formula).toEqual(state.formula);
    expect(back.form).toEqual(state.form);
    expect(back.options).toEqual(state.options);
  });

  test.each([[null], ['no JSON'], ['{"version":99}'], ['{"version":1,"range":{"sheet":1}}']])(
    'ignores %s',
    (content) => expect(readSpecification(content)).toBeNull(),
  );
});

describe('what a column is taken for', () => {
  const as = (name: string, to: 'number' | 'group' | 'date' | 'out'): Action => ({
    type: 'data/type',
    name,
    to,
  });
  const days = after(small, typed('Reaction ~ Days * Dose + (Days | Subject)'));

  test('is said by the formula, in products and among the slopes too, and taken back', () => {
    const grouped = after(days, as('Days', 'group'));
    expect(grouped.formula.text).toBe(
      'Reaction ~ factor(Days) + Dose + factor(Days):Dose + (factor(Days) | Subject)',
    );
    expect(after(grouped, as('Days', 'number')).formula.text).toBe(
      'Reaction ~ Days + Dose + Days:Dose + (Days | Subject)',
    );
  });

  test('is undone with the model, and done again', () => {
    const typeNow = (state: PaneState) =>
      state.data!.summary!.columns.find(({ name }) => name === 'Days')!.type;
    const grouped = after(days, as('Days', 'group'));
    const undone = after(grouped, { type: 'history/undo' });
    expect([undone.formula.text, typeNow(undone), undone.types]).toEqual([days.formula.text, undefined, {}]);
    const redone = after(undone, { type: 'history/redo' });
    expect([redone.formula.text, typeNow(redone)]).toEqual([grouped.formula.text, 'group']);
  });

  test('holds for what is added later', () => {
    const state = after(small, as('Days', 'group'));
    const { columns } = state.data!.summary!;
    const [first] = fixedChoices(state.form, columns);
    expect(after(state, { type: 'form/addFixed', term: typedTerm(first) }).formula.text).toBe(
      'Reaction ~ factor(Days) + (1 | Subject)',
    );
  });

  test('takes a column that is left out from the model, and offers it nowhere', () => {
    const state = after(days, as('Days', 'out'), as('Subject', 'out'));
    expect(state.formula.text).toBe('Reaction ~ Dose');
    const { columns } = state.data!.summary!;
    const names = [...fixedChoices(state.form, columns), ...groupChoices(state.form, columns)].map(
      ({ name }) => name,
    );
    expect(names).not.toContain('Days');
    expect(names).not.toContain('Subject');
    expect(after(days, as('Reaction', 'out')).form.outcome).toBeNull();
  });

  test('survives that the data are read again, is stored with the model, and is gone with other data', () => {
    const state = after(days, as('Days', 'group'));
    const typeOfDays = ({ data }: PaneState) =>
      data!.summary!.columns.find(({ name }) => name === 'Days')!.type;
    expect(typeOfDays(after(state, read()))).toBe('group');
    const specification = readSpecification(writeSpecification(specificationOf(state)!));
    expect(specification!.types).toEqual({ Days: 'group' });
    expect(typeOfDays(after(INITIAL_STATE, { type: 'restored', specification }, read()))).toBe('group');
    expect(typeOfDays(after(state, read(SMALL, { ...RANGE, sheet: 'Other' })))).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import type { Action, FormAction } from '../../../taskpane/state/actions';
import { columnTerm, partsOf, type ModelForm } from '../../../taskpane/state/form';
import { reduce } from '../../../taskpane/state/reducer';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { transformed } from '../../../taskpane/state/termChanges';
import { text } from '../../../taskpane/text';
import { dataRead, example } from '../data';

const after = (state: PaneState, ...actions: Action[]) => actions.reduce(reduce, state);
const loaded = (name: string, formula: string): PaneState => {
  const cells = example(name);
  const range = { sheet: 'S', row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  return after(INITIAL_STATE, dataRead(range, cells), { type: 'formula/text', text: formula });
};
const said = ({ note }: PaneState) => (note ? text.builder.sideEffects(note.effects) : null);
const undone = (state: PaneState) => after(state, { type: 'history/undo' }).formula.text;

const GROWTH = 'distance ~ age + Sex + age:Sex + (age | Subject)';
const growth = loaded('orthodont', GROWTH);
const [age, sex] = [columnTerm('age'), columnTerm('Sex')];

describe('what else a choice has changed is said, with a way back:', () => {
  const cases: [string, FormAction, string, string][] = [
    [
      'a main effect leaves its interaction standing, and takes its slope along',
      { type: 'form/removeFixed', text: 'age' },
      'distance ~ Sex + age:Sex + (1 | Subject)',
      'age × Sex stays, without its main effect age. The effect of age differs by Subject no more.',
    ],
    [
      'an outcome leaves the other side with all that is made of it',
      { type: 'form/outcome', name: 'age' },
      'age ~ Sex + (1 | Subject)',
      'age and age × Sex left the fixed effects. The effect of age differs by Subject no more.',
    ],
    [
      'an outcome that grouped the rows groups them no more',
      { type: 'form/outcome', name: 'Subject' },
      'Subject ~ age + Sex + age:Sex',
      'Subject groups the rows no more.',
    ],
    [
      'a transformed term is transformed in products and slopes',
      { type: 'form/changeFixed', from: age, to: transformed('age', 'centre') },
      'distance ~ scale(age, scale = FALSE) + Sex + scale(age, scale = FALSE):Sex + (scale(age, scale = FALSE) | Subject)',
      'The same in age (centred) × Sex and what varies by Subject.',
    ],
  ];

  test.each(cases)('%s', (_, action, formula, words) => {
    const state = after(growth, action);
    expect(state.formula.text).toBe(formula);
    expect(said(state)).toBe(words);
    expect(undone(state)).toBe(GROWTH);
  });

  test('an interaction brings its main effects', () => {
    const plain = loaded('orthodont', 'distance ~ 1 + (1 | Subject)');
    const state = after(plain, { type: 'form/interact', term: age, other: sex });
    expect(state.formula.text).toBe('distance ~ age + Sex + age:Sex + (1 | Subject)');
    expect(said(state)).toBe('age and Sex came along, since an interaction stands on what it is made of.');
    expect(undone(state)).toBe('distance ~ 1 + (1 | Subject)');
  });

  test('a product of three brings the products of two', () => {
    const plain = loaded('cake', 'angle ~ recipe + temp + replicate + recipe:temp');
    const state = after(plain, {
      type: 'form/interact',
      term: plain.form.fixed[3],
      other: columnTerm('replicate'),
    });
    expect(state.form.fixed.map(({ text: term }) => term)).toEqual([
      'recipe',
      'temp',
      'replicate',
      'recipe:temp',
      'recipe:replicate',
      'temp:replicate',
      'recipe:temp:replicate',
    ]);
    expect(said(state)).toMatch(/^recipe × replicate and temp × replicate came along/);
  });

  test('a term that becomes another that was there stands once', () => {
    const both = loaded('sleepstudy', 'Reaction ~ Days + scale(Days) + (1 | Subject)');
    const state = after(both, {
      type: 'form/changeFixed',
      from: transformed('Days', 'scale'),
      to: columnTerm('Days'),
    });
    expect(state.formula.text).toBe('Reaction ~ Days + (1 | Subject)');
    expect(said(state)).toBe('Days was there already and stands once.');
  });

  test('a formula that the form cannot show gives way to a choice, and comes back', () => {
    const rich = 'log(Reaction) ~ Days + (1 | Subject)';
    const state = after(loaded('sleepstudy', rich), { type: 'form/addFixed', term: columnTerm('Days') });
    expect(said(state)).toBe('These choices took the place of the formula as typed.');
    expect(undone(state)).toBe(rich);
    const half = after(loaded('sleepstudy', 'Reaction ~ 1'), { type: 'formula/text', text: 'Reaction ~ (' });
    const chosen = after(half, { type: 'form/addFixed', term: columnTerm('Days') });
    expect(chosen.note!.typed).toBe('Reaction ~ (');
  });

  test('maximum likelihood takes the degrees of freedom of Kenward and Roger away', () => {
    const kr = after(growth, { type: 'options', options: { ddf: 'kenward-roger' } });
    expect(kr.note).toBeNull();
    const ml = after(kr, { type: 'options', options: { method: 'ML' } });
    expect(ml.options.ddf).toBe('satterthwaite');
    expect(said(ml)).toContain('Satterthwaite');
    expect(after(ml, { type: 'history/undo' }).options).toMatchObject({
      method: 'REML',
      ddf: 'kenward-roger',
    });
  });
});

describe('what a note offers', () => {
  test('is the interaction gone with its main effect', () => {
    const { note } = after(growth, { type: 'form/removeFixed', text: 'age' });
    expect(note!.offer!.kind).toBe('drop-products');
    const state = after(growth, { type: 'form/accept', form: note!.offer!.form });
    expect(state.formula.text).toBe('distance ~ Sex + (1 | Subject)');
    expect(state.note).toBeNull();
  });

  test('is the slope without its fixed effect', () => {
    const { note } = after(loaded('sleepstudy', 'Reaction ~ Days + (Days | Subject)'), {
      type: 'form/removeFixed',
      text: 'Days',
    });
    expect(note!.offer!.kind).toBe('keep-slopes');
    const state = after(growth, { type: 'form/accept', form: note!.offer!.form });
    expect(state.formula.text).toBe('Reaction ~ 1 + (Days | Subject)');
  });
});

/** Everything that a model is made of, one by one. */
function partsOfForm({ outcome, intercept, fixed, varies }: ModelForm): string[] {
  return [
    `outcome ${outcome}`,
    `intercept ${intercept}`,
    ...fixed.map((term) => `fixed ${term.text}`),
    ...varies.flatMap(({ group, slopes, intercept: own, correlated }) => [
      `group ${group.text} ${own} ${correlated}`,
      ...slopes.map((term) => `slope ${term.text} by ${group.text}`),
    ]),
  ];
}

test('no choice in the form changes two parts of a model without a word', () => {
  const terms = [age, sex, transformed('age', 'centre'), { text: 'age:Sex', columns: ['age', 'Sex'] }];
  const starts = [
    GROWTH,
    'distance ~ age + (1 | Subject)',
    'distance ~ Sex + age:Sex + (1 | Subject) + (1 | Sex)',
    'distance ~ scale(age, scale = FALSE) + age + Sex + (0 + age | Subject)',
    'distance ~ age + Sex + age:Sex + (age + age:Sex || Subject)',
  ].map((formula) => loaded('orthodont', formula));
  const actions: FormAction[] = [
    ...['distance', 'age', 'Sex', 'Subject'].map((name) => ({ type: 'form/outcome', name }) as const),
    ...terms.flatMap((term): FormAction[] => [
      { type: 'form/addFixed', term },
      { type: 'form/removeFixed', text: term.text },
      ...[age, transformed('age', 'centre')].map(
        (to) => ({ type: 'form/changeFixed', from: term, to }) as const,
      ),
      { type: 'form/varySlope', card: 0, term, on: true },
      { type: 'form/varySlope', card: 0, term, on: false },
    ]),
    { type: 'form/interact', term: age, other: sex },
    { type: 'form/group', card: 0, group: sex },
    { type: 'form/group', card: 1, group: age },
    { type: 'form/varyIntercept', card: 0, on: false },
    { type: 'form/correlated', card: 0, on: false },
  ];
  let loud = 0;
  for (const start of starts)
    for (const action of actions) {
      // A removed product, and not a part of it, is what is looked at.
      const state = after(start, action);
      const [before, now] = [partsOfForm(start.form), partsOfForm(state.form)];
      const gone = before.filter((part) => !now.includes(part)).length;
      const come = now.filter((part) => !before.includes(part)).length;
      const isMore = Math.max(gone, come) > 1;
      // A card with another factor is one change, with all its slopes.
      const isCard = action.type === 'form/group' || action.type === 'form/removeGroup';
      if (isMore && !isCard) {
        loud++;
        expect(state.note, `${JSON.stringify(action)} on ${start.formula.text}`).not.toBeNull();
      }
      if (state.note) expect(partsOf(state.formula.text).length).toBeGreaterThan(0);
    }
  expect(loud).toBeGreaterThan(15);
});

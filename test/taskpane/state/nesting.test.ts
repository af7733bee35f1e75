import { describe, expect, test } from 'vitest';
import { prepareModel } from '../../../src/index';
import type { Action } from '../../../taskpane/state/actions';
import { columnTerm } from '../../../taskpane/state/form';
import type { Layout } from '../../../taskpane/state/layouts';
import { combinationChoices, nestedAlready, nestingQuestion } from '../../../taskpane/state/nesting';
import { reduce } from '../../../taskpane/state/reducer';
import { wantedFit } from '../../../taskpane/state/selectors';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { fitModel } from '../../fitModel';
import { dataRead, example } from '../data';

const after = (state: PaneState, ...actions: Action[]) => actions.reduce(reduce, state);
const loaded = (name: string, formula: string): PaneState => {
  const cells = example(name);
  const range = { sheet: 'S', row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  return after(INITIAL_STATE, dataRead(range, cells), { type: 'formula/text', text: formula });
};
const criterion = (state: PaneState) => fitModel(prepareModel(wantedFit(state)!.request)).criterion;
const choose = (state: PaneState, card: number, layout: Layout): PaneState =>
  after(state, { type: 'form/layout', card, layout, factors: nestingQuestion(state, card)!.factors });

describe('two grouping factors whose labels come back in each other', () => {
  const pastes = loaded('pastes', 'strength ~ 1 + (1 | batch) + (1 | cask)');
  const question = nestingQuestion(pastes, 1)!;

  test('are asked about at the second, with what each answer makes of the formula', () => {
    expect(nestingQuestion(pastes, 0)).toBeNull();
    expect(question).toMatchObject({ factors: { outer: 'batch', inner: 'cask' }, chosen: 'crossed' });
    expect(question.choices).toEqual([
      { layout: 'nested', formula: '(1 | batch/cask)' },
      { layout: 'crossed', formula: '(1 | batch) + (1 | cask)' },
      { layout: 'combined', formula: '(1 | batch:cask)' },
    ]);
  });

  test('come with what the data say to each answer', () => {
    expect(question.units).toEqual({ groups: 30, smallest: 2, largest: 2 });
    expect(question.levels).toEqual({ levels: 3, shared: 3, everywhere: 3, groups: 10, example: 'a' });
  });

  test.each([
    // lme4: REMLcrit of each.
    ['nested', 'strength ~ 1 + (1 | batch/cask)', 246.990745585],
    ['crossed', 'strength ~ 1 + (1 | batch) + (1 | cask)', 301.470914005],
    ['combined', 'strength ~ 1 + (1 | batch:cask)', 247.64840178],
  ] as const)('are %s by one choice, and can be again after the others', (layout, formula, expected) => {
    const others: Layout[] = ['combined', 'nested', 'crossed', 'combined'];
    const wandering = others.reduce((state, other) => choose(state, 1, other), pastes);
    const state = choose(wandering, 1, layout);
    expect(state.formula).toMatchObject({ text: formula, problem: null, rich: null });
    expect(nestingQuestion(state, 1)).toMatchObject({ chosen: layout, choices: question.choices });
    expect(criterion(state)).toBeCloseTo(expected, 6);
    expect(state.note).toBeNull();
  });

  test('are asked about in a typed formula too, in whichever order lme4 writes the pair', () => {
    const slash = loaded('pastes', 'strength ~ 1 + (1 | batch/cask)');
    const at = slash.form.varies.findIndex(({ group }) => group.columns.length === 2);
    expect(nestingQuestion(slash, at)).toMatchObject({ factors: question.factors, chosen: 'nested' });
    const alone = loaded('pastes', 'strength ~ 1 + (1 | batch:cask)');
    expect(nestingQuestion(alone, 0)).toMatchObject({ factors: question.factors, chosen: 'combined' });
    expect(choose(alone, 0, 'nested').formula.text).toBe('strength ~ 1 + (1 | batch/cask)');
  });

  test('keep their slopes, which stand in the formulas of the answers', () => {
    const oats = loaded('oats', 'yield ~ nitro + (nitro | Block) + (1 | Variety)');
    expect(nestingQuestion(oats, 1)!.choices.map(({ formula }) => formula)).toEqual([
      '(nitro | Block) + (1 | Block:Variety)',
      '(nitro | Block) + (1 | Variety)',
      '(1 | Block:Variety)',
    ]);
  });
});

test('labels with one group each raise no question, and are said to stand within already', () => {
  const state = loaded('pastes', 'strength ~ 1 + (1 | batch) + (1 | sample)');
  expect(nestingQuestion(state, 1)).toBeNull();
  expect(nestedAlready(state, 1)).toBe('batch');
  expect(nestedAlready(state, 0)).toBeNull();
  const slash = loaded('pastes', 'strength ~ 1 + (1 | batch/sample)');
  expect(criterion(state)).toBeCloseTo(criterion(slash), 8);
});

test('a combination with a row for each unit is offered by no menu', () => {
  const oats = loaded('oats', 'yield ~ factor(nitro) + Variety + (1 | Block)');
  const offered = combinationChoices(oats).map(({ group, groups }) => [group.text, groups]);
  expect(offered).toEqual([
    ['Block:nitro', 24],
    ['Block:Variety', 18],
  ]);
  const taken = after(oats, { type: 'form/group', card: 1, group: combinationChoices(oats)[1].group });
  expect(taken.formula.text).toBe('yield ~ factor(nitro) + Variety + (1 | Block/Variety)');
  // Of penicillin each plate has each sample once.
  const penicillin = loaded('penicillin', 'diameter ~ sample + (1 | plate)');
  expect(combinationChoices(penicillin)).toEqual([]);
});

test('factors within factors with other ticks, and names that have to be quoted, are written one by one', () => {
  const cells = [
    ['y', 'my block', 'cask'],
    ...example('pastes')
      .slice(1)
      .map(([strength, batch, cask]) => [strength, batch, cask]),
  ];
  const range = { sheet: 'S', row: 0, column: 0, rows: cells.length, columns: 3 };
  const state = after(
    INITIAL_STATE,
    dataRead(range, cells),
    { type: 'formula/text', text: 'y ~ 1 + (1 | `my block`)' },
    { type: 'form/group', card: 1, group: { text: '`my block`:cask', columns: ['my block', 'cask'] } },
  );
  expect(state.formula).toMatchObject({ text: 'y ~ 1 + (1 | `my block`/cask)', problem: null });
  expect(criterion(state)).toBeCloseTo(246.990745585, 6);
  const unticked = after(state, { type: 'form/varyIntercept', card: 0, on: false });
  expect(unticked.formula.text).toBe('y ~ 1 + (1 | `my block`:cask)');
  const both = after(state, { type: 'form/addFixed', term: columnTerm('cask') });
  expect(both.formula.text).toBe('y ~ cask + (1 | `my block`/cask)');
});

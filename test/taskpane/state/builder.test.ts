import { describe, expect, test } from 'vitest';
import type { CellMatrix } from '../../../src/index';
import type { Action } from '../../../taskpane/state/actions';
import { columnTerm } from '../../../taskpane/state/form';
import { fixedTwin, hasFewLevels } from '../../../taskpane/state/groupHints';
import { interactionsOf, partnersOf } from '../../../taskpane/state/interactions';
import { reduce } from '../../../taskpane/state/reducer';
import { INITIAL_STATE, type PaneState } from '../../../taskpane/state/state';
import { referencesOf, transformed } from '../../../taskpane/state/termChanges';
import { slopeChoices } from '../../../taskpane/state/varies';
import { dataRead, example } from '../data';

const after = (state: PaneState, ...actions: Action[]) => actions.reduce(reduce, state);
const read = (cells: CellMatrix): PaneState => {
  const range = { sheet: 'S', row: 0, column: 0, rows: cells.length, columns: cells[0].length };
  return after(INITIAL_STATE, dataRead(range, cells));
};
const loaded = (name: string, formula: string) =>
  after(read(example(name)), { type: 'formula/text', text: formula });
const columnsOf = (state: PaneState) => state.data!.summary!.columns;
const guess = (cells: CellMatrix) => read(cells).formula.text;
/** Some rows of a table with these columns, each value from its row. */
const table = (rows: number, columns: Record<string, (row: number) => string | number>): CellMatrix => [
  Object.keys(columns),
  ...Array.from({ length: rows }, (_, row) => Object.values(columns).map((value) => value(row))),
];
const noise = (row: number) => (Math.sin(row * 12.9898) * 43758.5453) % 1;
const cycle = (name: string, levels: number) => (row: number) => `${name}${row % levels}`;

describe('the first guess', () => {
  test.each([
    ['sleepstudy', 'Reaction ~ 1 + (1 | Subject)'],
    ['oats', 'yield ~ 1 + (1 | Block)'],
    ['cake', 'angle ~ 1 + (1 | replicate)'],
    ['machines', 'score ~ 1 + (1 | Worker)'],
    ['pastes', 'strength ~ 1 + (1 | sample)'],
    ['penicillin', 'diameter ~ 1 + (1 | plate)'],
    ['rail', 'travel ~ 1 + (1 | Rail)'],
    ['orthodont', 'distance ~ 1 + (1 | Subject)'],
    ['switchback', 'milk ~ 1 + (1 | cow)'],
    ['cbpp', 'incidence ~ 1 + (1 | herd)'],
    ['dyestuff', 'Yield ~ 1 + (1 | Batch)'],
    ['wheat', 'y ~ 1 + (1 | region)'],
    ['nels_like', 'hwh ~ 1 + (1 | school)'],
  ])('of %s is %s', (name, formula) => expect(guess(example(name))).toBe(formula));

  test('takes a factor of few levels for a fixed effect, and no grouping factor', () => {
    const two = { y: noise, group: cycle('g', 2), person: (row: number) => `p${Math.floor(row / 4)}` };
    expect(guess(table(40, two))).toBe('y ~ 1 + (1 | person)');
    expect(guess(table(40, { y: noise, group: cycle('g', 3) }))).toBe('y ~ group');
    expect(guess(table(40, { y: noise, group: cycle('g', 8) }))).toBe('y ~ 1 + (1 | group)');
  });

  test('takes treatments for no groups, however many, and units for groups, however few', () => {
    const trial = {
      yield: noise,
      Treatment: cycle('t', 8),
      Block: (row: number) => `b${Math.floor(row / 8)}`,
    };
    expect(guess(table(32, trial))).toBe('yield ~ 1 + (1 | Block)');
    expect(guess(table(32, { yield: noise, Treatment: cycle('t', 8) }))).toBe('yield ~ Treatment');
    expect(guess(table(32, { yield: noise, seedVariety: cycle('v', 6) }))).toBe('yield ~ seedVariety');
  });

  test('takes no design for the outcome, whatever groups the rows', () => {
    const week = { week: (row: number) => row % 4, dose: (row: number) => (row % 2) * 10, y: noise };
    expect(guess(table(40, week))).toBe('y ~ 1');
    const person = { ...week, person: (row: number) => `p${Math.floor(row / 4)}` };
    expect(guess(table(40, person))).toBe('y ~ 1 + (1 | person)');
  });
});

describe('interactions to add', () => {
  const names = (state: PaneState) =>
    interactionsOf(state.form, columnsOf(state)).first.map((pair) => pair.map(({ text }) => text).join(':'));

  test('are those of the fixed effects, then those with columns, and never of the outcome or the groups', () => {
    expect(names(loaded('oats', 'yield ~ 1 + (1 | Block)'))).toEqual(['Variety:nitro']);
    expect(names(loaded('oats', 'yield ~ 1'))).toEqual(['Block:Variety', 'Block:nitro', 'Variety:nitro']);
    expect(names(loaded('oats', 'yield ~ nitro'))).toEqual(['nitro:Block', 'nitro:Variety', 'Block:Variety']);
    expect(names(loaded('oats', 'yield ~ nitro * Variety + (1 | Block)'))).toEqual([]);
  });

  test('take a transformed effect as it stands', () => {
    expect(names(loaded('oats', 'yield ~ factor(nitro) + (1 | Block)'))).toEqual(['factor(nitro):Variety']);
  });

  test('are six at once, and the others by their factors', () => {
    const letters = Array.from('abcdefgh');
    const many = read(
      table(20, Object.fromEntries(letters.map((name, i) => [name, (row: number) => noise(row + i)]))),
    );
    const { first, hasMore, terms } = interactionsOf(many.form, columnsOf(many));
    expect(many.form.outcome).toBe('a');
    expect([first.length, hasMore, terms.length]).toEqual([6, true, 7]);
    expect(partnersOf(many.form, terms[3], terms).map(({ text }) => text)).toEqual([
      'b',
      'c',
      'd',
      'f',
      'g',
      'h',
    ]);
  });
});

describe('a grouping factor', () => {
  const twinOf = (state: PaneState, card = 0) =>
    fixedTwin(state.form, state.form.varies[card], columnsOf(state))?.text ?? null;

  test.each([
    ['yield ~ Variety + (1 | Variety)', 'Variety'],
    ['yield ~ relevel(Variety, ref = "Victory") + (1 | Variety)', 'relevel(Variety, ref = "Victory")'],
    ['yield ~ factor(nitro) + (1 | nitro)', 'factor(nitro)'],
    ['yield ~ Variety * Block + (1 | Block:Variety)', 'Variety:Block'],
    // A line, a slope alone, and units within have something left to vary.
    ['yield ~ nitro + (1 | nitro)', null],
    ['yield ~ Variety + (0 + nitro | Variety)', null],
    ['yield ~ Variety + (1 | Block:Variety)', null],
    ['yield ~ Variety * nitro + (1 | nitro:Variety)', null],
  ])('of %s has the fixed twin %s', (formula, twin) => expect(twinOf(loaded('oats', formula))).toBe(twin));

  test('has no slope of what it is made of', () => {
    const state = loaded('oats', 'yield ~ nitro + Variety + (1 | Block/Variety)');
    const offered = state.form.varies.map((card) =>
      slopeChoices(state.form, card, columnsOf(state)).map(({ term }) => term.text),
    );
    // lme4 has the inner factor first.
    expect(offered).toEqual([['nitro'], ['nitro', 'Variety']]);
  });

  test('of few levels becomes a fixed effect on request', () => {
    const state = loaded('oats', 'yield ~ nitro + (1 | Block) + (1 | Variety)');
    const few = state.form.varies.map((card) => hasFewLevels(card, columnsOf(state)));
    expect(few).toEqual([null, 3]);
    const moved = after(state, { type: 'form/groupToFixed', card: 1 });
    expect(moved.formula.text).toBe('yield ~ nitro + Variety + (1 | Block)');
    expect(moved.note).toBeNull();
  });
});

describe('the reference level', () => {
  const treatment = INITIAL_STATE.options.contrasts;
  const shown = (state: PaneState, contrasts = treatment) =>
    referencesOf(state.form, columnsOf(state), contrasts).map(({ level }) => level);

  test('is the first, or the one that was chosen', () => {
    const state = loaded('oats', 'yield ~ Variety + nitro + Variety:nitro + (1 | Block)');
    expect(shown(state)).toEqual(['Golden Rain']);
    const victory = after(state, {
      type: 'form/changeFixed',
      from: columnTerm('Variety'),
      to: transformed('Variety', { reference: 'Victory' }),
    });
    expect(shown(victory)).toEqual(['Victory']);
  });

  test('is shown where levels are compared with one, and in the options where it is set there', () => {
    const state = loaded('oats', 'yield ~ Variety + (1 | Block)');
    expect(shown(state, { ...treatment, all: 'sum' })).toEqual([]);
    expect(
      shown(state, { ...treatment, factors: { Variety: { kind: 'treatment', base: 'Victory' } } }),
    ).toEqual([]);
  });
});

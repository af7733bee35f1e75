import { describe, expect, test } from 'vitest';
import {
  answerReport,
  DEFAULT_FIT_OPTIONS,
  expandTerms,
  parseFormula,
  toCells,
  type Analysis,
  type CellMatrix,
  type Report,
  type ReportedKind,
} from '../../../src/index';
import { analyse } from '../../analyses/support';
import { call, useFunctions } from '../../functions/callFunctions';
import { FIRST_COMPARISON, type CompareChoice } from '../../../taskpane/state/compareChoice';
import { comparisonOf, compareVariables } from '../../../taskpane/state/comparison';
import { contrastsFormula, meansFormula, slopesFormula } from '../../../taskpane/state/comparisonFormulas';
import {
  contrastsQuestion,
  meansQuestion,
  slopesQuestion,
} from '../../../taskpane/state/comparisonQuestions';
import { constantOf, formulaCall } from '../../../taskpane/state/formulaCall';
import type { StackedFormula } from '../../../taskpane/state/stack';
import { example, summarizeData } from '../data';

useFunctions();

const CHOICES: readonly (readonly [
  what: string,
  sheet: string,
  formula: string,
  choice: Partial<CompareChoice>,
])[] = [
  ['as usual', 'oats', 'yield ~ Variety + (1 | Block/Variety)', {}],
  ['within levels', 'oats', 'yield ~ factor(nitro) * Variety + (1 | Block/Variety)', {}],
  [
    'with a control, an adjustment and effect sizes',
    'oats',
    'yield ~ Variety + nitro + (1 | Block/Variety)',
    { contrast: 'control', control: 'Victory', adjust: 'holm', effect: 'sigma', at: { nitro: '0.3' } },
  ],
  [
    'of a transformed outcome, at typed numbers',
    'orthodont',
    'log(distance) ~ age * Sex + (age | Subject)',
    { compared: ['Sex'], within: ['age'], at: { age: '8, 14' }, isAdjusted: true, weights: 'proportional' },
  ],
  [
    'on the scale of the model',
    'orthodont',
    'log(distance) ~ age + Sex + (1 | Subject)',
    { compared: ['Sex'], isBack: false, covariates: 'median' },
  ],
];

function comparedOf(cells: CellMatrix, formula: string, choice: Partial<CompareChoice>) {
  const { columns } = summarizeData(cells);
  const names = columns.map(({ name }) => name);
  const terms = expandTerms(parseFormula(formula, { columnNames: names }), names);
  const all = { ...FIRST_COMPARISON, ...choice };
  return { all, comparison: comparisonOf(all, compareVariables(terms, columns), terms)! };
}

function modelOf(formula: string) {
  const data = { sheet: 'S', row: 0, column: 0, rows: 10, columns: 3 };
  return { data, formula, options: DEFAULT_FIT_OPTIONS };
}

/** What a formula gives in a cell, and the room that was made for it. */
function shown({ formula, look: { rows, columns } }: StackedFormula, cells: CellMatrix) {
  const { id, given } = formulaCall(formula)!;
  const { data, ...others } = given;
  expect(data).toBe('S!A1:C10');
  const order = ['model', ...(id === 'LMER.TRENDS' ? ['variable'] : []), 'specs'];
  const last = [...(id === 'LMER.CONTRASTS' ? ['contrast'] : []), 'method', 'options'];
  const args = [...order, ...last].map((name) =>
    others[name] === undefined ? null : (constantOf(others[name])![0][0] as string),
  );
  return { cells: call(id, cells, ...args), rows, columns };
}

function answered<K extends ReportedKind>(cells: CellMatrix, formula: string, question: Analysis<K>) {
  const kind = question.kind as K;
  return answerReport(kind, analyse(cells, formula, question));
}

/** As a host gets them: a blank is empty text. */
const cellsOf = (report: Report) => toCells(report).map((row) => row.map((cell) => cell ?? ''));

describe('a formula gives what the pane shows', () => {
  test.each(CHOICES)('%s', (_, sheet, formula, choice) => {
    const cells = example(sheet);
    const { all, comparison } = comparedOf(cells, formula, choice);
    const means = answered(cells, formula, meansQuestion(comparison, all));
    const wanted = cellsOf(means);
    const room = { rows: wanted.length, columns: wanted[0].length };
    expect(shown(meansFormula(modelOf(formula), comparison, all, means), cells)).toEqual({
      cells: wanted,
      ...room,
    });
    const contrasts = answered(cells, formula, contrastsQuestion(comparison, all));
    const found = shown(contrastsFormula(modelOf(formula), comparison, all, contrasts), cells);
    expect(found.cells).toEqual(cellsOf(contrasts));
    expect(found.rows).toBe(found.cells.length);
  });

  test.each([
    ['slopes by groups', { compared: ['age'], within: ['Sex'], adjust: 'holm' }],
    ['slopes at other numbers', { compared: ['age'], within: ['Sex'], contrast: 'control', control: 'Male' }],
    ['one slope over all', { compared: ['age'], within: [] }],
  ])('%s', (_, choice) => {
    const cells = example('orthodont');
    const formula = 'distance ~ age * Sex + (age | Subject)';
    const { all, comparison } = comparedOf(cells, formula, choice);
    const slopeOf = comparison.slopeOf!;
    const slopes = answered(cells, formula, slopesQuestion(comparison, slopeOf, all));
    const found = shown(slopesFormula(modelOf(formula), comparison, slopeOf, all, slopes), cells);
    expect(found.cells).toEqual(cellsOf(slopes));
  });
});

test('options stand in a formula only where they differ from the usual ones', () => {
  const formula = 'yield ~ Variety + (1 | Block)';
  const { all, comparison } = comparedOf(example('oats'), formula, {});
  const report = { opening: [], sections: [], notes: [], warnings: [] };
  expect(contrastsFormula(modelOf(formula), comparison, all, report).formula).toBe(
    '=LMER.CONTRASTS(S!A1:C10, "yield ~ Variety + (1 | Block)", "Variety")',
  );
});

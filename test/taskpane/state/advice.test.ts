import { describe, expect, test } from 'vitest';
import { DEFAULT_FIT_OPTIONS, prepareModel, type CellMatrix } from '../../../src/index';
import { fitModel } from '../../fitModel';
import { collapses, simplerModels } from '../../../taskpane/state/advice';
import { formFromTerms } from '../../../taskpane/state/formFromTerms';
import { readFormula } from '../../../taskpane/state/formula';
import {
  covarianceParameters,
  fixedChoices,
  groupChoices,
  slopeChoices,
} from '../../../taskpane/state/varies';
import { example, SMALL, summarizeData } from '../data';

function fitted(data: CellMatrix, model: string) {
  const names = data[0].map(String);
  const { form } = formFromTerms(readFormula(model, names).terms!, names);
  return { form: form!, result: fitModel(prepareModel({ data, model, options: DEFAULT_FIT_OPTIONS })) };
}

describe('advice for a boundary fit', () => {
  test('drops the group whose variance is zero', () => {
    const { form, result } = fitted(example('dyestuff2'), 'Yield ~ 1 + (1 | Batch)');
    expect(collapses(result)).toEqual([{ kind: 'variance', group: 'Batch', term: '(Intercept)' }]);
    expect(simplerModels(form, result)).toEqual([
      { formula: 'Yield ~ 1', change: { kind: 'drop-group', group: 'Batch' } },
    ]);
  });

  test('separates effects that are perfectly correlated, or leaves the slope out', () => {
    // Levels and slopes in the same proportion, and a little noise that no group effect explains.
    const rows = Array.from({ length: 60 }, (_, i) => {
      const group = Math.floor(i / 6);
      const x = i % 6;
      const noise = [0.3, -0.5, 0.2, 0.4, -0.6, 0.2][(x + group) % 6] * 0.4;
      return [10 + (group - 4.5) * (1 + 0.5 * x) + noise, x, `g${group}`];
    });
    const { form, result } = fitted([['y', 'x', 'g'], ...rows], 'y ~ x + (x | g)');
    expect(result.singular).toBe(true);
    expect(collapses(result)).toEqual([
      { kind: 'correlation', group: 'g', terms: ['(Intercept)', 'x'], sign: 1 },
    ]);
    expect(simplerModels(form, result).map(({ formula }) => formula)).toEqual([
      'y ~ x + (x || g)',
      'y ~ x + (1 | g)',
    ]);
  });
});

describe('a card of what varies', () => {
  const { columns } = summarizeData(SMALL);
  const names = columns.map(({ name }) => name);
  const formOf = (text: string) => formFromTerms(readFormula(text, names).terms!, names).form!;

  test('offers a slope per fixed effect, and says which cannot vary within a group', () => {
    const form = formOf('Reaction ~ Days + Dose + (Days + `Day no` | Subject)');
    const choices = slopeChoices(form, form.varies[0], columns);
    expect(choices.map(({ term, on, isFixed, varies }) => [term.text, on, isFixed, varies])).toEqual([
      ['Days', true, true, true],
      ['Dose', false, true, false],
      ['`Day no`', true, false, true],
    ]);
  });

  test.each([
    ['Reaction ~ (1 | Subject)', 1],
    ['Reaction ~ (Days | Subject)', 3],
    ['Reaction ~ (Days || Subject)', 2],
    ['Reaction ~ (Days + `Day no` | Subject)', 6],
    ['Reaction ~ (0 + `Day no` | Subject)', 3],
    ['Reaction ~ (poly(Days, 2) | Subject)', null],
  ])('%s has as many covariance parameters as theta has entries: %s', (text, expected) => {
    expect(covarianceParameters(formOf(text).varies[0], columns)).toBe(expected);
  });

  test('offers columns that look like groups first, and never the outcome', () => {
    const form = formOf('Reaction ~ Days + (1 | Subject)');
    expect(groupChoices(form, columns).map(({ name }) => name)).toEqual([
      'Subject',
      'Dose',
      'Day no',
      'Days',
    ]);
    expect(fixedChoices(form, columns).map(({ name }) => name)).toEqual(['Dose', 'Day no', 'Subject']);
  });
});

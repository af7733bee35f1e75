import { describe, expect, test } from 'vitest';
import { analyseModel, coefReport, DEFAULT_FIT_OPTIONS, toCells } from '../../src/index';
import { fitModel } from '../fitModel';
import { linearMixedFit } from '../../src/fits/linearMixed';
import { modelMatrices } from '../../src/design';
import { conditionalModes, residuals } from '../../src/mixed/conditionalModes';
import { residualRows } from '../../src/analyses/residualRows';
import { fit } from '../mixed/support';
import { column, example, inputOf, predict, R } from './support';

const SLEEP = example('sleepstudy.csv');

/** lme4's optimum is good to some 1e-7 of a standard deviation. */
const CLOSE = 1e-6;
const close = (found: readonly number[], wanted: readonly number[], tolerance = CLOSE): void => {
  expect(found).toHaveLength(wanted.length);
  const size = Math.max(...wanted.map(Math.abs));
  found.forEach((v, i) => expect(Math.abs(v - wanted[i])).toBeLessThan(tolerance * size));
};

describe('predictions for new rows', () => {
  test.each(R.predictions.map((one) => [one.id, one.formula, one] as const))(
    '%s: %s is what predict() of lme4 gives',
    (_, __, { data, formula, method, newdata, conditional, population }) => {
      const table = predict(inputOf(example(data), formula, { method }), { newData: newdata });
      close(column(table, 'conditional'), conditional);
      close(column(table, 'population'), population);
    },
  );
});

describe('a linear model', () => {
  const { lm } = R;
  const input = inputOf(SLEEP, 'Reaction ~ poly(Days, 2) + Subject');
  const table = predict(input, { newData: lm.newdata, interval: 'both', level: 0.9 });

  test('has the predictions, standard errors and limits of predict.lm()', () => {
    close(column(table, 'conditional'), lm.fit, 1e-11);
    close(column(table, 'standardError'), lm.se, 1e-11);
    for (const name of ['lower', 'upper', 'predictionLower', 'predictionUpper'] as const)
      close(column(table, name), lm[name], 1e-11);
  });

  test('has one column of predictions, whichever are asked for', () => {
    expect(table.columns.map(({ name }) => name)).not.toContain('population');
    close(column(predict(input, { newData: lm.newdata, random: false }), 'population'), lm.fit, 1e-11);
  });
});

describe('coefficients of the groups', () => {
  test('have mean zero where an effect is random only, as in coef()', () => {
    const cells = toCells(
      coefReport(fitModel(inputOf(SLEEP, 'Reaction ~ 1 + (1 | Subject) + (0 + Days | Subject)'))),
    );
    expect(cells[0]).toEqual(['Group', 'Level', ...R.coefSleep.names]);
    close(cells[1].slice(2) as number[], R.coefSleep.first);
    close(cells[18].slice(2) as number[], R.coefSleep.last);
  });

  test('stand one factor below the other, with the columns of all', () => {
    const cells = toCells(
      coefReport(
        fitModel(inputOf(example('machines.csv'), 'score ~ Machine + (1 | Worker) + (1 | Worker:Machine)')),
      ),
    );
    expect(cells[0]).toEqual(['Group', 'Level', ...R.coefMachines.names]);
    expect(cells).toHaveLength(1 + 18 + 6);
    expect(cells[1].slice(0, 2)).toEqual(['Worker:Machine', '1:A']);
    close(cells[1].slice(2) as number[], R.coefMachines['Worker:Machine first']);
    expect(cells[24].slice(0, 2)).toEqual(['Worker', 6]);
    close(cells[24].slice(2) as number[], R.coefMachines['Worker last']);
  });

  test('do not exist without groups: one #N/A says so', () => {
    const [[cell]] = toCells(coefReport(fitModel(inputOf(SLEEP, 'Reaction ~ Days'))));
    expect(cell).toMatchObject({
      error: '#N/A',
      message: expect.stringContaining('no random effects') as string,
    });
  });
});

describe('residuals', () => {
  test('agree with resid() of lme4, prior weights included', () => {
    const input = inputOf(SLEEP, 'Reaction ~ Days + (Days | Subject)');
    const plain = modelMatrices(input.table, input.terms);
    const weights = Float64Array.from(plain.y, (_, i) => 1 + ((i + 1) % 4));
    const weighted = fit({ ...plain, weights }, true);
    const { method, tolerance, maxEvaluations, start, optimizer } = DEFAULT_FIT_OPTIONS;
    const asFit = linearMixedFit(weighted, { method, tolerance, maxEvaluations, start, optimizer });
    const types = ['response', 'pearson', 'scaled', 'marginal', 'fitted'] as const;
    // The analysis takes whatever fit its subject has.
    const { columns } = residualRows({ input, fit: asFit }, { types });
    for (const { name, values } of columns)
      close(
        [0, 1, 2, 99, 179].map((i) => values[i]),
        R.residuals[name],
      );
    expect(residuals(weighted, conditionalModes(weighted))[0]).toBe(columns[0].values[0]);
  });

  test('and fitted values are those of the summary', () => {
    const input = inputOf(SLEEP, 'Reaction ~ Days + (Days | Subject)');
    const summary = fitModel(input);
    const { columns } = analyseModel(input, { kind: 'residuals', types: ['fitted', 'response'] });
    expect(columns[0].values).toEqual(summary.fitted);
    expect(columns[1].values).toEqual(summary.residuals);
  });
});

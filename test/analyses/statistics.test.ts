import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CellmerError, DEFAULT_FIT_OPTIONS, parseCsv, prepareModel } from '../../src';
import { fitModel } from '../fitModel';
import { shownStatistics, statCell, STATISTIC_NAMES, STATISTICS } from '../../src/analyses/statistics';
import { goldenFit } from '../bin/goldenFit';

const slope = goldenFit('sleep_slope_reml');
const intercept = goldenFit('dyestuff_reml');
const byMl = goldenFit('dyestuff_ml');

describe('statCell', () => {
  test('gives what lme4 gives under each name', () => {
    const values = Object.fromEntries(STATISTIC_NAMES.map((name) => [name, statCell(slope, name)[0][0]]));
    expect(values).toMatchObject({
      logLik: -871.814135979245,
      AIC: 1755.62827195849,
      BIC: 1774.78601306383,
      REMLcrit: 1743.62827195849,
      criterion: 1743.62827195849,
      sigma: 25.5918156267222,
      n: 180,
      groups: 18,
      'df.resid': 174,
      npar: 6,
      singular: false,
      converged: true,
      dropped: 0,
      evaluations: 5,
    });
    expect(values.sigma2).toBeCloseTo(654.941027072141, 9);
  });

  test('reads names without regard to case, blanks and dots, and by their other names', () => {
    for (const name of ['loglik', 'LogLik ', 'LOG-LIKELIHOOD', 'log likelihood'])
      expect(statCell(slope, name)).toEqual([[slope.logLik]]);
    expect(statCell(slope, 'DF RESIDUAL')).toEqual([[174]]);
    expect(statCell(slope, 'nobs')).toEqual([[180]]);
  });

  test('spills theta and the numbers of groups downwards', () => {
    expect(statCell(slope, 'theta')).toEqual(slope.theta.map((value) => [value]));
    const groups = [
      { group: '2', levels: 3 },
      { group: '1', levels: 4 },
    ];
    expect(statCell({ ...slope, groups }, 'groups')).toEqual([[3], [4]]);
  });

  test('computes the intraclass correlation of a random intercept', () => {
    // Dyestuff: 1764.05 / (1764.05 + 2451.25), as printed in the literature on these data.
    expect(statCell(intercept, 'ICC')[0][0]).toBeCloseTo(1764.05 / (1764.05 + 2451.25), 5);
  });

  test('says why a number does not exist', () => {
    expect(statCell(slope, 'ICC')[0][0]).toMatchObject({
      error: '#N/A',
      message: expect.stringMatching(/random slopes/),
    });
    expect(statCell(slope, 'deviance')[0][0]).toMatchObject({
      error: '#N/A',
      message: expect.stringMatching(/REMLcrit/),
    });
    expect(statCell(byMl, 'REMLcrit')[0][0]).toMatchObject({
      error: '#N/A',
      message: expect.stringMatching(/deviance/),
    });
    expect(statCell(byMl, 'deviance')[0][0]).toBe(byMl.criterion);
    const linear = { ...slope, family: 'linear' as const, groups: [], theta: [], varianceComponents: [] };
    for (const name of ['groups', 'theta', 'ICC'])
      expect(statCell(linear, name)[0][0]).toMatchObject({
        error: '#N/A',
        message: expect.stringMatching(/random effects/),
      });
  });

  test('names every statistic there is when asked for another', () => {
    expect(() => statCell(slope, 'R3')).toThrow(CellmerError);
    for (const name of STATISTIC_NAMES) expect(() => statCell(slope, 'R3')).toThrow(name);
  });

  // AIC(), nobs() and residuals() of lmer() at its exact optimum and of lm() in R
  test.each([
    ['sleepstudy', 'Reaction ~ Days + (Days | Subject)', 'REML', 1756.1138210929, 23.4380557077],
    ['dyestuff', 'Yield ~ 1 + (1 | Batch)', 'ML', 334.2501368042, 45.7049179543],
    ['sleepstudy', 'Reaction ~ Days', 'ML', 1906.4294199927, 47.4488975098],
  ] as const)('gives AICc and RMSE of %s, %s', (data, model, method, aicc, rmse) => {
    const csv = readFileSync(join(import.meta.dirname, `../../examples/${data}.csv`), 'utf8');
    const options = { ...DEFAULT_FIT_OPTIONS, method };
    const fit = fitModel(prepareModel({ data: parseCsv(csv), model, options }));
    expect(statCell(fit, 'AICc')[0][0]).toBeCloseTo(aicc, 6);
    expect(statCell(fit, 'RMSE')[0][0]).toBeCloseTo(rmse, 6);
  });

  test('has no AICc where the rows are not more than the parameters and one', () => {
    expect(statCell({ ...slope, nobs: 7 }, 'AICc')[0][0]).toMatchObject({
      error: '#N/A',
      message: 'AICc needs more rows than parameters and one: there are 7 rows and 6 parameters.',
    });
  });
});

test.each(['fit', 'card', 'pane'] as const)(
  'what %s shows is what a cell shows under the same name',
  (place) => {
    const byName = STATISTICS.map(({ name }) => statCell(slope, name).flat());
    for (const { label, values } of shownStatistics(slope, place)) {
      expect(label).not.toBe('');
      expect(byName).toContainEqual(values.map(({ value }) => value));
    }
  },
);

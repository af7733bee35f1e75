/**
 * Small data whose likelihood has several maxima: every question about a model speaks of the highest.
 *
 * The data are simulated. The criteria are the lowest that lme4 1.1-31 found with bobyqa, Nelder_Mead and nloptwrap: 141.7131
 * and 113.1655; of the third, (x | g) + (1 | h), all of them stay above the fit of this test or reach it.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  openModel,
  parseCsv,
  prepareModel,
} from '../../src';
import { fitModel } from '../fitModel';
import { runThrough } from '../../src/optimize/steps';

const cells = (id: number) =>
  parseCsv(readFileSync(join(import.meta.dirname, `fixtures/lower-minimum-${id}.csv`), 'utf8'));

function input(id: number, model: string, options: Partial<FitOptions>, others?: string[]) {
  return prepareModel({ data: cells(id), model, others, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
}

const UNCORRELATED = 'y ~ x + (x || g)';
const ML = { method: 'ML' } as const;

describe('data with a second minimum at a larger variance of the intercept', () => {
  test('fit, intervals and comparison speak of the same optimum', () => {
    const fit = fitModel(input(663, UNCORRELATED, ML));
    expect(fit.criterion).toBeCloseTo(141.7130638, 6);
    expect(fit.certificate).toMatchObject({ scope: 'global' });
    const [intercept, slope] = fit.varianceComponents.map(({ standardDeviations }) => standardDeviations[0]);
    expect([intercept, slope]).toEqual([expect.closeTo(0.16308, 4), expect.closeTo(1.81943, 4)]);
    const { rows } = analyseModel(input(663, UNCORRELATED, ML), {
      kind: 'intervals',
      type: 'profile',
      parameter: '',
      level: 0.95,
    });
    expect(rows[0].estimate).toBeCloseTo(intercept, 6);
    expect(rows[1].estimate).toBeCloseTo(slope, 6);
    const { models } = analyseModel(input(663, 'y ~ x + (0 + x | g)', ML, [UNCORRELATED]), {
      kind: 'comparison',
      refit: true,
    });
    expect(models[1].criterion).toBeCloseTo(fit.criterion, 9);
    expect(models[1].test?.statistic).toBeCloseTo(models[0].criterion - models[1].criterion, 9);
    expect(models[1].test?.statistic).toBeGreaterThan(0.01);
  });

  test('both variances zero is not taken for the optimum', () => {
    const fit = fitModel(input(2797, 'y ~ 1 + (x || g)', {}));
    expect(fit.criterion).toBeCloseTo(113.1655096, 6);
    expect(fit.singular).toBe(false);
    expect(fit.warnings.map(({ code }) => code)).not.toContain('singular');
  });

  test('no model without one of the random effects is more likely than the model itself', () => {
    const { rows } = analyseModel(input(1117, 'y ~ x + z + (x | g) + (1 | h)', {}), { kind: 'randomTests' });
    for (const { logLik, test: tested } of rows.slice(1)) {
      expect(logLik).toBeLessThan(rows[0].logLik);
      expect(tested?.statistic).toBeCloseTo(2 * (rows[0].logLik - logLik), 9);
    }
    expect(-2 * rows[0].logLik).toBeCloseTo(32.1807437538, 6);
  });
});

test('a model that is a local minimum of its own optimizer is not compared as if it were the highest', () => {
  const models = { ...ML, optimizer: 'l-bfgs-b' } as const;
  const local = fitModel(input(663, UNCORRELATED, models));
  expect(local.certificate).toMatchObject({ scope: 'local', starts: 1 });
  const { models: compared } = analyseModel(input(663, 'y ~ x + (0 + x | g)', models, [UNCORRELATED]), {
    kind: 'comparison',
    refit: true,
  });
  expect(compared[1].criterion).toBeGreaterThan(compared[0].criterion);
  expect(compared[1].test).toBeNull();
  expect(compared[1].remark).toMatch(/less likely than its special case/);
});

test('after a question has searched the model from elsewhere, the fit of the session is still its optimum', () => {
  const session = openModel(input(1117, 'y ~ x + z + (x | g) + (1 | h)', {}));
  const tests = runThrough(session.answerSteps({ kind: 'randomTests' }));
  const fit = runThrough(session.answerSteps({ kind: 'summary' }));
  expect(fit.logLik).toBe(tests.rows[0].logLik);
});

describe('the certificate says how far the minimum is known to be the least', () => {
  const scopeOf = (data: string, model: string, options: Partial<FitOptions> = {}) => {
    const rows = parseCsv(readFileSync(join(import.meta.dirname, '../../examples', data), 'utf8'));
    const request = { data: rows, model, options: { ...DEFAULT_FIT_OPTIONS, ...options } };
    const fit = fitModel(prepareModel(request));
    const { checks } = analyseModel(prepareModel(request), { kind: 'check' });
    const row = checks.find(({ check }) => check === 'Lowest minimum')?.value;
    return { scope: fit.certificate?.scope, row, text: fit.certificate?.checks.at(-1)?.text };
  };

  test('proved with one variance', () => {
    const { scope, row, text } = scopeOf('dyestuff.csv', 'Yield ~ 1 + (1 | Batch)');
    expect([scope, row]).toEqual(['proved', 'proved']);
    expect(text).toMatch(/^No other value of the variance has a lower criterion: proved, by bounds/);
  });

  test('global from so many starts in a small design', () => {
    const { scope, row, text } = scopeOf('sleepstudy.csv', 'Reaction ~ Days + (Days | Subject)');
    expect(scope).toBe('global');
    expect(row).toMatch(/^global, from \d+ starts?$/);
    expect(text).toMatch(/^No lower minimum was found: global, from \d+ starts? chosen by \d+ values/);
  });

  test('local in a large one', () => {
    const { scope, row, text } = scopeOf('nels_like.csv', 'mscore ~ ses + (ses | school)');
    expect([scope, row]).toEqual(['local', 'local']);
    expect(text).toMatch(/^Another minimum was not looked for: local/);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  analyseModel,
  criterionOf,
  DEFAULT_FIT_OPTIONS,
  modelLine,
  parseCsv,
  prepareModel,
  type FitOptions,
  type FitResult,
  type ModelInput,
} from '../../src';
import { fitModel } from '../fitModel';
import { fitStatus } from '../../src/analyses/fitReport';
import { printSummary } from '../../bin/summary';
import { modelEntity } from '../../functions/modelEntity';
import { blockCells } from '../../src/analyses/fitReport';
import { statCell } from '../../src/analyses/statistics';

const sleep = parseCsv(readFileSync(new URL('../../examples/sleepstudy.csv', import.meta.url), 'utf8'));
const LINEAR = 'Reaction ~ Days';
const MIXED = 'Reaction ~ Days + (1 | Subject)';

function input(model: string, options: Partial<FitOptions> = {}, others: string[] = []): ModelInput {
  return prepareModel({ data: sleep, model, others, options: { ...DEFAULT_FIT_OPTIONS, ...options } });
}

const fit = (model: string, options: Partial<FitOptions> = {}): FitResult => fitModel(input(model, options));

/** Names and numbers of the last section of the card. */
function cardStatistics(result: FitResult): [string, unknown][] {
  const { properties, layouts } = modelEntity(result, {
    formula: result.formula,
    method: result.method,
    options: [],
    data: { cells: sleep },
  } as never) as {
    properties: Record<string, { basicValue: unknown }>;
    layouts: { card: { sections: { properties: string[] }[] } };
  };
  return layouts.card.sections
    .at(-1)!
    .properties.slice(0, 2)
    .map((name) => [name, properties[name].basicValue]);
}

describe('a linear model', () => {
  // R 4.2.2: logLik(), AIC(), BIC() and df.residual() of lm(Reaction ~ Days, sleepstudy)
  test.each(['REML', 'ML'] as const)('reports the likelihood of R’s logLik(lm) under %s', (method) => {
    const result = fit(LINEAR, { method });
    expect(result.likelihood).toBe('ML');
    expect(result.logLik).toBeCloseTo(-950.146528178182, 8);
    expect(result.deviance).toBeCloseTo(2 * 950.146528178182, 8);
    expect(result.aic).toBeCloseTo(1906.293056356364, 8);
    expect(result.bic).toBeCloseTo(1915.871926909034, 8);
    expect(result.dfResidual).toBe(178);
  });

  test('reports it with prior weights too', () => {
    // R 4.2.2: the same of lm(Reaction ~ Days, sleepstudy, weights = 1 + Days %% 3)
    const { logLik, aic, bic } = fit(LINEAR, { weights: '1 + Days %% 3' });
    expect(logLik).toBeCloseTo(-956.587772391974, 8);
    expect(aic).toBeCloseTo(1919.175544783948, 8);
    expect(bic).toBeCloseTo(1928.754415336619, 8);
  });

  test('keeps its REML criterion, logLik(lm, REML = TRUE), for whoever asks for it', () => {
    const result = fit(LINEAR);
    expect(statCell(result, 'REMLcrit')[0][0]).toBeCloseTo(2 * 946.831831736054, 8);
  });

  test('has for its criterion what its summary shows, the deviance', () => {
    const result = fit(LINEAR);
    expect(statCell(result, 'criterion')).toEqual(statCell(result, 'deviance'));
    expect(blockCells(result, 'fit')).toContainEqual(expect.arrayContaining(['Deviance', result.deviance]));
  });

  test('is compared by REML with a mixed model fitted by REML, as ranova() does', () => {
    // lmerTest 3.1-3: ranova(lmer(Reaction ~ Days + (1 | Subject), sleepstudy))
    const { rows } = analyseModel(input(MIXED), { kind: 'randomTests' });
    expect(rows.map(({ logLik }) => logLik)).toEqual([
      expect.closeTo(-893.232542697461, 7),
      expect.closeTo(-946.831831736054, 7),
    ]);
    expect(rows[1].aic).toBeCloseTo(1899.66366347211, 6);
    expect(rows[1].test!.statistic).toBeCloseTo(107.198578077188, 6);
    const { models } = analyseModel(input(LINEAR, {}, [MIXED]), { kind: 'comparison', refit: false });
    models.forEach(({ criterion, logLik, aic, parameterCount }) => {
      expect(logLik).toBe(-criterion / 2);
      expect(aic).toBe(criterion + 2 * parameterCount);
    });
    expect(models[0].logLik).toBeCloseTo(-946.831831736054, 7);
  });

  test('is compared by ML where models are refitted, whatever the method asked for', () => {
    const { models } = analyseModel(input(LINEAR, {}, [MIXED]), { kind: 'comparison', refit: true });
    expect(models[0].logLik).toBeCloseTo(-950.146528178182, 8);
    expect(models[0].aic).toBeCloseTo(1906.293056356364, 8);
  });
});

describe.each([
  { model: MIXED, method: 'REML', name: 'REML criterion', logLikName: 'Restricted log-likelihood' },
  { model: MIXED, method: 'ML', name: 'Deviance', logLikName: 'Log-likelihood' },
  { model: LINEAR, method: 'REML', name: 'Deviance', logLikName: 'Log-likelihood' },
  { model: LINEAR, method: 'ML', name: 'Deviance', logLikName: 'Log-likelihood' },
] as const)('$model by $method', ({ model, method, name, logLikName }) => {
  const result = fit(model, { method });

  test('has one name for its criterion and one for its log-likelihood, in cells and on the card', () => {
    const { value, logLik, ...words } = criterionOf(result);
    expect(words).toMatchObject({ name, logLikName });
    expect(value).toBeCloseTo(-2 * logLik, 9);
    const cells = blockCells(result, 'fit');
    const shown = [name, logLikName].map((label) => cells.find(([first]) => first === label)?.[1]);
    expect(shown).toEqual([value, logLik]);
    expect(cardStatistics(result)).toEqual([
      [name, value],
      [logLikName, logLik],
    ]);
  });

  test('says on the command line and in its line of text which likelihood it is', () => {
    const isRestricted = name === 'REML criterion';
    const text = printSummary(result, 'x');
    expect(text.includes('REML criterion at convergence')).toBe(isRestricted);
    expect(text.includes('deviance')).toBe(!isRestricted);
    expect(text.includes('maximum likelihood')).toBe(!isRestricted);
    expect(modelLine(result)).toContain(isRestricted ? ': REML criterion 17' : ': log-likelihood -');
    if (result.family === 'linear')
      expect(fitStatus(result)).toContain('log-likelihood, AIC and BIC are of maximum likelihood');
  });
});

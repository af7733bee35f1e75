import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { getFitService, setFitService, setRangeReader } from '../../functions/index';
import { createFitService } from '../../worker/index';
import type { GoldenFit } from '../golden/golden';
import { fakeCore, request, workerSource } from '../worker/fakes';
import { HostError, hostGlobals } from './hostGlobals';
import { exampleCells } from '../exampleCells';
import { call, message, useFunctions, type Cells } from './callFunctions';

const folder = join(import.meta.dirname, '..');
const golden = JSON.parse(readFileSync(join(folder, 'golden/sleep_slope_reml.json'), 'utf8')) as GoldenFit;
const SLEEP = exampleCells('sleepstudy');
const FORMULA = [['Reaction ~ Days + (Days | Subject)']];

const labelled = (cells: Cells, label: unknown, column = 0) => cells.find((row) => row[column] === label)!;

useFunctions();

describe('LMER functions on the sleep study', () => {
  test('LMER.FIT takes the rows of a subset, a group that is a number named by its text too', () => {
    const intercept = (subset: string) =>
      labelled(call('LMER.FIT', SLEEP, FORMULA, null, `subset=${subset}`), '(Intercept)')[1];
    // lme4 1.1-31, bobyqa to a trust region of 1e-10.
    expect(intercept('Days > 1')).toBeCloseTo(245.0965615741, 5);
    expect(intercept('Subject != "308"')).toBeCloseTo(251.8293657754, 5);
    expect(intercept('Subject != 308')).toBe(intercept('Subject != "308"'));
    expect(intercept('TRUE')).toBeCloseTo(251.405104848484, 8);
  });

  test('LMER.FIT gives what lme4 gives', () => {
    const cells = call('LMER.FIT', SLEEP, FORMULA, null, null);
    expect(cells[0][0]).toBe('Reaction ~ Days + (Days | Subject)');
    expect(labelled(cells, '(Intercept)')[1]).toBeCloseTo(251.405104848484, 8);
    expect(labelled(cells, 'Days')[1]).toBeCloseTo(10.4672859595962, 8);
    expect(labelled(cells, 'Days')[2]).toBeCloseTo(1.54578889633065, 6);
    expect(labelled(cells, 'REML criterion')[1]).toBeCloseTo(golden.criterion, 6);
    expect(labelled(cells, 'Residual')[3]).toBeCloseTo(25.5918156267222, 5);
  });

  test('LMER.FIT takes the group column by header, number and range', () => {
    const expected = 'Reaction ~ 1 + Days + (1 | Subject)';
    const range = SLEEP.map((row) => [row[2]]);
    for (const model of [[['Subject']], [[3]], range])
      expect(call('LMER.FIT', SLEEP, model, null, null)[0][0]).toBe(expected);
  });

  test('each function gives its own block of the same fit', () => {
    expect(call('LMER.FIXEF', SLEEP, FORMULA)[0].slice(0, 3)).toEqual(['Term', 'Estimate', 'Std. Error']);
    expect(labelled(call('LMER.VARCOMP', SLEEP, FORMULA), 'Days', 1)[3]).toBeCloseTo(5.92213310390084, 5);
    expect(call('LMER.RANEF', SLEEP, FORMULA)).toHaveLength(19);
    expect(call('LMER.HESSIAN', SLEEP, FORMULA)).toHaveLength(7);
    expect(call('LMER.VCOV', SLEEP, FORMULA)[1][1]).toBeCloseTo(46.5745718594544, 4);
    expect(call('LMER.VCOV', SLEEP, FORMULA, null, 'all')).toHaveLength(7);
    expect(call('LMER.VCOV', SLEEP, FORMULA, null, 'Correlation')[1][2]).toBeCloseTo(-0.137553434470001, 6);
    expect(call('LMER.STAT', SLEEP, FORMULA, 'AIC')).toEqual([[expect.closeTo(1755.62827195849, 6)]]);
    expect(getFitService().computedFits).toBe(1);
  });

  test('the inverse Hessian times the Hessian is the identity', () => {
    const hessian = call('LMER.HESSIAN', SLEEP, FORMULA, 'ML', 'labels=0') as number[][];
    const inverse = call('LMER.VCOV', SLEEP, FORMULA, 'ML', 'all', 'labels=0') as number[][];
    hessian.forEach((row, i) =>
      inverse[0].forEach((_, j) => {
        const product = row.reduce((sum, value, k) => sum + value * inverse[k][j], 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 8);
      }),
    );
  });

  test('the method and the options reach the fit and the layout', () => {
    expect(call('LMER.STAT', SLEEP, FORMULA, 'deviance', 'ML')[0][0]).toBeCloseTo(1751.9393444632, 6);
    const residual = call('LMER.FIXEF', SLEEP, FORMULA, null, 'ddf=residual; labels=0');
    expect(residual[0]).toHaveLength(7);
    expect(residual[0][2]).toBe(178);
  });

  test('a blank drops its row, and that is said', () => {
    const withBlank = SLEEP.map((row, i) => (i === 5 ? [null, ...row.slice(1)] : row));
    const cells = call('LMER.FIT', withBlank, FORMULA, null, null);
    expect(cells[2][0]).toBe('1 row with missing values dropped');
    expect(labelled(cells, 'Rows')[1]).toBe(179);
  });

  test('#N/A is missing, any other error names its cell', () => {
    const with_ = (code: string) =>
      SLEEP.map((row, i) => (i === 5 ? [new HostError(code), ...row.slice(1)] : row));
    expect(call('LMER.STAT', with_('#N/A'), FORMULA, 'dropped')).toEqual([[1]]);
    const invocation = { parameterAddresses: ['Sleep!B2:D182'] };
    const sentence = message('LMER.FIT', with_('#DIV/0!'), FORMULA, null, null, invocation);
    expect(sentence).toContain('#DIV/0!');
    expect(sentence).toContain('B7');
  });

  test('the zero of a blank is a blank again where the workbook can be read', async () => {
    const arrived = SLEEP.map((row, i) => (i === 5 ? [0, ...row.slice(1)] : row));
    const sheet = SLEEP.map((row, i) => (i === 5 ? [null, ...row.slice(1)] : row));
    setRangeReader((address) => Promise.resolve(address === 'Sleep!A1:C181' ? sheet : null));
    const invocation = { parameterAddresses: ['Sleep!A1:C181'] };
    expect(await call('LMER.STAT', arrived, FORMULA, 'dropped', null, null, invocation)).toEqual([[1]]);
  });
});

describe('LMER functions with bad input', () => {
  test('name the columns there are when one is misspelt', () => {
    const sentence = message('LMER.FIT', SLEEP, [['Reaction ~ Day + (1 | Subject)']], null, null);
    for (const name of ['Day', 'Reaction', 'Days', 'Subject']) expect(sentence).toContain(name);
  });

  test('say so when there is no data, no model, an error in its place', () => {
    expect(message('LMER.FIT', [[1]], FORMULA)).toContain('data is one cell');
    expect(message('LMER.FIT', [[new HostError('#REF!')]], FORMULA)).toContain('data is the error #REF!');
    expect(message('LMER.FIT', SLEEP, [[null]])).toContain('the model is missing');
    expect(message('LMER.FIT', SLEEP, [[new HostError('#REF!')]])).toContain('model is the error #REF!');
    expect(message('LMER.VCOV', SLEEP, FORMULA, null, 'random')).toContain('"fixed", "all" or "correlation"');
    expect(message('LMER.STAT', SLEEP, FORMULA, 'R3')).toContain('logLik, AIC, BIC');
    expect(getFitService().computedFits).toBe(0);
  });

  test('fit nothing while a formula is being typed', () => {
    expect(call('LMER.FIT', SLEEP, FORMULA, null, null, { isInValuePreview: true })).toEqual([['…']]);
    expect(getFitService().computedFits).toBe(0);
  });
});

describe('a long fit', () => {
  test('is stopped when Excel gives the call up', async () => {
    const { create, workers } = workerSource();
    setFitService(createFitService({ core: fakeCore(), smallCost: 100, createWorker: create }));
    const invocation: { onCanceled?: () => void } = {};
    const cells = call('LMER.FIT', request(101).data as Cells, [['y ~ x']], null, null, invocation);
    workers[0].report({ type: 'ready' });
    invocation.onCanceled!();
    await expect(cells).rejects.toMatchObject({ code: '#VALUE!' });
    expect(workers[0].terminated).toBe(true);
  });
});

test('loading the functions registers each of them with the host', async () => {
  const host = hostGlobals();
  vi.stubGlobal('CustomFunctions', host);
  vi.resetModules();
  const fresh = await import('../../functions/index');
  expect([...host.registered.keys()]).toEqual(Object.keys(fresh.FUNCTIONS));
});

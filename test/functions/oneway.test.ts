import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/index';
import { likelihoodSheet } from '../../workbench/workbook/likelihood';
import schoolsCsv from '../../workbench/workbook/schools.csv';
import { setRangeReader } from '../../functions/index';
import { HostError } from './hostGlobals';
import { exampleCells } from '../exampleCells';
import { call, useFunctions, type Cells } from './callFunctions';

const [WHEAT, DYESTUFF2] = [exampleCells('wheat'), exampleCells('dyestuff2')];
const column = (cells: Cells, at: number): Cells => cells.map((row) => [row[at]]);
const anova = (...values: unknown[]) => call('ONEWAY.ANOVA', ...values);
const Y = column(WHEAT, 1);
const REGION = column(WHEAT, 0);

useFunctions();

describe('ONEWAY.ANOVA', () => {
  test('says what a sample without variance within groups means for F', () => {
    const groups = ['a', 'a', 'b', 'b'].map((group) => [group]);
    const apart = call('ONEWAY.ANOVA', [[1], [1], [3], [3]], groups);
    expect(apart[1].slice(4)).toEqual(['∞', 0]);
    expect(apart.at(-1)![0]).toBe('The values do not vary within groups: F is infinite.');
    const equal = call('ONEWAY.ANOVA', [[2], [2], [2], [2]], groups);
    expect(equal[1][4]).toMatchObject({ code: '#NUM!' });
    expect(equal.at(-1)![0]).toContain('All values are equal: F');
    expect(() => call('ONEWAY.ANOVA', groups, [[1], [1], [3], [3]])).toThrow('The values come first');
  });

  test('gives the table and the components by moments', () => {
    const close = (value: number) => expect.closeTo(value, 6) as number;
    expect(anova(Y, REGION, null, {})).toEqual([
      ['Source', 'SS', 'df', 'MS', 'F', 'p value'],
      ['Between groups', close(33.368312), 9, close(3.70759022), close(2.07451756), close(0.05550019)],
      ['Within groups', close(71.48824), 40, close(1.787206), '', ''],
      ['Total', close(104.856552), 49, '', '', ''],
      ['', '', '', '', '', ''],
      ['Component', 'By moments', '', '', '', ''],
      ['sigma²', close(1.787206), '', '', '', ''],
      ['tau²', close(0.38407684), '', '', '', ''],
      ['tau², at least 0', close(0.38407684), '', '', '', ''],
      ['ICC', close(0.17688937), '', '', '', ''],
      ['n0', 5, '', '', '', ''],
      ['mu', close(16.3064), '', '', '', ''],
    ]);
  });

  test('gives the numbers alone with labels=0', () => {
    const cells = anova(Y, REGION, [['labels=0']]);
    expect(cells).toHaveLength(9);
    expect(cells[1].slice(1)).toEqual([40, expect.closeTo(1.787206, 9), '', '']);
    expect(cells.flat().filter((cell) => typeof cell === 'string' && cell !== '')).toEqual([]);
  });

  test('says how many rows were dropped, and that a variance is negative', () => {
    const y = column(DYESTUFF2, 1);
    y[3] = [null];
    const cells = anova(y, column(DYESTUFF2, 0));
    const negative = cells.find(([label]) => label === 'tau²')![1] as number;
    expect(negative).toBeLessThan(0);
    expect(cells.find(([label]) => label === 'tau², at least 0')![1]).toBe(0);
    expect(cells.slice(12, 15).map(([text]) => text)).toEqual([
      '',
      '1 row with missing values dropped',
      expect.stringContaining('The estimate of tau² is negative'),
    ]);
  });

  test('reads blanks that arrive as zeros again from the sheet', async () => {
    const sheet: Cells = [['y'], [1], [2], [null], [4], [7]];
    setRangeReader((address) => Promise.resolve((address === 'S!B1:B6' ? sheet : null) as never));
    const arrived = sheet.map(([cell]) => [cell ?? 0]);
    const groups = [['g'], ['a'], ['a'], ['a'], ['b'], ['b']];
    const cells = await anova(arrived, groups, null, { parameterAddresses: ['S!B1:B6', 'S!A1:A6'] });
    expect(cells[2][2]).toBe(2);
    expect(cells.flat()).toContain('1 row with missing values dropped');
  });

  test.each([
    [[Y, REGION.slice(1)], 'values has 51 rows and groups has 50: expected one group for each value.'],
    [[Y, Y.map(() => ['a'])], 'There is one group only, "a": expected two or more.'],
    [[Y, REGION, [['colour=1']]], '"colour" is not an option: there are level, labels.'],
  ])('%# is #VALUE! with a sentence for bad input', (values, message) => {
    expect(() => anova(...values)).toThrow(new HostError('#VALUE!', message) as never);
  });

  test('does not compute for the preview of a value', () => {
    expect(anova(Y, REGION, null, { isInValuePreview: true })).toEqual([['…']]);
  });
});

describe('ONEWAY.LOGLIK and ONEWAY.MLE', () => {
  const mle = (...values: unknown[]) => call('ONEWAY.MLE', ...values);
  const logLik = (...values: unknown[]) => call('ONEWAY.LOGLIK', ...values);

  test('the log-likelihood at the estimates is the one of the estimates', () => {
    const cells = mle(Y, REGION);
    const [mu, sigma2, tau2] = [1, 2, 3].map((row) => cells[row][1]);
    const value = cells.find(([label]) => label === 'Log-likelihood')![1] as number;
    expect(logLik(Y, REGION, mu, sigma2, tau2)[0][0]).toBeCloseTo(value, 10);
    expect(logLik(Y, REGION, mu, sigma2, (tau2 as number) + 0.1)[0][0]).toBeLessThan(value);
    expect(cells[0]).toEqual(['Parameter', 'Estimate', 'Std. Error', 'Lower 95%', 'Upper 95%']);
    expect(value).toBeCloseTo(-88.5851, 4);
  });

  test('gives Hessian and covariance matrix, which are inverse', () => {
    const cells = mle(Y, REGION, 'ML');
    const block = (title: string): number[][] => {
      const at = cells.findIndex(([label]) => label === title);
      return cells.slice(at + 1, at + 4).map((row) => row.slice(1, 4) as number[]);
    };
    const [H, V] = [block('Hessian'), block('Covariance')];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const product = [0, 1, 2].reduce((sum, c) => sum + H[i][c] * V[c][j], 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    expect(cells[1][2]).toBeCloseTo(Math.sqrt(V[0][0]), 10);
  });

  test('gives ± 2 standard errors and profile-likelihood limits on request', () => {
    const two = mle(Y, REGION, null, [['interval=2se']]);
    expect(two[0].slice(3)).toEqual(['Lower 2 SE', 'Upper 2 SE']);
    expect((two[1][4] as number) - (two[1][1] as number)).toBeCloseTo(2 * (two[1][2] as number), 12);
    // Not cut at zero. With 10 groups of 5 and v = sigma² + 5·tau² the standard error of tau² is closed:
    const [sigma2, tau2] = [two[2][1] as number, two[3][1] as number];
    const error = Math.sqrt((2 / 25) * ((sigma2 + 5 * tau2) ** 2 / 10 + sigma2 ** 2 / 40));
    expect(two[3][3]).toBeCloseTo(tau2 - 2 * error, 10);
    expect(two[3][3]).toBeCloseTo(-0.308, 4);
    const profile = mle(Y, REGION, 'ML', [['interval=profile; level=0.9']]);
    expect(profile[0].slice(3)).toEqual(['Lower 90%', 'Upper 90%']);
    expect(profile[3][3]).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['method is "MAP": expected "ML" or "REML".', () => mle(Y, REGION, 'MAP')],
    [
      'The option interval is "exact": expected wald, 2se or profile.',
      () => mle(Y, REGION, null, [['interval=exact']]),
    ],
    ['sigma2 is 0: expected a positive number.', () => logLik(Y, REGION, 16, 0, 1)],
    ['tau2 is empty: expected a number.', () => logLik(Y, REGION, 16, 1, null)],
    ['mu is "x": expected a number.', () => logLik(Y, REGION, 'x', 1, 1)],
  ])('says %s', (sentence, run) => {
    expect(run).toThrow(new HostError('#VALUE!', sentence));
  });
});

describe('13,000 pupils of 1,000 schools', () => {
  const NELS = exampleCells('nels_like');
  const at = (name: string) => column(NELS, NELS[0].indexOf(name));
  const [SCORE, SCHOOL] = [at('mscore'), at('school')];

  test('take well under a tenth of a second, cells read and matrices laid out', () => {
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      call('ONEWAY.MLE', SCORE, SCHOOL, 'ML');
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });

  test('are summed up by school in what the workbench shows, and its density as text finds the same', async () => {
    const shownCells = parseCsv(schoolsCsv);
    const schools = shownCells.slice(1);
    const scores = new Map<string, number[]>();
    NELS.slice(1).forEach((row, i) => {
      const school = row[0] as string;
      scores.set(school, [...(scores.get(school) ?? []), SCORE[i + 1][0] as number]);
    });
    expect(schools.map(([school]) => school)).toEqual([...scores.keys()]);
    for (const [school, n, m, ss] of schools) {
      const own = scores.get(school as string)!;
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      expect(n).toBe(own.length);
      expect(m).toBeCloseTo(mean, 9);
      expect(ss).toBeCloseTo(
        own.reduce((sum, y) => sum + (y - mean) ** 2, 0),
        7,
      );
    }
    const formula = likelihoodSheet().build('x').cellData![4][26].f!;
    const density = /LIKELIHOOD\.MLE\("([^"]*)"/.exec(formula)![1];
    expect(formula).toContain(`V5:Y${schools.length + 5}`);
    const starts = 'mu=50; sigma2=80; tau2=20';
    const shown = await call('LIKELIHOOD.MLE', density, shownCells as Cells, starts);
    const exact = call('ONEWAY.MLE', SCORE, SCHOOL, 'ML');
    for (const [text, label] of [
      ['mu', 'mu'],
      ['sigma2', 'sigma²'],
      ['tau2', 'tau²'],
      ['Log-likelihood', 'Log-likelihood'],
    ]) {
      const value = shown.find(([name]) => name === text)![1] as number;
      const wanted = exact.find(([name]) => name === label)![1] as number;
      expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-9);
    }
  });

  test.each(['ML', 'REML'])('have the estimates of the mixed model, by %s', async (method) => {
    const cells = call('ONEWAY.MLE', SCORE, SCHOOL, method);
    const found = (label: string) => cells.find(([name]) => name === label)![1] as number;
    const model = 'mscore ~ 1 + (1 | school)';
    const mixed = async (stat: string) =>
      (await call('LMER.STAT', NELS, model, stat, method))[0][0] as number;
    const [logLik, sigma, theta, icc] = await Promise.all(['logLik', 'sigma', 'theta', 'ICC'].map(mixed));
    const fit = await call('LMER.FIT', NELS, model, method);
    const mu = fit.find(([name]) => name === '(Intercept)')![1];
    const off = (own: number, other: number) => Math.abs(own / other - 1);
    const label = method === 'ML' ? 'Log-likelihood' : 'Restricted log-likelihood';
    expect(off(found(label), logLik)).toBeLessThan(1e-12);
    expect(off(found('mu'), mu as number)).toBeLessThan(1e-12);
    expect(off(found('sigma²'), sigma ** 2)).toBeLessThan(1e-11);
    expect(off(found('tau²'), (theta * sigma) ** 2)).toBeLessThan(1e-9);
    expect(off(found('ICC'), icc)).toBeLessThan(1e-9);
  });
});

describe('ONEWAY.LEVENE', () => {
  test('shows F of R and the spread of each group', () => {
    const cells = call('ONEWAY.LEVENE', Y, REGION);
    expect(cells.slice(0, 5).map(([label]) => label)).toEqual([
      'Levene’s test (median)',
      'F',
      'df',
      'Residual df',
      'p value',
    ]);
    expect(cells[1][1]).toBeCloseTo(0.085463187989949, 12);
    expect(cells[6]).toEqual(['Group', 'n', 'Median', 'SD', 'Mean distance']);
    expect(cells[7].slice(0, 2)).toEqual(['A', 5]);
    expect(cells[7][3]).toBeCloseTo(Math.sqrt(2.18347), 12);
    expect(call('ONEWAY.LEVENE', Y, REGION, 'Mean')[1][1]).toBeCloseTo(0.0732561908870918, 12);
  });

  test('names the centres that there are', () =>
    expect(() => call('ONEWAY.LEVENE', Y, REGION, 'mode')).toThrow(
      'centre is "mode": expected "median" or "mean".',
    ));
});

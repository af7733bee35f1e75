/** LMER.SIMULATE against the fits' own simulation, a dense twin of the covariance matrix, and refits. */

import { describe, expect, test } from 'vitest';
import { randomStream } from '../../src/random/stream';
import { exampleCells } from '../exampleCells';
import { exampleFit } from '../fits/support';
import { denseV } from '../reference/denseLmm';
import { call, message, useFunctions, type Cells } from './callFunctions';

const SLEEP = exampleCells('sleepstudy');
const MODEL = 'Reaction ~ Days + (Days | Subject)';
const GIVEN =
  '(Intercept)=250; Days=10; sd_(Intercept)|Subject=30; sd_Days|Subject=6; cor_Days.(Intercept)|Subject=-0.5; sigma=20';
const [Y] = SLEEP[0].flatMap((name, j) => (name === 'Reaction' ? [j] : []));
const DESIGN = SLEEP.map((row) => row.filter((_, j) => j !== Y));

useFunctions();

const simulate = (...values: unknown[]): Cells => call('LMER.SIMULATE', ...values, {});
const column = (cells: Cells, j = 0): number[] => cells.slice(1).map((row) => row[j] as number);
const withColumn = (values: readonly number[]): Cells =>
  SLEEP.map((row, i) => row.map((cell, j) => (i > 0 && j === Y ? values[i - 1] : cell)));

describe('LMER.SIMULATE', () => {
  test("gives the fit's own responses, each from a stream of its own", () => {
    const cells = simulate(SLEEP, MODEL, null, 3, 7, null);
    expect(cells[0]).toEqual(['sim_1', 'sim_2', 'sim_3']);
    const fit = exampleFit('sleepstudy', MODEL);
    for (const i of [1, 3]) {
      const own = fit.simulate(randomStream(7).split(i), true);
      column(cells, i - 1).forEach((y, row) => expect(Math.abs(y / own[row] - 1)).toBeLessThan(1e-6));
    }
    expect(simulate(SLEEP, MODEL, null, 1, 7, null)).toEqual(
      cells.map((row, i) => (i === 0 ? ['Reaction'] : [row[0]])),
    );
  });

  test('takes seed 1 where none is given, and the same groups on request', () => {
    expect(simulate(SLEEP, MODEL, null, null, null, null)).toEqual(simulate(SLEEP, MODEL, null, 1, 1, null));
    const fit = exampleFit('sleepstudy', MODEL);
    const own = fit.simulate(randomStream(2).split(1), false);
    const cells = simulate(SLEEP, MODEL, null, 1, 2, [['effects=estimated']]);
    column(cells).forEach((y, row) => expect(Math.abs(y / own[row] - 1)).toBeLessThan(1e-6));
  });

  test('has responses that go into the fit again', () => {
    const cells = simulate(SLEEP, MODEL, null, 1, 3, [[`parameters={${GIVEN}}`]]);
    const limits = call('LMER.CI', withColumn(column(cells)), MODEL, null, null, 'wald', 0.9999, null, {});
    const wanted = GIVEN.split(';').map((piece) => piece.split('=').map((part) => part.trim()));
    for (const [name, value] of wanted) {
      const row = limits.find(([first]) => first === name)!;
      const [lower, upper] = ['Lower', 'Upper'].map(
        (end) => row[limits[0].findIndex((title) => String(title).startsWith(end))] as number,
      );
      expect([name, lower <= Number(value), Number(value) <= upper]).toEqual([name, true, true]);
    }
  });

  test('gives 2,000 responses with the mean and the covariance matrix of the parameters', () => {
    const few = SLEEP.slice(0, 21);
    const options = [[`parameters={${GIVEN}}`]];
    const cells = simulate(few, MODEL, null, 2000, 5, options);
    const rows = cells.slice(1) as number[][];
    const V = denseV(exampleFit('sleepstudy', MODEL).matrices, {
      sigma2: 400,
      covariances: [
        [
          [900, -90],
          [-90, 36],
        ],
      ],
    }).to2DArray();
    const days = few.slice(1).map((row) => row[SLEEP[0].indexOf('Days')] as number);
    const centred = rows.map((row, i) => row.map((y) => y - 250 - 10 * days[i]));
    let [mean, covariance, wrong] = [0, 0, 0];
    centred.forEach((a, i) => {
      mean = Math.max(mean, Math.abs(a.reduce((sum, r) => sum + r, 0)) / Math.sqrt(V[i][i] * 2000));
      centred.slice(0, i + 1).forEach((b, j) => {
        const found = a.reduce((sum, r, d) => sum + r * b[d], 0) / 2000;
        const error = Math.sqrt((V[i][i] * V[j][j] + V[i][j] ** 2) / 2000);
        covariance = Math.max(covariance, Math.abs(found - V[i][j]) / error);
        if (i !== j) wrong = Math.max(wrong, Math.abs(found) / error);
      });
    });
    expect(mean).toBeLessThan(5);
    expect(covariance).toBeLessThan(5);
    // Without the covariances of a group it would be far off.
    expect(wrong).toBeGreaterThan(15);
  });

  test('needs no response where all parameters are given', () => {
    const options = [[`parameters={${GIVEN}}; digits=2`]];
    const expected = simulate(SLEEP, MODEL, null, 2, 4, options);
    expect(simulate(DESIGN, MODEL, null, 2, 4, options)).toEqual(expected);
    const blank = SLEEP.map((row, i) => row.map((cell, j) => (i > 0 && j === Y ? null : cell)));
    expect(simulate(blank, MODEL, null, 2, 4, options)).toEqual(expected);
    for (const y of expected.slice(1).flat()) expect(y).toBe(Number((y as number).toFixed(2)));
    expect(simulate(DESIGN, 'new ~ Days + (Days | Subject)', null, 1, 4, options)[0]).toEqual(['new']);
  });

  test('takes what is not given from the fit, and leaves rows empty that were not used', () => {
    const holes = SLEEP.map((row, i) => row.map((cell, j) => (i === 3 && j === Y ? null : cell)));
    const cells = simulate(holes, MODEL, null, 1, 4, [['parameters={sigma=1e-9}']]);
    expect(cells).toHaveLength(181);
    expect(cells[3]).toEqual(['']);
    // Nearly without errors each subject has a line.
    const [a, b, c, d] = column(cells).slice(4, 8);
    expect(Math.abs(a - 3 * b + 3 * c - d)).toBeLessThan(1e-6);
  });

  test('of a model without groups has independent errors', () => {
    const cells = simulate(DESIGN, 'y ~ Days', null, 1, 4, [
      ['parameters={(Intercept)=5; Days=2; sigma=1e-9}'],
    ]);
    expect(column(cells)[9]).toBeCloseTo(23, 6);
  });

  test.each([
    [
      [DESIGN, MODEL, null, 1, 1, null],
      'The data have no values of Reaction: expected them, or the option parameters',
    ],
    [
      [DESIGN, MODEL, null, 1, 1, [['parameters={Days=3}']]],
      'parameters gives no number for sd_(Intercept)|Subject',
    ],
    [[SLEEP, MODEL, null, 1, 1, [['parameters={sigma=0}']]], 'sigma is 0: expected a positive number.'],
    [[SLEEP, MODEL, null, 1, 1, [['parameters={sd_Days|Subject=-1}']]], 'expected 0 or a positive number.'],
    [
      [SLEEP, MODEL, null, 1, 1, [['parameters={cor_Days.(Intercept)|Subject=2}']]],
      'expected a number from -1 to 1.',
    ],
    [[SLEEP, MODEL, null, 1, 1, [['parameters={tau=1}']]], 'parameters names tau'],
    [[SLEEP, MODEL, null, 1, 1, [['parameters={sigma=x}']]], 'The option parameters has "sigma=x"'],
    [
      [SLEEP, MODEL, null, 1, 1, [['parameters={sigma=2}; effects=estimated']]],
      'expected no parameters beside them',
    ],
    [
      [SLEEP, MODEL, null, 1, 1, [['effects=old']]],
      'The option effects is "old": expected new or estimated.',
    ],
    [[SLEEP, MODEL, null, 0, 1, null], 'columns is 0: expected a whole number from 1 to 10000.'],
    [[SLEEP, MODEL, null, 1, -1, null], 'seed is -1: expected a whole number from 0'],
  ] as [unknown[], string][])('has a sentence: %#', (values, expected) => {
    expect(message('LMER.SIMULATE', ...values, {})).toContain(expected);
  });

  test('refuses correlations that contradict one another', () => {
    const data = SLEEP.map((row, i) => [...row, i === 0 ? 'x' : Math.sin(i)]);
    const options =
      'cor_Days.(Intercept)|Subject=0.9; cor_x.(Intercept)|Subject=0.9; cor_x.Days|Subject=-0.9; sd_x|Subject=2; x=1';
    expect(
      message(
        'LMER.SIMULATE',
        data,
        'new ~ Days + x + (Days + x | Subject)',
        null,
        1,
        1,
        [
          [
            `parameters={(Intercept)=1; Days=1; sd_(Intercept)|Subject=1; sd_Days|Subject=1; sigma=1; ${options}}`,
          ],
        ],
        {},
      ),
    ).toContain('The correlations of the effects of Subject contradict one another');
  });
});

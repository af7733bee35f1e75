import { describe, expect, test } from 'vitest';
import type { FitResult, OutputMatrix } from '../../src';
import { blockCells, blockSize, fitStatus, type Block } from '../../src/analyses/fitReport';
import { goldenFit } from '../bin/goldenFit';

const sleep = goldenFit('sleep_slope_reml');
const sleepMl = goldenFit('sleep_int_ml');

/** A fit with two grouping factors, three correlated effects on the first of them. */
const crossed = goldenFit('sleep_slope_reml', {
  groups: [
    { group: 'Subject', levels: 2 },
    { group: 'Item', levels: 3 },
  ],
  varianceComponents: [
    {
      group: 'Subject',
      terms: ['(Intercept)', 'a', 'b'],
      covariance: [
        [4, 1, 3],
        [1, 1, 0.75],
        [3, 0.75, 9],
      ],
      standardDeviations: [2, 1, 3],
      isZero: [false, false, false],
      correlations: [
        [1, 0.5, 0.5],
        [0.5, 1, 0.25],
        [0.5, 0.25, 1],
      ],
      standardErrors: [
        [0.4, 0.1, 0.1],
        [0.1, 0.1, 0.1],
        [0.1, 0.1, 0.9],
      ],
    },
    {
      group: 'Item',
      terms: ['(Intercept)'],
      covariance: [[0]],
      standardDeviations: [0],
      isZero: [true],
      correlations: [[1]],
      standardErrors: [[null]],
    },
  ],
  randomEffects: [
    {
      group: 'Subject',
      levels: ['=cmd', '308'],
      terms: ['(Intercept)', 'a'],
      values: Float64Array.of(1, 2, 3, 4),
      conditionalVariance: Float64Array.of(4, 1, 1, 9, 16, 1, 1, 25),
    },
    {
      group: 'Item',
      levels: ['1', '2.5', '10'],
      terms: ['(Intercept)'],
      values: Float64Array.of(-1, 0, 1),
      conditionalVariance: Float64Array.of(1, 4, 9),
    },
  ],
});

const ALL_BLOCKS: Block[] = [
  'fit',
  'fixef',
  'varcomp',
  'vcov',
  'vcov-all',
  'correlation',
  'hessian',
  'ranef',
];

const column = (cells: OutputMatrix, index: number) => cells.map((row) => row[index]);
const rowStarting = (cells: OutputMatrix, label: string) => cells.find((row) => row[0] === label);

describe('the whole summary', () => {
  test('begins with the formula and how it was fitted', () => {
    const cells = blockCells(sleep, 'fit');
    expect(cells[0][0]).toBe('Reaction ~ Days + (Days | Subject)');
    expect(cells[1][0]).toBe('Linear mixed model fitted by REML; converged in 5 evaluations');
  });

  test('holds the numbers lme4 prints, each beside its label', () => {
    const cells = blockCells(sleep, 'fit');
    expect(rowStarting(cells, 'Days')!.slice(1, 3)).toEqual([10.4672859595962, 1.54578889633065]);
    expect(rowStarting(cells, 'Residual')!.slice(3, 4)).toEqual([25.5918156267222]);
    expect(rowStarting(cells, 'Rows')![1]).toBe(180);
    expect(rowStarting(cells, 'Groups: Subject')![1]).toBe(18);
    expect(rowStarting(cells, 'REML criterion')![1]).toBeCloseTo(1743.62827195849, 9);
    expect(rowStarting(cells, 'Residual df')![1]).toBe(174);
    expect(rowStarting(cells, 'Median')![1]).toBeCloseTo(0.0231171615288604, 12);
  });

  test('names the deviance for a fit by maximum likelihood', () => {
    const cells = blockCells(sleepMl, 'fit');
    expect(rowStarting(cells, 'Deviance')![1]).toBe(sleepMl.criterion);
    expect(rowStarting(cells, 'REML criterion')).toBeUndefined();
  });

  test('says how many rows were dropped, once', () => {
    const dropped: FitResult = {
      ...sleep,
      droppedRows: 1,
      warnings: [{ code: 'rows-dropped', message: 'Dropped 1 row.' }],
    };
    const text = column(blockCells(dropped, 'fit'), 0);
    expect(text[2]).toBe('1 row with missing values dropped');
    expect(text).not.toContain('Warnings');
    const two = blockCells({ ...sleep, droppedRows: 2 }, 'fit');
    expect(two[2][0]).toBe('2 rows with missing values dropped');
  });

  test('ends with the warnings as lines of text', () => {
    const singular: FitResult = {
      ...sleep,
      singular: true,
      warnings: [{ code: 'singular', message: 'The correlation is at 1.' }],
    };
    const text = column(blockCells(singular, 'fit'), 0);
    expect(text[1]).toContain('boundary (singular) fit');
    expect(text.slice(-2)).toEqual(['Warnings', 'The correlation is at 1.']);
  });

  test('has no label and no title when labels are off, but the formula', () => {
    const cells = blockCells(sleep, 'fit', { labels: false });
    expect(cells[0][0]).toBe(sleep.formula);
    expect(
      cells
        .slice(2)
        .flat()
        .filter((cell) => typeof cell === 'string'),
    ).toEqual([]);
    expect(cells[2][0]).toBe(sleep.fixedEffects[0].estimate);
  });

  test('says when a fit did not converge, and what a linear model is', () => {
    expect(fitStatus({ ...sleep, converged: false })).toContain('NOT converged after 5 evaluations');
    expect(fitStatus({ ...sleep, family: 'linear' })).toContain('no random effects');
    expect(fitStatus(sleepMl)).toContain('maximum likelihood');
  });
});

describe('the blocks', () => {
  test('are rectangular, and as large as blockSize says', () => {
    for (const fit of [sleep, sleepMl, crossed])
      for (const block of ALL_BLOCKS)
        for (const labels of [true, false]) {
          const cells = blockCells(fit, block, { labels });
          const { rows, columns } = blockSize(fit, block, { labels });
          expect(cells.length).toBe(rows);
          for (const row of cells) expect(row.length).toBe(columns);
        }
  });

  test('never hold NaN, an infinity or undefined', () => {
    const broken: FitResult = { ...sleep, criterion: NaN, aic: Infinity, sigma: NaN };
    for (const block of ALL_BLOCKS)
      for (const cell of blockCells(broken, block).flat()) {
        expect(cell).not.toBeUndefined();
        if (typeof cell === 'number') expect(cell).toSatisfy(Number.isFinite);
      }
    expect(rowStarting(blockCells(broken, 'fit'), 'AIC')![1]).toEqual({ error: '#NUM!' });
  });

  test('fixed effects name the level of their limits and the distribution of their statistic', () => {
    const [header] = blockCells({ ...sleep, level: 0.9 }, 'fixef');
    expect(header).toEqual([
      'Term',
      'Estimate',
      'Std. Error',
      'df',
      't value',
      'p value',
      'Lower 90%',
      'Upper 90%',
    ]);
    const asymptotic = {
      ...sleep,
      ddf: 'asymptotic' as const,
      fixedEffects: [{ ...sleep.fixedEffects[0], df: null }],
    };
    const cells = blockCells(asymptotic, 'fixef');
    expect(cells[0][4]).toBe('z value');
    expect(cells[1][3]).toBeNull();
  });

  test('variance components give each correlation with the terms before', () => {
    const cells = blockCells(crossed, 'varcomp');
    expect(cells[0]).toEqual([
      'Group',
      'Term',
      'Variance',
      'Std. Dev.',
      'Corr 1',
      'Corr 2',
      'Std. Error',
      'Lower 95%',
      'Upper 95%',
    ]);
    expect(cells[1].slice(0, 7)).toEqual(['Subject', '(Intercept)', 4, 2, null, null, 0.4]);
    expect(cells[3].slice(0, 7)).toEqual(['Subject', 'b', 9, 3, 0.5, 0.25, 0.9]);
  });

  test('limits of a variance are positive and symmetric on the log scale', () => {
    const [, , , , , , , lower, upper] = blockCells(crossed, 'varcomp')[1] as number[];
    // Wald on the log scale: log v ± 1.959964 · 0.4 / 4.
    expect(lower).toBeCloseTo(4 * Math.exp(-0.1959963984540054), 12);
    expect(lower * upper).toBeCloseTo(16, 12);
  });

  test('a variance at its boundary has neither standard error nor limits', () => {
    expect(rowStarting(blockCells(crossed, 'varcomp'), 'Item')).toEqual([
      'Item',
      '(Intercept)',
      0,
      0,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('conditional modes stand beside their standard errors, absent terms empty', () => {
    expect(blockCells(crossed, 'ranef')).toEqual([
      ['Group', 'Level', '(Intercept)', 'a', 'Std. Error (Intercept)', 'Std. Error a'],
      ['Subject', '=cmd', 1, 2, 2, 3],
      ['Subject', '308', 3, 4, 4, 5],
      ['Item', 1, -1, null, 1, null],
      ['Item', 2.5, 0, null, 2, null],
      ['Item', 10, 1, null, 3, null],
    ]);
  });

  test('conditional modes of a model without random effects are one cell that says so', () => {
    const [[cell]] = blockCells({ ...sleep, randomEffects: [] }, 'ranef');
    expect(cell).toMatchObject({ error: '#N/A', message: expect.stringContaining('no random effects') });
  });

  test('levels are numbers only where all of a factor are', () => {
    expect(column(blockCells(sleep, 'ranef'), 1).slice(0, 3)).toEqual(['Level', 308, 309]);
    expect(column(blockCells(crossed, 'ranef'), 1)[2]).toBe('308');
  });

  test('a covariance matrix carries its names on both sides', () => {
    const cells = blockCells(sleep, 'vcov');
    expect(cells[0]).toEqual(['', '(Intercept)', 'Days']);
    expect(cells[2][0]).toBe('Days');
    expect(cells[1][2]).toBe(cells[2][1]);
    expect(blockCells(sleep, 'vcov', { labels: false })).toEqual(sleep.vcov.values);
    expect(blockCells(sleep, 'correlation', { labels: false })).toEqual(sleep.correlation.values);
  });

  test('a covariance matrix of all parameters that does not exist says why', () => {
    const [[cell]] = blockCells({ ...sleep, fullCovariance: null }, 'vcov-all');
    expect(cell).toMatchObject({ error: '#N/A', message: expect.stringContaining('not positive definite') });
  });
});

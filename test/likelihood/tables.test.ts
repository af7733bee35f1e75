import { describe, expect, test } from 'vitest';
import {
  binomialFit,
  binomialReport,
  likelihoodInterval,
  likelihoodIntervalReport,
  toCells,
  type OutputMatrix,
} from '../../src';

const widths = (cells: OutputMatrix) => new Set(cells.map((row) => row.length));
const WITHOUT = { labels: false };

describe('a binomial fit in cells', () => {
  const fit = binomialFit(5, 30, 0.9);

  test('is labels and values, then one row per interval', () => {
    const cells = toCells(binomialReport(fit));
    expect(cells.map(([label]) => label)).toEqual([
      ...['Successes', 'Trials', 'Estimate', 'Std. Error', 'Information'],
      ...['Log-likelihood', 'Log-likelihood with C(n, x)', null],
      ...['Interval', 'Wald', 'Estimate ± 2 Std. Errors', 'Wilson (score)', 'Likelihood ratio'],
      ...['Clopper-Pearson (exact)', 'Agresti-Coull', 'Jeffreys'],
    ]);
    expect(cells[8]).toEqual(['Interval', 'Lower 90%', 'Upper 90%']);
    expect(cells[12]).toEqual(['Likelihood ratio', fit.intervals[3].lower, fit.intervals[3].upper]);
    expect(widths(cells)).toEqual(new Set([3]));
  });

  test('is numbers alone without labels', () => {
    const cells = toCells(binomialReport(fit, 3), WITHOUT);
    expect(cells).toHaveLength(14);
    expect(cells[2]).toEqual([fit.estimate, null]);
    expect(cells[7]).toEqual([fit.intervals[0].lower, fit.intervals[0].upper]);
    expect(widths(cells)).toEqual(new Set([2]));
  });

  test('says at the end what was left out and what is doubtful', () => {
    const cells = toCells(binomialReport(binomialFit(0, 4, 0.95), 1));
    expect(cells).toHaveLength(19);
    expect(cells[17][0]).toBe('1 missing value left out');
    expect(cells[18][0]).toContain('0 of 4');
    expect(cells[4][1]).toMatchObject({ error: '#N/A' });
    expect(widths(cells)).toEqual(new Set([3]));
  });
});

test('a likelihood interval is one row under its headers', () => {
  const data = [[1], [null], [4]];
  const one = likelihoodInterval({ density: 'normal', data, parameter: '', level: 0.99, type: 'wald' });
  expect(toCells(likelihoodIntervalReport(one))).toEqual([
    ['Parameter', 'Estimate', 'Lower 99%', 'Upper 99%'],
    ['mu', 2.5, one.lower, one.upper],
    [null, null, null, null],
    ['1 missing value left out', null, null, null],
  ]);
  expect(toCells(likelihoodIntervalReport(one), WITHOUT)).toEqual([[2.5, one.lower, one.upper]]);
});

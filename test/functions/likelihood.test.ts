import { describe, expect, test } from 'vitest';
import { setRangeReader } from '../../functions/index';
import { HostError } from './hostGlobals';
import { call, message, useFunctions, type Cells } from './callFunctions';

const labelled = (cells: Cells, label: unknown) => cells.find((row) => row[0] === label)!;

/** 5 successes of 30 in five rows of six. */
const BINARY = Array.from({ length: 5 }, () => [1, 0, 0, 0, 0, 0]);

useFunctions();

describe('BINOM.MLE', () => {
  test('gives the estimate, its information and the intervals', () => {
    const cells = call('BINOM.MLE', [[5]], 30, null, null);
    expect(labelled(cells, 'Estimate')[1]).toBe(1 / 6);
    expect(labelled(cells, 'Information')[1]).toBe(216);
    expect(labelled(cells, 'Likelihood ratio')[1]).toBeCloseTo(0.0632348416951349, 10);
    expect(labelled(cells, 'Likelihood ratio')[2]).toBeCloseTo(0.324623286336997, 10);
    expect(labelled(cells, 'Wilson (score)')[2]).toBeCloseTo(0.33564350506416, 10);
    expect(labelled(cells, 'Successes')[2]).toBe('');
  });

  test('takes a range of 0 and 1, or of FALSE and TRUE, for its successes and trials', () => {
    const expected = call('BINOM.MLE', [[5]], 30, null, null);
    expect(call('BINOM.MLE', BINARY, null, null, null)).toEqual(expected);
    expect(call('BINOM.MLE', [...BINARY.map((row) => row.map(Boolean)), Array(6).fill(null)])).toEqual(
      expected,
    );
    const withBlank = [['hit'], [1], [null], [0], [new HostError('#N/A')], [0]];
    expect(call('BINOM.MLE', withBlank).at(-1)![0]).toBe('2 missing values left out');
    expect(labelled(call('BINOM.MLE', withBlank), 'Trials')[1]).toBe(3);
  });

  test('takes the level as argument or option, the argument first', () => {
    const header = (...values: unknown[]) => labelled(call('BINOM.MLE', [[5]], 30, ...values), 'Interval')[1];
    expect(header(0.9)).toBe('Lower 90%');
    expect(header('99%')).toBe('Lower 99%');
    expect(header(null, [['level=0.8']])).toBe('Lower 80%');
    expect(header(0.9, [['level', 0.8]])).toBe('Lower 90%');
  });

  test('drops the labels on request', () => {
    const cells = call('BINOM.MLE', [[5]], 30, null, [['labels=0']]);
    expect(cells).toHaveLength(14);
    expect(cells.slice(0, 3)).toEqual([
      [5, ''],
      [30, ''],
      [1 / 6, ''],
    ]);
  });

  test('says what is wrong with its arguments', () => {
    expect(message('BINOM.MLE', [[5]], null)).toContain('trials is missing');
    expect(message('BINOM.MLE', BINARY, 30)).toContain('a range of 30 cells and trials is given');
    expect(message('BINOM.MLE', [[5]], 3)).toContain('between 0 and the number of trials, 3');
    expect(message('BINOM.MLE', [[5]], 'many')).toContain('trials is "many": expected a number');
    expect(message('BINOM.MLE', [[new HostError('#REF!')]], 3)).toContain('successes is the error #REF!');
    expect(message('BINOM.MLE', [[5]], 30, 95)).toContain('between 0 and 1');
    expect(message('BINOM.MLE', [[5]], 30, null, [['ddf=residual']])).toContain('there are level, labels');
    const invocation = { parameterAddresses: ['Data!B2:B4'] };
    expect(message('BINOM.MLE', [[1], [0], [3]], null, null, null, invocation)).toContain('Data!B4 holds 3');
  });

  test('tells a blank from a zero where the workbook can be read', async () => {
    setRangeReader((address) => Promise.resolve(address === 'Data!B2:B4' ? [[1], [null], [0]] : null));
    const invocation = { parameterAddresses: ['Data!B2:B4'] };
    const cells = await call('BINOM.MLE', [[1], [0], [0]], null, null, null, invocation);
    expect(labelled(cells, 'Trials')[1]).toBe(2);
  });

  test('computes nothing while a formula is being typed', () => {
    expect(call('BINOM.MLE', [[5]], 30, null, null, { isInValuePreview: true })).toEqual([['…']]);
  });
});

describe('LIKELIHOOD.CI', () => {
  test('says where an interval has no end, in the cell and below it', () => {
    const counts = [0, 1, 2, 5, 1, 1, 2, 1].map((y) => [y]);
    const cells = call('LIKELIHOOD.CI', 'negative binomial', counts, 'size');
    expect(cells[1][3]).toBe('∞');
    expect(cells.at(-1)![0]).toContain('The interval of size has no upper end');
  });

  test('notices arguments in the wrong order, and a range where one value is expected', () => {
    expect(() => call('LIKELIHOOD.CI', [[1], [2]], 'normal')).toThrow(
      'The density comes first, then the data',
    );
    expect(() => call('LIKELIHOOD.CI', 'normal', [[1], [2]], [['mu'], ['sigma']])).toThrow(
      'parameter is a range of 2 cells: expected text',
    );
    expect(() => call('LIKELIHOOD.CI', 'gausian', [[1], [2]])).toThrow('Did you mean "gaussian"?');
  });

  test('takes every density that has a name, and densities as text', () => {
    // Five events: likelihood-ratio limits of a Poisson rate (golden basics_poisson_normal, made with R).
    const named = call('LIKELIHOOD.CI', 'Poisson', [[5]], null, null, null);
    expect(named[1].slice(0, 2)).toEqual(['lambda', 5]);
    expect(named[1][2]).toBeCloseTo(1.7930051317309, 9);
    expect(named[1][3]).toBeCloseTo(10.7463886334848, 9);
    const text = call('LIKELIHOOD.CI', 'y*LN(rate) - rate', [['y'], [5]], 'rate', null, null);
    expect(text[1].slice(1).map((value) => Number(value).toFixed(8))).toEqual(
      named[1].slice(1).map((value) => Number(value).toFixed(8)),
    );
    const wald = call('LIKELIHOOD.CI', 'poisson', [[5]], null, null, 'wald');
    expect(wald[1][3]).toBeCloseTo(9.38261270288291, 9);
  });

  const VALUES = [[0.8], [2.3], [1.1], [4.7], [0.35], [3.2], [1.9], [2.6], [0.95], [5.1]];

  test('gives profile and Wald intervals of a normal sample', () => {
    expect(call('LIKELIHOOD.CI', 'normal', VALUES, null, null, null)).toEqual([
      ['Parameter', 'Estimate', 'Lower 95%', 'Upper 95%'],
      [
        'mu',
        expect.closeTo(2.3, 12),
        expect.closeTo(1.24033391057513, 10),
        expect.closeTo(3.35966608942487, 10),
      ],
    ]);
    const wald = call('LIKELIHOOD.CI', 'Normal', VALUES, 'sigma', 0.9, 'wald')[1];
    expect((wald[3] as number) - (wald[1] as number)).toBeCloseTo(1.64485362695147 * 0.346229692545281, 10);
  });

  test('gives the likelihood-ratio interval of a proportion, from two cells or a range', () => {
    const expected = [
      'p',
      1 / 6,
      expect.closeTo(0.0632348416951349, 10),
      expect.closeTo(0.324623286336997, 10),
    ];
    expect(call('LIKELIHOOD.CI', 'binomial', [[5, 30]])[1]).toEqual(expected);
    expect(call('LIKELIHOOD.CI', 'binomial', BINARY, 'p', 0.95, 'Profile')[1]).toEqual(expected);
  });

  test('says what is wrong with its arguments', () => {
    expect(message('LIKELIHOOD.CI', 'gama', VALUES)).toContain('Did you mean "gamma"?');
    expect(message('LIKELIHOOD.CI', null, VALUES)).toMatch(/expected/i);
    expect(message('LIKELIHOOD.CI', 'normal', VALUES, null, null, 'score')).toContain('"profile" or "wald"');
    expect(message('LIKELIHOOD.CI', 'normal', VALUES, 'p')).toContain('expected mu or sigma');
    const invocation = { parameterAddresses: ['', 'Data!A2:A11'] };
    const bad = VALUES.map((row, i) => (i === 3 ? ['four'] : row));
    expect(message('LIKELIHOOD.CI', 'normal', bad, null, null, null, invocation)).toContain(
      'Data!A5 holds the text',
    );
  });
});

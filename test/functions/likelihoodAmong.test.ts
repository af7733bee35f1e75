import { describe, expect, test } from 'vitest';
import { call, useFunctions, type Cells } from './callFunctions';
import { HostError } from './hostGlobals';

const mle = (...values: unknown[]) => call('LIKELIHOOD.MLE', ...values);
const ZEROS: Cells = [['y'], [0], [0], [0]];
const BINARY = 'y*LN(p) + (1-y)*LN(1-p)';
const Y: Cells = [[1], [2], [4]];
const close = (number: number, digits = 14) => expect.closeTo(number, digits) as number;
const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(HostError);
    return (error as Error).message;
  }
  return 'nothing was thrown';
};
/** Rows of the table of candidates. */
const candidates = (cells: Cells): Cells => {
  const from = cells.findIndex((row) => row.includes('Relative likelihood'));
  const length = cells.slice(from).findIndex(([cell]) => cell === '');
  return cells.slice(from + 1, from + length);
};

useFunctions();

describe('LIKELIHOOD.MLE among given values', () => {
  test('finds the more likely of two shares for three people who said no', () => {
    expect(mle(BINARY, ZEROS, null, 'among={1/3, 1/2}')).toEqual([
      ['Parameter', 'Estimate', '', ''],
      ['p', 1 / 3, '', ''],
      ['', '', '', ''],
      ['Among 2 values', '', '', ''],
      ['Likelihood', close(8 / 27), '', ''],
      ['Log-likelihood', close(3 * Math.log(2 / 3)), '', ''],
      ['Observations', 3, '', ''],
      ['Density', 'sum over 3 rows of y*LN(p) + (1 - y)*LN(1 - p)', '', ''],
      ['', '', '', ''],
      ['p', 'Likelihood', 'Log-likelihood', 'Relative likelihood'],
      [1 / 3, close(8 / 27), close(3 * Math.log(2 / 3)), 1],
      [0.5, 0.125, close(-3 * Math.LN2), close(27 / 64)],
      ['', '', '', ''],
      [
        expect.stringContaining('There is no standard error and no interval: among separate values'),
        '',
        '',
        '',
      ],
    ]);
  });

  test('reads the values as text, between braces, as a region, and from a range', () => {
    const expected = candidates(mle(BINARY, ZEROS, null, 'among=0.25, 0.5, 0.75'));
    expect(expected).toHaveLength(3);
    for (const option of [
      'among={0.25; 1/2; 3/4}',
      'among=0.25..0.75 by 0.25',
      'among=p: 0.25..0.75, 3 points',
      'among={0.25,0.5,0.75}; labels=1',
    ])
      expect(candidates(mle(BINARY, ZEROS, null, option))).toEqual(expected);
    for (const range of [
      [[0.25], [0.5], [0.75]],
      [[0.25, 0.5, 0.75]],
      [['p'], [0.25], [0.5], [0.75]],
      [['0.25'], ['1/2'], ['3/4']],
      'p=0.25, 0.5, 0.75',
    ])
      expect(candidates(mle(BINARY, ZEROS, null, null, range))).toEqual(expected);
  });

  test('combines lists of several parameters, and holds some', () => {
    const cells = mle('normal', Y, null, null, 'mu=2, 7/3; sigma=1, 1.2, 2');
    expect(candidates(cells).map((row) => row.slice(0, 2))).toEqual([
      [2, 1],
      [2, 1.2],
      [2, 2],
      [7 / 3, 1],
      [7 / 3, 1.2],
      [7 / 3, 2],
    ]);
    expect(cells.slice(1, 3).map((row) => row.slice(0, 2))).toEqual([
      ['mu', 7 / 3],
      ['sigma', 1.2],
    ]);
    const held = mle('normal', Y, null, 'among=sigma: 1, 2; fix=mu:2');
    expect(candidates(held).map((row) => row.slice(0, 2))).toEqual([
      [2, 1],
      [2, 2],
    ]);
    const rows = [
      ['sigma', 'mu'],
      [1, 2],
      [2, 3],
    ];
    expect(candidates(mle('normal', Y, null, null, rows)).map((row) => row.slice(0, 2))).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  test('agrees with LIKELIHOOD.VALUE at each of them', () => {
    const at = [[0.1], [0.2], [0.9]];
    const values = call('LIKELIHOOD.VALUE', 'binomial', [[5], [30]], at);
    expect(candidates(mle('binomial', [[5], [30]], null, null, at)).map(([, value]) => [value])).toEqual(
      values,
    );
  });

  test('says which values are equally likely', () => {
    const cells = mle('binomial', [[5], [10]], null, 'among=0.1, 0.25, 0.75');
    expect(cells[1][1]).toBe(0.25);
    expect(cells[cells.length - 1][0]).toBe(
      '2 of the values are equally likely, and the first is shown: p = 0.25; p = 0.75.',
    );
  });

  test('shows where the data are impossible', () => {
    const cells = mle(BINARY, ZEROS, null, 'among=0.5, 1');
    expect(candidates(cells)[1]).toEqual([1, 0, expect.objectContaining({ code: '#NUM!' }), 0]);
    expect(message(() => mle(BINARY, [['y'], [0], [1]], null, 'among=0, 1'))).toContain(
      'The data are impossible at all of the candidate values',
    );
  });

  test('leaves labels away', () => {
    expect(mle(BINARY, ZEROS, null, 'among=1/2; labels=0')).toEqual([
      [0.5, '', '', ''],
      [0.125, '', '', ''],
      [close(-3 * Math.LN2), '', '', ''],
      [3, '', '', ''],
      [0.5, 0.125, close(-3 * Math.LN2), 1],
    ]);
  });

  test.each([
    [[BINARY, ZEROS, null, 'among=p'], 'among gives no values for p: expected some, as in "1/3, 1/2"'],
    [[BINARY, ZEROS, null, 'among=q: 1, 2'], 'among names q: the parameters are p.'],
    [[BINARY, ZEROS, null, 'among=1, x'], 'among is "1, x": expected a parameter such as'],
    [
      [BINARY, ZEROS, null, 'among=0.5; method=BFGS; level=0.9'],
      'so method and level have no meaning beside it',
    ],
    [[BINARY, ZEROS, 'p=0.3', 'among=0.5'], 'so start has no meaning beside it'],
    [[BINARY, ZEROS, null, 'among=0.5', [[0.5]]], 'among is given twice'],
    [[BINARY, ZEROS, null, null, [['x']]], 'among'],
    [
      ['normal', Y, null, 'among=1, 2'],
      'among gives values of one parameter: expected them by name for mu, sigma',
    ],
    [['normal', Y, null, 'among=mu: 1, 2'], 'among gives no number for sigma.'],
    [['normal', Y, null, 'among=mu: 1, 2; fix=mu:1, sigma:2'], 'All parameters are held by fix'],
    [
      ['normal', Y, null, 'among=mu: 0..1, 200 points, sigma: 1..2, 200 points'],
      'among has 40000 candidates: expected at most 10000.',
    ],
  ])('%j says why not', (values, sentence) => {
    expect(message(() => mle(...values))).toContain(sentence);
  });

  test('has no path', () => {
    expect(message(() => call('LIKELIHOOD.TRACE', BINARY, ZEROS, null, null, 'among=0.5'))).toContain(
      'A comparison among given values has no path: take among for LIKELIHOOD.MLE.',
    );
  });
});

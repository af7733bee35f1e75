import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/index';
import { setRangeReader } from '../../functions/index';
import fixture from '../likelihood/fixtures/maximum.json';
import { HostError } from './hostGlobals';
import { call, useFunctions, type Cells } from './callFunctions';

const value = (...values: unknown[]) => call('LIKELIHOOD.VALUE', ...values);
const mle = (...values: unknown[]) => call('LIKELIHOOD.MLE', ...values);
const trace = (...values: unknown[]) => call('LIKELIHOOD.TRACE', ...values);

const BINARY = 'y*LN(p) + (1-y)*LN(1-p)';
const ZEROS: Cells = [['y'], [0], [0], [0]];
const { data, truth } = fixture;
const REGRESSION: Cells = [['y', 'x'], ...data.y.map((y, i) => [y, data.x[i]])];
const NORMAL = 'LN(NORM.DIST(y, a + b*x, s, FALSE))';

const close = (number: number, digits = 10) => expect.closeTo(number, digits) as number;
const rowOf = (cells: Cells, label: string) => cells.find((row) => row[0] === label)!;
const message = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(HostError);
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

useFunctions();

describe('LIKELIHOOD.VALUE', () => {
  test('of three zeros is 1/8 at one half and 8/27 at one third, where it is larger', () => {
    expect(value(BINARY, ZEROS, [[1 / 2], [1 / 3]])).toEqual([[1 / 8], [close(8 / 27, 15)]]);
    expect(value(BINARY, ZEROS, 0.5)).toEqual([[0.125]]);
  });
  test('can stand beside the parameters, by their names in the order in which they were taken', () => {
    expect(value('normal', [[1], [2]], [[1, 2]], true, true)).toEqual([
      ['mu', 'sigma', 'Log-likelihood'],
      [1, 2, close(-Math.log(2 * Math.PI) - 2 * Math.LN2 - 1 / 8)],
    ]);
    expect(value(BINARY, ZEROS, [[0.5], [0.25]], false, 'yes')).toEqual([
      ['p', 'Likelihood'],
      [0.5, 0.125],
      [0.25, 27 / 64],
    ]);
  });
  test('is a logarithm where that is wanted', () => {
    expect(value(BINARY, ZEROS, [[0.5]], true)).toEqual([[close(-3 * Math.LN2, 14)]]);
    expect(value(BINARY, ZEROS, [[0.5]], 'false')).toEqual([[0.125]]);
  });
  test('takes parameters in order, by name in a header row or in text, or as one column', () => {
    const at = -47.7;
    const expected = value(NORMAL, REGRESSION, [[1, 2, 3]], true);
    expect(expected[0][0]).toBeGreaterThan(at);
    for (const parameters of [
      [
        ['a', 'b', 's'],
        [1, 2, 3],
      ],
      [
        ['S', 'a', 'b'],
        [3, 1, 2],
      ],
      [
        ['a', 1],
        ['b', 2],
        ['s', 3],
      ],
      [[1], [2], [3]],
      [['a=1; b=2; s=3']],
      [['s=3, b=2, a=1']],
      [['1, 2, 3']],
    ])
      expect(value(NORMAL, REGRESSION, parameters, 1)).toEqual(expected);
    expect(
      value(
        NORMAL,
        REGRESSION,
        [
          ['b', 's', 'a'],
          [2, 3, 1],
          [2, 3, 1],
        ],
        1,
      ),
    ).toEqual([...expected, ...expected]);
  });
  test('is 0 where the data are impossible, and its logarithm no number', () => {
    expect(value(BINARY, ZEROS, [[1]])).toEqual([[0]]);
    expect(value(BINARY, ZEROS, [[1]], true)).toEqual([[expect.objectContaining({ code: '#NUM!' })]]);
  });
  test.each([
    [[[1, 2]], 'parameters has 2 numbers: expected 1, for p.'],
    [[['q'], [1]], 'parameters names q: the parameters are p.'],
    [[[null]], 'parameters is empty: expected p.'],
    [[[0.5], ['x']], 'parameters has "x": expected numbers.'],
  ])('of %j cannot be had', (parameters, sentence) => {
    expect(message(() => value(BINARY, ZEROS, parameters))).toContain(sentence);
  });
});

describe('LIKELIHOOD.MLE', () => {
  test('lays out estimates, facts, Hessian and covariance matrix', () => {
    const cells: Cells = [
      ['y', 'n'],
      [5, 30],
    ];
    const ll = 5 * Math.log(1 / 6) + 25 * Math.log(5 / 6);
    const se = 1 / Math.sqrt(216);
    const z = 1.959963984540054;
    expect(mle('y*LN(p) + (n-y)*LN(1-p)', cells, null, null, {})).toEqual([
      ['Parameter', 'Estimate', 'Std. Error', 'Lower 95%', 'Upper 95%'],
      ['p', close(1 / 6, 14), close(se), close(1 / 6 - z * se), close(1 / 6 + z * se)],
      ['', '', '', '', ''],
      ['By Newton', '', '', '', ''],
      ['Log-likelihood', close(ll), '', '', ''],
      ['Minus log-likelihood', close(-ll), '', '', ''],
      ['AIC', close(2 - 2 * ll), '', '', ''],
      ['BIC', close(-2 * ll), '', '', ''],
      ['Observations', 1, '', '', ''],
      ['Function evaluations', expect.any(Number), '', '', ''],
      ['Gradient evaluations', expect.any(Number), '', '', ''],
      ['Convergence', 0, '', '', ''],
      ['Message', 'CONVERGENCE: GRADIENT IS ZERO', '', '', ''],
      ['Density', 'sum over 1 row of y*LN(p) + (n - y)*LN(1 - p)', '', '', ''],
      ['', '', '', '', ''],
      ['Hessian', 'p', '', '', ''],
      ['p', close(216, 8), '', '', ''],
      ['', '', '', '', ''],
      ['Covariance', 'p', '', '', ''],
      ['p', close(1 / 216), '', '', ''],
    ]);
  });
  test('has ten times the information from ten times the data', () => {
    const cells: Cells = [
      ['y', 'n'],
      [50, 300],
    ];
    const found = mle('y*LN(p) + (n-y)*LN(1-p)', cells, null, [['interval=2se; labels=0']]);
    expect(found[0]).toEqual([
      close(1 / 6, 14),
      close(1 / Math.sqrt(2160)),
      close(1 / 6 - 2 / Math.sqrt(2160)),
      close(1 / 6 + 2 / Math.sqrt(2160)),
    ]);
    expect(found[9][0]).toEqual(close(2160, 7));
    expect(found.flat().filter((cell) => typeof cell === 'string' && cell !== '')).toEqual([]);
  });
  test('agrees with lm()', () => {
    const cells = mle(NORMAL, REGRESSION);
    ['a', 'b', 's'].forEach((name, i) => {
      const [, estimate, error] = rowOf(cells, name) as [string, number, number];
      expect(estimate).toBeCloseTo(truth.regression.par[i], 10);
      expect(error).toBeCloseTo(Math.sqrt(truth.regression.vcov[i][i]), 10);
    });
  });
  test("returns what R's optim() does when it is asked to", () => {
    const run = fixture.optim.find(
      ({ method, problem, upper }) => method === 'L-BFGS-B' && problem === 'gamma' && !upper,
    )!;
    const cells = mle(
      'dgamma(y, shape, rate, log=TRUE)',
      REGRESSION,
      [['shape', 'rate'], run.start],
      'method=L-BFGS-B; lower=shape:0.01, rate:0.01; level=90%',
    );
    expect(cells[0].slice(3)).toEqual(['Lower 90%', 'Upper 90%']);
    expect(rowOf(cells, 'By L-BFGS-B')).toBeDefined();
    expect(rowOf(cells, 'Minus log-likelihood')[1]).toBeCloseTo(run.value, 9);
    expect(rowOf(cells, 'Function evaluations')[1]).toBe(run.counts[0]);
    expect(rowOf(cells, 'Gradient evaluations')[1]).toBe(run.counts[1]);
    expect(rowOf(cells, 'Message')[1]).toBe(run.message);
    expect(rowOf(cells, 'shape')[1]).toBeCloseTo(run.par[0], 6);
  });
  test('does without a gradient what a lecture prints', () => {
    const wheat = parseCsv(
      readFileSync(join(import.meta.dirname, '../../examples/wheat.csv'), 'utf8'),
    ) as Cells;
    const options = 'method=L-BFGS-B; lower=sigma2:0, tau2:0; derivatives=numeric';
    const cells = mle('one-way normal', wheat, 'mu=15; sigma2=1; tau2=1', options);
    expect(rowOf(cells, 'Function evaluations')[1]).toBe(16);
    expect(rowOf(cells, 'Gradient evaluations')[1]).toBe(16);
    expect(rowOf(cells, 'Derivatives')[1]).toBe('by differences, ± 0.001');
    const from = cells.findIndex(([label]) => label === 'Hessian');
    expect((cells[from + 3][3] as number).toPrecision(7)).toBe('11.22654');
    const path = trace(
      'one-way normal',
      wheat,
      'mu=15; sigma2=1; tau2=1',
      'L-BFGS-B',
      'lower=sigma2:0, tau2:0; derivatives=numeric',
    );
    expect(path[path.length - 1].slice(1, 4)).toEqual(cells.slice(1, 4).map(([, estimate]) => estimate));
    const steps = mle(BINARY, ZEROS, 0.3, 'method=L-BFGS-B; lower=0.01; derivatives=numeric; ndeps=p:1e-4');
    expect(rowOf(steps, 'Derivatives')[1]).toBe('by differences, ± 0.0001');
  });
  test('leaves held parameters out of the matrices and says what lies on a bound', () => {
    const cells = mle('dgamma(y, shape, rate, log=TRUE)', REGRESSION, null, [
      ['fix', 'shape=3'],
      ['upper', 'rate=0.5'],
    ]);
    expect(cells[1]).toEqual(['shape', 3, '', '', '']);
    expect(cells[2]).toEqual(['rate', 0.5, '', '', '']);
    expect(rowOf(cells, 'Hessian')).toEqual(['Hessian', 'rate', '', '', '']);
    expect(cells[cells.length - 1][0]).toBe(
      'The estimate of rate lies on its bound 0.5: a standard error is not defined there.',
    );
  });
  test('counts missing values', () => {
    const cells = mle(BINARY, [['y'], [0], [null], [1], [1]]);
    expect(rowOf(cells, 'Observations')[1]).toBe(3);
    expect(cells[cells.length - 1][0]).toBe('1 missing value left out');
  });
  test('takes censored times, and gives the median below the estimates', () => {
    const times = [
      ['time', 'status'],
      [9, 1],
      [13, 1],
      [13, 0],
      [18, 1],
      [28, 0],
    ];
    const cells = call('LIKELIHOOD.MLE', 'exponential', times, null, null, null);
    expect(cells[1].slice(0, 2)).toEqual(['rate', expect.closeTo(3 / 81, 12)]);
    const [name, median, error] = cells[cells.findIndex(([first]) => first === 'Derived') + 1];
    expect([name, median]).toEqual(['median', expect.closeTo((Math.LN2 * 81) / 3, 9)]);
    // By the delta method: log 2/rate² times the standard error of the rate.
    expect(error).toBeCloseTo((Math.LN2 * 81) / 3 / Math.sqrt(3), 9);
    const bounds = times.map(([time, status], i) =>
      i === 0 ? ['lower', 'upper'] : [time, status === 1 ? time : null],
    );
    expect(call('LIKELIHOOD.MLE', 'exponential', bounds, null, null, null)[1]).toEqual(cells[1]);
  });

  test.each([
    [['y*LNN(p)', ZEROS], 'There is no function LNN: did you mean LN? (at position 3), at: LNN(p)'],
    [['y*(p', ZEROS], 'Expected a closing bracket'],
    [['y*2', ZEROS], 'no free parameter'],
    [['', ZEROS], 'density is empty'],
    [
      ['one way normal', ZEROS],
      'There is no density called "one way normal". Did you mean "one-way normal"? Expected',
    ],
    [['one way normal', ZEROS], 'Did you mean "one-way normal"?'],
    [['one-way normal', ZEROS], 'have 1 column: expected two, values and groups'],
    [[BINARY, ZEROS, 'p=x'], 'start has "p=x": expected a number, or name=number.'],
    [['dgamma(y, shape, rate, log=TRUE)', [['y'], [0], [1], [2]]], 'such as 0 for dgamma'],
    [[BINARY, ZEROS, '2'], 'The log-likelihood is not finite at the starting values p = 2'],
    [
      [BINARY, ZEROS, null, 'method=CG'],
      'The method is "CG": expected one of Newton, BFGS, L-BFGS-B, Nelder-Mead.',
    ],
    [[BINARY, ZEROS, null, 'metod=CG'], 'Did you mean method?'],
    [
      [BINARY, ZEROS, null, 'derivatives=some'],
      'The option derivatives is "some": expected exact or numeric.',
    ],
    [[BINARY, ZEROS, null, 'derivatives=numeric'], "and Newton's method has no use for them"],
    [[BINARY, ZEROS, null, 'interval=profile'], 'expected wald or 2se'],
    [[BINARY, ZEROS, null, 'maxit=-1'], 'expected a number from 0 on'],
    [[BINARY, [['y'], ['a']]], 'The column y holds text'],
  ])('%j says why not', (values, sentence) => {
    expect(message(() => mle(...values))).toContain(sentence);
  });
});

test('a likelihood without a maximum is followed until numbers end, and that is said', () => {
  const rows = Array.from({ length: 100 }, (_, i) => [i / 7]);
  const cells = call('LIKELIHOOD.MLE', 'gammaln(a) - a*LN(b)', [['y'], ...rows], null, null);
  expect(cells.flat().join(' ')).toMatch(/Not converged \(code (1|52)\)/);
});

test('the one-way normal model is a density of values and groups', () => {
  const cells: Cells = [1, 2, 3, 4, 5, 6, 9, 8].map((y, i) => [y, 'abcd'[i >> 1]]);
  const single = mle('One-way  normal', cells, null, 'labels=0');
  const own = call(
    'ONEWAY.MLE',
    cells.map(([y]) => [y]),
    cells.map(([, g]) => [g]),
    null,
    'labels=0',
  );
  for (let i = 0; i < 3; i++) expect(single[i][0]).toBeCloseTo(own[i][0] as number, 10);
  expect(value('one-way normal', cells, [[4.75, 1, 2]], true)).toEqual(
    call(
      'ONEWAY.LOGLIK',
      cells.map(([y]) => [y]),
      cells.map(([, g]) => [g]),
      4.75,
      1,
      2,
    ),
  );
});

describe('LIKELIHOOD.TRACE', () => {
  test('gives every iterate, uphill to a vanishing gradient', () => {
    const cells = trace(NORMAL, REGRESSION, [[0, 0, 10]]);
    expect(cells[0]).toEqual(['Iteration', 'a', 'b', 's', 'Log-likelihood', 'Gradient norm']);
    expect(cells[1].slice(0, 4)).toEqual([0, 0, 0, 10]);
    const last = cells[cells.length - 1] as number[];
    truth.regression.par.forEach((x, i) => expect(last[i + 1]).toBeCloseTo(x, 10));
    expect(last[4]).toBeCloseTo(truth.regression.logLik, 10);
    expect(last[5]).toBeLessThan(1e-8);
    expect(cells.slice(1).map(([iteration]) => iteration)).toEqual(cells.slice(1).map((_, i) => i));
  });
  test.each(['BFGS', 'l-bfgs-b', 'Nelder-Mead'])('can be one of %s', (method) => {
    const cells = trace(
      'k*(a + b*x) - log1p(EXP(a + b*x))',
      [['k', 'x'], ...data.k.map((k, i) => [k, data.x[i]])],
      'a=0; b=0',
      method,
    );
    expect(cells[1].slice(0, 4)).toEqual([0, 0, 0, close(-12 * Math.LN2)]);
    expect(cells[1][4] === '').toBe(method === 'Nelder-Mead');
    expect(cells[cells.length - 1][1]).toBeCloseTo(truth.logistic.par[0], 2);
  });
});

test('blanks that arrive as zeros are looked at again', async () => {
  setRangeReader(() => Promise.resolve([['y'], [null], [0], [1]]));
  const call = { parameterAddresses: ['', 'Sheet1!A1:A4', ''] };
  const found = await (value(
    BINARY,
    [['y'], [0], [0], [1]],
    [[0.5]],
    false,
    call,
  ) as unknown as Promise<Cells>);
  expect(found).toEqual([[close(0.25, 15)]]);
});

import { describe, expect, test } from 'vitest';
import { call, message, useFunctions } from './callFunctions';

useFunctions();

const simulate = (...values: unknown[]) => call('LIKELIHOOD.SIMULATE', ...values, {});
const refused = (...values: unknown[]) => message('LIKELIHOOD.SIMULATE', ...values, {});
const NORMAL = [['mu=16; sigma=2']];
const ONEWAY = [['mu=16.3; sigma2=1.8; tau2=0.4']];

describe('LIKELIHOOD.SIMULATE', () => {
  test('gives a header and the values of a seed for good', () => {
    expect(simulate('normal', NORMAL, 3, 1, [['digits=2']])).toEqual([['y'], [15.82], [15.27], [16.37]]);
    expect(
      simulate(
        'Gaussian',
        [
          ['sigma', 2],
          ['mu', 16],
        ],
        3,
        1,
        [['digits=2; labels=0']],
      ),
    ).toEqual([[15.82], [15.27], [16.37]]);
  });

  test('has every density of single values', () => {
    const values = (density: string, parameters: string, options = 'labels=0'): number[] =>
      simulate(density, [[parameters]], 400, 7, [[options]]).map(([y]) => y as number);
    const angles = values('von mises', 'mu=2; kappa=3');
    expect(Math.max(...angles.map((y) => Math.abs(y - 2)))).toBeLessThanOrEqual(Math.PI);
    const mean = angles.reduce((sum, y) => sum + Math.cos(y - 2), 0) / 400;
    // I1(3)/I0(3), and its standard error.
    expect(Math.abs(mean - 0.80998)).toBeLessThan(4 * 0.014);
    const mixed = values('normal mixture', 'p=0.25; mu1=0; mu2=10; sd1=1; sd2=0.5');
    expect(Math.abs(mixed.filter((y) => y < 5).length - 100)).toBeLessThan(4 * Math.sqrt(75));
    const exact = simulate('laplace', [['location=3; scale=2']], 51, 7, [['labels=0; exact=1']]);
    const fit = call('LIKELIHOOD.MLE', 'laplace', exact, null, null, null);
    expect([fit[1][1], fit[2][1]]).toEqual([expect.closeTo(3, 12), expect.closeTo(2, 12)]);
    expect(values('pareto', 'xm=2; alpha=3').every((y) => y >= 2)).toBe(true);
    expect(values('zero-inflated poisson', 'pi=0.5; lambda=4').filter((y) => y === 0).length).toBeGreaterThan(
      160,
    );
  });

  test('has successes out of trials, of one probability or of one for each row', () => {
    const counts = (options: string) =>
      simulate('Beta Binomial', [['alpha=2; beta=5']], 400, 7, [[`trials=30; ${options}`]]);
    expect(counts('repeats=2')[0]).toEqual(['successes1', 'successes2', 'trials']);
    const typed = simulate('dbetabinom.ab(y, 30, alpha, beta)', [['alpha=2; beta=5']], 400, 7, [
      ['labels=0'],
    ]);
    expect(counts('labels=0').map(([successes]) => [successes])).toEqual(typed);
    expect(counts('labels=0').map(([, trials]) => trials)).toEqual(Array(400).fill(30));
    const found = call('LIKELIHOOD.MLE', 'beta-binomial', counts('labels=1'), null, null, null);
    for (const [name, estimate, error] of found.slice(1, 3) as [string, number, number][])
      expect(Math.abs(estimate - { alpha: 2, beta: 5 }[name]!)).toBeLessThan(3 * error);
    expect(refused('beta-binomial', [['alpha=1; beta=2']], 3, 1, null)).toBe(
      '"beta-binomial" needs the number of trials in each row: expected an option such as "trials=100".',
    );
    expect(refused('beta-binomial', [['alpha=-1; beta=2']], 3, 1, [['trials=10']])).toBe(
      'alpha is -1: expected a positive number.',
    );
    expect(refused('beta-binomial', [['alpha=1; beta=2']], 3, 1, [['trials=10; digits=2']])).toContain(
      'The option digits has no meaning for "beta-binomial"',
    );
  });

  test('takes rows or groups, and sizes below one another in a range of options', () => {
    const groups = (...values: unknown[]) =>
      simulate('one-way normal', ONEWAY, ...values).map(([group]) => group);
    expect(groups(null, 1, [['groups=2; size=2']])).toEqual(['group', 'A', 'A', 'B', 'B']);
    expect(groups(4, 1, [['groups=2']])).toEqual(['group', 'A', 'A', 'B', 'B']);
    expect(
      groups(null, 1, [
        ['sizes', 1],
        [null, 3],
      ]),
    ).toEqual(['group', 'A', 'B', 'B', 'B']);
    expect(groups(null, 1, [['sizes=1, 3']])).toEqual(['group', 'A', 'B', 'B', 'B']);
  });

  test('can be analysed as it stands', () => {
    const cells = simulate('one-way normal', ONEWAY, null, 1, [['groups=10; size=5; exact=1']]);
    const table = call(
      'ONEWAY.ANOVA',
      cells.map(([, y]) => [y]),
      cells.map(([group]) => [group]),
      null,
      {},
    );
    const found = new Map(table.map((row) => [row[0], row[1]]));
    expect(found.get('sigma²')).toBeCloseTo(1.8, 10);
    expect(found.get('tau²')).toBeCloseTo(0.4, 10);
    const trials = simulate('binomial', [['p=0.3']], 4, 1, [['trials=30']]);
    expect(trials[0]).toEqual(['successes', 'trials']);
    expect(call('LIKELIHOOD.MLE', 'binomial', trials, null, null, null, {}).flat()).toContain('p');
  });

  test.each([
    [['normal', NORMAL, 3, null], 'seed is empty: expected a whole number, such as 1'],
    [['normal', NORMAL, 3, 1.5], 'seed is 1.5: expected a whole number from 0 to 9007199254740991.'],
    [['normal', NORMAL, 3, -1], 'seed is -1'],
    [['normal', NORMAL, null, 1], 'rows is empty: expected how many values, such as 50.'],
    [['normal', NORMAL, 2.5, 1], 'rows is 2.5: expected a whole number from 1 to 1048575'],
    [['normal', NORMAL, 2e6, 1], 'rows is 2000000: expected a whole number from 1 to 1048575'],
    [['normal', NORMAL, 1e6, 1, [['repeats=2']]], 'That would be 1000000 rows of 2 values: expected at most'],
    [['normal', [['mu=16; sigma=-2']], 3, 1], 'sigma is -2: expected a positive number.'],
    [['normal', [['mu=16']], 3, 1], 'parameters gives no number for sigma.'],
    [['normal', [['mu=16; tau=1']], 3, 1], 'parameters names tau'],
    [['binary', [['p=1.2']], 3, 1], 'p is 1.2: expected a number between 0 and 1.'],
    [['norml', NORMAL, 3, 1], 'Did you mean "normal"?'],
    [['normal', NORMAL, 3, 1, [['groups=3']]], 'The option groups has no meaning for "normal"'],
    [
      ['poisson', [['lambda=3']], 3, 1, [['digits=2']]],
      'The option digits has no meaning for "poisson": its values are whole',
    ],
    [['poisson', [['lambda=3']], 3, 1, [['exact=1']]], 'no shift and no scale'],
    [['poisson', [['lambda=1e12']], 3, 1], 'expected parameters with a mean of at most 1000000000'],
    [['normal', NORMAL, 3, 1, [['exact=1; digits=2']]], 'exact=1 and digits=2 exclude each other'],
    [['normal', NORMAL, 1, 1, [['exact=1']]], 'expected more rows'],
    [
      ['normal', NORMAL, 3, 1, [['digits=1.5']]],
      'The option digits is "1.5": expected a whole number from 0 to 15.',
    ],
    [['one-way normal', ONEWAY, null, 1], 'expected options such as "groups=10; size=5" or "sizes=3, 5, 8"'],
    [['one-way normal', ONEWAY, 10, 1, [['groups=3']]], 'expected a multiple of 3'],
    [
      ['one-way normal', ONEWAY, 11, 1, [['groups=2; size=5']]],
      'rows is 11, and the groups have 10 values together',
    ],
    [['one-way normal', ONEWAY, null, 1, [['sizes=1, 0']]], 'The option sizes is "1, 0"'],
    [
      ['one-way normal', ONEWAY, null, 1, [['groups=1; size=5; exact=1']]],
      'exact=1 needs two groups or more',
    ],
    [['multinomial', [['p_a=0.5; p_b=0.7']], 3, 1, [['trials=10']]], 'The probabilities add up to 1.2'],
    [['multinomial', [['p_a=0.5']], 3, 1], 'expected an option such as "trials=100"'],
    [['multivariate normal', [['mu=1']], 3, 1], 'expected a range with the means in one row'],
    [
      [
        'multivariate normal',
        [
          [1, 2],
          [4, 9],
          [9, 4],
        ],
        3,
        1,
      ],
      'covariance is not positive definite',
    ],
    [['exp(-(y-m)^2)', [['m=0']], 3, 1], 'an area of 1.77245'],
    [['dnorm(y, a+b*x, s)', [['a=1; b=2; s=1']], 3, 1], 'parameters gives no number for y, x'],
    [['dnorm(y, m, s)', [['y=1; m=2; s=1']], 3, 1], 'expected one without, that of the values'],
  ] as [unknown[], string][])('%j has a sentence', (values, expected) => {
    expect(refused(...[...values, null].slice(0, 5))).toContain(expected);
  });
});

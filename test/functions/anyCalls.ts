/** Random calls of every function: tables with blanks, errors and extremes in them, and texts that are options or nearly so. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { root } from '../../scripts/install.mjs';

interface Parameter {
  readonly name: string;
  readonly dimensionality?: 'matrix';
  readonly optional?: boolean;
}

export interface CustomFunction {
  readonly id: string;
  readonly parameters: readonly Parameter[];
}

export const { functions } = JSON.parse(readFileSync(join(root, 'functions', 'functions.json'), 'utf8')) as {
  readonly functions: readonly CustomFunction[];
};

const CELLS = [
  '',
  null,
  'NA',
  '#N/A',
  'a',
  0,
  -1,
  1e300,
  1e-300,
  1e12,
  true,
  false,
  '12',
  ' x ',
  '=A1',
  '😀',
];
const TEXTS: Readonly<Record<string, readonly unknown[]>> = {
  model: [
    'y ~ x + (x | g)',
    'y ~ 1 + (1 | g)',
    'y ~ x + (x || g)',
    'y ~ x',
    'y ~ f + (f | g)',
    'y ~ 0 + f + (0 + f | g)',
    'y ~ x * f + (1 | g) + (1 | h)',
    'y ~ x + (1 | g/h)',
    'log(y) ~ poly(x, 2) + (1 | g)',
    'y ~ scale(x) + ns(n, 3) + (1 | g)',
    '`a b` ~ x + offset(n) + (1 | g)',
    'y ~ x + (1 | nobody)',
    'y ~ (1 | g',
    '~',
    '',
  ],
  density: [
    ...['normal', 'binomial', 'poisson', 'gamma', 'beta', 'weibull', 'exponential', 'lognormal', 't'],
    ...['negative binomial', 'geometric', 'binary', 'multinomial'],
    'dnorm(y, a + b*x, s)',
    'dpois(n, lambda)',
    'IF(y>0, LN(p), LN(1-p))',
    'gammaln(a) - a*LN(b)',
    'SUM(dnorm(y, mu, 1))',
    'LN(-a^2)',
    '1/a',
    'exp(',
    '',
  ],
  options: [
    'level=0.9',
    'ddf=kenward-roger',
    'weights=n',
    'subset=x>0',
    'contrasts=sum',
    'bogus=1',
    'level=2',
    '=',
    ';;',
  ],
  parameters: ['mu=16; sigma=2', 'p=0.3', 'lambda=2; lambda=3', 'mu=0; sigma2=1; tau2=1', 3, ''],
  rows: [3, 50, 0.5, 1e9, ''],
  seed: [1, 7, -1, 0.5, ''],
  method: ['REML', 'ML', 'moments', 'Newton', ''],
  stat: ['AIC', 'ICC', 'R2m', 'theta', 'groups', 'gradient', ''],
  type: ['III', 'II', 'wald', 'pearson', 'fitted', ''],
  which: ['fixed', 'all', 'correlation', ''],
  language: ['R', 'Julia', 'Python', 'Stata', ''],
  parameter: ['mu', 'x', '(Intercept)', 'sigma', ''],
  algorithm: ['Newton', 'BFGS', 'Nelder-Mead', ''],
  level: [0.95, 0.5, 2, 'x'],
};

export interface Call {
  readonly id: string;
  readonly values: readonly unknown[];
}

const NAMES = ['y', 'x', 'f', 'h', 'a b', 'n', 'g'] as const;

/** A number of about the size of 1. */
const number = fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100);

const table: fc.Arbitrary<unknown[][]> = fc
  .record({
    groups: fc.constantFrom(1, 2, 4, 6),
    scale: fc.constantFrom(1, 1, 1e8, 1e-8),
    dirt: fc.constantFrom(0, 0, 0, 1),
  })
  .chain(({ groups, scale, dirt }) => {
    const label = fc.nat(groups - 1).map((level) => `L${level}`);
    const dirty = (cell: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
      dirt === 0 ? cell : fc.oneof({ weight: 50, arbitrary: cell }, fc.constantFrom(...CELLS));
    const cells = NAMES.map((name) => {
      if (/^[fgh]$/.test(name)) return dirty(label);
      return dirty(name === 'n' ? fc.nat(9) : number.map((value) => scale * value));
    });
    const lengths = fc.constantFrom(0, 3, 8, 20, 40, 60, 100);
    return lengths.chain((length) =>
      fc.array(fc.tuple(...cells), { minLength: length, maxLength: length, size: 'max' }),
    );
  })
  .map((rows) => [[...NAMES], ...rows]);

function argument({ name, dimensionality, optional }: Parameter, data: unknown[][]): fc.Arbitrary<unknown> {
  const given = wanted(name, dimensionality === 'matrix', data);
  return optional && name !== 'model'
    ? fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: given })
    : given;
}

function wanted(name: string, isMatrix: boolean, data: unknown[][]): fc.Arbitrary<unknown> {
  const anyCell = fc.constantFrom<unknown>(...CELLS);
  if (name === 'data' || name === 'newdata')
    return fc.oneof(
      { weight: 19, arbitrary: fc.constant(data) },
      anyCell.map((cell) => [[cell]]),
    );
  if (name === 'values') return fc.constant(data.map((row) => row.slice(0, 1)));
  if (name === 'groups') return fc.constant(data.map((row) => row.slice(-1)));
  const texts = TEXTS[name === 'models' ? 'model' : name];
  const single = texts ? fc.constantFrom(...texts) : fc.oneof(fc.constantFrom(0, 1, 0.5, 3, 30, -1), anyCell);
  if (!isMatrix) return single;
  const one = single.map((value) => [[value]]);
  if (texts) return one;
  const pairs = [
    ['mu', 0.1],
    ['sigma', 1],
  ];
  return fc.oneof(one, fc.constantFrom<unknown>([[1], [2]], pairs, data));
}

/** Calls of one function. */
export function callsOf({ id, parameters }: CustomFunction): fc.Arbitrary<Call> {
  return table.chain((data) =>
    fc.tuple(...parameters.map((parameter) => argument(parameter, data))).map((values) => ({ id, values })),
  );
}

/** Random calls of every function: whatever is handed over, cells come back that Excel can show, or a sentence. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { generator } from '../reference/randomDesigns';
import { call, useFunctions } from './callFunctions';
import { HostError } from './hostGlobals';

interface Parameter {
  readonly name: string;
  readonly dimensionality?: 'matrix';
  readonly optional?: boolean;
}

interface CustomFunction {
  readonly id: string;
  readonly parameters: readonly Parameter[];
}

const { functions } = JSON.parse(readFileSync(join(root, 'functions', 'functions.json'), 'utf8')) as {
  readonly functions: readonly CustomFunction[];
};
const CALLS = 40;
/** Profiles of models that small data do not determine take seconds. */
const SLOW = ['LMER.PROFILE', 'LMER.CI'];

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
  method: ['REML', 'ML', 'moments', 'Newton', ''],
  stat: ['AIC', 'ICC', 'R2m', 'theta', 'groups', 'gradient', ''],
  type: ['III', 'II', 'wald', 'pearson', 'fitted', ''],
  which: ['fixed', 'all', 'correlation', ''],
  language: ['R', 'Julia', 'Python', 'Stata', ''],
  parameter: ['mu', 'x', '(Intercept)', 'sigma', ''],
  algorithm: ['Newton', 'BFGS', 'Nelder-Mead', ''],
  level: [0.95, 0.5, 2, 'x'],
};

useFunctions();

test.each(functions.map(({ id, parameters }) => ({ id, parameters })))(
  '$id',
  async ({ id, parameters }) => {
    const random = generator(id.length * 31 + parameters.length);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random.uniform() * values.length)];
    const chance = (share: number): boolean => random.uniform() < share;

    function table(): unknown[][] {
      const rows = pick([0, 3, 8, 20, 40, 60, 100]);
      const groups = pick([1, 2, 4, 6]);
      const scale = pick([1, 1, 1e8, 1e-8]);
      const dirt = pick([0, 0, 0, 0.02]);
      const names = ['y', 'x', 'f', 'h', 'a b', 'n', 'g'];
      const cell = (name: string): unknown => {
        if (chance(dirt)) return pick(CELLS);
        if (/^[fgh]$/.test(name)) return `L${Math.floor(random.uniform() * groups)}`;
        return name === 'n' ? Math.floor(10 * random.uniform()) : scale * random.normal();
      };
      return [names, ...Array.from({ length: rows }, () => names.map(cell))];
    }

    function argument({ name, dimensionality, optional }: Parameter, data: unknown[][]): unknown {
      if (optional && name !== 'model' && chance(0.6)) return null;
      if (name === 'data' || name === 'newdata') return chance(0.05) ? [[pick(CELLS)]] : data;
      if (name === 'values') return data.map((row) => row.slice(0, 1));
      if (name === 'groups') return data.map((row) => row.slice(-1));
      const texts = TEXTS[name === 'models' ? 'model' : name];
      const single = texts ? pick(texts) : pick([0, 1, 0.5, 3, 30, -1, pick(CELLS)]);
      if (dimensionality !== 'matrix') return single;
      return texts
        ? [[single]]
        : pick([
            [[single]],
            [[1], [2]],
            [
              ['mu', 0.1],
              ['sigma', 1],
            ],
            data,
          ]);
    }

    for (let k = 0; k < (SLOW.includes(id) ? 4 : CALLS); k++) {
      const data = table();
      const values = parameters.map((parameter) => argument(parameter, data));
      const about = JSON.stringify(values.map((value) => (value === data ? `${data.length} rows` : value)));
      let cells: unknown[][];
      try {
        cells = await call(id, ...values);
      } catch (error) {
        expect(error, about).toBeInstanceOf(HostError);
        expect((error as HostError).message, about).not.toMatch(/went wrong|undefined|\bNaN\b|^$/);
        continue;
      }
      for (const row of cells) {
        expect(row.length, about).toBe(cells[0].length);
        for (const cell of row) expect(isShown(cell), `${String(cell)} from ${about}`).toBe(true);
      }
    }
  },
  120_000,
);

function isShown(cell: unknown): boolean {
  if (typeof cell === 'number') return Number.isFinite(cell);
  if (typeof cell === 'string') return !/\bNaN\b|undefined|\[object|Infinity/.test(cell);
  return typeof cell === 'boolean' || cell instanceof HostError;
}

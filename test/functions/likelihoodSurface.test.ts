import { describe, expect, test, vi } from 'vitest';
import { FUNCTIONS } from '../../functions/index';
import { useFunctions } from './callFunctions';
import { HostError } from './hostGlobals';

type Cells = unknown[][];
const surface = (...values: unknown[]): Cells =>
  (FUNCTIONS['LIKELIHOOD.SURFACE'] as (...values: unknown[]) => Cells)(...values);

useFunctions();

const SAMPLE = [0.8, 2.3, 1.1, 4.7, 0.35, 3.2].map((y) => [y]);
const LINE = [['y', 'x'], ...SAMPLE.map(([y], x) => [y, x])];
const down = (cells: Cells) => cells.slice(1).map(([value]) => value);
const across = (cells: Cells) => cells[0].slice(1);

describe('LIKELIHOOD.SURFACE', () => {
  test('has the parameters in its first column and row, and says in the corner which is which', () => {
    const cells = surface('normal', SAMPLE, [['mu: 1..3, 3 points']], [['sigma: 1..2 by 0.25']]);
    expect(cells[0]).toEqual(['mu \\ sigma', 1, 1.25, 1.5, 1.75, 2]);
    expect(down(cells)).toEqual([1, 2, 3]);
    const density = FUNCTIONS['LIKELIHOOD.VALUE'] as (...values: unknown[]) => Cells;
    expect(cells[2][2]).toBeCloseTo(density('normal', SAMPLE, [[2, 1.25]], true)[0][0] as number, 12);
    expect(surface('dnorm(y, a + b*x, s, log=TRUE)', LINE, 'a', 'b', 'points=2')[0][0]).toBe(
      'a \\ b; s at its best',
    );
    expect(surface('dnorm(y, a + b*x, s, log=TRUE)', LINE, 'a', 'b', 'points=2; fix=s:2')[0][0]).toBe(
      'a \\ b; s = 2',
    );
  });

  test.each([
    ['mu: 1..2, 3 points', [1, 1.5, 2]],
    ['1..2, 3 points', [1, 1.5, 2]],
    ['mu = 1 to 2 by 0.5', [1, 1.5, 2]],
    ['mu: 1…2 step 0.5', [1, 1.5, 2]],
    ['mu: -1 - 2, 4 points', [-1, 0, 1, 2]],
    ['mu: -2..-1 3 points', [-2, -1.5, -1]],
    ['mu: 1/2, 1, 3', [0.5, 1, 3]],
    ['1; 2; 3', [1, 2, 3]],
  ])('reads the grid %s', (grid, values) => {
    expect(down(surface('normal', SAMPLE, grid, 'sigma'))).toEqual(values);
  });

  test('takes ranges of values, with or without the name on top', () => {
    const cells = surface('normal', SAMPLE, [['sigma'], [1], [2], [null]], [[0, 3]]);
    expect([cells[0][0], down(cells), across(cells)]).toEqual(['sigma \\ mu', [1, 2], [0, 3]]);
  });

  test('finds the grids itself, of as many points as are asked for', () => {
    expect(surface('gamma', SAMPLE).map((row) => row.length)).toEqual(Array.from({ length: 32 }, () => 32));
    expect(surface('gamma', SAMPLE, '5 points', null, 'points=7').map((row) => row.length)).toEqual(
      Array.from({ length: 6 }, () => 8),
    );
    expect(across(surface('gamma', SAMPLE, 'rate', null, 'points=2'))).toHaveLength(2);
    expect(surface('gamma', SAMPLE, 'rate')[0][0]).toBe('rate \\ shape');
  });

  test('is relative on request: to the maximum, or as a likelihood from 0 to 1', () => {
    const [grid1, grid2] = ['mu: 1..3, 3 points', 'sigma: 0..2, 3 points'];
    const plain = surface('normal', SAMPLE, grid1, grid2) as number[][];
    const below = surface('normal', SAMPLE, grid1, grid2, 'scale=difference') as number[][];
    const ratio = surface('normal', SAMPLE, grid1, grid2, 'scale=relative; labels=0') as number[][];
    const mle = FUNCTIONS['LIKELIHOOD.MLE'] as (...values: unknown[]) => Cells;
    const top = mle('normal', SAMPLE).find(([label]) => label === 'Log-likelihood')?.[1] as number;
    expect(below[2][2]).toBeCloseTo(plain[2][2] - top, 10);
    expect(ratio[1][1]).toBeCloseTo(Math.exp(plain[2][2] - top), 10);
    // Where the data are impossible: no point, and a likelihood of zero.
    expect([plain[2][1], below[2][1], ratio[1][0]]).toEqual(['', '', 0]);
  });

  test.each([
    ['poisson', [[1], [3]], [], 'has one: lambda. LIKELIHOOD.CURVE draws it'],
    ['normal', SAMPLE, ['mu: a..b'], 'grid1 is "mu: a..b": expected a parameter such as "mu"'],
    ['normal', SAMPLE, ['mu: 1..2, 1.5 points'], 'grid1 is "mu: 1..2, 1.5 points"'],
    ['normal', SAMPLE, ['mu: 1..3 by 0'], 'grid1 goes from 1 to 3 by 0'],
    ['normal', SAMPLE, ['mu', 'mu'], 'Both sides of the surface are mu'],
    ['normal', SAMPLE, [[[1], [true]]], 'grid1 has true: expected numbers'],
    ['normal', SAMPLE, [null, null, 'scale=log'], 'scale is "log": expected loglik, difference, relative'],
    ['normal', SAMPLE, [null, null, 'points=x'], 'points'],
    ['', SAMPLE, [], 'density is empty'],
  ])('says what is wrong with %s of %j and %j', (density, data, more, sentence) => {
    let error: unknown;
    try {
      surface(density, data, ...more);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(HostError);
    expect((error as HostError).message).toContain(sentence);
  });

  test('is stopped where it would hold the spreadsheet up, and says what to do', () => {
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 50));
    try {
      expect(() => surface('student t', SAMPLE)).toThrow(/^Stopped after 4.5 seconds: take fewer points/);
    } finally {
      vi.restoreAllMocks();
    }
  });

  test('computes nothing while a formula is being typed', () => {
    expect(surface('normal', SAMPLE, null, null, null, { isInValuePreview: true })).toEqual([['…']]);
  });
});

import { describe, expect, test } from 'vitest';
import { HostError } from './hostGlobals';
import { exampleCells } from '../exampleCells';
import { call, useFunctions } from './callFunctions';

const WHEAT = exampleCells('wheat');
const Y = WHEAT.map((row) => [row[1]]);
const REGION = WHEAT.map((row) => [row[0]]);
const shrink = (...values: unknown[]) => call('SHRINK.MEANS', ...values);

useFunctions();

describe('SHRINK.MEANS', () => {
  test('gives one row per group', () => {
    const cells = shrink(Y, REGION, null, null, {});
    expect(cells[0]).toEqual([
      'Group',
      'n',
      'Mean',
      'Weight',
      'Shrunken mean',
      'Std. Error',
      'Lower 95%',
      'Upper 95%',
    ]);
    expect(cells.slice(1).map(([group, n]) => [group, n])).toEqual(
      Array.from('ABCDEFGHIJ', (letter) => [letter, 5]),
    );
  });

  test.each([null, 'ML'])('agrees with the random effects of LMER.RANEF, method %s', (method) => {
    const model = [['y ~ 1 + (1 | region)']];
    const modes = call('LMER.RANEF', WHEAT, model, method, [['labels=0']]) as number[][];
    const found = shrink(Y, REGION, method, [['labels=0']]) as number[][];
    found.forEach((row, j) => {
      expect(row[3]).toBeCloseTo(16.3064 + modes[j][0], 7);
      expect(row[4]).toBeCloseTo(modes[j][1], 7);
    });
  });

  test('by moments is the same as by REML in a balanced layout', () => {
    const moments = shrink(Y, REGION, 'moments') as number[][];
    shrink(Y, REGION, 'REML').forEach((row, i) =>
      row.slice(2).forEach((value, j) => {
        if (i > 0) expect(moments[i][j + 2]).toBeCloseTo(value as number, 10);
      }),
    );
  });

  test('takes known parameters, a level and no labels', () => {
    const cells = shrink([[1], [2], [6]], [['a'], ['a'], ['b']], 'mu=3; sigma2=2; tau2=1', [
      ['level', '50%'],
      ['labels', 0],
    ]) as number[][];
    expect(cells[0].slice(0, 5)).toEqual([2, 1.5, 0.5, 2.25, expect.closeTo(Math.SQRT1_2, 14)]);
    expect(cells[1].slice(0, 3)).toEqual([1, 6, expect.closeTo(1 / 3, 14)]);
    expect(cells[0][6] - cells[0][3]).toBeCloseTo(0.6744897501960817 * Math.SQRT1_2, 12);
  });

  test('has numbers for groups that are numbers, and text for what looks like a formula', () => {
    expect(shrink([[1], [2], [6]], [[12], [12], [3]], 'ML').map(([group]) => group)).toEqual([
      'Group',
      3,
      12,
    ]);
    const [, [group]] = shrink([[1], [2], [6]], [['=1+1'], ['=1+1'], ['b']], 'ML');
    expect(group).toBe('=1+1');
  });

  test('says that all means are the same when tau² is estimated as zero', () => {
    const cells = shrink([[1], [9], [2], [8]], [['a'], ['a'], ['b'], ['b']]);
    expect(cells[1].slice(2, 6)).toEqual([5, 0, 5, 0]);
    expect(cells.at(-1)![0]).toContain('tau² is estimated as 0');
  });

  test.each([
    ['bayes', 'method is "bayes": expected "REML", "ML", "MOMENTS", or known values'],
    ['mu=1; tau2=1', 'method gives no sigma2: expected mu, sigma2 and tau2.'],
    ['mu=1; sigma2=one; tau2=1', 'method gives sigma2 as "one": expected a number.'],
    ['mu=1; sigma2=0; tau2=1', 'sigma2 is 0: expected a positive number.'],
    ['mu=1; sigma=0; tau2=1', '"sigma" is not an option: there are mu, sigma2, tau2.'],
  ])('refuses the method %s', (method, message) => {
    try {
      shrink(Y, REGION, method);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(HostError);
      expect((error as HostError).message).toContain(message);
    }
  });
});

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
      'Own t lower 95%',
      'Own t upper 95%',
    ]);
    expect(cells.slice(1, 11).map(([group, n]) => [group, n])).toEqual(
      Array.from('ABCDEFGHIJ', (letter) => [letter, 5]),
    );
  });

  test('shows the parameters, so that the weights can be checked by hand', () => {
    const cells = shrink(Y, REGION);
    expect(cells.slice(11).map(([label]) => label)).toEqual(['', 'By REML', 'mu', 'sigma²', 'tau²']);
    const [mu, sigma2, tau2] = cells.slice(13).map(([, value]) => value as number);
    for (const [, n, mean, weight, shrunken, error] of cells.slice(1, 11) as number[][]) {
      expect(weight).toBeCloseTo(tau2 / (tau2 + sigma2 / n), 12);
      expect(shrunken).toBeCloseTo(weight * mean + (1 - weight) * mu, 12);
      expect(error).toBeCloseTo(Math.sqrt((weight * sigma2) / n), 12);
    }
    expect(shrink(Y, REGION, 'moments')[12][0]).toBe('By moments');
    expect(
      shrink(Y, REGION, 'mu=1; sigma2=2; tau2=3')
        .slice(12)
        .map((row) => row.slice(0, 2)),
    ).toEqual([
      ['As given', ''],
      ['mu', 1],
      ['sigma²', 2],
      ['tau²', 3],
    ]);
  });

  test('has the intervals beside it that are asked for', () => {
    const titles = (options: string) => shrink(Y, REGION, 'REML', options)[0].slice(8);
    expect(titles('intervals=pooled; level=0.9')).toEqual(['Pooled t lower 90%', 'Pooled t upper 90%']);
    expect(titles('intervals=own fab')).toEqual([
      'Own t lower 95%',
      'Own t upper 95%',
      'FAB lower 95%',
      'FAB upper 95%',
    ]);
    expect(() => shrink(Y, REGION, 'REML', 'intervals=exact')).toThrow(
      'The option intervals is "exact": expected own, pooled, fab, or several of them with blanks between.',
    );
  });

  test("has the group's own t interval beside the shrunken one, where it has two values", () => {
    const cells = shrink(
      [[4.1], [5.2], [6.6], [9]],
      [['a'], ['a'], ['a'], ['b']],
      'mu=5; sigma2=1; tau2=1',
      'level=90%',
    );
    const [lower, upper] = cells[1].slice(8) as number[];
    const values = [4.1, 5.2, 6.6];
    const mean = values.reduce((a, b) => a + b) / 3;
    const sd = Math.sqrt(values.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 2);
    // With two degrees of freedom the quantile is (2p − 1)/√(2p(1 − p)).
    const t = 0.9 / Math.sqrt(2 * 0.95 * 0.05);
    expect(lower).toBeCloseTo(mean - (t * sd) / Math.sqrt(3), 10);
    expect(upper).toBeCloseTo(mean + (t * sd) / Math.sqrt(3), 10);
    expect(cells[2].slice(8)).toEqual(['', '']);
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
    const moments = shrink(Y, REGION, 'moments', 'labels=0') as number[][];
    const reml = shrink(Y, REGION, 'REML', 'labels=0') as number[][];
    expect(reml).toHaveLength(10);
    reml.forEach((row, i) => row.forEach((value, j) => expect(moments[i][j]).toBeCloseTo(value, 10)));
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
    const groups = shrink([[1], [2], [6]], [[12], [12], [3]], 'ML').map(([group]) => group);
    expect(groups.slice(0, 3)).toEqual(['Group', 3, 12]);
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
    ['mu=1; sigma=0; tau2=1', '"sigma" is not an option. Did you mean sigma2? There are mu, sigma2, tau2.'],
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

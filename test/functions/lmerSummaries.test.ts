/** mean(x), ave(x, g) and sums and products of grouping factors in formulas, against lme4 1.1-31 in R 4.2.2. */
import { describe, expect, test } from 'vitest';
import { call, useFunctions, type Cells } from './callFunctions';

const X = [1, 2, 4, 7, 2, 3, 5, 6, 8, 9, 11, 12, 3, 3, 4, 9, 5, 7, 7, 8, 10, 12, 13, 15];
const Y = [
  2.1, 2.9, 4.4, 6.6, 5.2, 5.9, 8.3, 9.1, 4.0, 5.1, 6.7, 8.2, 9.5, 9.8, 10.1, 14.9, 3.3, 5.2, 5.0, 6.1, 8.8,
  11.1, 11.7, 13.9,
];
const groupOf = (i: number) => 'abcdef'[Math.floor(i / 4)];
const DATA: Cells = [['g', 'h', 'x', 'y'], ...X.map((x, i) => [groupOf(i), 'uv'[i % 2], x, Y[i]])];
const WITHIN = 'y ~ I(x - ave(x, g)) + ave(x, g) + (1 | g)';

const estimates = (cells: Cells, formula: string) =>
  call('LMER.FIXEF', cells, formula)
    .slice(1)
    .map((row) => row[1] as number);
const expectClose = (found: readonly unknown[], wanted: readonly number[]) =>
  wanted.forEach((value, i) => expect(Math.abs((found[i] as number) / value - 1)).toBeLessThan(1e-6));

useFunctions();

describe('numbers of a whole column and of groups', () => {
  test.each([
    [WITHIN, [5.013198856418, 0.902095808383, 0.346886912325]],
    ['y ~ x + ave(x, g, h) + (1 | g)', [0.7057210870553, 0.8792307692308, 0.0904240133637]],
    [
      'y ~ I(x - mean(x)) + I((x - median(x))^2/sd(x)) + (1 | g)',
      [7.258212422131, 0.903807036416, 0.041498806958],
    ],
  ])('%s is what R makes of it', (formula, wanted) => expectClose(estimates(DATA, formula), wanted));

  test('are those of the data of the fit in new rows', () => {
    const rows: Cells = [
      ['g', 'x'],
      ['a', 3],
      ['f', 20],
    ];
    const predicted = call('LMER.PREDICT', DATA, WITHIN, null, rows, null, 'labels=0');
    expectClose(
      predicted.map((row) => row[1]),
      [5.77625514536, 16.11500382336],
    );
  });

  test('give the data themselves the values of the fit', () => {
    const again = call('LMER.PREDICT', DATA, WITHIN, null, DATA, null, 'labels=0');
    expect(again).toEqual(call('LMER.PREDICT', DATA, WITHIN, null, null, null, 'labels=0'));
  });

  test('leave missing values out, and the code for R does too', () => {
    const some = DATA.map((row, i) => (i === 3 ? ['a', 'u', null, 4.4] : row));
    const without = some.filter((_, i) => i !== 3);
    expectClose(estimates(some, WITHIN), estimates(without, WITHIN));
    const code = call('LMER.CODE', some, WITHIN, null, 'R').flat();
    expect(code).toContain(
      'ave <- function(x, ...) stats::ave(x, ..., FUN = function(v) base::mean(v, na.rm = TRUE))',
    );
    expect(call('LMER.CODE', DATA, WITHIN, null, 'R').flat().join('\n')).not.toContain('na.rm');
  });

  test('have no mean of a group that the fit does not know, and say so', () => {
    const rows: Cells = [
      ['g', 'x'],
      ['z', 3],
    ];
    expect(() => call('LMER.PREDICT', DATA, WITHIN, null, rows)).toThrow(/ave\(x, g\).*g is "z"/);
  });

  test('keep labels apart that are alike when joined', () => {
    const twins: Cells = [['g', 'h', 'k', 'y', 'x']];
    for (let i = 0; i < 24; i++) {
      const [g, h] = i % 2 === 0 ? ['p', 'q:r'] : ['p:q', 'r'];
      twins.push([g, h, `k${i % 6}`, Y[i], X[i]]);
    }
    const odd = X.filter((_, i) => i % 2 === 1);
    const even = X.filter((_, i) => i % 2 === 0);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    const own: Cells = [
      ['m', 'k', 'y', 'x'],
      ...twins.slice(1).map(([, , k, y, x], i) => [i % 2 === 0 ? mean(even) : mean(odd), k, y, x]),
    ];
    expectClose(estimates(twins, 'y ~ x + ave(x, g, h) + (1 | k)'), estimates(own, 'y ~ x + m + (1 | k)'));
  });

  test('need groups that are columns', () => {
    expect(() => call('LMER.FIT', DATA, 'y ~ ave(x, 2) + (1 | g)')).toThrow(
      'Expected a column as group of ave()',
    );
    expect(() => call('LMER.FIT', DATA, 'y ~ ave(x, by = g) + (1 | g)')).toThrow('found the argument by');
  });
});

describe('sums and products of grouping factors', () => {
  test.each([
    ['y ~ x + (1 | g*h)', 43.8437708241],
    ['y ~ x + (1 | g + h)', 44.0915621404],
  ])('%s have the deviance that lme4 finds for the terms one by one', (formula, wanted) => {
    const [[deviance]] = call('LMER.STAT', DATA, formula, 'deviance', 'ML');
    expect(Math.abs((deviance as number) - wanted)).toBeLessThan(1e-6);
  });

  test('are spelt out in the code for R', () => {
    const code = call('LMER.CODE', DATA, 'y ~ x + (1 | g*h)', null, 'R').flat().join('\n');
    expect(code).toContain('lmer(y ~ 1 + x + (1 | g) + (1 | h) + (1 | g:h), data = d');
  });
});

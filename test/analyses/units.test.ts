import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CellMatrix, parseCsv } from '../../src';
import { analyse } from './support';

const rows = Array.from({ length: 48 }, (_, i) => {
  const [g, t] = [i % 8, Math.floor(i / 8)];
  const x = t + Math.sin(2 * i);
  return [3 + 0.6 * x + 1.5 * Math.cos(3 * g) + Math.sin(i * i), x, 1 + (i % 3), `g${g}`];
});

/** y, x and the weights w in other units. */
const inUnits = (y: number, x: number, w = 1): CellMatrix => [
  ['y', 'x', 'w', 'g'],
  ...rows.map(([a, b, c, g]) => [(a as number) * y, (b as number) * x, (c as number) * w, g]),
];
const MODEL = 'y ~ x + (1 | g)';
const of = (data: CellMatrix, ddf: 'satterthwaite' | 'kenward-roger') =>
  analyse(data, MODEL, { kind: 'summary' }, { ddf, weights: 'w' });

describe.each(['satterthwaite', 'kenward-roger'] as const)('tests and standard errors by %s', (ddf) => {
  const plain = of(inUnits(1, 1), ddf);

  test.each([
    [1e-8, 1, 1],
    [1e12, 1e-8, 1],
    [1e-25, 1e25, 1],
    [1e25, 1e-25, 1],
    [1e55, 1, 1],
    [1e-55, 1, 1],
    [1, 1, 1e-30],
    [1, 1, 1e30],
  ])('are those of any unit: y times %d, x times %d, weights times %d', (y, x, w) => {
    const other = of(inUnits(y, x, w), ddf);
    other.fixedEffects.forEach(({ estimate, standardError, df, pValue }, j) => {
      const [there, unit] = [plain.fixedEffects[j], j === 0 ? y : y / x];
      expect(Math.abs(estimate / unit / there.estimate - 1)).toBeLessThan(1e-8);
      expect(Math.abs(standardError / unit / there.standardError - 1)).toBeLessThan(1e-8);
      expect(Math.abs(df! / there.df! - 1)).toBeLessThan(1e-6);
      expect(Math.abs(pValue / there.pValue - 1)).toBeLessThan(1e-6);
    });
    const error = ({ varianceComponents: [{ standardErrors }] }: typeof plain) => standardErrors[0][0]!;
    expect(Math.abs(error(other) / y ** 2 / error(plain) - 1)).toBeLessThan(1e-6);
    expect(Math.abs(other.sigma2StandardError! / y ** 2 / w / plain.sigma2StandardError! - 1)).toBeLessThan(
      1e-6,
    );
  });
});

test.each([
  [1e-300, 1, 1, 'y times the roots of the weights is about 1e-299 in size'],
  [1e300, 1, 1, 'y times the roots of the weights is about'],
  [1, 1e-200, 1, 'y for one unit of x is about'],
  [1, 1e100, 1, 'y for one unit of x is about'],
  [1, 1, 1e-200, 'y times the roots of the weights is about'],
  [1, 1e-310, 1, 'y for one unit of x is beyond 1e308 in size: expected numbers between 1e-60 and 1e+60'],
])('units too far out for squares are refused: y times %d, x times %d, weights times %d', (y, x, w, said) => {
  expect(() => of(inUnits(y, x, w), 'satterthwaite')).toThrow(said);
});

const sleep = parseCsv(readFileSync(join(import.meta.dirname, '../../examples/sleepstudy.csv'), 'utf8'));
const withDays = (factor: number): CellMatrix =>
  sleep.map((row, i) => (i === 0 ? row : [row[0], (row[1] as number) * factor, row[2]]));

// Days in units of 1e-5, milligrams for kilograms, say: lme4's isSingular() asks whether theta, here 2.3e-6, is below 1e-4.
test.each([1e-8, 1e-3, 1, 1e5, 1e9])('a slope is no less of a slope for x times %d', (factor) => {
  const model = 'Reaction ~ Days + (Days | Subject)';
  const [plain, other] = [1, factor].map((by) => analyse(withDays(by), model, { kind: 'summary' }));
  expect(other).toMatchObject({ singular: false, warnings: [] });
  const [there] = plain.varianceComponents;
  const [{ standardErrors, isZero }] = other.varianceComponents;
  expect(isZero).toEqual([false, false]);
  standardErrors.forEach((row, a) =>
    row.forEach((own, b) =>
      expect(Math.abs((own! * factor ** (a + b)) / there.standardErrors[a][b]! - 1)).toBeLessThan(1e-6),
    ),
  );
  const checks = analyse(withDays(factor), model, { kind: 'check' }).checks;
  expect(checks.find(({ check }) => check === 'Random effects of Subject')).toMatchObject({
    value: '2 of 2',
    verdict: 'ok',
  });
});

test.each([1e-4, 1e4, 1e9])('a variance that is zero is zero in any unit: x times %d', (factor) => {
  const rows = Array.from({ length: 40 }, (_, i) => [
    [1, -1, -1, 1][i % 4] + (i % 5) / 10 + (i % 8) * 0.05,
    (i % 8) * factor,
    `g${Math.floor(i / 8)}`,
  ]);
  const { singular, varianceComponents } = analyse([['y', 'x', 'g'], ...rows], 'y ~ x + (x || g)', {
    kind: 'summary',
  });
  expect(singular).toBe(true);
  expect(varianceComponents.map(({ isZero }) => isZero)).toEqual([[true], [true]]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studentT } from '../../src/distributions';
import { boundedDegreesOfFreedom } from '../../src/inference/boundedDegrees';
import { predictionErrors } from '../../src/inference/prediction';
import { degreesOfFreedom } from '../../src/inference/satterthwaite';
import { parseCsv, type CellMatrix } from '../../src/index';
import { fit } from '../mixed/support';
import { randomMatrices } from '../reference/randomDesigns';
import { coverage, DESIGNS, TARGETS, type CoverageDesign } from './coverage';
import { column, inputOf, predict } from './support';

/** Six groups of three rows, made up so that the variance between groups is 0.0035 beside a residual variance of 1.26. */
const NEAR_ZERO = parseCsv(readFileSync(join(import.meta.dirname, 'nearzero.csv'), 'utf8'));

const NEW_ROWS: CellMatrix = [
  ['t', 'g'],
  [1, 'g0'],
  [1, 'new'],
];

type Side = 'lower' | 'upper' | 'predictionLower' | 'predictionUpper';

describe('limits where a variance is nearly zero', () => {
  test('of a known group and of a new one are about those of the model without it', () => {
    const table = predict(inputOf(NEAR_ZERO, 'y ~ t + (1 | g)'), { newData: NEW_ROWS, interval: 'both' });
    const [lower, upper] = (['lower', 'upper'] as const).map((side) => column(table, side));
    // predict.lm() of y ~ t has 9.438 and 10.562.
    for (const v of lower) expect(Math.abs(v - 9.42)).toBeLessThan(0.01);
    for (const v of upper) expect(Math.abs(v - 10.57)).toBeLessThan(0.01);
    // A new row has the residual's variance besides, a row of lm() 7.554 and 12.446.
    for (const v of column(table, 'predictionLower')) expect(Math.abs(v - 7.55)).toBeLessThan(0.01);
  });

  test('of the population are those of the same contrast of fixed effects, as emmeans() has them', () => {
    const table = predict(inputOf(NEAR_ZERO, 'y ~ t + (1 | g)'), {
      newData: NEW_ROWS,
      interval: 'confidence',
      random: false,
    });
    // emmeans(lmer(y ~ t + (1 | g)), ~ 1, at = list(t = 1), lmer.df = "satterthwaite"): 10.000, SE 0.26567, df 5.
    const half = 0.26567166 * studentT.quantile(0.975, 5);
    expect(column(table, 'lower')[0]).toBeCloseTo(9.99995 - half, 5);
    expect(column(table, 'upper')[0]).toBeCloseTo(9.99995 + half, 5);
  });

  /** Residuals −1, 0, 1 in each of six groups about means that are `factor` times numbers: F is factor². */
  const balanced = (factor: number): CellMatrix => {
    const means = [-3, 2, 1, -1, 3, -2].map((m) => m * factor * Math.sqrt(5 / (3 * 28)));
    return [['t', 'g', 'y'], ...means.flatMap((m, j) => [-1, 0, 1].map((e) => [0, `g${j}`, 5 + m + e]))];
  };
  const limitsAt = (f: number, side: Side): number[] => {
    const input = inputOf(balanced(Math.sqrt(f)), 'y ~ 1 + (1 | g)');
    const rows = [['g'], ['g0'], ['new']];
    const table = predict(input, { newData: rows, interval: 'both' });
    const means = column(table, 'conditional');
    return column(table, side).map((v, i) => v - means[i]);
  };

  test.each<Side>(['lower', 'upper', 'predictionLower', 'predictionUpper'])(
    'go to those at zero as the variance goes there (%s)',
    (side) => {
      // At zero they are those of one sample of 18 values, with squares 12 within and 5·F between on 17 degrees of freedom.
      const [sign, noise] = [side.endsWith('ower') ? -1 : 1, side.startsWith('pred') ? 1 : 0];
      const wanted = (f: number): number =>
        sign * studentT.quantile(0.975, 17) * Math.sqrt((noise + 1 / 18) * ((12 + 5 * f) / 17));
      for (const v of limitsAt(0.999, side)) expect(v).toBeCloseTo(wanted(0.999), 9);
      // At F = 1 the criterion is flat to the fourth power of theta.
      for (const v of limitsAt(1, side)) expect(v).toBeCloseTo(wanted(1), 5);
      for (const excess of [1e-1, 1e-2, 1e-3, 1e-4, 1e-5])
        limitsAt(1 + excess, side).forEach((v) => {
          const gap = Math.abs(v - wanted(1));
          expect(gap).toBeGreaterThan(1e-3 * excess);
          expect(gap).toBeLessThan(5 * excess);
        });
    },
  );

  test('are continuous where a slope, or a slope beside its intercept, ceases to vary', () => {
    const shape = { seed: 5, terms: [2], groups: 12, rowsPerGroup: 4, slopes: 1 };
    const result = fit(
      randomMatrices({ ...shape, singletons: false, spread: 0.6, scale: 1, shift: 0 }),
      true,
    );
    const ones = Float64Array.of(1, 1);
    const x = Float64Array.of(-0.7, 2);
    const rows = {
      ...{ n: 2, X: [ones, x], offset: null },
      parts: [{ codes: Int32Array.of(0, -1), columns: [ones, x] }],
    };
    /** Half widths at any theta as if it were the estimate. */
    const halfAt = (theta: number[]): Float64Array => {
      const at = result.objective.evaluate(Float64Array.from(theta));
      const there = { ...result, optimum: { ...result.optimum, at } };
      return predictionErrors(there, rows, true, 'satterthwaite').limits(new Float64Array(2), 0.95).upper;
    };
    const lines = [
      (e: number) => [0.8, 0.3, e],
      (e: number) => [0.8, e, e],
      (e: number) => [e, e, 0.8],
      (e: number) => [e, e, e],
    ];
    for (const line of lines) {
      const atZero = halfAt(line(0));
      for (const e of [1e-2, 1e-3, 1e-4])
        halfAt(line(e)).forEach((v, i) => expect(Math.abs(v / atZero[i] - 1)).toBeLessThan(20 * e));
    }
  });
});

describe('bounded degrees of freedom', () => {
  const shapes = fc.record({
    seed: fc.integer({ min: 1, max: 1e9 }),
    terms: fc.constantFrom([1], [2], [1, 1], [3]),
    groups: fc.integer({ min: 3, max: 30 }),
    rowsPerGroup: fc.integer({ min: 2, max: 8 }),
    spread: fc.constantFrom(0, 0.1, 0.3, 1, 3),
  });
  const fixed = { slopes: 2, singletons: false, scale: 1, shift: 0.5 };
  const fitted = (shape: {
    seed: number;
    terms: readonly number[];
    groups: number;
    rowsPerGroup: number;
    spread: number;
  }) => fit(randomMatrices({ ...fixed, ...shape }), true);

  test('lie between 2·nu/(nu + 2) and nu, whatever the variance and its slopes', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (shape, slopes) => {
          const result = fitted(shape);
          const { nu } = result.objective;
          const df = boundedDegreesOfFreedom(result)(0.02, slopes);
          expect(df).toBeGreaterThan(((2 * nu) / (nu + 2)) * (1 - 1e-12));
          expect(df).toBeLessThan(nu * (1 + 1e-12));
        },
      ),
      { numRuns: 100, seed: 3 },
    );
  });

  test("are Satterthwaite's where every variance is larger than its standard error", () => {
    let compared = 0;
    fc.assert(
      fc.property(shapes, (shape) => {
        const result = fitted({ ...shape, groups: 40, spread: 1, terms: [1] });
        const { nu } = result.objective;
        const sigma2 = result.optimum.at.r2 / nu;
        const [h, slope] = [0.9, 0.7];
        const gradient = Float64Array.of(sigma2 * slope, 2 * Math.sqrt(sigma2) * h);
        const wanted = degreesOfFreedom(result)(sigma2 * h, gradient);
        compared++;
        expect(boundedDegreesOfFreedom(result)(h, [slope])).toBeCloseTo(wanted, 8);
      }),
      { numRuns: 20, seed: 4 },
    );
    expect(compared).toBe(20);
  });

  test("of a new group's mean in a balanced layout are Satterthwaite's in the two mean squares", () => {
    const [J, n] = [8, 4];
    const y = Array.from({ length: J }, (_, j) =>
      [0.3, -0.4, 0.8, -0.7].map((e) => e * (1 + (j % 3)) + ((j * j) % 7)),
    );
    const data: CellMatrix = [['g', 'y'], ...y.flatMap((group, j) => group.map((v) => [`g${j}`, v]))];
    const table = predict(inputOf(data, 'y ~ 1 + (1 | g)'), {
      newData: [['g'], ['new']],
      interval: 'confidence',
    });
    const half = column(table, 'upper')[0] - column(table, 'conditional')[0];
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const squares = (values: readonly number[]): number =>
      values.reduce((s, v) => s + (v - mean(values)) ** 2, 0);
    const between = (n * squares(y.map(mean))) / (J - 1);
    const within = y.reduce((s, group) => s + squares(group), 0) / (J * (n - 1));
    const [a, b] = [(between * (J + 1)) / (J * n), within / n];
    const df = (a - b) ** 2 / (a ** 2 / (J - 1) + b ** 2 / (J * (n - 1)));
    expect(half).toBeCloseTo(studentT.quantile(0.975, df) * Math.sqrt(a - b), 6);
  });
});

describe('coverage', () => {
  const named = (name: string): CoverageDesign => DESIGNS.find((design) => design.name === name)!;
  const designs = [
    '6 × 3, 0',
    '20 × 2 to 6, 0',
    '20 × 2 to 6, 0.4',
    '30 × 10, 0.1',
    '10 and 8 crossed, 0.4 and 0',
  ];
  const COUNT = 600;
  // Three standard errors of a share of 0.95 among 600.
  const NOISE = 3 * Math.sqrt((0.95 * 0.05) / COUNT);

  test.each(designs.map(named))(
    'of 95% limits is 0.93 to 0.97, but for the noise of 600 data sets, with $name',
    (design) => {
      const found = coverage(design, COUNT, 7);
      for (const target of TARGETS) {
        expect(found[target], target).toBeGreaterThan(0.93 - NOISE);
        expect(found[target], target).toBeLessThan(0.97 + NOISE);
      }
    },
  );

  test('of the limits of a new row is so where the variance of few groups is small', () => {
    const found = coverage(named('6 × 3, 0.1'), COUNT, 8);
    for (const target of ['new row, known group', 'new row, new group'] as const)
      expect(Math.abs(found[target] - 0.95)).toBeLessThan(0.02 + NOISE);
  });
});

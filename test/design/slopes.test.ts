/** Exact derivatives of the columns of X by a column of the data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildModelFrame, buildModelMatrices, newRows, type NewRows } from '../../src/design';
import { CellmerError } from '../../src/errors';
import type { Table } from '../../src/table/types';
import { SMALL, tableOf, termsOf } from './data';

const DATA: Table = tableOf(SMALL);

/** The columns of X and the offset at other values of x, with their slopes by it. */
type RowsAt = (x: readonly number[]) => NewRows;

/** @param rows of SMALL that lend their other columns */
function rowsOf(formula: string, rows: readonly number[] = SMALL.y.map((_, i) => i)): RowsAt {
  const frame = buildModelFrame(DATA, termsOf(formula, DATA));
  const matrices = buildModelMatrices(frame);
  const others = Object.entries(SMALL).map(([name, cells]) => [name, rows.map((i) => cells[i])] as const);
  return (x) =>
    newRows(tableOf({ ...Object.fromEntries(others), x }), frame, matrices, {
      random: false,
      weights: false,
      newLevels: 'refuse',
      slopesBy: 'x',
      describeCell: (row, column) => `row ${row} of ${column}`,
    });
}

/** Of every column; what does not move has the slope 0. */
function slopesAt(at: RowsAt, x: readonly number[]): Record<string, number[]> {
  const { X, slopes } = at(x);
  return Object.fromEntries(X.names.map((name, j) => [name, Array.from(slopes!.X[j] ?? x.map(() => 0))]));
}

/** Central differences with three steps, extrapolated twice (Richardson). */
function differences(at: RowsAt, x: readonly number[], h: number): { slopes: number[][]; size: number[] } {
  const moved = (step: number): readonly Float64Array[] => at(x.map((v) => v + step)).X.columns;
  const [wide, half, quarter] = [h, h / 2, h / 4].map((step) => {
    const [after, before] = [moved(step), moved(-step)];
    return after.map((column, j) => column.map((v, i) => (v - before[j][i]) / (2 * step)));
  });
  const once = (a: number, b: number): number => b + (b - a) / 3;
  const twice = (a: number, b: number, c: number): number => {
    const [first, second] = [once(a, b), once(b, c)];
    return second + (second - first) / 15;
  };
  return {
    slopes: quarter.map((column, j) => Array.from(column, (v, i) => twice(wide[j][i], half[j][i], v))),
    size: moved(0).map((column, j) =>
      Math.max(1, ...column.map(Math.abs), ...quarter[j].map(Math.abs), ...wide[j].map(Math.abs)),
    ),
  };
}

const SOME_ROWS = [0, 1, 2, 3, 5, 6, 8];
const SOME_X = [1.13, 1.71, 2.29, 2.86, 3.37, 3.83, 4.41];

function expectSlopes(formula: string, x: readonly number[] = SOME_X, h = 2e-3): void {
  const at = rowsOf(formula, SOME_ROWS.slice(0, x.length));
  const { X, slopes } = at(x);
  const { slopes: wanted, size } = differences(at, x, h);
  X.names.forEach((name, j) =>
    x.forEach((v, i) => {
      const difference = Math.abs((slopes!.X[j]?.[i] ?? 0) - wanted[j][i]) / size[j];
      expect(difference, `${formula}: ${name} at ${v}`).toBeLessThan(1e-8);
    }),
  );
}

describe('slopes of the columns of X', () => {
  it.each([
    'y ~ x * f',
    'y ~ poly(x, 2) * f + z',
    'y ~ poly(x, 3, raw = TRUE):g',
    'y ~ poly(log(x), 2)',
    'y ~ scale(x) * scale(z) + scale(x^2, scale = FALSE)',
    'y ~ ns(x, df = 3) * g',
    'y ~ ns(x, knots = c(2.2, 3.1), Boundary.knots = c(1.5, 4)) * z',
    'y ~ ns(sqrt(x), df = 2, intercept = TRUE)',
    'y ~ bs(x, df = 5) * g',
    'y ~ bs(x, knots = 2.5, degree = 2, Boundary.knots = c(1.5, 4))',
    'y ~ bs(x, knots = 2.5, degree = 1)',
    'y ~ log(x) + log2(x) + log10(x) + log(x, 3) + log1p(x) + log(7, x + 1)',
    'y ~ exp(-x) + expm1(x / 9) + sqrt(x) + I(x^z) + I(2^x) + I(x^-1.5)',
    'y ~ sin(x) + cos(x):f + tan(x / 4) + asin(x / 6) + acos(x / 6) + atan(x)',
    'y ~ abs(x - 2) + pmin(x, 3, z) + pmax(x - z, 0) + I((x - z) / (x + 5))',
    'y ~ I(x %% 1.5) + I(7 %% x) + I(-x + +x * z)',
    'y ~ ifelse(x > z & x < 4, x^2, -x) + ifelse(g == "u", x, 0) + I(x * (x > 2))',
    'y ~ I(x - mean(x)) + I(x - ave(x, g)) + ave(x, g) + I(x / sd(x))',
    'y ~ as.numeric(x) + as.numeric(l) * x + l:sqrt(x)',
    'y ~ C(f, sum) * x + ordered(f):exp(x / 3)',
  ])('%s', (formula) => {
    expectSlopes(formula);
  });

  it('go through any expression', () => {
    const smooth = ['exp(@ / 9)', 'log(1 + @^2)', 'sqrt(2 + @^2)', 'sin(@)', 'cos(@)', 'atan(@)', '(@)^2'];
    const both = ['(@ + #)', '(@ - #)', '(@ * #)', '(@ / (2 + #^2))', '(1.5 + sin(@))^(# / 9)'];
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom('x', 'z', 'x', '0.7', 'scale(x)', 'poly(x, 1)'),
        fc.tuple(fc.constantFrom(...smooth), tie('expression')).map(([text, a]) => text.replaceAll('@', a)),
        fc
          .tuple(fc.constantFrom(...both), tie('expression'), tie('expression'))
          .map(([text, a, b]) => text.replaceAll('@', a).replaceAll('#', b)),
      ),
    }));
    let moving = 0;
    fc.assert(
      fc.property(expression, (text) => {
        if (text.includes('x')) moving++;
        expectSlopes(`y ~ x + I(${text} + 0 * x)`, SOME_X.slice(0, 4));
      }),
      { numRuns: 150 },
    );
    expect(moving).toBeGreaterThan(50);
  });

  it('are those of the formula, written out', () => {
    const x = [0.5, 2, 5];
    const at = rowsOf('y ~ I(x^3) + x:z + sqrt(x) + g:I(x^2)', [0, 1, 2]);
    const found = slopesAt(at, x);
    const z = [0, 1, 2].map((i) => SMALL.z[i] as number);
    expect(found['(Intercept)']).toEqual([0, 0, 0]);
    expect(found['I(x^3)']).toEqual(x.map((v) => 3 * v * v));
    expect(found['x:z']).toEqual(z);
    expect(found['sqrt(x)']).toEqual(x.map((v) => 0.5 / Math.sqrt(v)));
    expect(found['gu:I(x^2)']).toEqual([1, 0, 0]);
    expect(found['gv:I(x^2)']).toEqual([0, 4, 10]);
  });

  it('of a spline are those of its pieces at the knots and beyond, and of ns() constant outside', () => {
    const outside = [-3, 0.5, 1, 2.5, 5, 6.2, 9];
    for (const basis of [
      'bs(x, knots = 2.5)',
      'bs(x, knots = 2.5, degree = 2)',
      'ns(x, knots = c(2.5, 3))',
    ]) {
      // A third derivative may jump there, so the extrapolation is of the second order only.
      const at = rowsOf(`y ~ ${basis}`, SOME_ROWS);
      const { slopes } = at(outside);
      const wanted = differences(at, outside, 1e-4);
      slopes!.X.slice(1).forEach((column, j) =>
        column!.forEach((v, i) => {
          expect(Math.abs(v - wanted.slopes[j + 1][i]) / wanted.size[j + 1]).toBeLessThan(2e-4);
        }),
      );
    }
    const natural = slopesAt(rowsOf('y ~ ns(x, df = 3)', [0, 1, 2, 3]), [1, -4, 5, 11]);
    for (const [low, lower, high, higher] of Object.values(natural)) {
      expect(lower).toBe(low);
      expect(higher).toBe(high);
    }
  });

  it('of a spline reproduce the derivative of a polynomial that lies in its space', () => {
    // Over the pieces of bs() with degree 2 lies x²: its coefficients by the normal equations of as many points.
    const points = [1, 1.7, 2.4, 3.3, 4.1, 5];
    const at = rowsOf(
      'y ~ bs(x, knots = 3, degree = 2)',
      points.map((_, i) => i),
    );
    const { X, slopes } = at(points);
    // Marsden's identity: x² = Σ t_{j+1}·t_{j+2}·B_j with the knots t.
    const t = [1, 1, 1, 3, 5, 5, 5];
    const coefficients = X.columns.slice(1).map((_, j) => t[j + 2] * t[j + 3] - t[1] * t[2]);
    points.forEach((v, i) => {
      const value = coefficients.reduce((sum, c, j) => sum + c * X.columns[j + 1][i], t[1] * t[2]);
      const slope = coefficients.reduce((sum, c, j) => sum + c * slopes!.X[j + 1]![i], 0);
      expect(value).toBeCloseTo(v * v, 12);
      expect(slope).toBeCloseTo(2 * v, 12);
    });
  });

  it('are those of the offset too', () => {
    const { offset, slopes } = rowsOf(
      'y ~ x + offset(log(x)) + offset(2 * x) + offset(z)',
      [0, 1, 2],
    )([1, 2, 4]);
    expect(Array.from(slopes!.offset!)).toEqual([3, 2.5, 2.25]);
    expect(offset![0]).toBe(2 + (SMALL.z[0] as number));
    expect(rowsOf('y ~ x + offset(z)', [0, 1])([1, 2]).slopes!.offset).toBeNull();
    expect(rowsOf('y ~ x', [0, 1])([1, 2]).slopes!.offset).toBeNull();
  });

  it('do not follow what was learnt from the data, nor which side of a condition a row is on', () => {
    const found = slopesAt(
      rowsOf(
        'y ~ ave(x, g) + I(0 * x + mean(x)) + (x > 3) + ifelse(x > 3, "hi", "lo") + sign(x - 3) + floor(x)',
        [0, 1],
      ),
      [1.5, 3.5],
    );
    for (const column of Object.values(found)) expect(column).toEqual([0, 0]);
  });
});

describe('where there is no slope', () => {
  // Each has a kink or a jump at 2 and none at 1.5.
  it.each([
    'abs(x - 2)',
    'sign(x - 2)',
    'floor(x)',
    'ceiling(x)',
    'trunc(x)',
    'round(x - 1.5)',
    'round(x / 4, 0)',
    'pmax(x - 2, 0)',
    'pmin(2, x)',
    'ifelse(x > 2, x - 2, 0)',
    'ifelse(x == 2, 1, 0)',
    'ifelse(x %in% c(7, 2), 1, 0)',
    'ifelse(!(x <= 2) | x > 9, x, 0)',
    'I((x > 2) * 3)',
    'I(x %% 2)',
    'I(x %/% 2)',
    'bs(x, knots = 2, degree = 1)',
    'bs(x, knots = c(2, 2, 2))',
    '(x > 2)',
    'ifelse(x < 2, "a", "b")',
    'ifelse(x > 9, "a", ifelse(x > 2, "b", "c"))',
    'as.numeric(x >= 2)',
    'sqrt(abs(x - 2))',
  ])('%s gives none', (text) => {
    const found = slopesAt(rowsOf(`y ~ ${text} + z`, [0, 1]), [1.5, 2]);
    const own = Object.entries(found).filter(([name]) => name !== '(Intercept)' && name !== 'z');
    expect(own.length).toBeGreaterThan(0);
    for (const [, [before]] of own) expect(Number.isFinite(before)).toBe(true);
    expect(own.some(([, [, there]]) => !Number.isFinite(there))).toBe(true);
    expect(found.z).toEqual([0, 0]);
  });

  it.each(['pmax(x - 2, 0):z', 'I(abs(x - 2) * z)', 'z:abs(x - 2)'])(
    'but a factor of 0 leaves nothing to bend: %s',
    (text) => {
      const column = slopesAt(rowsOf(`y ~ ${text}`, [11, 0]), [2, 2]);
      const [flat, bent] = Object.entries(column).find(([name]) => name !== '(Intercept)')![1];
      expect(SMALL.z[11]).toBe(0);
      expect([flat, bent]).toEqual([0, NaN]);
    },
  );

  it('at a knot that leaves the splines smooth there is one', () => {
    for (const basis of [
      'bs(x, knots = 2)',
      'bs(x, knots = c(2, 2))',
      'bs(x, knots = 2, degree = 2)',
      'ns(x, knots = 2)',
    ])
      for (const column of Object.values(slopesAt(rowsOf(`y ~ ${basis}`, [0]), [2])))
        expect(Number.isFinite(column[0])).toBe(true);
  });
});

describe('slopes are refused', () => {
  it.each([
    ['y ~ factor(x)', 'factor()'],
    ['y ~ x + ordered(x)', 'ordered()'],
    ['y ~ as.numeric(factor(x))', 'factor()'],
    ['y ~ relevel(x, 2)', 'relevel()'],
    ['y ~ C(x, sum)', 'C()'],
    ['y ~ ave(z, x)', 'ave()'],
  ])('where x becomes a factor: %s', (formula, user) => {
    let found: unknown = null;
    try {
      rowsOf(formula, [0, 1])([1, 2]);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(CellmerError);
    expect((found as CellmerError).code).toBe('option');
    expect((found as CellmerError).message).toBe(
      `there is no slope of x: ${user} makes labels of x, so that x enters the model as a factor; LMER.EMMEANS compares its levels`,
    );
  });

  it('but not where a condition on it does', () => {
    const found = slopesAt(rowsOf('y ~ x + factor(x > 2) + (x == "3")', [0, 1]), [1.5, 2.5]);
    expect(found.x).toEqual([1, 1]);
  });
});

describe('%in%', () => {
  it('is never missing, be it of one value or of several', () => {
    const holes = { ...SMALL, x: [null, ...SMALL.x.slice(1)] };
    for (const list of ['1', 'c(1)', 'c(1, 9)']) {
      const table = tableOf(holes);
      const frame = buildModelFrame(table, termsOf(`y ~ as.numeric(x %in% ${list})`, table));
      expect(frame.droppedRows).toBe(0);
      const [column] = buildModelMatrices(frame).X.columns.slice(1);
      expect(Array.from(column)).toEqual(SMALL.x.map((v, i) => Number(i > 0 && v === 1)));
    }
  });
});

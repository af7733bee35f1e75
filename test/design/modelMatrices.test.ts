/** Which rows are kept, which arrays are shared, and laws that hold whatever the data are. */
import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { buildModelFrame, buildModelMatrices, modelMatrices } from '../../src/design';
import type { ModelMatrices } from '../../src/design';
import { type Columns, reorderRows, SMALL, tableOf, termsOf } from './data';

function build(formula: string, columns: Columns = SMALL): ModelMatrices {
  const table = tableOf(columns);
  return modelMatrices(table, termsOf(formula, table));
}

describe('shared columns', () => {
  const table = tableOf(SMALL);
  const m = modelMatrices(
    table,
    termsOf('y ~ x * l + offset(z) + (f | g) + (x * l | g) + (0 + x | s) + (1 | s)', table),
  );

  it('are the arrays of the table when no row is dropped', () => {
    expect(m.keptRows).toBeNull();
    expect(m.y).toBe((table.columns.get('y') as { values: Float64Array }).values);
    expect(m.X.columns[1]).toBe((table.columns.get('x') as { values: Float64Array }).values);
    expect(m.offset).toBe((table.columns.get('z') as { values: Float64Array }).values);
    expect(m.random[2].group.codes).toBe((table.columns.get('s') as { codes: Int32Array }).codes);
  });

  it('are the same objects in X and in every Z, intercept, dummies and products alike', () => {
    expect(m.X.names).toEqual(['(Intercept)', 'x', 'lTRUE', 'x:lTRUE']);
    expect(m.random[1].Z.names).toEqual(m.X.names);
    m.X.columns.forEach((column, j) => expect(m.random[1].Z.columns[j]).toBe(column));
    expect(m.random[0].Z.columns[0]).toBe(m.X.columns[0]);
    expect(m.random[2].Z.columns[0]).toBe(m.X.columns[1]);
    expect(m.random[3].Z.columns[0]).toBe(m.X.columns[0]);
  });

  it('stay shared when rows are dropped', () => {
    const holes = { ...SMALL, z: SMALL.z.map((v, i) => (i === 3 ? null : v)) };
    const dropped = build('y ~ x + z + offset(x) + (x | s)', holes);
    expect(dropped.n).toBe(11);
    expect(dropped.random[0].Z.columns[1]).toBe(dropped.X.columns[1]);
    expect(dropped.offset).toBe(dropped.X.columns[1]);
  });

  it('do not mix up a level of one factor with another factor of a longer name', () => {
    const columns = {
      ...SMALL,
      a: SMALL.f.map((f) => (f === 'a' ? 'bz' : 'c')),
      ab: SMALL.g.map((g) => (g === 'u' ? 'z' : 'a')),
    };
    const { X } = build('y ~ 0 + a + ab', columns);
    // R calls both abz.
    expect(X.names).toEqual(['a"bz"', 'ac', 'ab"z"']);
    expect(X.columns[0]).not.toEqual(X.columns[2]);
  });
});

describe('random blocks', () => {
  it('on the same factor share the factor and are numbered as in lme4', () => {
    const { random } = build('y ~ x + (1 | s) + (0 + x | s) + (1 | g) + (0 + z | s)');
    expect(random.map(({ name }) => name)).toEqual(['s', 's.1', 'g', 's.2']);
    expect(random[1].group).toBe(random[0].group);
    expect(random[3].group).toBe(random[0].group);
  });

  it('pass over a number that is the name of another factor', () => {
    const columns = { ...SMALL, 's.1': SMALL.g };
    const { random } = build('y ~ x + (x || s) + (1 | s.1)', columns);
    expect(random.map(({ name }) => name)).toEqual(['s', 's.2', 's.1']);
  });

  it('may group by a column of numbers and text', () => {
    const columns = { ...SMALL, m: SMALL.s.map((s) => (s === 's2' ? 2 : (s as string))) };
    expect(build('y ~ x + (1 | m)', columns).random[0].group.levels).toEqual(['2', 's1', 's3']);
  });

  it('number their levels by the rows that are kept', () => {
    const holes = { ...SMALL, y: SMALL.y.map((v, i) => (i >= 4 && i < 8 ? null : v)) };
    const m = build('y ~ f + (1 | s) + (1 | s:g)', holes);
    expect(m.random[0].group.levels).toEqual(['s1', 's3']);
    expect([...m.random[0].group.codes]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(m.random[1].group.levels).toEqual(['s1:u', 's1:v', 's3:u', 's3:v']);
    expect([...m.keptRows!]).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
  });

  it('are allowed without any fixed effect', () => {
    const m = build('y ~ 0 + (1 | s)');
    expect(m.X.columns).toEqual([]);
    expect(m.random[0].Z.columns).toEqual([new Float64Array(12).fill(1)]);
  });
});

describe('missing values', () => {
  const holes: Columns = {
    y: [null, 2, 3, 4, 5, 6],
    x: [1, null, 3, 4, 5, 6],
    z: [1, 2, null, 4, 5, 6],
    f: ['a', 'b', 'a', null, 'b', 'a'],
    s: ['u', 'v', 'u', 'v', null, 'v'],
    unused: [1, 2, 3, 4, 5, null],
  };

  it.each([
    ['y ~ 1', [1, 2, 3, 4, 5]],
    ['y ~ x', [2, 3, 4, 5]],
    ['y ~ f + offset(z)', [1, 4, 5]],
    ['y ~ x + (1 | s)', [2, 3, 5]],
    ['y ~ 1 + (0 + z | f:s)', [1, 5]],
    ['y ~ x + z - z', [3, 4, 5]],
    ['y ~ is.na(x) + (1 | s)', [1, 2, 3, 5]],
    ['y ~ ifelse(is.na(x), 0, x)', [1, 2, 3, 4, 5]],
    ['y ~ ifelse(x > 4, NA, x)', [2, 3]],
    ['y ~ I(log(x) + 1)', [2, 3, 4, 5]],
  ])('%s keeps the rows %j', (formula, kept) => {
    const table = tableOf(holes);
    const frame = buildModelFrame(table, termsOf(formula, table));
    expect([...frame.keptRows!]).toEqual(kept);
    expect(frame.droppedRows).toBe(6 - kept.length);
    expect([...frame.response.values]).toEqual(kept.map((i) => holes.y[i]));
  });

  it('do not reach what guards against them', () => {
    const { X } = build('y ~ ifelse(x > 2, log(x - 2), 0)', SMALL);
    expect(X.columns[1][0]).toBe(0);
    expect(X.columns[1][11]).toBeCloseTo(Math.log(3), 14);
  });
});

describe('what was learnt from the data', () => {
  const formula = 'y ~ poly(x, 2) + scale(z, scale = FALSE) + I(scale(x)^2) + factor(k)';
  const columns: Columns = { ...SMALL, k: SMALL.x };

  it('is kept as plain data', () => {
    const table = tableOf(columns);
    const { bases } = buildModelFrame(table, termsOf(formula, table));
    expect([...bases.keys()].sort()).toEqual([
      'factor(k)',
      'poly(x, 2)',
      'scale(x)',
      'scale(z, scale = FALSE)',
    ]);
    expect(structuredClone(bases)).toEqual(bases);
    expect(bases.get('scale(z, scale = FALSE)')).toEqual({ type: 'scale', center: 11.25 / 12, scale: null });
    expect(bases.get('factor(k)')).toEqual({ type: 'levels', levels: ['1', '2', '3', '4', '5'] });
  });

  it('codes other rows as it coded these', () => {
    const table = tableOf(columns);
    const terms = termsOf(formula, table);
    const frame = buildModelFrame(table, terms);
    const all = buildModelMatrices(frame).X;
    const rows = [1, 6, 7, 8, 9, 10, 11, 2, 3, 5];
    const part = buildModelFrame(tableOf(reorderRows(columns, rows)), terms, frame.bases);
    const X = buildModelMatrices(part).X;
    expect(X.names).toEqual(all.names);
    X.columns.forEach((column, j) =>
      column.forEach((v, i) => expect(v).toBeCloseTo(all.columns[j][rows[i]], 12)),
    );
  });
});

describe('laws', () => {
  const FORMULAS = [
    'y ~ x * f + (x | s)',
    'y ~ f * g + (0 + f | s) + (1 | g:s)',
    'y ~ 0 + f:g + poly(x, 2) + (l | g)',
    'log(y) ~ scale(x) * l + (1 | g / f)',
    'y ~ ifelse(x > 2, "hi", "lo"):z + (1 | x)',
  ];

  it('Permuting the rows permutes the rows of X, y and Z and changes nothing else', () => {
    const order = fc.shuffledSubarray(
      SMALL.y.map((_, i) => i),
      { minLength: SMALL.y.length, maxLength: SMALL.y.length },
    );
    fc.assert(
      fc.property(fc.constantFrom(...FORMULAS), order, (formula, rows) => {
        const before = build(formula);
        const after = build(formula, reorderRows(SMALL, rows));
        const moved = (column: ArrayLike<number>) => rows.map((i) => column[i]);
        const expectMoved = (found: readonly Float64Array[], wanted: readonly Float64Array[]) =>
          found.forEach((column, j) =>
            moved(wanted[j]).forEach((v, i) => expect(column[i]).toBeCloseTo(v, 12)),
          );
        expect(after.X.names).toEqual(before.X.names);
        expectMoved([after.y, ...after.X.columns], [before.y, ...before.X.columns]);
        after.random.forEach(({ group, Z }, t) => {
          expect(group.levels).toEqual(before.random[t].group.levels);
          expect([...group.codes]).toEqual(moved(before.random[t].group.codes));
          expect(Z.names).toEqual(before.random[t].Z.names);
          expectMoved(Z.columns, before.random[t].Z.columns);
        });
      }),
    );
  });

  // Formulas that describe the same means in other coordinates.
  it.each([
    ['y ~ f', 'y ~ 0 + f'],
    ['y ~ f * g', 'y ~ 0 + f:g'],
    ['y ~ f * g', 'y ~ f / g'],
    ['y ~ f * x', 'y ~ 0 + f + x:f'],
    ['y ~ f * g', 'y ~ g * f'],
    ['y ~ x + I(x^2)', 'y ~ poly(x, 2)'],
    ['y ~ poly(x, 3)', 'y ~ poly(x, 3, raw = TRUE)'],
    ['y ~ l * z', 'y ~ 0 + l + z:l'],
    ['y ~ scale(x) * f', 'y ~ x * f'],
    ['y ~ l', 'y ~ as.numeric(l)'],
  ])('%s and %s give the same fitted values', (a, b) => {
    const fitted = ({ X, y }: ModelMatrices) => {
      const columns = new Matrix(X.columns.map((column) => [...column])).transpose();
      return columns.mmul(solve(columns, Matrix.columnVector([...y]))).to1DArray();
    };
    const other = fitted(build(b));
    fitted(build(a)).forEach((v, i) => expect(v).toBeCloseTo(other[i], 9));
  });

  it('as.numeric() reads numbers that are written as text, as R does', () => {
    const columns: Columns = { y: [1, 2, 3, 5], x: ['1', '2.5', '-3', null] };
    const { X } = build('y ~ as.numeric(x)', columns);
    expect(X.names[1]).toBe('as.numeric(x)');
    expect([...X.columns[1]]).toEqual([1, 2.5, -3]);
  });

  it('Every combination of groups that occurs has one level, in the order of the first factor, then the second', () => {
    const letter = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(letter, letter), { minLength: 8, maxLength: 40 }), (pairs) => {
        const distinct = [...new Set(pairs.map((pair) => pair.join(':')))].sort();
        fc.pre(distinct.length > 1 && distinct.length < pairs.length);
        const columns: Columns = {
          // A response may not be constant within the groups.
          y: pairs.map((_, i) => i),
          a: pairs.map(([a]) => a),
          b: pairs.map(([, b]) => b),
        };
        const { group } = build('y ~ 1 + (1 | a:b)', columns).random[0];
        expect(group.levels).toEqual(distinct);
        expect(Array.from(group.codes, (code) => group.levels[code])).toEqual(
          pairs.map((pair) => pair.join(':')),
        );
      }),
    );
  });
});

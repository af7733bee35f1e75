import fc from 'fast-check';
import { Matrix, QrDecomposition, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { dot } from '../../src/linalg/columns';
import { orthogonalize } from '../../src/linalg/orthogonalize';
import { generator } from '../reference/randomDesigns';

function randomColumns(seed: number, n: number, p: number): Float64Array[] {
  const random = generator(seed);
  return Array.from({ length: p }, (_, j) =>
    j === 0
      ? new Float64Array(n).fill(1)
      : Float64Array.from({ length: n }, () => 10 ** j * (random.normal() + j)),
  );
}

describe('orthogonalize', () => {
  test('gives orthogonal columns of mean square one whose product with R is X', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 6 }), (seed, p) => {
        const X = randomColumns(seed, 40, p);
        const { columns, R, kept, dropped } = orthogonalize(X);
        expect(kept).toEqual(X.map((_, j) => j));
        expect(dropped).toEqual([]);
        columns.forEach((a, i) =>
          columns.forEach((b, j) => expect(dot(a, b) / 40).toBeCloseTo(i === j ? 1 : 0, 13)),
        );
        X.forEach((x, j) =>
          x.forEach((v, row) => {
            let s = 0;
            for (let i = 0; i <= j; i++) s += columns[i][row] * R[i * p + j];
            expect(Math.abs(s - v)).toBeLessThan(1e-12 * 10 ** j * (j + 4));
          }),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('keeps a leading column of ones as the very same array', () => {
    const X = randomColumns(3, 25, 3);
    expect(orthogonalize(X).columns[0]).toBe(X[0]);
  });

  test('drops the later of two dependent columns, as R does', () => {
    const [one, x, z] = randomColumns(4, 30, 3);
    const sum = x.map((v, i) => 2 * v - z[i] + 3);
    const { kept, dropped } = orthogonalize([one, x, z, sum, new Float64Array(30)]);
    expect(kept).toEqual([0, 1, 2]);
    expect(dropped).toEqual([3, 4]);
  });

  test('keeps a column that is nearly, but not numerically, dependent', () => {
    const [one, x, z] = randomColumns(5, 30, 3);
    const near = x.map((v, i) => v + 1e-5 * z[i]);
    expect(orthogonalize([one, x, near]).kept).toEqual([0, 1, 2]);
  });

  test('loses no digit of a column with a large mean', () => {
    const n = 50;
    const random = generator(6);
    const small = Float64Array.from({ length: n }, () => Math.round(random.normal() * 100));
    const large = small.map((v) => v + 1e12);
    const one = new Float64Array(n).fill(1);
    const [, a] = orthogonalize([one, small]).columns;
    const [, b] = orthogonalize([one, large]).columns;
    a.forEach((v, i) => expect(b[i]).toBeCloseTo(v, 12));
  });

  test('spans the same space as a Householder QR decomposition', () => {
    const X = randomColumns(8, 30, 4);
    const { columns } = orthogonalize(X);
    const matrix = new Matrix(X.map((x) => [...x])).transpose();
    const y = Matrix.columnVector(X[0].map((_, i) => Math.sin(i)) as unknown as number[]);
    const fitted = matrix.mmul(solve(matrix, y));
    const qr = new QrDecomposition(matrix);
    expect(qr.isFullRank()).toBe(true);
    const own = new Float64Array(30);
    for (const w of columns) {
      let c = 0;
      for (let i = 0; i < 30; i++) c += (w[i] * y.get(i, 0)) / 30;
      for (let i = 0; i < 30; i++) own[i] += c * w[i];
    }
    own.forEach((v, i) => expect(v).toBeCloseTo(fitted.get(i, 0), 10));
  });

  test('columns of extreme size neither overflow nor vanish', () => {
    const [one, x] = randomColumns(9, 20, 2);
    for (const factor of [1e200, 1e-200]) {
      const { columns, R } = orthogonalize([one, x.map((v) => v * factor)]);
      expect(columns[1].every(Number.isFinite)).toBe(true);
      expect(R[3] / factor / orthogonalize([one, x]).R[3]).toBeCloseTo(1, 12);
    }
  });
});

import { EigenvalueDecomposition, Matrix, QrDecomposition, inverse, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  choleskyInPlace,
  congruence,
  forwardSolveInPlace,
  invertLower,
  invertPositiveDefinite,
  multiply,
  packedIndex,
  solveGeneral,
  symmetricEigen,
  transpose,
  triangularFactor,
} from '../../src/linalg/dense';
import { dot, maxAbs } from '../../src/linalg/columns';
import { generator } from '../reference/randomDesigns';

function positiveDefinite(n: number, seed: number): Float64Array {
  const random = generator(seed);
  const B = Float64Array.from({ length: n * n }, () => random.normal());
  const A = congruence(
    B.map((_, i) => (i % (n + 1) === 0 ? 1 : 0)),
    B,
    n,
    n,
  );
  for (let i = 0; i < n; i++) A[i * n + i] += 0.1;
  return A;
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
}

describe('dense kernels', () => {
  test('the Cholesky factor times its transpose is the matrix', () => {
    for (const n of [1, 2, 5, 9]) {
      const A = positiveDefinite(n, n);
      const L = Float64Array.from(A);
      expect(choleskyInPlace(L, n)).toBe(true);
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) {
          let s = 0;
          for (let c = 0; c <= j; c++) s += L[i * n + c] * L[j * n + c];
          expect(s).toBeCloseTo(A[i * n + j], 12);
        }
    }
  });

  test('choleskyInPlace reports a matrix that is not positive definite', () => {
    expect(choleskyInPlace(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(choleskyInPlace(Float64Array.of(NaN), 1)).toBe(false);
  });

  test('invertLower solves what forwardSolveInPlace solves', () => {
    const L = Float64Array.of(2, 0, 0, 1, 3, 0, -1, 4, 5);
    const b = Float64Array.of(2, 7, 1);
    const inverseL = invertLower(L, 3, 3);
    const expected = [0, 1, 2].map((i) => [0, 1, 2].reduce((s, j) => s + inverseL[i * 3 + j] * b[j], 0));
    forwardSolveInPlace(L, 3, 3, b);
    b.forEach((v, i) => expect(v).toBeCloseTo(expected[i], 14));
  });

  test('invertPositiveDefinite agrees with ml-matrix, also when rows have very different units', () => {
    const n = 5;
    const units = [1e-6, 1, 1e5, 1, 1e-3];
    const A = positiveDefinite(n, 3).map((v, i) => v * units[Math.floor(i / n)] * units[i % n]);
    const own = invertPositiveDefinite(A, n)!;
    const expected = inverse(Matrix.from1DArray(n, n, [...positiveDefinite(n, 3)]));
    own.forEach((v, i) => {
      const unscaled = v * units[Math.floor(i / n)] * units[i % n];
      expect(unscaled).toBeCloseTo(expected.get(Math.floor(i / n), i % n), 9);
    });
  });

  test('invertPositiveDefinite gives null for a singular matrix', () => {
    expect(invertPositiveDefinite(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
    expect(invertPositiveDefinite(Float64Array.of(0), 1)).toBeNull();
  });

  test('eigenvalues come ascending with orthonormal vectors that diagonalize', () => {
    const n = 6;
    const A = positiveDefinite(n, 5);
    const { values, vectors } = symmetricEigen(A, n);
    const D = congruence(A, vectors, n, n);
    for (let i = 0; i < n; i++) {
      if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
      for (let j = 0; j < n; j++) expect(D[i * n + j]).toBeCloseTo(i === j ? values[i] : 0, 10);
    }
  });

  test('eigenvalues agree with ml-matrix, of indefinite and of singular matrices too', () => {
    for (const n of [2, 3, 8, 25, 60]) {
      const random = generator(n);
      const whole = Float64Array.from({ length: n * n }, () => random.normal());
      const B = whole.map((v, i) => (i % n < n / 2 ? v : 0));
      const A = whole.map((v, i) => v + whole[(i % n) * n + Math.floor(i / n)]);
      for (const S of [A, multiply(B, transpose(B, n, n), n, n, n)]) {
        const { values, vectors } = symmetricEigen(S, n);
        const matrix = Matrix.from1DArray(n, n, [...S]);
        const expected = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
        const tolerance = 1e-14 * n * maxAbs(values);
        expected
          .sort((a, b) => a - b)
          .forEach((v, i) => expect(Math.abs(values[i] - v)).toBeLessThan(tolerance));
        const D = congruence(S, vectors, n, n);
        const unit = congruence(identity(n), vectors, n, n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            expect(Math.abs(D[i * n + j] - (i === j ? values[i] : 0))).toBeLessThan(tolerance);
            expect(Math.abs(unit[i * n + j] - (i === j ? 1 : 0))).toBeLessThan(1e-14 * n);
          }
      }
    }
  });

  test('small eigenvalues of a positive definite matrix in very different units have all digits', () => {
    // D·[1 r; r 1]·D with D = diag(1, 1e-9): the smaller eigenvalue is (1 − r²)·1e-18·(1 + O(1e-18)).
    const { values } = symmetricEigen(Float64Array.of(1, 0.5e-9, 0.5e-9, 1e-18), 2);
    expect(values[0] / 0.75e-18).toBeCloseTo(1, 14);
    expect(values[1]).toBe(1);
  });

  test('symmetricEigen has an answer for no rows, for one, for zeros, equal values and for what is no number', () => {
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0);
    expect(symmetricEigen(Float64Array.of(-3), 1)).toEqual({
      values: Float64Array.of(-3),
      vectors: Float64Array.of(1),
    });
    expect(symmetricEigen(new Float64Array(9), 3).values).toEqual(new Float64Array(3));
    expect(symmetricEigen(identity(4), 4)).toEqual({
      values: new Float64Array(4).fill(1),
      vectors: identity(4),
    });
    expect(symmetricEigen(Float64Array.of(NaN, 1, 1, 2), 2).values.some(Number.isNaN)).toBe(true);
  });

  test('symmetricEigen goes through the largest and the smallest numbers', () => {
    for (const unit of [1e-160, 1e150]) {
      const { values } = symmetricEigen(Float64Array.of(2 * unit, unit, unit, 2 * unit), 2);
      expect(values[0] / unit).toBeCloseTo(1, 14);
      expect(values[1] / unit).toBeCloseTo(3, 14);
    }
  });

  test('triangularFactor agrees with ml-matrix’s QR decomposition of the transpose', () => {
    for (const n of [1, 2, 3, 6]) {
      const random = generator(n);
      const A = Float64Array.from({ length: n * n }, () => random.normal());
      const R = new QrDecomposition(Matrix.from1DArray(n, n, [...A]).transpose()).upperTriangularMatrix;
      const T = triangularFactor(A, n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          expect(T[i * n + j]).toBeCloseTo(j > i ? 0 : R.get(j, i) * Math.sign(R.get(j, j)), 13);
    }
  });

  test('triangularFactor keeps the small entries of a nearly singular factor, and zeros', () => {
    // The second row is the first plus 1e-12 across it; squares would lose that.
    const T = triangularFactor(Float64Array.of(3, 4, 3 - 4e-12, 4 + 3e-12), 2);
    expect(T[0]).toBeCloseTo(5, 14);
    expect(T[3] / 5e-12).toBeCloseTo(1, 3);
    expect(triangularFactor(Float64Array.of(0, 0, 3, 4), 2)).toEqual(Float64Array.of(0, 0, 3, 4));
    expect(triangularFactor(Float64Array.of(-2), 1)).toEqual(Float64Array.of(2));
  });

  test('solveGeneral agrees with ml-matrix where the matrix is not definite and its first entry is zero', () => {
    const n = 6;
    const random = generator(7);
    const A = Float64Array.from({ length: n * n }, (_, i) => (i === 0 ? 0 : random.normal()));
    const b = Float64Array.from({ length: n }, () => random.normal());
    const expected = solve(Matrix.from1DArray(n, n, [...A]), Matrix.columnVector([...b])).to1DArray();
    solveGeneral(A, n, b)!.forEach((v, i) => expect(v).toBeCloseTo(expected[i], 11));
    expect(solveGeneral(Float64Array.of(1, 2, 2, 4), 2, Float64Array.of(1, 1))).toBeNull();
  });

  test('packedIndex walks the lower triangle row by row', () => {
    const seen = [];
    for (let a = 0; a < 4; a++) for (let b = 0; b <= a; b++) seen.push(packedIndex(a, b), packedIndex(b, a));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => Math.floor(i / 2)));
  });
});

describe('column kernels', () => {
  test('dot keeps the digits that a plain sum over a million terms loses', () => {
    const n = 1_000_000;
    const x = new Float64Array(n).fill(0.1);
    // 0.1·0.1 in doubles, summed exactly: n times the rounded product
    expect(Math.abs(dot(x, x) / (n * (0.1 * 0.1)) - 1)).toBeLessThan(1e-14);
  });

  test('maxAbs sees a NaN', () => {
    expect(maxAbs(Float64Array.of(1, NaN, -2))).toBeNaN();
    expect(maxAbs(Float64Array.of(1, -3, 2))).toBe(3);
  });
});

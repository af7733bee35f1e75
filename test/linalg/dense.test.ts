import { Matrix, inverse } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  choleskyInPlace,
  congruence,
  forwardSolveInPlace,
  invertLower,
  invertPositiveDefinite,
  packedIndex,
  symmetricEigen,
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

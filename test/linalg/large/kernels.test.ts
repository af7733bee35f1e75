import { expect, describe, test } from 'vitest';
import { portableKernels, type LargeKernels } from '../../../src/linalg/large';
import { eliminationOrder, NodeSets, panelsOf } from '../../../src/linalg/large/ordering';
import { densePanels, type Panels } from '../../../src/linalg/large/panels';
import { simdKernels } from '../../../src/linalg/large/simd';
import { backSolvePanels, forwardSolvePanels } from '../../../src/linalg/large/solves';
import { timesVectors } from '../../../src/linalg/large/vectors';
import { generator } from '../../reference/randomDesigns';

/** B·Bᵀ + I. */
function positiveDefinite(n: number, seed: number): Float64Array {
  const random = generator(seed);
  const B = Float64Array.from({ length: n * (n + 3) }, () => random.normal());
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let s = i === j ? 1 : 0;
      for (let c = 0; c < n + 3; c++) s += B[i * (n + 3) + c] * B[j * (n + 3) + c];
      A[i * n + j] = s;
    }
  return A;
}

/** Largest entry of |A·B − I|. */
function distanceFromIdentity(A: Float64Array, B: Float64Array, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let s = i === j ? -1 : 0;
      for (let c = 0; c < n; c++) s += A[i * n + c] * B[c * n + j];
      worst = Math.max(worst, Math.abs(s));
    }
  return worst;
}

/** Every node of a ring linked with those a few steps further on. */
const STEPS = [1, 2, 7];

function ringOf(count: number): NodeSets {
  const sets = new NodeSets(count);
  for (let a = 0; a < count; a++)
    for (const step of STEPS) {
      sets.add(a, (a + step) % count);
      sets.add((a + step) % count, a);
    }
  return sets;
}

function entriesBelow({ starts, pointer }: Panels): number {
  let count = 0;
  for (let p = 0; p + 1 < starts.length; p++)
    count += (starts[p + 1] - starts[p]) * (pointer[p + 1] - pointer[p]);
  return count;
}

const SIZES = [1, 2, 3, 4, 5, 47, 48, 49, 51, 96, 97, 150, 211];

const all: [string, LargeKernels][] = [
  ['in plain TypeScript', portableKernels],
  ['with SIMD instructions', simdKernels()!],
];

test('this machine has SIMD instructions for the tests to try', () => {
  expect(simdKernels()).not.toBeNull();
});

describe.each(all)('large matrices %s', (_, kernels) => {
  test.each(SIZES)('a factor of %i rows times its transpose is the matrix', (n) => {
    const A = positiveDefinite(n, n);
    const L = Float64Array.from(A);
    expect(kernels.choleskyInPlace(L, n)).toBe(true);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let s = 0;
        for (let c = 0; c <= j; c++) s += L[i * n + c] * L[j * n + c];
        expect(Math.abs(s - A[i * n + j])).toBeLessThan(1e-12 * n * Math.sqrt(A[i * n + i] * A[j * n + j]));
      }
  });

  test.each(SIZES)('the inverse of %i rows times the matrix is the identity', (n) => {
    const A = positiveDefinite(n, n + 1);
    const inverse = Float64Array.from(A);
    kernels.choleskyInPlace(inverse, n);
    kernels.invertFactorInPlace(inverse, n);
    expect(distanceFromIdentity(A, inverse, n)).toBeLessThan(1e-9);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) expect(inverse[i * n + j]).toBeCloseTo(inverse[j * n + i], 12);
  });

  test.each([
    [250, 1],
    [150, 2],
  ])('a sparse matrix of %i nodes is factored and inverted where it has entries', (count, size) => {
    const { order, below } = eliminationOrder(ringOf(count));
    const n = count * size;
    const place = Array.from(order, (_, node) => order.indexOf(node));
    const sizes = new Int32Array(count).fill(size);
    const A = new Float64Array(n * n);
    for (let i = 0; i < n; i++) A[i * n + i] = 20 + i;
    const linked = (a: number, b: number): void => {
      for (let x = 0; x < size; x++)
        for (let y = 0; y < size; y++) {
          const [i, j] = [place[a] * size + x, place[b] * size + y];
          A[i * n + j] = A[j * n + i] = Math.sin(i * j);
        }
    };
    for (let a = 0; a < count; a++) for (const step of STEPS) linked(a, (a + step) % count);
    const full = Float64Array.from(A);
    kernels.choleskyInPlace(full, n);
    const L = Float64Array.from(A);
    const panels = panelsOf(below, sizes);
    expect(entriesBelow(panels)).toBeLessThan(entriesBelow(densePanels(n)));
    expect(kernels.choleskyInPlace(L, n, panels)).toBe(true);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) expect(L[i * n + j]).toBeCloseTo(full[i * n + j], 12);
    const b = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
    const x = b.slice();
    forwardSolvePanels(L, n, panels, x);
    backSolvePanels(L, n, panels, x);
    for (let i = 0; i < n; i++) {
      let s = 0;
      for (let j = 0; j < n; j++) s += A[i * n + j] * x[j];
      expect(s).toBeCloseTo(b[i], 12);
    }
    kernels.invertFactorInPlace(full, n);
    kernels.invertFactorInPlace(L, n, panels);
    const { starts, pointer, rows } = panels;
    for (let p = 0; p + 1 < starts.length; p++)
      for (let j = starts[p]; j < starts[p + 1]; j++) {
        const own = [...rows.subarray(pointer[p], pointer[p + 1])];
        for (let i = starts[p]; i < starts[p + 1]; i++) own.push(i);
        for (const i of own) {
          expect(L[i * n + j]).toBeCloseTo(full[i * n + j], 13);
          expect(L[j * n + i]).toBe(L[i * n + j]);
        }
      }
  });

  test.each([1, 60, 130])('a matrix of %i rows that is not positive definite is refused', (n) => {
    const A = positiveDefinite(n, 7);
    A[n * n - 1] = -1;
    expect(kernels.choleskyInPlace(Float64Array.from(A), n)).toBe(false);
    A[n * n - 1] = NaN;
    expect(kernels.choleskyInPlace(A, n)).toBe(false);
  });

  test('products with sparse rows are those written out', () => {
    const n = 53;
    const k = 2;
    const from = 10;
    const random = generator(3);
    const Q = positiveDefinite(n, 2);
    const columns = Int32Array.from([12, 15, 30, 31, 40, 62, 11, 12]);
    const values = Float64Array.from({ length: columns.length * k }, () => random.normal());
    const products = kernels.rowProducts(Q, n, { k, columns, values, from });
    const sums = Array.from({ length: k * k }, () => new Float64Array(n * n));
    for (const [start, end] of [
      [0, 6],
      [6, 8],
    ]) {
      products.multiply(start, end);
      products.addOuter(start, end);
      for (let a = 0; a < k; a++) {
        const u = new Float64Array(n);
        for (let e = start; e < end; e++)
          for (let x = 0; x < n; x++) u[x] += values[e * k + a] * Q[(columns[e] - from) * n + x];
        u.forEach((v, x) => expect(products.u[a][x]).toBeCloseTo(v, 11));
        for (let b = 0; b < k; b++)
          for (let e = start; e < end; e++)
            for (let x = 0; x < n; x++)
              sums[b * k + a][(columns[e] - from) * n + x] += values[e * k + b] * u[x];
      }
    }
    products.sums().forEach((sum, ab) => sum.forEach((v, at) => expect(v).toBeCloseTo(sums[ab][at], 10)));
  });
});

test('a matrix of thousands of bytes does not disturb a smaller one after it', () => {
  const simd = simdKernels()!;
  for (const n of [150, 45, 211, 6]) {
    const A = positiveDefinite(n, n);
    const inverse = Float64Array.from(A);
    simd.choleskyInPlace(inverse, n);
    simd.invertFactorInPlace(inverse, n);
    expect(distanceFromIdentity(A, inverse, n)).toBeLessThan(1e-9);
  }
});

test.each([1, 3, 4, 6])('a matrix times %i vectors is each of them times the matrix', (count) => {
  const n = 7;
  const from = 2;
  const A = Float64Array.from({ length: n * n }, (_, i) => Math.sin(i));
  const vectors = Array.from({ length: count }, (_, c) =>
    Float64Array.from({ length: n + from }, (_, i) => i * c - 1),
  );
  const outs = vectors.map(() => new Float64Array(n + from));
  timesVectors(A, n, vectors, outs, from);
  outs.forEach((out, c) => {
    for (let i = 0; i < n; i++) {
      let s = 0;
      for (let j = 0; j < n; j++) s += A[i * n + j] * vectors[c][from + j];
      expect(out[from + i]).toBeCloseTo(s, 12);
    }
    expect([...out.subarray(0, from)]).toEqual([0, 0]);
  });
});

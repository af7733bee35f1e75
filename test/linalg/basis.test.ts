import { expect, test } from 'vitest';
import { completeBasis } from '../../src/linalg/orthonormalBasis';
import { multiply, transpose } from '../../src/linalg/dense';
import { generator } from '../reference/randomDesigns';

test.each([
  [1, 1],
  [1, 4],
  [2, 2],
  [2, 5],
  [4, 4],
])('completeBasis gives %i vectors back from an orthogonal matrix of order %i', (r, n) => {
  const { normal } = generator(10 * r + n);
  const vectors = Array.from({ length: r }, () => Float64Array.from({ length: n }, () => normal()));
  const { Q, R } = completeBasis(vectors, n);
  const identity = multiply(transpose(Q, n, n), Q, n, n, n);
  identity.forEach((v, e) => expect(v).toBeCloseTo(e % (n + 1) === 0 ? 1 : 0, 14));
  vectors.forEach((vector, j) => {
    expect(R[j * r + j]).toBeGreaterThan(0);
    vector.forEach((v, row) => {
      let s = 0;
      for (let i = 0; i <= j; i++) s += Q[row * n + i] * R[i * r + j];
      expect(s).toBeCloseTo(v, 13);
    });
  });
});

test('completeBasis copes with vectors along the axes and with huge and tiny ones', () => {
  for (const scale of [1e-150, 1, 1e150])
    for (const sign of [1, -1]) {
      const { Q, R } = completeBasis([Float64Array.of(sign * scale, 0, 0)], 3);
      expect(R[0] / scale).toBeCloseTo(1, 14);
      expect(Q[0]).toBeCloseTo(sign, 14);
    }
});

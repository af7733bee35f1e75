/**
 * A slow twin of `identification.ts`: the rank of the dense matrices that a variance parameter multiplies, seen as vectors,
 * with the span of X projected out for REML. Nothing is squared.
 */

import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { WorkingModel } from '../../src/mixed/workingModel';

/** How many of sigma² and the entries of the covariance matrices can be told apart. */
export function denseRank({ n, W, terms }: WorkingModel, reml: boolean): number {
  const M = Matrix.eye(n);
  if (reml)
    for (const w of W)
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) M.set(i, j, M.get(i, j) - (w[i] * w[j]) / n);
  const matrices = [Matrix.eye(n)];
  for (const { block, columns } of terms)
    columns.forEach((z, a) =>
      columns.slice(0, a + 1).forEach((y) => {
        const V = Matrix.zeros(n, n);
        const { codes } = block.group;
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) if (codes[i] === codes[j]) V.set(i, j, z[i] * y[j] + y[i] * z[j]);
        matrices.push(V);
      }),
    );
  const vectors = matrices.map((V) => {
    const size = V.norm() || 1;
    return M.mmul(V).mmul(M).to1DArray().map((v) => v / size); // prettier-ignore
  });
  const { diagonal } = new SingularValueDecomposition(new Matrix(vectors).transpose());
  return diagonal.filter((v) => v > 1e-8).length;
}

/**
 * Coordinates for one step from a point: T of the random effects turned to the principal axes of G, largest first.
 *
 * In theta itself a variance that collapses before another, T = (a 0; b c) with a → 0, leaves a valley: b and c then say
 * the same, the Hessian is singular and Newton's method creeps. Turned, G = V·S·Sᵀ·Vᵀ with S lower triangular, what
 * collapses is always the last entry of S, and the Hessian stays regular.
 */

import { congruence, multiply, symmetricEigen, transpose } from '../../linalg/dense';
import type { StepCoordinates } from '../../optimize/objective';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  diagonalBlock,
  factorFromCovariance,
  factorFromTheta,
  thetaFromFactor,
} from '../../covariance/structure';
import { type ConePoint, factorDerivatives } from '../evaluation';

/** Gradient and Hessian in the entries of S at `at`, and theta after a step in them; null where all blocks are single. */
export function rotatedCoordinates(structure: CovarianceStructure, at: ConePoint): StepCoordinates | null {
  const { k, m, blocks } = structure;
  if (blocks.every(({ size }) => size === 1)) return null;
  const { V, S } = principalAxes(structure, at);
  const Vt = transpose(V, k, k);
  const Gamma = multiply(Vt, multiply(at.Gamma, V, k, k, k), k, k, k);
  const curvature = congruence(at.curvature, rotationOfEntries(structure, V), m, m);
  const from = thetaFromFactor(structure, S);
  return {
    ...factorDerivatives(structure, { T: S, Gamma, curvature }),
    after: (step) => {
      const moved = factorFromTheta(
        structure,
        from.map((v, i) => v + step[i]),
      );
      const turned = multiply(V, moved, k, k, k);
      const G = multiply(turned, transpose(turned, k, k), k, k, k);
      return thetaFromFactor(structure, factorFromCovariance(G, k));
    },
  };
}

/** V: eigenvectors of the blocks of G (k×k, row-major), falling; S: the roots of the eigenvalues on its diagonal. */
function principalAxes(
  { k, blocks }: CovarianceStructure,
  at: ConePoint,
): { V: Float64Array; S: Float64Array } {
  const G = covarianceFromFactor(at.T, k);
  const V = new Float64Array(k * k);
  const S = new Float64Array(k * k);
  for (const { start, size } of blocks) {
    const { values, vectors } = symmetricEigen(diagonalBlock(G, k, start, size), size);
    for (let b = 0; b < size; b++) {
      const e = size - 1 - b;
      S[(start + b) * k + start + b] = Math.sqrt(Math.max(0, values[e]));
      for (let a = 0; a < size; a++) V[(start + a) * k + start + b] = vectors[a * size + e];
    }
  }
  return { V, S };
}

/** The entries of G = V·G'·Vᵀ by those of G' (m×m). */
function rotationOfEntries({ k, m, rows, cols }: CovarianceStructure, V: Float64Array): Float64Array {
  const rotation = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      const [a, b, c, d] = [rows[i], cols[i], rows[j], cols[j]];
      rotation[i * m + j] = V[a * k + c] * V[b * k + d];
      if (c !== d) rotation[i * m + j] += V[a * k + d] * V[b * k + c];
    }
  return rotation;
}

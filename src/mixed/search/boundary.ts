/**
 * The boundary of the parameter space: G positive semidefinite, block by block.
 *
 * In theta the criterion is smooth and unconstrained, but where G has lost rank its gradient in theta vanishes in the
 * lost directions whether or not the likelihood would rise along them. The Karush-Kuhn-Tucker condition of the cone
 * decides: on the null space of G the derivative Gamma = ∂d/∂G must be positive semidefinite.
 */

import { symmetricEigen } from '../../linalg/dense';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  diagonalBlock,
  factorFromCovariance,
  factorFromTheta,
  thetaFromFactor,
} from '../../covariance/structure';
import type { ConePoint } from '../evaluation';

export interface BoundarySlope {
  /** Smallest eigenvalue of Gamma on the null space of G, in units of the criterion per unit of G. */
  readonly slope: number;
  /** Unit vector (k) of that direction. */
  readonly direction: Float64Array;
}

/** Eigenvalues of G below this share of the largest (or of 1, the scale of the residual) count as zero. */
const NULL_SPACE = 1e-10;
/** What eigenvalues of a matrix that has lost rank differ from zero by, as a share of the largest. */
const ROUNDING = 1e-15;

/** The steepest descent of the criterion over all collapsed directions; null when G has full rank. */
export function boundarySlope(structure: CovarianceStructure, at: ConePoint): BoundarySlope | null {
  const { k, blocks } = structure;
  const G = covarianceFromFactor(at.T, k);
  let worst: BoundarySlope | null = null;
  for (const { start, size } of blocks) {
    const block = diagonalBlock(G, k, start, size);
    const Gamma = diagonalBlock(at.Gamma, k, start, size);
    const { values, vectors } = symmetricEigen(block, size);
    const collapsed = [...values.keys()].filter(
      (e) => values[e] <= NULL_SPACE * Math.max(1, values[size - 1]),
    );
    if (collapsed.length === 0) continue;
    const q = collapsed.length;
    const projected = new Float64Array(q * q);
    for (let i = 0; i < q; i++)
      for (let j = 0; j < q; j++)
        for (let a = 0; a < size; a++)
          for (let b = 0; b < size; b++)
            projected[i * q + j] +=
              vectors[a * size + collapsed[i]] * Gamma[a * size + b] * vectors[b * size + collapsed[j]];
    const inner = symmetricEigen(projected, q);
    const slope = inner.values[0];
    if (worst !== null && slope >= worst.slope) continue;
    const direction = new Float64Array(k);
    for (let a = 0; a < size; a++)
      for (let i = 0; i < q; i++)
        direction[start + a] += vectors[a * size + collapsed[i]] * inner.vectors[i * q];
    worst = { slope, direction };
  }
  return worst;
}

/**
 * Theta after a step into the cone along the steepest collapsed direction, its length from the curvature there;
 * null when no collapsed direction promises more than `tolerance`.
 */
export function escapeBoundary(
  structure: CovarianceStructure,
  at: ConePoint,
  tolerance: number,
): Float64Array | null {
  const found = boundarySlope(structure, at);
  if (found === null || found.slope >= 0) return null;
  const { k, m, rows, cols } = structure;
  const { direction: v, slope } = found;
  let curvature = 0;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      curvature += v[rows[i]] * v[cols[i]] * at.curvature[i * m + j] * v[rows[j]] * v[cols[j]];
  const length = curvature > 0 ? -slope / curvature : 0.01;
  if (0.5 * -slope * length <= 10 * tolerance) return null;
  const G = covarianceFromFactor(at.T, k);
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) G[a * k + b] += length * v[a] * v[b];
  return thetaFromFactor(structure, factorFromCovariance(G, k));
}

/**
 * Theta with every collapsed direction set to zero exactly: a variance that tends to zero is reported as zero, not as
 * the rounding it ended at. The same theta when nothing has collapsed.
 */
export function snapToBoundary(structure: CovarianceStructure, theta: Float64Array): Float64Array {
  const { k, blocks } = structure;
  const G = covarianceFromFactor(factorFromTheta(structure, theta), k);
  let snapped = false;
  for (const { start, size } of blocks) {
    const { values, vectors } = symmetricEigen(diagonalBlock(G, k, start, size), size);
    const kept = values.map((v) => (isCollapsed(v, values[size - 1]) ? 0 : v));
    if (kept.every((v, e) => Math.abs(v - values[e]) <= ROUNDING * values[size - 1])) continue;
    snapped = true;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        let s = 0;
        for (let e = 0; e < size; e++) s += vectors[a * size + e] * kept[e] * vectors[b * size + e];
        G[(start + a) * k + start + b] = s;
      }
  }
  return snapped ? thetaFromFactor(structure, factorFromCovariance(G, k)) : theta;
}

function isCollapsed(eigenvalue: number, largest: number): boolean {
  return eigenvalue <= NULL_SPACE * Math.max(1, largest);
}

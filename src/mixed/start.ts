/**
 * Starting values: one minimum norm quadratic unbiased (MINQUE) step from G = I.
 *
 * Solves Σ_j tr(PV_iPV_j)·φ_j = eᵀPV_iPe over φ = (G·sigma², sigma²), everything at the given theta, and projects the
 * solution on the cone of positive semidefinite matrices (Rao 1971; Searle, Casella & McCulloch 1992, ch. 11).
 */

import { LuDecomposition, Matrix } from 'ml-matrix';
import { symmetricEigen } from '../linalg/dense';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  diagonalBlock,
  factorFromCovariance,
  thetaFromFactor,
} from './covarianceStructure';
import type { FactorPart, MixedEvaluation } from './evaluation';

/** Eigenvalues of the start are at least this share of the largest: a search begun on the boundary may stay there. */
const FLOOR = 1e-3;

/**
 * Levels per random effect below which a minimum on the boundary is compared with those from other starts: of one factor,
 * of any of several, and of any of several in a model so small that an evaluation costs next to nothing.
 */
const FEW_LEVELS = 2;
const FEW_CROSSED = 5;
const FEW_SMALL = 10;
/** Random effects of all levels and factors in a small model. */
const SMALL = 500;
/** From random effects so large, relative to the residual, the search comes down into other valleys. */
const LARGE = 5;

/** Whether a grouping factor has fewer levels per random effect than that: the likelihood may have several maxima. */
export function hasFewLevels(parts: readonly FactorPart[], levelsPerEffect: number): boolean {
  return parts.some(({ group, k }) => group.levels.length < levelsPerEffect * k);
}

/** Theta of the identity: every random effect as variable as the residual, uncorrelated. */
export function identityTheta(structure: CovarianceStructure): Float64Array {
  return Float64Array.from(structure.rows, (row, i) => (row === structure.cols[i] ? 1 : 0));
}

/**
 * Where to begin once more when the minimum found is on the boundary, the identity first: with few levels there can be
 * another one, with several factors often one where the variance is given to another of them. On random small data the
 * moments and the identity alone missed the best minimum about once in 150 fits, with the larger start once in 500.
 */
export function otherStarts(structure: CovarianceStructure, parts: readonly FactorPart[]): Float64Array[] {
  const size = parts.reduce((sum, { group, k }) => sum + group.levels.length * k, 0);
  const identity = identityTheta(structure);
  if (parts.length > 1 && size <= SMALL && hasFewLevels(parts, FEW_SMALL))
    return [identity, identity.map((v) => LARGE * v)];
  return hasFewLevels(parts, parts.length > 1 ? FEW_CROSSED : FEW_LEVELS) ? [identity] : [];
}

/** Theta after one MINQUE step from `at`; null when the equations have no usable solution. */
export function minqueStep(
  structure: CovarianceStructure,
  at: MixedEvaluation,
  point: { readonly nu: number; readonly reml: boolean },
): Float64Array | null {
  const { k, m, rows, cols } = structure;
  const { traceK, traceB, quadratic, traceKK, traceProjection } = at.natural;
  const G = covarianceFromFactor(at.T, k);
  const g = Float64Array.from(rows, (row, i) => G[row * k + cols[i]]);
  const trace = traceK.map((v, i) => v - (point.reml ? traceB[i] : 0));
  const cross = traceKK.map((v, i) => v - (point.reml ? traceProjection[i] : 0));

  // Row and column 0 belong to sigma², by V = I + Σ G_i V_i; sᵀE_i s = eᵀPV_iPe.
  const A = new Matrix(m + 1, m + 1);
  const b = new Matrix(m + 1, 1);
  let traceP = point.nu;
  let quadraticP = at.r2;
  for (let i = 0; i < m; i++) {
    traceP -= g[i] * trace[i];
    quadraticP -= g[i] * quadratic[i];
  }
  let tracePP = traceP;
  for (let i = 0; i < m; i++) {
    let withResidual = trace[i];
    for (let j = 0; j < m; j++) {
      A.set(i + 1, j + 1, cross[i * m + j]);
      withResidual -= cross[i * m + j] * g[j];
    }
    A.set(0, i + 1, withResidual);
    A.set(i + 1, 0, withResidual);
    tracePP -= g[i] * withResidual;
    b.set(i + 1, 0, quadratic[i]);
  }
  A.set(0, 0, tracePP);
  b.set(0, 0, quadraticP);
  const lu = new LuDecomposition(A);
  if (lu.isSingular()) return null;
  const solution = lu.solve(b).to1DArray();
  if (!(solution[0] > 0) || !solution.every(Number.isFinite)) return null;

  const relative = new Float64Array(k * k);
  for (let i = 0; i < m; i++) {
    relative[rows[i] * k + cols[i]] = solution[i + 1] / solution[0];
    relative[cols[i] * k + rows[i]] = solution[i + 1] / solution[0];
  }
  return thetaFromFactor(structure, factorFromCovariance(insideCone(relative, structure), k));
}

/** Raises small and negative eigenvalues of each block to a share of the largest. */
export function insideCone(G: Float64Array, structure: CovarianceStructure): Float64Array {
  const { k, blocks } = structure;
  const inside = new Float64Array(k * k);
  for (const { start, size } of blocks) {
    const { values, vectors } = symmetricEigen(diagonalBlock(G, k, start, size), size);
    const floor = FLOOR * Math.max(values[size - 1], FLOOR);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        let s = 0;
        for (let e = 0; e < size; e++)
          s += vectors[a * size + e] * Math.max(values[e], floor) * vectors[b * size + e];
        inside[(start + a) * k + start + b] = s;
      }
  }
  return inside;
}

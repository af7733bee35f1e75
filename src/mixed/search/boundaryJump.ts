/**
 * A step that minimizes the criterion's quadratic model in G, not in its factor, over the cone of covariance matrices.
 *
 * In the factor of G a variance that tends to zero does so by a constant share per Newton step, as long as the slope at
 * zero is small beside the curvature; and a variance that is nearly zero creeps. In G itself the model
 * d + tr(Γ·ΔG) + ½·Δgᵀ·h·Δg has its minimum over the cone on the boundary at once. It is found by the same Newton's
 * method, but of the model, which costs no evaluation of the criterion.
 */

import { symmetricEigen } from '../../linalg/dense';
import { newtonSteps } from '../../optimize/newton';
import type { Evaluation } from '../../optimize/objective';
import type { Steps } from '../../optimize/steps';
import { escapeBoundary } from './boundary';
import {
  type CovarianceStructure,
  covarianceFromFactor,
  diagonalBlock,
  factorFromTheta,
  thetaFromFactor,
} from '../../covariance/structure';
import { type ConePoint, factorDerivatives } from '../evaluation';
import { rotatedCoordinates } from './rotatedSteps';

/** Limits of the search for the minimum of the model. */
const TOLERANCE = 1e-12;
const MAX_EVALUATIONS = 60;
/** The model in G is worse than the one in the factor when more than this is still to be gained. */
const MODEST = 0.3;
/** A least variance that is to change by a smaller share than this is left to the steps in the factor. */
const SHARE = 0.3;

type ModelPoint = Evaluation & ConePoint;

/** Theta at the minimum of the model over the cone; null where a step in the factor of G does as well. */
export function* boundaryJump(structure: CovarianceStructure, at: ConePoint): Steps<Float64Array | null> {
  if (!leastVarianceMoves(structure, at)) return null;
  const evaluate = modelInCone(structure, at);
  const start = thetaFromFactor(structure, at.T);
  const { at: found, converged } = yield* newtonSteps({ dimension: structure.m, evaluate }, start, {
    tolerance: TOLERANCE,
    maxEvaluations: MAX_EVALUATIONS,
    coordinates: (point) => rotatedCoordinates(structure, point),
    escape: (point) => escapeBoundary(structure, point, TOLERANCE),
  });
  return converged && found.value < 0 && found.value > -MODEST ? found.theta : null;
}

/** Whether the model along the least direction of a block of G has its minimum far from here, if not outside the cone. */
function leastVarianceMoves({ k, m, blocks, rows, cols }: CovarianceStructure, at: ConePoint): boolean {
  const G = covarianceFromFactor(at.T, k);
  return blocks.some(({ start, size }) => {
    const { values, vectors } = symmetricEigen(diagonalBlock(G, k, start, size), size);
    const v = new Float64Array(k);
    for (let a = 0; a < size; a++) v[start + a] = vectors[a * size];
    let slope = 0;
    let curvature = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) slope += v[a] * at.Gamma[a * k + b] * v[b];
    for (let i = 0; i < m; i++)
      for (let j = 0; j < m; j++)
        curvature += v[rows[i]] * v[cols[i]] * at.curvature[i * m + j] * v[rows[j]] * v[cols[j]];
    // Of a variance that has collapsed the rounding, which may be negative, has no say: any slope moves it.
    return Math.abs(slope) > SHARE * Math.max(0, values[0]) * Math.max(0, curvature);
  });
}

/** The quadratic model about a point, less the value there, as a function of theta. */
function modelInCone(
  structure: CovarianceStructure,
  { T, Gamma, curvature }: ConePoint,
): (theta: Float64Array) => ModelPoint {
  const { k, m, rows, cols } = structure;
  const entries = (A: Float64Array): Float64Array =>
    Float64Array.from(rows, (row, i) => A[row * k + cols[i]]);
  const from = entries(covarianceFromFactor(T, k));
  const slope = entries(Gamma);
  const twice = Float64Array.from(rows, (row, i) => (row === cols[i] ? 1 : 2));
  return (theta) => {
    const factor = factorFromTheta(structure, theta);
    const change = entries(covarianceFromFactor(factor, k)).map((g, i) => g - from[i]);
    const slopeThere = Gamma.slice();
    let value = 0;
    for (let i = 0; i < m; i++) {
      let curved = 0;
      for (let j = 0; j < m; j++) curved += curvature[i * m + j] * change[j];
      value += change[i] * (twice[i] * slope[i] + 0.5 * curved);
      slopeThere[rows[i] * k + cols[i]] += curved / twice[i];
      if (rows[i] !== cols[i]) slopeThere[cols[i] * k + rows[i]] += curved / twice[i];
    }
    const point = { T: factor, Gamma: slopeThere, curvature };
    return { theta, value, ...factorDerivatives(structure, point), ...point };
  };
}

/** From working columns back to the user's: covariance factors, fixed effects, residuals. */

import { Matrix, QrDecomposition } from 'ml-matrix';
import { invertLower, multiply, transpose } from '../linalg/dense';
import { type CovarianceStructure, diagonalBlock, factorFromTheta } from '../covariance/structure';
import type { MixedFit } from './mixedFit';
import type { WorkingModel } from './workingModel';

/**
 * Lower triangular T with T·Tᵀ = A·Aᵀ and a diagonal that is not negative (k×k, row-major), from a QR decomposition of
 * Aᵀ: no squares are formed, so that a nearly singular factor keeps its small entries.
 */
export function triangularFactor(A: Float64Array, k: number): Float64Array {
  if (k === 1) return Float64Array.of(Math.abs(A[0]));
  const transposed = new Matrix(k, k);
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) transposed.set(b, a, A[a * k + b]);
  const upper = new QrDecomposition(transposed).upperTriangularMatrix;
  const T = new Float64Array(k * k);
  for (let b = 0; b < k; b++) {
    const sign = upper.get(b, b) < 0 ? -1 : 1;
    for (let a = b; a < k; a++) T[a * k + b] = sign * upper.get(b, a);
  }
  return T;
}

/** lme4's relative covariance factor (k×k, row-major, block diagonal) at a theta of the working model: B·T̃, made triangular. */
export function relativeFactor(
  model: WorkingModel,
  structure: CovarianceStructure,
  theta: Float64Array,
): Float64Array {
  const { k, blocks } = structure;
  const working = factorFromTheta(structure, theta);
  const T = new Float64Array(k * k);
  blocks.forEach(({ start, size }, t) => {
    const block = diagonalBlock(working, k, start, size);
    const lower = triangularFactor(multiply(model.terms[t].back, block, size, size, size), size);
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) T[(start + a) * k + start + b] = lower[a * size + b];
  });
  return T;
}

/** Residual standard deviation in units of the response. */
export function residualSigma(fit: MixedFit): number {
  return fit.model.responseScale * Math.sqrt(fit.optimum.at.r2 / fit.objective.nu);
}

/** p fixed effects of the kept columns, in the user's units. */
export function fixedEffects(fit: MixedFit): Float64Array {
  const { model, optimum } = fit;
  const coefficients = model.c.map((c, i) => c + model.responseScale * optimum.at.beta[i]);
  return multiply(model.Rinverse, coefficients, model.p, model.p, 1);
}

/**
 * N = R_X⁻¹·L⁻ᵀ (p×p, row-major) with (XᵀV⁻¹X)⁻¹ = N·Nᵀ relative to sigma²: for fixed effects, and for the derivative of
 * their covariance matrix, N·F_i·Nᵀ, from the whitened F_i of the evaluation.
 */
export function fixedEffectsRoot(fit: MixedFit): Float64Array {
  const { p, Rinverse } = fit.model;
  const inverseL = invertLower(fit.optimum.at.R, p, p + 1);
  return multiply(Rinverse, transpose(inverseL, p, p), p, p, p);
}

/** Covariance matrix of the fixed effects, p×p row-major. */
export function fixedEffectsCovariance(fit: MixedFit): Float64Array {
  const { p } = fit.model;
  const N = fixedEffectsRoot(fit);
  const covariance = multiply(N, transpose(N, p, p), p, p, p);
  const sigma2 = residualSigma(fit) ** 2;
  return covariance.map((v) => v * sigma2);
}

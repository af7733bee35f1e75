/**
 * Observed information in the natural parameters: the exact Hessian of minus the log-likelihood in
 * (beta, sigma², entries of the covariance matrices), what `optim(hessian = TRUE)` approximates by differences.
 *
 * With V = sigma²·I + Σ_i φ_i·V_i, r = y − X·beta and everything relative to sigma² (V = sigma²·V_r):
 *   −∂²l/∂φ_i∂φ_j = (−½·tr(V_r⁻¹V_iV_r⁻¹V_j) + rᵀV_r⁻¹V_iV_r⁻¹V_jV_r⁻¹r / sigma²) / sigma⁴
 *   −∂²l/∂beta∂φ_i = XᵀV_r⁻¹V_iV_r⁻¹r / sigma⁴,   −∂²l/∂beta∂betaᵀ = XᵀV_r⁻¹X / sigma²
 * Rows of sigma² itself follow from I = V_r − Σ G_i·V_i. For REML the same with P in place of V_r⁻¹, for half the REML
 * criterion; beta is then not a parameter of the likelihood, and its block stands apart.
 * (Searle, Casella & McCulloch 1992, Variance Components, ch. 6.6; McCulloch & Searle 2001, ch. 6.)
 */

import { congruence, invertPositiveDefinite, multiply } from '../linalg/dense';
import { covarianceFromFactor } from '../covariance/structure';
import type { MixedFit } from '../mixed/mixedFit';
import { flatDirections, variancesToWorking } from './determined';

export interface Information {
  /** Number of fixed effects; beta comes first, then sigma², then the m entries of the covariance matrices. */
  readonly p: number;
  readonly size: number;
  /** size×size, row-major, in the user's units. */
  readonly hessian: Float64Array;
  /** Its inverse; null at a boundary or when it is not positive definite. */
  readonly inverse: Float64Array | null;
}

/** @param singular whether the fit lies on the boundary, where the inverse means nothing */
export function observedInformation(fit: MixedFit, singular: boolean): Information {
  const { p } = fit.model;
  const { m } = fit.structure;
  const size = p + 1 + m;
  const hessian = congruence(workingInformation(fit), toWorking(fit), size, size);
  return { p, size, hessian, inverse: singular ? null : inverseOf(hessian, fit) };
}

/**
 * A generalized inverse where flat directions are: with the square of a form added that sees them and nothing else, the
 * matrix is regular, and what its inverse says about parameters that are determined does not depend on the form.
 */
function inverseOf(hessian: Float64Array, fit: MixedFit): Float64Array | null {
  const { flat, scale } = flatDirections(fit);
  const { p } = fit.model;
  const size = p + 1 + fit.structure.m;
  const raised = hessian.slice();
  for (const c of flat)
    for (let i = 0; i < c.length; i++)
      for (let j = 0; j < c.length; j++)
        raised[(p + i) * size + p + j] += scale[i] ** 2 * c[i] * c[j] * scale[j] ** 2;
  return invertPositiveDefinite(raised, size);
}

/** The Hessian in (beta, sigma², entries of sigma²·G) of the working model. */
function workingInformation(fit: MixedFit): Float64Array {
  const { objective, optimum, structure } = fit;
  const { reml, nu } = objective;
  const { m, k, rows, cols } = structure;
  const { p } = fit.model;
  const { natural, r2, T, R } = optimum.at;
  const sigma2 = r2 / nu;
  const G = covarianceFromFactor(T, k);
  const g = Float64Array.from(rows, (row, i) => G[row * k + cols[i]]);
  const q = 1 + m;

  // Traces and quadratic forms over (sigma², φ): index 0 is the identity.
  const trace = new Float64Array(q * q);
  const form = new Float64Array(q * q);
  const f = new Float64Array(q * p);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      const at = (i + 1) * q + j + 1;
      trace[at] = natural.traceKK[i * m + j] - (reml ? natural.traceProjection[i * m + j] : 0);
      form[at] = natural.quadraticK[i * m + j];
      if (reml) for (let x = 0; x < p; x++) form[at] -= natural.f[i * p + x] * natural.f[j * p + x];
    }
    for (let x = 0; x < p; x++) {
      f[(i + 1) * p + x] = natural.f[i * p + x];
      f[x] -= g[i] * natural.f[i * p + x];
    }
  }
  let traceOne = nu;
  let formOne = r2;
  for (let i = 0; i < m; i++) {
    traceOne -= g[i] * (natural.traceK[i] - (reml ? natural.traceB[i] : 0));
    formOne -= g[i] * natural.quadratic[i];
  }
  let traceZero = traceOne;
  let formZero = formOne;
  for (let i = 0; i < m; i++) {
    let t = natural.traceK[i] - (reml ? natural.traceB[i] : 0);
    let s = natural.quadratic[i];
    for (let j = 0; j < m; j++) {
      t -= g[j] * trace[(i + 1) * q + j + 1];
      s -= g[j] * form[(i + 1) * q + j + 1];
    }
    trace[i + 1] = trace[(i + 1) * q] = t;
    form[i + 1] = form[(i + 1) * q] = s;
    traceZero -= g[i] * t;
    formZero -= g[i] * s;
  }
  trace[0] = traceZero;
  form[0] = formZero;

  const size = p + q;
  const hessian = new Float64Array(size * size);
  const L = lowerPart(R, p);
  for (let x = 0; x < p; x++)
    for (let y = 0; y < p; y++) {
      let s = 0;
      for (let c = 0; c <= Math.min(x, y); c++) s += L[x * p + c] * L[y * p + c];
      hessian[x * size + y] = s / sigma2;
    }
  for (let i = 0; i < q; i++) {
    for (let j = 0; j < q; j++)
      hessian[(p + i) * size + p + j] =
        (-0.5 * trace[i * q + j] + form[i * q + j] / sigma2) / (sigma2 * sigma2);
    if (reml) continue;
    // f is whitened: Lᵀ undoes it
    const unwhitened = multiply(L, f.subarray(i * p, (i + 1) * p), p, p, 1);
    for (let x = 0; x < p; x++) {
      hessian[x * size + p + i] = unwhitened[x] / (sigma2 * sigma2);
      hessian[(p + i) * size + x] = hessian[x * size + p + i];
    }
  }
  return hessian;
}

/** The leading p×p lower triangle of a factor with row stride p + 1. */
function lowerPart(R: Float64Array, p: number): Float64Array {
  const L = new Float64Array(p * p);
  for (let x = 0; x < p; x++) for (let y = 0; y <= x; y++) L[x * p + y] = R[x * (p + 1) + y];
  return L;
}

/** Derivative of the working parameters with respect to the user's: linear, so a Hessian maps by congruence. */
function toWorking(fit: MixedFit): Float64Array {
  const { p, R, responseScale } = fit.model;
  const q = 1 + fit.structure.m;
  const size = p + q;
  const J = new Float64Array(size * size);
  for (let x = 0; x < p; x++) for (let y = 0; y < p; y++) J[x * size + y] = R[x * p + y] / responseScale;
  const variances = variancesToWorking(fit);
  for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) J[(p + i) * size + p + j] = variances[i * q + j];
  return J;
}

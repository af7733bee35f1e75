/**
 * Satterthwaite's degrees of freedom of linear contrasts of fixed effects.
 *
 * df = 2·v² / (gᵀ·A·g), v = Var(lᵀbeta), g its gradient and A the asymptotic covariance matrix of the variance
 * parameters (Giesbrecht & Burns 1985, Biometrics 41, eq. 2.4; as in lmerTest, Kuznetsova et al. 2017). Here in
 * (theta, sigma) with exact derivatives: A = 2·H⁻¹, H the Hessian of the criterion with beta profiled out. In theta a
 * collapsed direction has zero gradient and positive curvature, so a boundary fit needs no special case.
 */

import { congruence, symmetricEigen } from '../linalg/dense';
import type { MixedFit } from '../mixed/mixedFit';
import { parametersOf } from '../mixed/identification';
import { parametersAt } from '../mixed/ridge';
import { fixedEffectsRoot } from '../mixed/userScale';
import { type DegreesForms, degreesOf } from './linearFunctions';
import { flatForms } from '../mixed/varianceInformation';

/** Curvatures not above this share of the largest carry no information and are left out, as in a generalized inverse. */
const FLAT = 1e-10;

/** Degrees of freedom of each fixed effect: p numbers, positive; Infinity where the variance is known exactly. */
export function satterthwaite(fit: MixedFit): Float64Array {
  const { p } = fit.model;
  const degrees = degreesOf(satterthwaiteForms(fit), p);
  return Float64Array.from({ length: p }, (_, c) => {
    const unit = new Float64Array(p);
    unit[c] = 1;
    return degrees(unit);
  });
}

/** Degrees of freedom of any lᵀbeta of the user's p coefficients. */
export function satterthwaiteForms(fit: MixedFit): DegreesForms {
  const { p } = fit.model;
  const { m } = fit.structure;
  const { natural, jacobian } = fit.optimum.at;
  const degrees = degreesOfFreedom(fit);
  const sigma2 = fit.optimum.at.r2 / fit.objective.nu;
  return {
    root: fixedEffectsRoot(fit),
    forms: Array.from({ length: m }, (_, i) => natural.F.subarray(i * p * p, (i + 1) * p * p)),
    degrees(squared, byEntry) {
      // Var = sigma²·aᵀa, ∂/∂G_i = sigma²·aᵀ·F_i·a
      const gradient = new Float64Array(m + 1);
      for (let t = 0; t < m; t++)
        for (let i = 0; i < m; i++) gradient[t] += sigma2 * byEntry[i] * jacobian[i * m + t];
      gradient[m] = 2 * Math.sqrt(sigma2) * squared;
      return degrees(sigma2 * squared, gradient);
    },
  };
}

/**
 * The degrees of freedom 2·v²/(gᵀ·A·g) of any variance v with gradient g in (theta, sigma), both in working units, where
 * sigma² = r²/nu.
 */
export function degreesOfFreedom(fit: MixedFit): (v: number, gradient: Float64Array) => number {
  const size = fit.structure.m + 1;
  const { values, vectors } = symmetricEigen(withoutFlat(varianceHessian(fit), fit), size);
  const known = [...values.keys()].filter((e) => values[e] > FLAT * values[size - 1]);
  return (v, gradient) => {
    let form = 0;
    for (const e of known) {
      let projection = 0;
      for (let i = 0; i < size; i++) projection += vectors[i * size + e] * gradient[i];
      form += (2 * projection * projection) / values[e];
    }
    return (2 * v * v) / form;
  };
}

/**
 * The Hessian over what the data determine: rows and columns of redundant terms, which are at zero, are zero, and in the
 * other flat directions it is raised by the square of a form that sees them alone, so that nothing else changes.
 */
function withoutFlat(H: Float64Array, fit: MixedFit): Float64Array {
  const { identification, structure, optimum, model } = fit;
  if (identification.flat.length === 0) return H;
  const { jacobian } = optimum.at;
  const { m } = structure;
  const size = m + 1;
  const phi = parametersAt(structure, optimum.at);
  const gone = identification.redundant.flatMap((t) => parametersOf(structure, t));
  const areGone = gone.every((i) => phi[i] === 0);
  const left = areGone ? identification.others : identification.flat;
  const sigma = Math.sqrt(optimum.at.r2 / fit.objective.nu);
  const raised = H.slice();
  for (const f of flatForms(structure, optimum.at, model.n, left)) {
    // From (sigma², sigma²·G), relative to sigma², to (G, sigma), and to theta by the chain rule
    const form = new Float64Array(size);
    for (let i = 0; i < m; i++) for (let t = 0; t < m; t++) form[t] += f[i + 1] * jacobian[i * m + t];
    form[m] = (2 / sigma) * f.reduce((sum, v, i) => sum + v * phi[i], 0);
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) raised[i * size + j] += form[i] * form[j];
  }
  if (areGone)
    for (const parameter of gone)
      for (let i = 0; i < size; i++)
        raised[(parameter - 1) * size + i] = raised[i * size + parameter - 1] = 0;
  return raised;
}

/** Hessian of log|V| + [REML] log|XᵀV⁻¹X| + nu·log(sigma²) + r²/sigma² in (theta, sigma), (m+1)×(m+1). */
function varianceHessian(fit: MixedFit): Float64Array {
  const { reml, nu } = fit.objective;
  const { m, rows, cols, k } = fit.structure;
  const { p } = fit.model;
  const { natural, jacobian, Gamma, r2 } = fit.optimum.at;
  const sigma2 = r2 / nu;
  const sigma = Math.sqrt(sigma2);
  const inNatural = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      const t = natural.traceKK[i * m + j] - (reml ? natural.traceProjection[i * m + j] : 0);
      let q = natural.quadraticK[i * m + j];
      for (let x = 0; x < p; x++) q -= natural.f[i * p + x] * natural.f[j * p + x];
      inNatural[i * m + j] = -t + (2 * q) / sigma2;
    }
  const inTheta = congruence(inNatural, jacobian, m, m);
  const size = m + 1;
  const H = new Float64Array(size * size);
  for (let t = 0; t < m; t++) {
    for (let u = 0; u < m; u++) {
      H[t * size + u] = inTheta[t * m + u];
      if (cols[t] === cols[u]) H[t * size + u] += 2 * Gamma[rows[t] * k + rows[u]];
    }
    let slope = 0;
    for (let i = 0; i < m; i++) slope += natural.quadratic[i] * jacobian[i * m + t];
    H[t * size + m] = H[m * size + t] = (2 * slope) / (sigma2 * sigma);
  }
  H[m * size + m] = (4 * nu) / sigma2;
  return H;
}

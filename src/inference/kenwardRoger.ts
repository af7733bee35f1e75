/**
 * The adjustment of Kenward & Roger (1997, Biometrics 53, 983-997) for small samples: a covariance matrix of the fixed
 * effects that takes the estimation of the variances into account, and degrees of freedom and a scale for F tests.
 *
 * In whitened coordinates (covariance sigma²·I) and with variance parameters r (sigma² and the entries of the covariance
 * matrices), t_rs = tr(PV_rPV_s), F_r = XᵀV⁻¹V_rV⁻¹X, q_rs = XᵀV⁻¹V_rV⁻¹V_sV⁻¹X, all relative to sigma²:
 *
 *   adjusted covariance   sigma²·(I + 4·Σ (t⁻¹)_rs·(q_rs − F_rF_s))
 *   A1 = 2·Σ (t⁻¹)_rs·tr(ΠF_r)·tr(ΠF_s),   A2 = 2·Σ (t⁻¹)_rs·tr(ΠF_rΠF_s),   Π the projection on the contrasts
 *
 * V is linear in these parameters, so the terms with second derivatives vanish. As in pbkrtest (Halekoh & Højsgaard 2014,
 * J. Stat. Softw. 59(9), section 4).
 */

import { invertPositiveDefinite, multiply, symmetricEigen, transpose } from '../linalg/dense';
import { orthonormalBasis } from '../linalg/orthonormalBasis';
import { covarianceFromFactor } from '../covariance/structure';
import type { MixedFit } from '../mixed/mixedFit';
import { fixedEffectsRoot, residualSigma } from '../mixed/userScale';
import type { DegreesForms } from './linearFunctions';
import { entriesOf, parameterSizes, varianceInformation } from '../mixed/varianceInformation';

export interface KenwardRoger {
  /** Adjusted covariance matrix of the fixed effects in the user's units, p×p row-major. */
  readonly covariance: Float64Array;
  /**
   * The F test of L·beta = 0 for q independent rows of L (q×p, user's coefficients): its denominator degrees of freedom
   * and what the Wald statistic with the adjusted covariance, divided by q, is multiplied with.
   */
  readonly test: (L: Float64Array, q: number) => { readonly df: number; readonly scale: number };
  /** Those of one linear function, where A1 = A2 = 2/df and the scale is 1. */
  readonly forms: DegreesForms;
}

/** Smaller eigenvalues of t, in units of its diagonal, carry no information and are left out. */
const FLAT = 1e-10;

/** @param fit by REML */
export function kenwardRoger(fit: MixedFit): KenwardRoger {
  const { p } = fit.model;
  const { inverse, F, q, g } = pieces(fit);
  const size = F.length;
  const adjusted = new Float64Array(p * p);
  for (let x = 0; x < p; x++) adjusted[x * p + x] = 1;
  for (let r = 0; r < size; r++)
    for (let s = 0; s < size; s++) {
      const weight = 4 * inverse[r * size + s];
      const product = multiply(F[r], F[s], p, p, p);
      for (let e = 0; e < p * p; e++) adjusted[e] += weight * (q[r * size + s][e] - product[e]);
    }
  const N = fixedEffectsRoot(fit);
  const sigma2 = residualSigma(fit) ** 2;
  const covariance = multiply(multiply(N, adjusted, p, p, p), transpose(N, p, p), p, p, p).map(
    (v) => v * sigma2,
  );
  return {
    covariance,
    test: (L, rank) =>
      degreesOfFreedom(projection(multiply(L, N, rank, p, p), rank, p), rank, { inverse, F }, p),
    forms: {
      root: N,
      forms: F.slice(1),
      degrees: (squared, values) => squared ** 2 / quadratic(inverse, withResidual(squared, values, g)),
    },
  };
}

interface Pieces {
  /** t⁻¹ over (sigma², covariance entries), generalized where t is singular. */
  readonly inverse: Float64Array;
  /** F_r, p×p each. */
  readonly F: readonly Float64Array[];
  /** q_rs at r·size + s. */
  readonly q: readonly Float64Array[];
  /** The entries G_i, relative to sigma². */
  readonly g: Float64Array;
}

/** Index 0 is sigma²: V_0 = I = V − Σ G_i·V_i, in working rows. */
function pieces(fit: MixedFit): Pieces {
  const { structure, objective, optimum, model } = fit;
  const { m } = structure;
  const { p } = model;
  const { natural, T } = optimum.at;
  const g = entriesOf(structure, covarianceFromFactor(T, structure.k));
  const size = m + 1;
  const forms = objective.pairFormsAt(optimum.at);
  const identity = new Float64Array(p * p);
  for (let x = 0; x < p; x++) identity[x * p + x] = 1;

  const F = Array.from({ length: size }, (_, r) =>
    r === 0 ? identity.slice() : natural.F.slice((r - 1) * p * p, r * p * p),
  );
  const q = Array.from({ length: size * size }, () => new Float64Array(p * p));
  for (let i = 0; i < m; i++) {
    subtract(F[0], g[i], F[i + 1]);
    for (let j = 0; j < m; j++)
      q[(i + 1) * size + j + 1] = forms.slice((i * m + j) * p * p, (i * m + j + 1) * p * p);
  }
  for (let j = 1; j < size; j++) {
    const first = F[j].slice();
    for (let i = 1; i < size; i++) subtract(first, g[i - 1], q[i * size + j]);
    q[j] = first;
    q[j * size] = Float64Array.from(transpose(first, p, p));
  }
  q[0] = F[0].slice();
  for (let i = 1; i < size; i++) subtract(q[0], g[i - 1], q[i * size]);

  return { inverse: inverseInformation(fit), F, q, g };
}

/**
 * The inverse of tr(PV_rPV_s) over (sigma², sigma²·G), relative to sigma²: (m+1)×(m+1), generalized where the data do not
 * determine a parameter. Half the covariance matrix of their estimates.
 */
export function inverseInformation({
  structure,
  objective,
  optimum,
  model,
  identification,
}: MixedFit): Float64Array {
  const t = varianceInformation(structure, optimum.at, objective);
  const { flat } = identification;
  if (flat.length === 0) return generalizedInverse(t, structure.m + 1);
  const whole = varianceInformation(structure, optimum.at, { nu: model.n, reml: false });
  return inverseBeside(flat, t, parameterSizes(structure, whole));
}

/**
 * The pseudoinverse of t in natural units, its null space known: regular once the projection on it is added, which is
 * taken from the inverse again.
 */
function inverseBeside(flat: readonly Float64Array[], t: Float64Array, scale: Float64Array): Float64Array {
  const size = flat[0].length;
  const nullSpace = orthonormalBasis(
    flat.map((c) => c.map((v, i) => v * scale[i])),
    0,
  );
  const projection = new Float64Array(size * size);
  for (const c of nullSpace)
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) projection[i * size + j] += c[i] * c[j];
  const raised = t.map((v, e) => v / (scale[Math.floor(e / size)] * scale[e % size]) + projection[e]);
  const inverse = generalizedInverse(raised, size);
  return inverse.map((v, e) => (v - projection[e]) / (scale[Math.floor(e / size)] * scale[e % size]));
}

function subtract(from: Float64Array, factor: number, what: Float64Array): void {
  for (let e = 0; e < from.length; e++) from[e] -= factor * what[e];
}

function generalizedInverse(t: Float64Array, size: number): Float64Array {
  const regular = invertPositiveDefinite(t, size);
  if (regular !== null) return regular;
  const scale = Float64Array.from({ length: size }, (_, i) =>
    t[i * (size + 1)] > 0 ? 1 / Math.sqrt(t[i * (size + 1)]) : 1,
  );
  const scaled = t.map((v, e) => v * scale[Math.floor(e / size)] * scale[e % size]);
  const { values, vectors } = symmetricEigen(scaled, size);
  const out = new Float64Array(size * size);
  for (let e = 0; e < size; e++) {
    if (!(values[e] > FLAT * values[size - 1])) continue;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        out[i * size + j] +=
          (scale[i] * vectors[i * size + e] * vectors[j * size + e] * scale[j]) / values[e];
  }
  return out;
}

/** Lᵀ(LLᵀ)⁻¹L for rows L (rank×p) in whitened coordinates. */
function projection(L: Float64Array, rank: number, p: number): Float64Array {
  const Lt = transpose(L, rank, p);
  const inverse = generalizedInverse(multiply(L, Lt, rank, p, rank), rank);
  return multiply(multiply(Lt, inverse, p, rank, rank), L, p, rank, p);
}

function degreesOfFreedom(
  P: Float64Array,
  rank: number,
  { inverse, F }: Pick<Pieces, 'inverse' | 'F'>,
  p: number,
): { df: number; scale: number } {
  const size = F.length;
  const projected = F.map((Fr) => multiply(P, Fr, p, p, p));
  const traces = projected.map((A) => traceOf(A, p));
  let A1 = 0;
  let A2 = 0;
  for (let r = 0; r < size; r++)
    for (let s = 0; s < size; s++) {
      const weight = 2 * inverse[r * size + s];
      A1 += weight * traces[r] * traces[s];
      A2 += weight * traceOf(multiply(projected[r], projected[s], p, p, p), p);
    }
  return moments(A1, A2, rank);
}

/** aᵀ·F_r·a for all r, of those behind the first: F_0 = I − Σ G_i·F_i. */
function withResidual(squared: number, values: Float64Array, g: Float64Array): Float64Array {
  const all = new Float64Array(values.length + 1);
  all.set(values, 1);
  all[0] = squared - values.reduce((sum, v, i) => sum + g[i] * v, 0);
  return all;
}

/** vᵀ·A·v. */
function quadratic(A: Float64Array, v: Float64Array): number {
  let form = 0;
  for (let r = 0; r < v.length; r++)
    for (let s = 0; s < v.length; s++) form += v[r] * A[r * v.length + s] * v[s];
  return form;
}

function traceOf(A: Float64Array, n: number): number {
  let t = 0;
  for (let i = 0; i < n; i++) t += A[i * n + i];
  return t;
}

/** Matches mean and variance of the statistic with those of a scaled F (section 3.1 of the paper). */
function moments(A1: number, A2: number, q: number): { df: number; scale: number } {
  const B = (A1 + 6 * A2) / (2 * q);
  const g = ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2);
  const c1 = g / (3 * q + 2 * (1 - g));
  const c2 = (q - g) / (3 * q + 2 * (1 - g));
  const c3 = (q + 2 - g) / (3 * q + 2 * (1 - g));
  const v0 = withoutRounding(1 + c1 * B);
  const v1 = 1 - c2 * B;
  const v2 = 1 - c3 * B;
  const ratio = quotient(1 - A2 / q, v1);
  const rho = (ratio * ratio * v0) / (q * v2);
  const df = 4 + (q + 2) / (q * rho - 1);
  const scale = Math.abs(df - 2) < 0.01 ? 1 : (df * (1 - A2 / q)) / (df - 2);
  return { df, scale };
}

function withoutRounding(v: number): number {
  return Math.abs(v) < 1e-10 ? 0 : v;
}

/** 1 where both vanish together. */
function quotient(a: number, b: number): number {
  return Math.abs(a) < 1e-14 && Math.abs(b) < 1e-14 ? 1 : a / b;
}

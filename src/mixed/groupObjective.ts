/**
 * The profiled criterion of a linear mixed model with one grouping factor, its gradient and exact Hessian in theta.
 *
 * In working columns (see `workingModel.ts`), with V = I + Z̃(I⊗G)Z̃ᵀ relative to sigma² and nu = n (ML) or n − p (REML):
 *
 *   d(theta) = log|V| + [REML] log|WᵀV⁻¹W| + nu·(1 + log(2π·r²/nu)),   r² = eᵀPe,   sigma² = r²/nu profiled out.
 *
 * All constants are kept; `criterionShift` brings it to the user's scale. Each evaluation costs J times small matrices,
 * whatever n is. Criterion: Bates, Mächler, Bolker & Walker 2015 (J. Stat. Softw. 67(1)), eqs 34 and 41. Derivatives:
 * docs/mixed-models.md.
 */

import { CellmerError } from '../errors';
import { choleskyInPlace, congruence, packedIndex } from '../linalg/dense';
import type { Objective } from '../optimize/objective';
import { type AccumulatorLayout, accumulatorLayout } from './accumulators';
import { type CovarianceStructure, covarianceJacobian, factorFromTheta } from './covarianceStructure';
import type { GroupStatistics } from './groupStatistics';
import type { GroupWork } from './kernelGeneral';
import { kernelFor } from './kernels';

/** Everything known at one theta. Arrays with `m` entries follow the parameters of the covariance structure. */
export interface GroupEvaluation {
  readonly theta: Float64Array;
  /** d(theta), see above. */
  readonly value: number;
  readonly gradient: Float64Array;
  /** m×m, row-major. */
  readonly hessian: Float64Array;
  /** Relative Cholesky factor T (k×k, row-major). */
  readonly T: Float64Array;
  /** Derivative of d with respect to G as a full symmetric k×k matrix: Σ K − [REML] Σ B − (nu/r²) Σ S. */
  readonly Gamma: Float64Array;
  readonly natural: NaturalDerivatives;
  /** p coefficients in working columns. */
  readonly beta: Float64Array;
  /** Lower Cholesky factor of WᵀV⁻¹W in the leading p×p block, row stride p + 1. */
  readonly R: Float64Array;
  readonly r2: number;
  /** log|V|. */
  readonly logDetV: number;
  /** ∂G/∂theta (m×m). */
  readonly jacobian: Float64Array;
}

/**
 * Building blocks of second derivatives in the entries of G (parameter i stands for the symmetric unit matrix E_i,
 * V_i = ∂V/∂G_i, P the projection of `reml`-free theory, everything relative to sigma²).
 */
export interface NaturalDerivatives {
  /** Σ tr(E_i K) (= tr V⁻¹V_i), and Σ tr(E_i B), whose difference is tr(P V_i). */
  readonly traceK: Float64Array;
  readonly traceB: Float64Array;
  /** Σ sᵀE_i s = −∂r²/∂G_i. */
  readonly quadratic: Float64Array;
  /** tr(V⁻¹V_iV⁻¹V_j), m×m. */
  readonly traceKK: Float64Array;
  /** tr(V⁻¹V_iV⁻¹V_j) − tr(PV_iPV_j), m×m. */
  readonly traceProjection: Float64Array;
  /** Σ sᵀE_iKE_j s, m×m. */
  readonly quadraticK: Float64Array;
  /** f_i = R_X⁻¹ Σ AᵀE_i s, m×p row by row. */
  readonly f: Float64Array;
  /** R_X⁻¹ (Σ AᵀE_iA) R_X⁻ᵀ, m full p×p matrices. */
  readonly F: Float64Array;
}

export interface GroupObjective extends Objective<GroupEvaluation> {
  readonly structure: CovarianceStructure;
  readonly stats: GroupStatistics;
  readonly reml: boolean;
  /** n or n − p. */
  readonly nu: number;
  /** K and [A a] per group at an evaluation of this objective; computed again when another one came after it. */
  workAt(evaluation: GroupEvaluation): GroupWork;
}

/** Groups summed together before they are added to the total. */
const BLOCK = 256;

export function groupObjective(
  stats: GroupStatistics,
  structure: CovarianceStructure,
  reml: boolean,
): GroupObjective {
  const { n, p, k, J } = stats;
  const nu = reml ? n - p : n;
  const kk = (k * (k + 1)) / 2;
  const work: GroupWork = { K: new Float64Array(J * kk), A: new Float64Array(J * k * (p + 1)) };
  const layout = accumulatorLayout(k, p);
  const kernel = kernelFor(k);

  /** The T that `work` belongs to. */
  let workFactor: Float64Array | null = null;

  /** Fills `work` at T and takes what the groups explain from the cross-products M (w×w); returns log|V|. */
  function factor(T: Float64Array, M: Float64Array): number {
    workFactor = T;
    const part = new Float64Array(M.length);
    let logDetV = 0;
    for (let from = 0; from < J; from += BLOCK) {
      part.fill(0);
      logDetV += kernel.factorGroups(stats, T, work, part, from, Math.min(J, from + BLOCK));
      for (let i = 0; i < part.length; i++) M[i] += part[i];
    }
    return logDetV;
  }

  function workAt(evaluation: GroupEvaluation): GroupWork {
    if (workFactor !== evaluation.T) factor(evaluation.T, new Float64Array((p + 1) ** 2));
    return work;
  }

  function evaluate(theta: Float64Array): GroupEvaluation {
    const T = factorFromTheta(structure, theta);
    const w = p + 1;
    const M = new Float64Array(w * w);
    for (let i = 0; i < w; i++) M[i * w + i] = n;
    const logDetV = factor(T, M);
    const profiled = profile(M, p);
    const sums = sumGroups(profiled.beta, M);
    const value =
      logDetV + (reml ? profiled.logDetX : 0) + nu * (1 + Math.log((2 * Math.PI * profiled.r2) / nu));
    const derivatives = assemble(sums, layout, structure, { T, r2: profiled.r2, nu, reml, p });
    return { theta, value, T, R: M, logDetV, beta: profiled.beta, r2: profiled.r2, ...derivatives };
  }

  function sumGroups(beta: Float64Array, R: Float64Array): Float64Array {
    const sums = new Float64Array(layout.length);
    const part = new Float64Array(layout.length);
    for (let from = 0; from < J; from += BLOCK) {
      part.fill(0);
      kernel.accumulateGroups(stats, work, { beta, R }, layout, part, from, Math.min(J, from + BLOCK));
      for (let i = 0; i < part.length; i++) sums[i] += part[i];
    }
    return sums;
  }

  return { dimension: structure.m, evaluate, structure, stats, reml, nu, workAt };
}

/** Factors the profiled cross-products over themselves: coefficients, r² and log|WᵀV⁻¹W|. */
function profile(M: Float64Array, p: number): { beta: Float64Array; r2: number; logDetX: number } {
  const w = p + 1;
  if (!choleskyInPlace(M, w))
    throw new CellmerError(
      'numeric',
      'the model fits the data without a residual at some variance ratio: the likelihood has no maximum',
    );
  let logDetX = 0;
  for (let i = 0; i < p; i++) logDetX += 2 * Math.log(M[i * w + i]);
  const beta = new Float64Array(p);
  for (let i = p - 1; i >= 0; i--) {
    let s = M[p * w + i];
    for (let c = i + 1; c < p; c++) s -= M[c * w + i] * beta[c];
    beta[i] = s / M[i * w + i];
  }
  return { beta, r2: M[p * w + p] ** 2, logDetX };
}

interface Point {
  readonly T: Float64Array;
  readonly r2: number;
  readonly nu: number;
  readonly reml: boolean;
  readonly p: number;
}

/** Gradient and Hessian from the sums over the groups. */
function assemble(
  sums: Float64Array,
  layout: AccumulatorLayout,
  structure: CovarianceStructure,
  point: Point,
): Pick<GroupEvaluation, 'gradient' | 'hessian' | 'Gamma' | 'natural' | 'jacobian'> {
  const { k, m, rows, cols } = structure;
  const { T, r2, nu, reml } = point;
  const natural = naturalDerivatives(sums, layout, structure, point.p);

  const Gamma = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) {
      const i = packedIndex(a, b);
      Gamma[a * k + b] =
        sums[layout.SK + i] - (reml ? sums[layout.SB + i] : 0) - (nu / r2) * sums[layout.SS + i];
    }

  const gradient = new Float64Array(m);
  for (let t = 0; t < m; t++) {
    let s = 0;
    for (let c = 0; c < k; c++) s += Gamma[rows[t] * k + c] * T[c * k + cols[t]];
    gradient[t] = 2 * s;
  }

  const inNatural = profiledHessian(natural, m, point);
  const jacobian = covarianceJacobian(structure, T);
  const hessian = congruence(inNatural, jacobian, m, m);
  for (let t = 0; t < m; t++)
    for (let u = 0; u < m; u++)
      if (cols[t] === cols[u]) hessian[t * m + u] += 2 * Gamma[rows[t] * k + rows[u]];
  return { gradient, hessian, Gamma, natural, jacobian };
}

/** Hessian of d in the entries of G, sigma² profiled out: −t + nu·(2q/r² − ρρᵀ/r⁴), m×m. */
export function profiledHessian(
  natural: NaturalDerivatives,
  m: number,
  point: { readonly r2: number; readonly nu: number; readonly reml: boolean; readonly p: number },
): Float64Array {
  const { r2, nu, reml, p } = point;
  const { traceKK, traceProjection, quadraticK, quadratic, f } = natural;
  const h = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      const t = traceKK[i * m + j] - (reml ? traceProjection[i * m + j] : 0);
      let q = quadraticK[i * m + j];
      for (let x = 0; x < p; x++) q -= f[i * p + x] * f[j * p + x];
      h[i * m + j] = -t + nu * ((2 * q) / r2 - (quadratic[i] * quadratic[j]) / (r2 * r2));
    }
  return h;
}

/** Sums over units of E_i and E_j: E_i = Σ e_a·e_bᵀ over its (one or two) units. */
function naturalDerivatives(
  sums: Float64Array,
  layout: AccumulatorLayout,
  structure: CovarianceStructure,
  p: number,
): NaturalDerivatives {
  const { m, rows, cols } = structure;
  const { kk, pp } = layout;
  const units = Array.from({ length: m }, (_, i) =>
    rows[i] === cols[i]
      ? [[rows[i], rows[i]]]
      : [
          [rows[i], cols[i]],
          [cols[i], rows[i]],
        ],
  );
  const traceK = new Float64Array(m);
  const traceB = new Float64Array(m);
  const quadratic = new Float64Array(m);
  const traceKK = new Float64Array(m * m);
  const traceProjection = new Float64Array(m * m);
  const quadraticK = new Float64Array(m * m);
  const f = new Float64Array(m * p);
  const F = new Float64Array(m * p * p);
  for (let i = 0; i < m; i++) {
    const entry = packedIndex(rows[i], cols[i]);
    const twice = units[i].length;
    traceK[i] = twice * sums[layout.SK + entry];
    traceB[i] = twice * sums[layout.SB + entry];
    quadratic[i] = twice * sums[layout.SS + entry];
    for (let x = 0, r = layout.F + entry * pp; x < p; x++) {
      f[i * p + x] = sums[layout.f + entry * p + x];
      for (let y = 0; y <= x; y++, r++) {
        F[(i * p + x) * p + y] = sums[r];
        F[(i * p + y) * p + x] = sums[r];
      }
    }
  }
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      const at = i * m + j;
      for (const [a, b] of units[i])
        for (const [c, d] of units[j]) {
          const bc = packedIndex(b, c) * kk;
          const da = packedIndex(d, a);
          traceKK[at] += sums[layout.KK + bc + da];
          traceProjection[at] += sums[layout.KB + bc + da] + sums[layout.KB + da * kk + packedIndex(b, c)];
          quadraticK[at] += sums[layout.KS + bc + da];
        }
      for (let x = 0; x < p * p; x++) traceProjection[at] -= F[i * p * p + x] * F[j * p * p + x];
    }
  return { traceK, traceB, quadratic, traceKK, traceProjection, quadraticK, f, F };
}

/**
 * What every objective of a mixed model computes, however its random effects are arranged, and what follows from it.
 *
 * The profiled criterion, constants kept, with V = I + Z(G)Zᵀ relative to sigma² and nu = n (ML) or n − p (REML):
 *
 *   d(theta) = log|V| + [REML] log|WᵀV⁻¹W| + nu·(1 + log(2π·r²/nu)),   r² = eᵀPe,   sigma² = r²/nu profiled out.
 *
 * Bates, Mächler, Bolker & Walker 2015 (J. Stat. Softw. 67(1)), eqs 34 and 41. Derivatives: docs/mixed-models.md.
 */

import { CellmerError } from '../errors';
import type { GroupingFactor } from '../design/types';
import { choleskyInPlace, congruence } from '../linalg/dense';
import type { Objective } from '../optimize/objective';
import { type CovarianceStructure, covarianceJacobian } from '../covariance/structure';

/** The criterion around one point of the cone of covariance matrices. */
export interface ConePoint {
  /** Relative Cholesky factor T (k×k, row-major), block diagonal over the terms. */
  readonly T: Float64Array;
  /** ∂d/∂G as a symmetric k×k matrix, zero between factors. */
  readonly Gamma: Float64Array;
  /** Second derivatives of d in the parameters' entries of G, sigma² profiled out: m×m. */
  readonly curvature: Float64Array;
}

/** Everything known at one theta. Arrays with `m` entries follow the parameters of the covariance structure. */
export interface MixedEvaluation extends ConePoint {
  readonly theta: Float64Array;
  /** d(theta), see above. */
  readonly value: number;
  readonly gradient: Float64Array;
  /** m×m, row-major. */
  readonly hessian: Float64Array;
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
  /**
   * The average information in place of second derivatives, where these cost much more than value and gradient and are
   * computed when they are asked for.
   */
  readonly average?: SecondDerivatives;
}

/** In the entries of G and in theta, m×m each. */
export type SecondDerivatives = Pick<MixedEvaluation, 'curvature' | 'hessian'>;

/**
 * Building blocks of second derivatives in the entries of G. Parameter i stands for the symmetric unit matrix E_i and
 * V_i = ∂V/∂G_i; K = ZᵀV⁻¹Z, A = ZᵀV⁻¹W, s = ZᵀV⁻¹(e − W·beta), B = A·M⁻¹·Aᵀ, everything relative to sigma².
 */
export interface NaturalDerivatives {
  /** tr(V⁻¹V_i), and tr(V⁻¹V_i) − tr(PV_i). */
  readonly traceK: Float64Array;
  readonly traceB: Float64Array;
  /** sᵀE_i s = −∂r²/∂G_i. */
  readonly quadratic: Float64Array;
  /** tr(V⁻¹V_iV⁻¹V_j), m×m. */
  readonly traceKK: Float64Array;
  /** tr(V⁻¹V_iV⁻¹V_j) − tr(PV_iPV_j), m×m. */
  readonly traceProjection: Float64Array;
  /** sᵀE_iKE_j s, m×m. */
  readonly quadraticK: Float64Array;
  /** f_i = R_X⁻¹·Aᵀ·E_i·s, m×p row by row. */
  readonly f: Float64Array;
  /** R_X⁻¹·Aᵀ·E_i·A·R_X⁻ᵀ, m full p×p matrices. */
  readonly F: Float64Array;
}

/** One grouping factor and its columns among the k of the covariance structure. */
export interface FactorPart {
  readonly group: GroupingFactor;
  readonly start: number;
  /** Random effects per level, all terms on the factor together. */
  readonly k: number;
  /** Its columns Z̃, n each. */
  readonly columns: readonly Float64Array[];
}

/** What the data say about the random effects of a factor at one T, level after level. */
export interface GroupWork {
  /** Packed K, J·k(k+1)/2. */
  readonly K: Float64Array;
  /** [A a], column by column as D, J·k(p+1). */
  readonly A: Float64Array;
}

export interface MixedObjective extends Objective<MixedEvaluation> {
  readonly structure: CovarianceStructure;
  readonly parts: readonly FactorPart[];
  readonly n: number;
  readonly p: number;
  readonly reml: boolean;
  /** n or n − p. */
  readonly nu: number;
  /** About how many multiplications `value` takes. */
  readonly work: number;
  /** d(theta) alone, at a fraction of the cost of `evaluate`; Infinity where it cannot be computed. */
  value(theta: Float64Array): number;
  /** For each factor K and [A a] per level at an evaluation of this objective. */
  workAt(evaluation: MixedEvaluation): readonly GroupWork[];
  /** h_xᵀE_iKE_jh_y for all pairs of parameters and of columns of X, in the layout of `grouped/pairForms.ts`. */
  pairFormsAt(evaluation: MixedEvaluation): Float64Array;
  /** Of several factors: what links their levels; to be read before the next evaluation. */
  readonly linksAt?: (evaluation: MixedEvaluation) => FactorLinks;
}

/** The objective of a model's own statistics. */
export interface RefittableObjective extends MixedObjective {
  /**
   * That of another response: what does not depend on it is shared.
   *
   * @param e n numbers in working columns
   */
  withResponse(e: Float64Array): RefittableObjective;
}

/** Links between the levels of the first factor and those of the others (`crossed/objective.ts`). */
export interface FactorLinks {
  /** Which of the objective's factors is the first, then the others. */
  readonly order: readonly number[];
  /** E = Z₁ᵀW₁Z₂: level j of the first factor has entries `pointer[j]` to `pointer[j + 1] − 1`, k₁ numbers each. */
  readonly pointer: Int32Array;
  /** The random effect of the other factors that an entry belongs to. */
  readonly columns: Int32Array;
  readonly E: Float64Array;
  /** For each of the other factors where the random effects of each of its levels begin. */
  readonly bases: readonly Int32Array[];
  /** Q = Var(b₂ | y)/sigma² of the other factors' effects `from` to `from + size − 1`; zero between blocks. */
  readonly blocks: readonly { readonly from: number; readonly size: number; readonly Q: Float64Array }[];
}

/** What the criterion needs besides the sums over the levels. */
export interface Point {
  readonly r2: number;
  readonly nu: number;
  readonly reml: boolean;
  readonly p: number;
}

export interface Profile {
  readonly beta: Float64Array;
  readonly r2: number;
  readonly logDetX: number;
}

/** d(theta) from log|V| and the profiled cross-products, which are overwritten; Infinity where there is no residual. */
export function criterionInPlace(
  logDetV: number,
  M: Float64Array,
  { p, reml, nu }: { readonly p: number; readonly reml: boolean; readonly nu: number },
): number {
  const w = p + 1;
  if (!choleskyInPlace(M, w)) return Infinity;
  let logDetX = 0;
  for (let i = 0; i < p; i++) logDetX += 2 * Math.log(M[i * w + i]);
  return criterion(logDetV, { logDetX, r2: M[p * w + p] ** 2 }, reml, nu);
}

/** Factors the profiled cross-products [W e]ᵀV⁻¹[W e] over themselves: coefficients, r² and log|WᵀV⁻¹W|. */
export function profileInPlace(M: Float64Array, p: number): Profile {
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

/** d(theta) from its parts. */
export function criterion(
  logDetV: number,
  { logDetX, r2 }: Pick<Profile, 'logDetX' | 'r2'>,
  reml: boolean,
  nu: number,
): number {
  return logDetV + (reml ? logDetX : 0) + nu * (1 + Math.log((2 * Math.PI * r2) / nu));
}

/** Gradient 2·Γ·T and Hessian Jᵀ·h·J + 2·Γ_ac in theta. */
export function thetaDerivatives(
  structure: CovarianceStructure,
  T: Float64Array,
  Gamma: Float64Array,
  natural: NaturalDerivatives,
  point: Point,
): Pick<MixedEvaluation, 'gradient' | 'hessian' | 'jacobian' | 'curvature'> {
  const curvature = profiledHessian(natural, structure.m, point);
  return { ...factorDerivatives(structure, { T, Gamma, curvature }), curvature };
}

/** The same from the derivatives in G. */
export function factorDerivatives(
  structure: CovarianceStructure,
  { T, Gamma, curvature }: ConePoint,
): Pick<MixedEvaluation, 'gradient' | 'hessian' | 'jacobian'> {
  const { k, m, rows, cols } = structure;
  const gradient = new Float64Array(m);
  for (let t = 0; t < m; t++) {
    let s = 0;
    for (let c = 0; c < k; c++) s += Gamma[rows[t] * k + c] * T[c * k + cols[t]];
    gradient[t] = 2 * s;
  }
  const jacobian = covarianceJacobian(structure, T);
  const hessian = congruence(curvature, jacobian, m, m);
  for (let t = 0; t < m; t++)
    for (let u = 0; u < m; u++)
      if (cols[t] === cols[u]) hessian[t * m + u] += 2 * Gamma[rows[t] * k + rows[u]];
  return { gradient, hessian, jacobian };
}

/** Hessian of d in the entries of G, sigma² profiled out: −t + nu·(2q/r² − ρρᵀ/r⁴), m×m. */
function profiledHessian(natural: NaturalDerivatives, m: number, point: Point): Float64Array {
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

/** The units e_a·e_bᵀ that E_i consists of, as pairs (a, b): one on the diagonal, two off it. */
export function unitsOf(structure: CovarianceStructure, i: number): readonly (readonly [number, number])[] {
  const a = structure.rows[i];
  const b = structure.cols[i];
  return a === b
    ? [[a, a]]
    : [
        [a, b],
        [b, a],
      ];
}

/**
 * The deviance along a family of covariance matrices, with exact derivatives: what profiling minimizes once one
 * parameter is held.
 *
 * The relative factor A, G = A·Aᵀ, is a sum of fixed k×k matrices times coefficients, each a free parameter or the
 * exponential of one. The residual variance is profiled out, held, or free as eta = log sigma; then
 *
 *   D(G, eta) = log|V| + n·log(2π) + 2n·eta + r²·exp(−2eta)
 *
 * with Γ = Σ K − exp(−2eta)·Σ s·sᵀ and Hessian −t + 2q·exp(−2eta) in the entries of G (docs/mixed-models.md). The chain
 * rule does the rest: dG_i = A_iAᵀ + AA_iᵀ, d²G_ij = A_iA_jᵀ + A_jA_iᵀ + A_ijAᵀ + AA_ijᵀ. docs/profile.md derives it.
 */

import { CellmerError } from '../../errors';
import { congruence, multiply, transpose } from '../../linalg/dense';
import { type CovarianceStructure, diagonalBlock, thetaFromFactor } from '../../covariance/structure';
import { type MixedEvaluation, type MixedObjective } from '../../mixed/evaluation';
import { triangularFactor } from '../../mixed/userScale';
import type { Evaluation, Objective } from '../../optimize/objective';

/** One summand of the factor A. */
export interface Direction {
  /** k×k, row-major, within the block of one term. */
  readonly matrix: Float64Array;
  /** The coefficient is the exponential of the parameter, so that it stays positive. */
  readonly isLogarithm?: boolean;
  /** A diagonal entry of a factor, whose sign means nothing: at zero no slope leads away from it. */
  readonly isDiagonal?: boolean;
}

export type ResidualScale =
  | { readonly kind: 'profiled' }
  /** sigma = exp(eta). */
  | { readonly kind: 'held'; readonly eta: number }
  /** The last parameter is eta, and A has the further summand size·exp(−eta)·matrix: a standard deviation is held. */
  | { readonly kind: 'free'; readonly size: number; readonly matrix: Float64Array };

export interface Path {
  readonly directions: readonly Direction[];
  readonly scale: ResidualScale;
}

export interface PathEvaluation extends Evaluation {
  /** The evaluation of the model itself, at the theta of the same G; null where the value is infinite. */
  readonly inner: MixedEvaluation | null;
}

/** Derivatives of the criterion in the entries of G and in eta. */
interface Outer {
  readonly value: number;
  /** k×k. */
  readonly Gamma: Float64Array;
  /** m×m. */
  readonly hessian: Float64Array;
  readonly eta: { readonly slope: number; readonly curvature: number; readonly cross: Float64Array } | null;
}

/** @param objective of maximum likelihood */
export function pathObjective(objective: MixedObjective, path: Path): Objective<PathEvaluation> {
  const { directions, scale } = path;
  const dimension = directions.length + (scale.kind === 'free' ? 1 : 0);
  const evaluate = (parameters: Float64Array): PathEvaluation => {
    const eta = scale.kind === 'held' ? scale.eta : parameters[dimension - 1];
    const { A, first, second } = factorAt(path, parameters, objective.structure.k);
    const inner = within(objective, triangularTheta(objective.structure, A));
    if (inner === null) return outOfRange(parameters);
    const outer = scale.kind === 'profiled' ? profiled(inner) : atScale(objective, inner, eta);
    const derivatives = chainRule(objective.structure, outer, A, first, second, scale.kind === 'free');
    return { theta: parameters, value: outer.value, inner, ...derivatives };
  };
  return { dimension, evaluate };
}

/** The evaluation, or null where G is too large for it: a step that went too far. */
function within(objective: MixedObjective, theta: Float64Array): MixedEvaluation | null {
  if (!theta.every(Number.isFinite)) return null;
  try {
    return objective.evaluate(theta);
  } catch (error) {
    if (error instanceof CellmerError && error.code === 'numeric') return null;
    throw error;
  }
}

function outOfRange(theta: Float64Array): PathEvaluation {
  const m = theta.length;
  return {
    theta,
    value: Infinity,
    gradient: new Float64Array(m),
    hessian: new Float64Array(m * m),
    inner: null,
  };
}

/** A, its derivatives, and its second derivatives, which are all on the diagonal (null for zero). */
function factorAt(
  { directions, scale }: Path,
  parameters: Float64Array,
  k: number,
): { A: Float64Array; first: Float64Array[]; second: (Float64Array | null)[] } {
  const A = new Float64Array(k * k);
  const first: Float64Array[] = [];
  const second: (Float64Array | null)[] = [];
  directions.forEach(({ matrix, isLogarithm }, i) => {
    const c = isLogarithm ? Math.exp(parameters[i]) : parameters[i];
    for (let e = 0; e < A.length; e++) A[e] += c * matrix[e];
    const derivative = isLogarithm ? matrix.map((v) => c * v) : matrix;
    first.push(derivative);
    second.push(isLogarithm ? derivative : null);
  });
  if (scale.kind === 'free') {
    const c = scale.size * Math.exp(-parameters[directions.length]);
    for (let e = 0; e < A.length; e++) A[e] += c * scale.matrix[e];
    first.push(scale.matrix.map((v) => -c * v));
    second.push(scale.matrix.map((v) => c * v));
  }
  return { A, first, second };
}

/** Theta of the model at G = A·Aᵀ. */
export function triangularTheta(structure: CovarianceStructure, A: Float64Array): Float64Array {
  const { k, blocks } = structure;
  const T = new Float64Array(k * k);
  for (const { start, size } of blocks) {
    const lower = triangularFactor(diagonalBlock(A, k, start, size), size);
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) T[(start + a) * k + start + b] = lower[a * size + b];
  }
  return thetaFromFactor(structure, T);
}

function profiled(at: MixedEvaluation): Outer {
  return { value: at.value, Gamma: at.Gamma, hessian: at.curvature, eta: null };
}

function atScale({ n, p, structure }: MixedObjective, at: MixedEvaluation, eta: number): Outer {
  const { k, m, rows, cols } = structure;
  const { quadratic, quadraticK, traceKK, f } = at.natural;
  const precision = Math.exp(-2 * eta);
  const Gamma = new Float64Array(at.Gamma);
  // Γ of the profiled criterion has n/r² in place of 1/sigma²; the sums of s·sᵀ are among the natural derivatives.
  const excess = n / at.r2 - precision;
  for (let i = 0; i < m; i++) {
    const isDiagonal = rows[i] === cols[i];
    Gamma[rows[i] * k + cols[i]] += excess * quadratic[i] * (isDiagonal ? 1 : 0.5);
    if (!isDiagonal) Gamma[cols[i] * k + rows[i]] += excess * quadratic[i] * 0.5;
  }
  const hessian = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      let q = quadraticK[i * m + j];
      for (let x = 0; x < p; x++) q -= f[i * p + x] * f[j * p + x];
      hessian[i * m + j] = 2 * q * precision - traceKK[i * m + j];
    }
  const scaled = at.r2 * precision;
  return {
    value: at.logDetV + n * Math.log(2 * Math.PI) + 2 * n * eta + scaled,
    Gamma,
    hessian,
    eta: {
      slope: 2 * n - 2 * scaled,
      curvature: 4 * scaled,
      cross: quadratic.map((v) => 2 * precision * v),
    },
  };
}

/** @param hasEta whether the last parameter is eta */
function chainRule(
  { k, m, rows, cols }: CovarianceStructure,
  { Gamma, hessian: h, eta }: Outer,
  A: Float64Array,
  first: readonly Float64Array[],
  second: readonly (Float64Array | null)[],
  hasEta: boolean,
): { gradient: Float64Array; hessian: Float64Array } {
  const size = first.length;
  const GammaA = multiply(Gamma, A, k, k, k);
  const At = transpose(A, k, k);
  const gradient = Float64Array.from(first, (D) => 2 * inner(GammaA, D));
  const J = new Float64Array(m * size);
  first.forEach((D, i) => {
    const dG = multiply(D, At, k, k, k);
    for (let e = 0; e < m; e++) J[e * size + i] = dG[rows[e] * k + cols[e]] + dG[cols[e] * k + rows[e]];
  });
  const hessian = congruence(h, J, m, size);
  first.forEach((D, i) => {
    const GammaD = multiply(Gamma, D, k, k, k);
    for (let j = 0; j < size; j++) hessian[i * size + j] += 2 * inner(GammaD, first[j]);
    const own = second[i];
    if (own !== null) hessian[i * size + i] += 2 * inner(GammaA, own);
  });
  if (hasEta && eta !== null) {
    const last = size - 1;
    gradient[last] += eta.slope;
    hessian[last * size + last] += eta.curvature;
    for (let i = 0; i < size; i++) {
      let s = 0;
      for (let e = 0; e < m; e++) s += eta.cross[e] * J[e * size + i];
      hessian[i * size + last] += s;
      hessian[last * size + i] += s;
    }
  }
  return { gradient, hessian };
}

function inner(X: Float64Array, Y: Float64Array): number {
  let s = 0;
  for (let e = 0; e < X.length; e++) s += X[e] * Y[e];
  return s;
}
